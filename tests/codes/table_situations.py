"""Findings of tables in workbooks: for every code the smallest change of the grids that provokes it."""

from __future__ import annotations

from tests.codes.bench import Bench
from tests.codes.situations import Found, by_hand
from tests.forms.tables.grids import FUND, GENERAL, INCOME, SPENDING, STATE, UNIT, YEAR, book, sheet, whole
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.workbook.sheet import Sheet


def found(*sheets: Sheet, wanted: Wanted = Wanted(UNIT, "单位", YEAR)) -> Found:  # noqa: B008 - a value
    return read_tables([book(*sheets)], wanted)[1]


def changed(text: str, old: str, new: str) -> Sheet:
    """The table with ``new`` for ``old``."""
    assert old in text, old
    return sheet("表", text.replace(old, new, 1))


@by_hand
def x201(_: Bench) -> Found:
    return found(sheet("封面", "盐边县社会保险事务中心\n2021年度部门决算"))


@by_hand
def x202(_: Bench) -> Found:
    another = [*found(changed(GENERAL, UNIT, "甲县财政局"))]
    return [*another, *found(changed(GENERAL, UNIT, f"{UNIT}（汇总）"))]


@by_hand
def x203(_: Bench) -> Found:
    last = changed(whole(), "2021年度", "2020年度")
    return [*found(last), *found(last, sheet("GK01", whole()))]


@by_hand
def x204(_: Bench) -> Found:
    silent = [changed(text, "金额单位：万元", "") for text in (GENERAL, SPENDING, INCOME, FUND)]
    return [*found(*silent), *found(changed(GENERAL, "万元", "千元"))]


@by_hand
def x205(_: Bench) -> Found:
    much = whole().replace("293.32", "29332000000.00")
    return [*found(sheet("GK01", much)), *found(changed(whole(), "万元", "元"))]


@by_hand
def x206(_: Bench) -> Found:
    ours = sheet("GK06", GENERAL)
    return [*found(ours, changed(GENERAL, UNIT, "甲县财政局")), *found(ours, changed(GENERAL, "24.10", "24.20"))]


@by_hand
def x207(_: Bench) -> Found:
    old = sheet("GK06 (2)", GENERAL.replace("24.10", "24.20"), hidden=True)
    return [*found(sheet("GK06", GENERAL), old), *found(sheet("GK06", GENERAL), sheet("副本", GENERAL))]


@by_hand
def x208(_: Bench) -> Found:
    return found(sheet("GK01", whole()), sheet("GK14", STATE))


@by_hand
def x209(_: Bench) -> Found:
    return found(changed(GENERAL, "合计|<|250.20|224.20|26.00\n", ""), changed(whole(), "290.22", ""))


@by_hand
def x210(_: Bench) -> Found:
    return [*found(changed(GENERAL, "20805|", "2085|")), *found(changed(INCOME, "208|05|05|", "208|05|0505|"))]


@by_hand
def x211(_: Bench) -> Found:
    return found(changed(GENERAL, "12.40", "见附件"))


@by_hand
def x212(_: Bench) -> Found:
    lost = changed(INCOME, "|财政拨款收入|", "|拨款|")
    return [*found(lost), *found(changed(SPENDING, "|经营支出|", "|项目支出|"))]


@by_hand
def x213(_: Bench) -> Found:
    return found(changed(GENERAL, "210|卫生", "|其中：卫生"))


@by_hand
def x214(_: Bench) -> Found:
    return found(changed(GENERAL, "2101102|事业单位医疗|12.40", "2080505|事业单位医疗|12.40"))


@by_hand
def x215(_: Bench) -> Found:
    title, *lines = FUND.strip().split("\n")
    below = "\n".join((title, *(line for line in lines if "单位：" not in line)))
    return found(sheet("全部", f"{GENERAL.strip()}\n{below}"), sheet("GK06", SPENDING))
