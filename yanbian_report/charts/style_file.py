"""The style file: what ``charts/样式.yaml`` says, as a Style."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from yanbian_report.base.findings import Finding
from yanbian_report.charts.schema import style_schema, understand
from yanbian_report.charts.style import Style
from yanbian_report.yamldoc.parse import read_text
from yanbian_report.yamldoc.tree import Mapping, bare

STYLE_FILE = "样式.yaml"

# The field of ``Style`` that each key sets; style_schema.json says what may be written there.
_SIZES = {"名称": "name_size", "数值": "number_size", "单位": "unit_size"}
_LENGTHS = {"柱宽": "column_width", "柱最宽": "widest_column", "线宽": "line_width", "饼直径": "pie_diameter"}
_COLOURS = {
    "文字": "text",
    "淡文字": "quiet_text",
    "线": "line",
    "背景": "background",
    "柱": "column",
    "淡柱": "quiet_column",
}


def read_style(folder: Path) -> tuple[Style, list[Finding]]:
    """The style that ``样式.yaml`` in ``folder`` gives, else the default; that of a file with mistakes, too."""
    path = folder / STYLE_FILE
    if not os.path.lexists(path):
        return Style(), []
    name = f"{folder.name}/{STYLE_FILE}"
    text, findings = read_text(path, name)
    if text is None:
        return Style(), findings
    style, more = _understood(text, name)
    return style, [*findings, *more]


@lru_cache(maxsize=64)
def _understood(text: str, name: str) -> tuple[Style, tuple[Finding, ...]]:
    """The style that ``text`` is; a process that builds many reports reads it once."""
    entries, findings = understand(text, name, STYLE_FILE, style_schema())
    return _style(entries) if entries else Style(), tuple(findings)


def _style(entries: Mapping) -> Style:
    given: Any = bare(entries)
    fields: dict[str, Any] = {"dpi": round(float(given["分辨率"]))} if "分辨率" in given else {}
    for group, names in (("字号", _SIZES), ("尺寸", _LENGTHS)):
        fields |= {names[key]: float(number) for key, number in given.get(group, {}).items()}
    colours = given.get("颜色", {})
    fields |= {_COLOURS[key]: colour.upper() for key, colour in colours.items() if key in _COLOURS}
    if "扇形" in colours:
        fields["slices"] = tuple(colour.upper() for colour in colours["扇形"])
    return Style(**fields)
