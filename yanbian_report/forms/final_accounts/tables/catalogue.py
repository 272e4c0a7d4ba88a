"""Catalogue: the tables of the final accounts: what they are called, what they hold, and which year has which.

One place for whoever reads a workbook, prints its tables or checks them. Tables are known by key and by title, never
by number: 公开07表 is another table in the national set, in the province's, and before 2022.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from yanbian_report.forms.final_accounts.tables.names import INCOME, PURPOSES, THREE_PUBLIC

Layout = Literal["sides", "items", "wide", "basic", "three public", "operating"]

INTERNAL = "财决."  # before the key of a table of the internal set (财决01表 …), which is in 元 and has other columns

_FLOW = ("年初结转和结余", "本年收入", "本年支出.合计", "本年支出.基本支出", "本年支出.项目支出", "年末结转和结余")
_SPENT = ("合计", "基本支出", "项目支出")


class Prescribed(NamedTuple):
    """A prescribed table.

    ``titles`` are those it goes by, the usual one first; ``columns`` are those that ``Table.figures`` names and that
    the table must have; ``relied_on`` tells whether the report takes figures from it, so that what cannot be read
    there is an error; the others are printed and held against the rest as far as they are understood.
    """

    key: str
    titles: tuple[str, ...]
    layout: Layout
    columns: tuple[str, ...] = ()
    relied_on: bool = True


_OF_ALL = (
    Prescribed("总表", ("收入支出决算总表", "收支决算总表", "收入支出决算表"), "sides"),
    Prescribed(
        "收入",
        ("收入决算表", "收入决算总表", "收入总表"),
        "items",
        ("本年收入合计", "财政拨款收入", *INCOME[3:]),
    ),
    Prescribed("支出", ("支出决算表", "支出决算总表", "支出总表"), "items", ("本年支出合计", *PURPOSES)),
    Prescribed("财拨总表", ("财政拨款收入支出决算总表", "财政拨款收支决算总表", "财政拨款收入支出决算表"), "sides"),
    Prescribed("财拨明细", ("财政拨款支出决算明细表",), "wide", relied_on=False),
    Prescribed(
        "一般支出",
        ("一般公共预算财政拨款支出决算表", "一般公共预算支出决算表", "一般公共预算财政拨款收入支出决算表"),
        "items",
        _SPENT,
    ),
    Prescribed("一般明细", ("一般公共预算财政拨款支出决算明细表",), "wide", relied_on=False),
    Prescribed(
        "基本",
        (
            "一般公共预算财政拨款基本支出决算明细表",
            "一般公共预算财政拨款基本支出决算表",
            "一般公共预算财政拨款基本支出决算明细",
        ),
        "basic",
    ),
    Prescribed(
        "项目",
        ("一般公共预算财政拨款项目支出决算表", "一般公共预算财政拨款项目支出决算明细表"),
        "wide",
        relied_on=False,
    ),
    Prescribed("三公一般", ("一般公共预算财政拨款“三公”经费支出决算表",), "three public", THREE_PUBLIC),
    Prescribed("基金", ("政府性基金预算财政拨款收入支出决算表",), "items", _FLOW),
    Prescribed(
        "三公基金", ("政府性基金预算财政拨款“三公”经费支出决算表",), "three public", THREE_PUBLIC, relied_on=False
    ),
    Prescribed("国资收支", ("国有资本经营预算财政拨款收入支出决算表",), "items", _FLOW),
    Prescribed("国资支出", ("国有资本经营预算财政拨款支出决算表", "国有资本经营预算支出决算表"), "items", _SPENT),
    Prescribed("三公财拨", ("财政拨款“三公”经费支出决算表", "“三公”经费支出决算表"), "three public", THREE_PUBLIC),
    Prescribed(
        "机构运行",
        (
            "机构运行信息表",
            "部门决算相关信息统计表",
            "机构运行经费支出、国有资产占用情况及政府采购支出信息表",
        ),
        "operating",
    ),
)
PRESCRIBED: Mapping[str, Prescribed] = {table.key: table for table in _OF_ALL}

_BEFORE_2020 = (
    *("总表", "收入", "支出", "财拨总表", "财拨明细", "一般支出", "一般明细", "基本", "项目"),
    *("三公一般", "基金", "三公基金", "国资支出"),
)
_TO_2021 = (*_BEFORE_2020[:-1], "国资收支", "国资支出")
_FROM_2022 = (*_BEFORE_2020[:9], "基金", "国资收支", "国资支出", "三公财拨")


def tables_of(year: int) -> tuple[str, ...]:
    """The keys of the public tables of a year's form, in its order: 13 to 2019, 14 in 2020 and 2021, 13 since."""
    return _BEFORE_2020 if year < 2020 else _TO_2021 if year < 2022 else _FROM_2022


def title_of(key: str, year: int) -> str:
    """The official title of the table ``key`` in the form of ``year``."""
    if key == "基本" and year < 2022:
        return "一般公共预算财政拨款基本支出决算表"
    if key == "国资支出" and year < 2020:
        return "国有资本经营预算支出决算表"
    return PRESCRIBED[public(key)].titles[0]


def public(key: str) -> str:
    """The key of the public table that ``key`` is, or is the internal counterpart of.

    >>> public("财决.总表"), public("总表")
    ('总表', '总表')
    """
    return key.removeprefix(INTERNAL)


# The only numbers that mean one table in every set and every year.
NUMBERS: Mapping[str, str] = {
    "公开01": "总表",
    "公开02": "收入",
    "公开03": "支出",
    "公开04": "财拨总表",
    "财决01": "总表",
    "财决01-1": "财拨总表",
    "财决03": "收入",
    "财决04": "支出",
    "财决07": "一般支出",
    "财决08": "一般明细",
    "财决08-1": "基本",
    "财决08-2": "项目",
    "财决附03": "机构运行",
}
