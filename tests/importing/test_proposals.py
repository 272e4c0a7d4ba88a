"""What two years' tables tell half of is written for somebody to finish; the kinds of cars are listed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.importing.material import UNIT, Accounts, head
from tests.importing.steps import actions, codes, put, ran, text
from tests.workbook.books import Grid
from yanbian_report import check, load
from yanbian_report.importer import Action

OFFICE = {"30201": ("办公费", 10.00), "30202": ("印刷费", 0.50), "30211": ("差旅费", 7.11)}
KINDS = ("主要领导干部用车", "应急保障用车", "其他用车")


def book(path: Path, year: int, office: Mapping[str, tuple[str, float]] = OFFICE) -> Path:
    """The year's tables with ``office`` as 公用经费."""
    accounts = Accounts(year)
    whole = sum(amount for _, amount in office.values())
    title = "一般公共预算财政拨款基本支出决算明细表"
    staff = f"{accounts.basic - whole:.2f}"
    rows = [["人员经费", "", "", "公用经费", "", ""], ["科目编码", "科目名称", "金额"] * 2]
    rows += [
        ["30101", "基本工资", staff if n == 0 else "", code, name, f"{amount:.2f}"]
        for n, (code, (name, amount)) in enumerate(office.items())
    ]
    rows += [["人员经费合计", "", staff, "公用经费合计", "", f"{whole:.2f}"]]
    grid = Grid("GK08", [*head(title, "公开08表", UNIT, year, 6), *rows])
    accounts.basics = lambda: grid  # type: ignore[method-assign]
    return accounts.file(path)


def operating(path: Path, *counts: int) -> Path:
    """机构运行信息表 with so many cars of ``KINDS``."""
    rows: list[list[str | int]] = [["项目", "行次", "统计数"], ["（一）车辆数合计（辆）", "27", sum(counts)]]
    rows += [
        [f"  {n}．{kind}", str(27 + n), count] for n, (kind, count) in enumerate(zip(KINDS, counts, strict=True), 1)
    ]
    path.write_bytes(b"")
    accounts = Accounts(2022)
    grid = Grid(
        "F03", [["机构运行信息表"], ["", "", "财决附03表"], [f"编制单位：{UNIT}", "2022年度", "金额单位：元"], *rows]
    )
    accounts.grids = lambda: [grid]  # type: ignore[method-assign]
    return accounts.file(path)


LESS = {**OFFICE, "30201": ("办公费", 10.92), "30211": ("差旅费", 5.44)}  # of last year


def imported(office: Path, tmp_path: Path) -> str:
    """The group in the data file when both years' tables have been imported."""
    ran(office, book(tmp_path / "2021.xlsx", 2021, LESS), last=True)
    ran(office, book(tmp_path / "2022.xlsx", 2022))
    return text(office).partition("\n机关运行经费:\n")[2].partition("\n\n")[0]


def test_the_factors_are_the_differences_by_item_the_largest_first_and_to_be_revised(
    office: Path, tmp_path: Path
) -> None:
    group = imported(office, tmp_path)
    assert "增减因素:\n    - 事项: 差旅费\n      增减: 1.67\n" in group
    assert "- 事项: 办公费\n      增减: -0.92\n      说明: 【待改】因……，办公费较上年减少{{ 增减额|万元 }}" in group
    assert "印刷费" not in group, "what did not change is no reason"
    assert "示例" not in group, "a made-up reason is no reason any more"
    left = {f.path for f in check(2022, office).open if f.to_do}
    assert "机关运行经费.增减因素.1.说明" in left


def test_whichever_year_comes_last_brings_the_factors(office: Path, tmp_path: Path) -> None:
    assert "X310" not in codes(ran(office, book(tmp_path / "2022.xlsx", 2022)).findings)
    done = ran(office, book(tmp_path / "2021.xlsx", 2021, LESS), last=True)
    assert "X310" in codes(done.findings) and actions(done)["机关运行经费.增减因素"] is Action.PROPOSED


def test_the_smallest_are_added_up(office: Path, tmp_path: Path) -> None:
    many = {f"302{n:02}": (f"费用{n}", 1.0 + n / 10) for n in range(1, 9)}
    ran(office, book(tmp_path / "2021.xlsx", 2021, {code: (name, 1.0) for code, (name, _) in many.items()}), last=True)
    ran(office, book(tmp_path / "2022.xlsx", 2022, many))
    year = load(2022, office).year
    assert year is not None
    said = {
        year.text(f"机关运行经费.增减因素.{n}.事项"): year.figure(f"机关运行经费.增减因素.{n}.增减")
        for n in range(1, 8)
    }
    assert list(said)[-1] == "其他各项" and said["其他各项"].text == "0.30"
    assert sum(figure.value for figure in said.values()) == 36_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("性质: 行政单位", "性质: 事业单位"),
        ("  原因: 【示例】办公用品和差旅支出增加", "  原因: 全年开展了汛期值守"),
        ("机关运行经费:\n  决算: 待填", "机关运行经费:\n  决算: 99.99"),
    ],
    ids=["nature", "reason", "another figure"],
)
def test_nothing_is_proposed_where_it_would_not_fit(old: str, new: str, office: Path, tmp_path: Path) -> None:
    put(office, old, new)
    assert "增减因素" not in imported(office, tmp_path)


def test_factors_that_somebody_has_filled_in_stay(office: Path, tmp_path: Path) -> None:
    imported(office, tmp_path)
    put(office, "【待改】因……，差旅费较上年增加", "因下乡增多，差旅费较上年增加")
    before = text(office)
    ran(office)
    assert text(office) == before


def test_factors_carried_from_last_year_are_replaced(office: Path, tmp_path: Path) -> None:
    factors = "".join(f"    - 事项: 费用{n}\n      增减: 待填\n      说明: 【待改】旧的{n}\n" for n in range(4))
    put(office, "  原因: 【示例】办公用品和差旅支出增加", f"  增减因素:\n{factors.rstrip()}")
    group = imported(office, tmp_path)
    assert group.count("事项") == 2 and "旧的" not in group and "差旅费" in group


def test_the_kinds_of_cars_are_listed(office: Path, tmp_path: Path) -> None:
    ran(office, operating(tmp_path / "附03.xlsx", 0, 2, 1))
    listed = "  车辆清单:\n    - 类别: 应急保障用车\n      数量: 2辆\n    - 类别: 其他用车\n      数量: 1辆\n"
    assert "  车辆: 3辆\n" in text(office) and listed in text(office)
    assert [f for f in check(2022, office).open if f.code in ("R303", "R701")] == []
    before = text(office)
    ran(office)
    assert text(office) == before


def test_kinds_that_are_listed_keep_their_places(office: Path, tmp_path: Path) -> None:
    old = "  车辆清单:\n    - 类别: 其他用车\n      数量: 待填辆\n    - 类别: 主要领导干部用车\n      数量: 待填辆\n"
    start = text(office).index("国有资产:\n") + len("国有资产:\n")
    (office / "data/2022.yaml").write_text(text(office)[:start] + old + text(office)[start:], "utf-8")
    ran(office, operating(tmp_path / "附03.xlsx", 0, 2, 1))
    listed = ("其他用车", "1辆"), ("主要领导干部用车", "0辆"), ("应急保障用车", "2辆")
    assert "".join(f"    - 类别: {kind}\n      数量: {count}\n" for kind, count in listed) in text(office)


def test_without_cars_there_is_no_list(office: Path, tmp_path: Path) -> None:
    ran(office, operating(tmp_path / "附03.xlsx", 0, 0, 0))
    assert "  车辆: 0辆\n" in text(office) and "车辆清单" not in text(office)
