"""The house style of all pictures: colours, sizes, widths."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.charts.form import Form, understand
from yanbian_report.yamldoc.parse import read_text
from yanbian_report.yamldoc.tree import Node, Scalar

STYLE_FILE = "样式.yaml"


@dataclass(frozen=True, slots=True)
class Style:
    """What ``样式.yaml`` says; a key that the file leaves out keeps the value given here.

    Lengths are millimetres on paper, sizes of type and widths of lines are points.
    """

    dpi: int = 300
    name_size: float = 9.5
    number_size: float = 10.5
    unit_size: float = 9.0
    text: str = "#262626"
    quiet_text: str = "#595959"
    line: str = "#8C8C8C"
    background: str = "#FFFFFF"
    column: str = "#1F4E79"
    quiet_column: str = "#A9BFD6"
    slices: tuple[str, ...] = (
        "#1F4E79",
        "#B4CADF",
        "#BF8A30",
        "#DCD3BF",
        "#4E7F73",
        "#B9CFC4",
        "#7C4A5E",
        "#DDBFC6",
    )
    column_width: float = 0.5
    widest_column: float = 24.0
    line_width: float = 0.75
    pie_diameter: float = 0.72


class _Number(NamedTuple):
    """A number of the style file: the field of ``Style`` it sets and the bounds of what can be meant."""

    name: str
    least: float
    most: float


_NUMBERS = {
    "字号": {
        "名称": _Number("name_size", 5, 24),
        "数值": _Number("number_size", 5, 24),
        "单位": _Number("unit_size", 5, 24),
    },
    "尺寸": {
        "柱宽": _Number("column_width", 0.1, 1),
        "柱最宽": _Number("widest_column", 2, 100),
        "线宽": _Number("line_width", 0.1, 5),
        "饼直径": _Number("pie_diameter", 0.2, 0.85),
    },
}
_COLOURS = {
    "文字": "text",
    "淡文字": "quiet_text",
    "线": "line",
    "背景": "background",
    "柱": "column",
    "淡柱": "quiet_column",
}
_DPI = _Number("dpi", 72, 600)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)
_KEYS = frozenset(("分辨率", "颜色", "扇形", *_NUMBERS, *_COLOURS, *_NUMBERS["字号"], *_NUMBERS["尺寸"]))


def read_style(folder: Path) -> tuple[Style, list[Finding]]:
    """The style that ``样式.yaml`` in ``folder`` gives; what it leaves out or gets wrong is the default."""
    path = folder / STYLE_FILE
    if not path.is_file():
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
    form, findings = understand(text, name, STYLE_FILE, _KEYS)
    if form is None:
        return Style(), tuple(findings)
    form.refuse_others(("分辨率", *_NUMBERS, "颜色"))
    given: dict[str, Any] = {}
    dpi = _number(form, "分辨率", _DPI)
    if dpi is not None:
        given["dpi"] = round(dpi)
    for group, numbers in _NUMBERS.items():
        given |= _numbers(form, group, numbers)
    given |= _colours(form)
    return replace(Style(), **given), (*findings, *form.findings)


def _numbers(form: Form, group: str, numbers: dict[str, _Number]) -> dict[str, Any]:
    mapping = form.group(group)
    if mapping is None:
        return {}
    inner = Form(mapping, f"{form.shown}“{group}”：", form.findings)
    inner.refuse_others(numbers)
    found = {number.name: _number(inner, key, number) for key, number in numbers.items()}
    return {name: value for name, value in found.items() if value is not None}


def _number(form: Form, key: str, number: _Number) -> float | None:
    text = form.text(key)
    if text is None:
        return None
    if _DECIMAL.fullmatch(text.text) and number.least <= float(text.text) <= number.most:
        return float(text.text)
    hint = f"写 {number.least:g} 到 {number.most:g} 之间的数"
    form.refuse("P103", f"“{key}”不能是“{text.text}”", text.span, hint)
    return None


def _colours(form: Form) -> dict[str, Any]:
    mapping = form.group("颜色")
    if mapping is None:
        return {}
    inner = Form(mapping, f"{form.shown}“颜色”：", form.findings)
    inner.refuse_others((*_COLOURS, "扇形"))
    found: dict[str, Any] = {}
    for key, name in _COLOURS.items():
        if inner.has(key):
            found[name] = _colour(inner, key, inner.node(key))
    slices = tuple(_colour(inner, "扇形", node) for node in inner.items("扇形"))
    if len(slices) == 1:
        hint = "至少写两种，相邻的扇形才分得开"
        inner.refuse("P103", "“扇形”只有一种颜色", inner.key_span("扇形"), hint)
    return found | ({"slices": slices} if len(slices) > 1 else {})


def _colour(form: Form, key: str, node: Node | None) -> str:
    if isinstance(node, Scalar) and _COLOUR.fullmatch(node.text):
        return node.text.upper()
    span = node.span if node else form.key_span(key)
    hint = '写成英文引号里的六位色号，例如 "#1F4E79"；不加引号，“#”后面会当成注释'
    form.refuse("P103", f"“{key}”不是颜色", span, hint)
    return Style().text
