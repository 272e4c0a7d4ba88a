"""What is true of a real unit is not reported, and what was silent beside it is: each case a slip that was met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import begin
from yanbian_report.api import check, load
from yanbian_report.base.findings import Severity

OPENING = ("年初结转和结余: 0", "年初结转和结余: 5.00")
CLOSING = ("年末结转和结余: 0", "年末结转和结余: 5.00")
LAST_TOTALS = ("  收入总计: 300.20\n  支出总计: 300.20\n", "  收入总计: 305.20\n  支出总计: 305.20\n")
FISCAL = "  年末财政拨款结转和结余: 0\n"
KINDS = "  基本支出收入数: 280.30\n  项目支出收入数: 40.20\n  基本支出支出数: 280.30\n  项目支出支出数: {}\n"
RECEPTION = "    决算: 0.60\n    预算: 0.80\n    预算原因: 严格控制了接待标准和批次\n"
COUNTS = "    批次: 6批次\n    人次: 48人次\n"


def texted(project: Path, *edits: tuple[str, str]) -> None:
    """The example with every ``old`` of ``edits`` instead of ``new``, once each."""
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    data.write_text(text, "utf-8")


def codes(project: Path, *, notes: bool = False) -> set[str]:
    return {f.code for f in check(2021, project).open if notes or f.severity is not Severity.NOTE}


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The example of ``init``, as an office has it that took its figures for its own."""
    begin(tmp_path / "甲", "某县甲乙局")
    return tmp_path / "甲"


def test_the_example_is_truthful(unit: Path) -> None:
    assert codes(unit, notes=True) <= {"R123"}


TRUTHFUL = [
    pytest.param([OPENING, CLOSING, LAST_TOTALS], id="other money was only carried over"),
    pytest.param(
        [("收入总计: 300.20", "收入总计: 330.20"), ("支出总计: 300.20", "支出总计: 330.20")], id="last year's"
    ),
    pytest.param([(FISCAL, FISCAL + KINDS.format("40.20"))], id="kinds of appropriation"),
    pytest.param(
        [(RECEPTION, "    决算: 0.00\n"), (COUNTS, "    批次: 1批次\n    人次: 3人次\n")], id="guests for 30 元"
    ),
    pytest.param(
        [("    运行维护费: 0\n", "    运行维护费: 1.20\n    原因: 今年起租用车辆，费用增加\n")], id="rented cars"
    ),
    pytest.param(
        [("    执行: 40.20\n", "    执行: 41.20\n    其他资金执行: 1.00\n    其他资金预算: 1.00\n")], id="other funds"
    ),
    pytest.param(
        [
            ("办结率: 99%", "目标完成率: 112%"),
            ("办结率 =", "办结件数 <= 办件总数 #"),
            ("数据.办结率", "数据.目标完成率"),
        ],
        id="more than planned",
    ),
    pytest.param(
        [("    窗口办件: 700件", "    窗口办件: 逾600件"), ("办件总数 =", "办件总数 >=")], id="more than six hundred"
    ),
]


@pytest.mark.parametrize("edits", TRUTHFUL)
def test_what_is_true_is_not_inconsistent(unit: Path, edits: list[tuple[str, str]]) -> None:
    texted(unit, *edits)
    assert codes(unit) == set()


FALSE = [
    pytest.param("R202", [(FISCAL, FISCAL + KINDS.format("402.00"))], id="财政应返还额度 left out"),
    pytest.param("R402", [("窗口办件: 700件", "窗口办件: 700人")], id="people are no pieces"),
    pytest.param(
        "R401", [("窗口办件: 700件", "窗口办件: 逾700件"), ("办件总数: 1200件", "办件总数: 100件")], id="逾 in a sum"
    ),
    pytest.param("R401", [("窗口办件: 700件", "窗口办件: 逾100件")], id="逾100 is less than 200"),
    pytest.param(
        "R403",
        [("办结率: 99%", "满意度: 999%"), ("办结率 =", "办结件数 <= 办件总数 #"), ("数据.办结率", "数据.满意度")],
        id="999 %",
    ),
    pytest.param(
        "R111",
        [("办结率: 99%", "好评率: -99%"), ("办结率 =", "办结件数 <= 办件总数 #"), ("数据.办结率", "数据.好评率")],
        id="−99 %",
    ),
    pytest.param("R215", [('"2080505":', '"2120801":')], id="a fund's code in the general budget"),
    pytest.param(
        "R208",
        [
            ("  政府性基金预算财政拨款收入: 0", "  政府性基金预算财政拨款收入: 10.00"),
            ("拨款收入: 320.50", "拨款收入: 310.50"),
        ],
        id="booked in another fund",
    ),
    pytest.param(
        "R206",
        [OPENING, ("年初财政拨款结转和结余: 0", "年初财政拨款结转和结余: 5.00")],
        id="last year's closing balance",
    ),
    pytest.param(
        "R107",
        [("  基本支出: 280.30", "  基本支出: 281.30"), ("  项目支出: 40.20", "  项目支出: 39.20")],
        id="no other money",
    ),
    pytest.param(
        "R355",
        [("    执行: 40.20", "    执行: 140.20"), ("    预算: 42.00\n    执行", "    预算: 142.00\n    执行")],
        id="more than all projects",
    ),
    pytest.param("R305", [("三公经费:\n", "三公经费:\n  预算: 0.08\n")], id="less than its parts"),
]


@pytest.mark.parametrize(("code", "edits"), FALSE)
def test_what_cannot_be_true_is_named(unit: Path, code: str, edits: list[tuple[str, str]]) -> None:
    texted(unit, *edits)
    assert code in codes(unit)


def test_a_right_last_year_with_a_balance_is_silent_and_a_wrong_one_is_named(unit: Path) -> None:
    fiscal = ("年初财政拨款结转和结余: 0", "年初财政拨款结转和结余: 5.00")
    totals = ("收入总计: 320.50\n  支出总计: 320.50", "收入总计: 320.50\n  支出总计: 320.50")
    texted(unit, OPENING, fiscal, totals, ("拨款收入: 320.50", "拨款收入: 315.50"))
    assert "R206" in codes(unit)
    texted(unit, ("一般公共预算财政拨款支出: 300.20", "一般公共预算财政拨款支出: 295.20"))
    assert codes(unit) == set()


def test_figures_all_in_yuan_are_noticed_and_a_large_department_is_not(unit: Path) -> None:
    data = unit / "data/2021.yaml"
    typed = data.read_text("utf-8")
    large = re.sub(r"(: )(\d+\.\d\d)(?=\s)", lambda m: f"{m[1]}{float(m[2]) * 500:.2f}", typed)
    data.write_text(large, "utf-8")
    assert "R108" not in codes(unit, notes=True)
    in_yuan = re.sub(r"(: )(\d+\.\d\d)(?=\s)", lambda m: f"{m[1]}{float(m[2]) * 10_000:.0f}", typed)
    data.write_text(in_yuan, "utf-8")
    assert "R108" in codes(unit, notes=True)


def test_an_accepted_difference_is_the_one_that_was_registered(project: Path) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8")
    data.write_text(text.replace("决算: 253.59", "决算: 253.60"), "utf-8")
    assert {"R211", "R901"} <= {f.code for f in check(2021, project).open}


def test_what_is_tied_by_no_more_than_a_limit_is_listed_as_a_person_s_to_check(frozen: Path) -> None:
    free = {f.path for f in check(2021, frozen).unchecked}
    assert "重点工作.6.数据.应清退资金" in free
    assert "项目.金保网.数据.预计服务人数" in free  # a note says of its row that the units differ, and ties nothing
    assert "支出.项目支出" not in free


def test_staff_may_be_known_in_part(unit: Path) -> None:
    texted(unit, ("\n# ────────── 重点工作", "\n人员:\n  行政编制在职: 12人\n\n# ────────── 重点工作"))
    year = load(2021, unit).year
    assert year is not None
    assert year.figure("人员.在职人数").value == 12
    assert codes(unit) == set()


def test_a_budget_in_the_wrong_money_is_said_to_be_that_at_the_figure_that_is_off(unit: Path) -> None:
    texted(unit, ("    执行: 40.20\n", "    执行: 40.20元\n"))
    [finding] = [f for f in check(2021, unit).open if f.code == "R356"]
    assert finding.path.endswith(".执行") and "万元写成了元" in finding.hint


@pytest.mark.parametrize(
    ("typed", "cited", "said"),
    [
        ("窗口办件: 700", "窗口受理{{ 数据.窗口办件 }}件，", set()),
        ("窗口办件: 700", "窗口受理{{ 数据.窗口办件 }}，", {"R113"}),
        ("窗口办件: 700件\n      综合得分: 92.5", "综合得分{{ 数据.综合得分 }}，窗口受理{{ 数据.窗口办件 }}，", set()),
        ("窗口办件: 700件\n      容积率: 1.5", "容积率为{{ 数据.容积率 }}，窗口受理{{ 数据.窗口办件 }}，", set()),
    ],
)
def test_a_unit_stands_at_the_figure_or_behind_its_citation(unit: Path, typed: str, cited: str, said: set[str]) -> None:
    texted(unit, ("窗口办件: 700件", typed), ("窗口受理{{ 数据.窗口办件 }}，", cited))
    assert codes(unit, notes=True) & {"R113", "R516"} == said
