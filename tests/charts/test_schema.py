"""The schemas of chart files and of the style: what editors show, and what is told of many mistakes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from yanbian_report.charts.chart_file import read_charts
from yanbian_report.charts.schema import CHART_SCHEMA_FILE, STYLE_SCHEMA_FILE, chart_schema, style_schema
from yanbian_report.charts.style import Style
from yanbian_report.charts.style_file import STYLE_FILE, read_style
from yanbian_report.yamldoc.schema import Schema, resolved

SCHEMAS = [chart_schema(), style_schema()]


def keys(schema: Schema, part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that ``part`` names, with what is said of it."""
    for name, entry in part.get("properties", {}).items():
        whole = resolved(schema.root, entry)
        yield name, whole
        yield from keys(schema, whole)
        yield from keys(schema, resolved(schema.root, whole.get("items", {})))


@pytest.mark.parametrize("schema", SCHEMAS, ids=["chart", "style"])
def test_every_key_is_explained_in_chinese_and_has_an_example(schema: Schema) -> None:
    for name, part in keys(schema, schema.root):
        assert any("一" <= c <= "鿿" for c in part["description"]), name
        assert part["type"] in ("object", "array") or part.get("examples") or part.get("enum"), name


@pytest.mark.parametrize("file", sorted((ROOT / "charts").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_first_line_of_a_shipped_file_leads_editors_to_its_schema(file: Path) -> None:
    mark, path = file.read_text("utf-8").split("\n")[0].split("$schema=")
    assert mark == "# yaml-language-server: "
    wanted = STYLE_SCHEMA_FILE if file.name == STYLE_FILE else CHART_SCHEMA_FILE
    assert (file.parent / path).resolve() == wanted


def test_examples_of_the_chart_schema_make_a_good_chart(tmp_path: Path) -> None:
    every = {name: part.get("examples", part.get("enum", [""]))[0] for name, part in keys(SCHEMAS[0], SCHEMAS[0].root)}
    point = "数值:\n  - 名称: 基本支出\n    取值: 支出.基本支出\n"
    lines = [f"{name}: {value}\n" for name, value in every.items() if name not in ("数值", "数值来自", "名称", "取值")]
    (tmp_path / "某图.yaml").write_text("".join(lines) + point, "utf-8")
    specs, findings = read_charts(tmp_path)
    assert (list(specs), findings) == (["某图"], [])


def test_examples_of_the_style_schema_are_the_defaults(tmp_path: Path) -> None:
    lines = []
    for name, part in SCHEMAS[1].root["properties"].items():
        inner = part.get("properties", {name: part})
        lines += [f"{name}:\n"] if part.get("type") == "object" else []
        indent = "  " if part.get("type") == "object" else ""
        lines += [f'{indent}{key}: "{p["examples"][0]}"\n' for key, p in inner.items() if "examples" in p]
    (tmp_path / STYLE_FILE).write_text("".join(lines), "utf-8")
    assert read_style(tmp_path) == (Style(), [])


@pytest.mark.parametrize("name", ["某图.yaml", STYLE_FILE])
def test_thousands_of_unknown_keys_are_told_of_in_a_few_lines_and_seconds(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("".join(f"未知{number}: 甲\n" for number in range(9_000)), "utf-8")
    started = time.monotonic()
    findings = [*read_charts(tmp_path)[1], *read_style(tmp_path)[1]]
    assert time.monotonic() - started < 20
    assert 2 < len(findings) < 60
    assert {finding.code for finding in findings} <= {"P101", "P102"}
    assert any("没有一一列出" in finding.message for finding in findings)
