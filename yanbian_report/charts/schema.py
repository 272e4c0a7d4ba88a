"""Schemas of chart files and of the style file: what editors and this program hold them against."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from yanbian_report.base.findings import Finding
from yanbian_report.charts.kinds import kind_names
from yanbian_report.yamldoc.parse import few, parse
from yanbian_report.yamldoc.schema import Schema, read_schema
from yanbian_report.yamldoc.tree import Mapping, bare

CHART_SCHEMA_FILE = Path(__file__).parent / "schema.json"
STYLE_SCHEMA_FILE = Path(__file__).parent / "style_schema.json"


def chart_schema() -> Schema:
    """What a chart file may say; its kinds are those that there are modules for."""
    return _chart_schema(tuple(kind_names()))


@cache
def _chart_schema(kinds: tuple[str, ...]) -> Schema:
    root = json.loads(CHART_SCHEMA_FILE.read_text("utf-8"))
    root["properties"]["类型"]["enum"] = list(kinds)
    return Schema(root)


def style_schema() -> Schema:
    """What the style file may say."""
    return read_schema(STYLE_SCHEMA_FILE)


def understand(text: str, file: str, shown: str, schema: Schema) -> tuple[Mapping | None, list[Finding]]:
    """The entries of ``file``, whose text this is; None when it breaks ``schema``. Messages call it ``shown``.

    Findings name unknown keys (P101), missing ones or their content (P102), values that are not allowed (P103), and
    whatever is no text, group or list where it should be one (P104).
    """
    node, findings = parse(text, file, schema.known)
    if node is None or (findings and not isinstance(node, Mapping)):
        return None, findings
    if isinstance(node, Mapping) and _is_sound(bare(node), schema):
        return node, findings
    from yanbian_report.yamldoc.located import Voice
    from yanbian_report.yamldoc.validate import validate

    voice = Voice(
        shown,
        "charts/README.md",
        unknown="P101",
        missing="P102",
        empty="P102",
        choice="P103",
        form="P103",
        few="P103",
        free_name="P103",
        other="P103",
        shape="P104",
    )
    return None, [*findings, *few(validate(node, schema, voice))]


def _is_sound(entries: object, schema: Schema) -> bool:
    return schema.fits(entries) or next(schema.problems(entries), None) is None
