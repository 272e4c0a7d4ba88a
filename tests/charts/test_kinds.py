"""Kinds of charts are a door: one module, and chart files can say its name."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from yanbian_report.charts import kinds
from yanbian_report.charts.chart import Chart, describe
from yanbian_report.charts.drawing.shapes import Bar
from yanbian_report.charts.paint import draw, shapes
from yanbian_report.charts.schema import CHART_SCHEMA_FILE
from yanbian_report.charts.style import Style

Resolve = Callable[..., Any]

CHARTS = ROOT / "yanbian_report/charts"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
STRIP = "标题: 图\n类型: 条带图\n单位: 万元\n数值:\n  - 名称: 甲\n    取值: 甲\n  - 名称: 乙\n    取值: 乙\n"


@pytest.fixture
def strip(tmp_path: Path) -> Iterator[None]:
    """The kind that CONTRIBUTING.md shows, as a module dropped into a folder of kinds."""
    [module] = re.findall(r'```python\n("""Strip charts.*?)```', GUIDE, re.DOTALL)
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds/strip.py").write_text(module, "utf-8")
    kinds.__path__.append(str(tmp_path / "kinds"))
    yield
    kinds.__path__.pop()
    sys.modules.pop("yanbian_report.charts.kinds.strip", None)


@pytest.mark.usefixtures("strip")
def test_a_new_kind_is_one_module_and_is_drawn(resolved: Resolve) -> None:
    chart, findings = resolved(STRIP, 甲="30.00", 乙="10.00")
    assert findings == []
    assert describe(chart) == "条带图：图，甲30.00万元（75.00%），乙10.00万元（25.00%）"
    left, right = (shape for shape in shapes(chart, Style()) if isinstance(shape, Bar))
    assert left.width == pytest.approx(3 * right.width)
    assert draw(chart, Style()).startswith(b"\x89PNG")


@pytest.mark.usefixtures("strip")
def test_a_new_kind_whose_points_are_parts_is_held_against_its_whole(resolved: Resolve) -> None:
    _, [finding] = resolved(STRIP + "合计: 总\n", 甲="30.00", 乙="10.00", 总="50.00")
    assert finding.code == "P302"
    _, [finding] = resolved(STRIP, 甲="30.00", 乙="-10.00")
    assert (finding.code, "条带图画不出来" in finding.message) == ("P301", True)


@pytest.mark.usefixtures("strip")
def test_a_mistyped_kind_is_answered_with_the_new_one_too(resolved: Resolve) -> None:
    _, [finding] = resolved(STRIP.replace("条带图", "条带图图"))
    assert "是不是“条带图”？" in finding.message
    assert "条带图" in finding.hint


def test_without_its_module_a_kind_is_unknown(resolved: Resolve) -> None:
    _, [finding] = resolved(STRIP)
    assert (finding.code, finding.hint) == ("P103", "只能写：条形图、柱状图、饼状图")


def test_editors_are_offered_the_kinds_that_there_are(request: pytest.FixtureRequest) -> None:
    schema = json.loads(CHART_SCHEMA_FILE.read_text("utf-8"))
    if request.config.getoption("--rewrite"):
        schema["properties"]["类型"]["enum"] = kinds.kind_names()
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        CHART_SCHEMA_FILE.write_text(text, "utf-8", newline="\n")
    assert schema["properties"]["类型"]["enum"] == kinds.kind_names(), "run the tests once with --rewrite"


def test_nothing_but_its_own_module_knows_a_kind_by_name() -> None:
    modules = [file for file in CHARTS.rglob("*.py") if file.parent != CHARTS / "kinds"]
    assert len(modules) > 10
    for file in modules:
        text = file.read_text("utf-8")
        assert not [name for name in kinds.kind_names() if name in text], file


def test_a_kind_is_known_by_its_name_only(published: dict[str, Chart]) -> None:
    assert {chart.kind for chart in published.values()} == set(kinds.kind_names())
    with pytest.raises(KeyError):
        kinds.find_kind("columns")
