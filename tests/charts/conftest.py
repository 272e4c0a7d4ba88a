"""A year with the figures of 2021 that the charts show, and chart files written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.base.findings import Finding
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.chart_file import read_charts
from yanbian_report.charts.resolve import resolve
from yanbian_report.forms.derivation import compare
from yanbian_report.model.figure import Figure
from yanbian_report.model.parse_figure import parse_amount, parse_quantity
from yanbian_report.model.values import Tree, Value
from yanbian_report.model.year import Year, flatten

INCOME = ("政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入")
MORE_INCOME = ("经营收入", "附属单位上缴收入", "其他收入")
COMPARED = (("收支总计", "本年"), ("财政拨款收支总计", "本年"), ("一般公共预算支出", "合计"))
SPENDING = ("上缴上级支出", "经营支出", "对附属单位补助支出")
CLASSES = (("社会保障和就业支出", "253.59"), ("卫生健康支出", "14.80"), ("住房保障支出", "21.82"))


def year_of(figures: dict[str, Value]) -> Year:
    """A year with these figures and texts at these paths."""
    tree: Tree = {}
    for path, value in figures.items():
        *groups, name = path.split(".")
        group = tree
        for step in groups:
            group = group.setdefault(step, {})  # type: ignore[assignment]
        group[name] = value
    return Year(tree, "data/2021.yaml", flatten(tree))


@pytest.fixture
def year() -> Year:
    """What the charts look up, as the 2021 report has it."""
    amounts = {
        "收支总计.上年": "4292.46",
        "收支总计.本年": "580.44",
        "财政拨款收支总计.上年": "4292.46",
        "财政拨款收支总计.本年": "580.44",
        "一般公共预算支出.上年": "2146.23",
        "一般公共预算支出.合计": "290.22",
        "收入.本年收入合计": "288.92",
        "收入.一般公共预算财政拨款收入": "288.92",
        "支出.本年支出合计": "2902168.24元",
        "支出.基本支出": "2650568.24元",
        "支出.项目支出": "25.16",
        **{f"收入.{kind}": "0" for kind in (*INCOME, *MORE_INCOME)},
        **{f"支出.{kind}": "0" for kind in SPENDING},
    }
    classes: list[Value] = [{"名称": name, "决算": parse_amount(amount)} for name, amount in CLASSES]
    figures: dict[str, Value] = {path: parse_amount(text, path) for path, text in amounts.items()}
    for group, now in COMPARED:
        before = parse_amount(amounts[f"{group}.上年"])
        change = compare(group, parse_amount(amounts[f"{group}.{now}"]), before)
        figures |= {f"{group}.{key}": value for key, value in change.items() if key != "上年"}
    return year_of({**figures, "年度": 2021, "上年度": 2020, "一般公共预算支出.类": classes})


@pytest.fixture
def published(year: Year) -> dict[str, Chart]:
    """The six charts of this repository for 2021."""
    specs, findings = read_charts(ROOT / "charts")
    assert not findings
    charts = {name: resolve(spec, year)[0] for name, spec in specs.items()}
    return {name: chart for name, chart in charts.items() if chart is not None}


@pytest.fixture
def resolved(tmp_path: Path) -> Callable[..., tuple[Chart | None, list[Finding]]]:
    """``resolved(text, 甲="1.00")``: the chart of this text and these figures, and findings."""

    def read_and_resolve(text: str, **figures: Value) -> tuple[Chart | None, list[Finding]]:
        (tmp_path / "某图.yaml").write_text(text, "utf-8")
        specs, findings = read_charts(tmp_path)
        if "某图" not in specs:
            return None, findings
        known = {path: _figure(value, path) for path, value in figures.items()}
        chart, more = resolve(specs["某图"], year_of(known))
        return chart, [*findings, *more]

    return read_and_resolve


def _figure(value: Value, path: str) -> Value:
    if not isinstance(value, str):
        return value
    return parse_quantity(value, path) if value[-1] in "%人件" else parse_amount(value, path)


@pytest.fixture
def amount() -> Callable[[str], Figure]:
    return parse_amount
