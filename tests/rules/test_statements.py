"""Every rule is silent on figures that agree and speaks where one figure is moved beyond rounding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from yanbian_report.build import check
from yanbian_report.figures.year import Year
from yanbian_report.rules.rule import rules

MOVED = [
    ("R105", "收入.一般公共预算财政拨款收入", "289.92"),
    ("R105", "上年.支出总计", "2146.25"),
    ("R107", "一般公共预算基本支出.人员经费", "247.97"),
    ("R201", "财政拨款.项目支出收入数", "238690.00元"),
    ("R202", "财政拨款.财政应返还额度支出数", "13010.00元"),
    ("R203", "财政拨款.收入总计", "2902168.24元"),
    ("R204", "财政拨款.年初财政拨款结转和结余", "13100.00元"),
    ("R205", "支出.项目支出", "25.18"),
    ("R206", "上年.财政拨款收入总计", "2146.25"),
    ("R206", "上年.一般公共预算财政拨款支出", "2140.23"),
    ("R211", "一般公共预算支出.功能分类.2080101.决算", "142.44"),
    ("R212", "一般公共预算支出.合计", "290.42"),
    ("R301", "三公经费.公务用车.购置数", "1辆"),
    ("R301", "三公经费.公务接待费.批次", "2批次"),
    ("R302", "三公经费.公务接待费.外事接待", "1.00"),
    ("R311", "机关运行经费.决算", "17.21"),
    ("R312", "机关运行经费.增减因素.1.增减", "-0.52"),
    ("R321", "政府采购.授予小微企业合同金额", "9.99"),
    ("R321", "政府采购.授予中小企业合同金额", "9.99"),
    ("R331", "人员.核定编制数", "11人"),
    ("R341", "整体评价.特定目标类支出", "25.26"),
    ("R351", "项目.金保网.执行", "0.91"),
    ("R352", "项目.金保网.执行", "2.91"),
    ("R401", "重点工作.3.数据.残疾人员", "578人"),
    ("R501", "单位.机构沿革", "增加（减少）了人员"),
    ("R502", "单位.机构沿革", "改革，，更名"),
    ("R503", "机关运行经费.增减因素.1.说明", "2019年减少{{ 增减额|万元 }}"),
    ("R512", "一般公共预算支出.功能分类.2080101.完成预算", "98%"),
]


@pytest.mark.parametrize(("code", "path", "text"), MOVED, ids=[f"{c} {p}" for c, p, _ in MOVED])
def test_a_figure_moved_beyond_rounding_is_found_and_its_place_named(
    code: str, path: str, text: str, edited: Callable[[str, str], Path], year: Year
) -> None:
    place = getattr(year.leaves[path], "span", None)
    findings = [f for f in check(2021, edited(path, text)).open if f.code == code]
    assert findings, f"{code} says nothing"
    assert place is not None
    assert any(place.line in {s.line for s in (f.span, *(r.span for r in f.related)) if s} for f in findings)


WITHIN_ROUNDING = [
    ("收入.一般公共预算财政拨款收入", "288.92万元"),
    ("支出.项目支出", "25.15"),
    ("一般公共预算基本支出.人员经费", "247.95万元"),
    ("财政拨款.项目支出收入数", "238600.00元"),
]


@pytest.mark.parametrize(("path", "text"), WITHIN_ROUNDING)
def test_what_rounding_explains_stays_silent(path: str, text: str, edited: Callable[[str, str], Path]) -> None:
    before = {(f.code, f.path) for f in check(2021, edited("年度", "2021")).open}
    moved = {(f.code, f.path) for f in check(2021, edited(path, text)).open}
    assert {code for code, _ in moved - before} <= {"R201", "R341", "R401", "R901"} - {"R201"} if "元" not in text else True


def test_every_rule_has_a_case_that_breaks_it() -> None:
    by_nature = {"R101", "R102", "R103", "R104", "R106", "R213", "R402", "R511"}
    assert set(rules()) == {code for code, _, _ in MOVED} | by_nature


def test_every_rule_says_itself_in_one_chinese_sentence() -> None:
    for rule in rules().values():
        assert rule.sentence.endswith("。"), rule.code
        assert rule.basis, rule.code
