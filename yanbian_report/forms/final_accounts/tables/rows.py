"""Rows: the names that rows go by in ``Table.figures``, whatever an office or a year's form prints."""

from __future__ import annotations

from collections.abc import Mapping

from yanbian_report.forms.final_accounts.tables.names import (
    CLOSING,
    EXPENSE,
    FUND_CLOSING,
    FUND_OPENING,
    FUNDS,
    GRAND,
    INCOME,
    OPENING,
    REVENUE,
    SURPLUS,
    USED,
)
from yanbian_report.forms.final_accounts.tables.words import label, name, plain, without_remark

# The functional classes of every form since 2018; 24 or 26 of them are printed.
CLASSES = (
    *("一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出"),
    *("文化旅游体育与传媒支出", "文化体育与传媒支出", "社会保障和就业支出", "卫生健康支出", "医疗卫生与计划生育支出"),
    *("节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出"),
    *("资源勘探工业信息等支出", "资源勘探信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出"),
    *("自然资源海洋气象等支出", "国土海洋气象等支出", "住房保障支出", "粮油物资储备支出", "国有资本经营预算支出"),
    *("灾害防治及应急管理支出", "预备费", "其他支出", "转移性支出", "债务还本支出", "债务付息支出", "债务发行费用支出"),
    "抗疫特别国债安排的支出",
)
_REVENUE_SIDE = {
    **{income: income for income in INCOME},
    **{fund: fund + "收入" for fund in FUNDS},
    REVENUE: REVENUE,
    USED: USED,
    "用事业基金弥补收支差额": USED,
    "使用非财政拨款结余和专用结余": USED,
    OPENING: OPENING,
    "上年结转和结余": OPENING,
    "年初结转结余": OPENING,
    "上年结转结余": OPENING,
    GRAND: GRAND,
    "收入总计": GRAND,
}
_EXPENSE_SIDE = {
    **{each: each for each in CLASSES},
    EXPENSE: EXPENSE,
    SURPLUS: SURPLUS,
    CLOSING: CLOSING,
    "年末结转结余": CLOSING,
    "结转下年": CLOSING,
    GRAND: GRAND,
    "支出总计": GRAND,
}
_FUND_REVENUE_SIDE = {
    **{fund: fund for fund in FUNDS},
    **{fund + "收入": fund for fund in FUNDS},
    REVENUE: REVENUE,
    FUND_OPENING: FUND_OPENING,
    "上年财政拨款结转和结余": FUND_OPENING,
    "年初财政拨款结转结余": FUND_OPENING,
    OPENING: FUND_OPENING,
    GRAND: GRAND,
    "收入总计": GRAND,
}
_FUND_EXPENSE_SIDE = {
    **{each: each for each in CLASSES},
    EXPENSE: EXPENSE,
    FUND_CLOSING: FUND_CLOSING,
    "年末财政拨款结转结余": FUND_CLOSING,
    CLOSING: FUND_CLOSING,
    GRAND: GRAND,
    "支出总计": GRAND,
}
SIDES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("总表", "收入"): _REVENUE_SIDE,
    ("总表", "支出"): _EXPENSE_SIDE,
    ("财拨总表", "收入"): _FUND_REVENUE_SIDE,
    ("财拨总表", "支出"): _FUND_EXPENSE_SIDE,
}
_TOTALS = frozenset(("合计", "总计", "共计", "合计数"))
_SHORTEST_CUT = 5  # characters that a name cut off at the cell's width still has


def named(printed: str, known: Mapping[str, str]) -> str:
    """The name that ``known`` has for the row ``printed``, also where it is cut off; nothing when it has none.

    >>> named("二、使用非财政拨款结余（含专用结余）", _REVENUE_SIDE), named("十八、自然资源海洋气象等支", _EXPENSE_SIDE)
    ('使用非财政拨款结余', '自然资源海洋气象等支出')
    """
    said = label(printed)
    if said in known:
        return known[said]
    short = without_remark(said)
    if short in known:
        return known[short]
    if len(short) >= _SHORTEST_CUT:
        meant = {row for full, row in known.items() if full.startswith(short)}
        if len(meant) == 1:
            return meant.pop()
    return ""


def as_name(printed: str) -> str:
    """A row that nobody knows, by the name it prints."""
    return name(label(printed))


def is_total(printed: str) -> bool:
    """Whether ``printed`` is the label of a table's total.

    >>> is_total("合  计"), is_total("人员经费合计")
    (True, False)
    """
    return plain(printed) in _TOTALS
