"""Annexes: which tables of the year's workbook the report prints, in the order of the prescribed list."""

from __future__ import annotations

from yanbian_report.grids.annex import Annex
from yanbian_report.model.year import Year

# One order holds for every year's list: where a table moved, it has another key from then on.
_ORDER = (
    *(
        "总表",
        "收入",
        "支出",
        "财拨总表",
        "财拨明细",
        "一般支出",
        "一般明细",
        "基本",
        "项目",
        "三公一般",
        "基金",
        "三公基金",
    ),
    *("国资收支", "国资支出", "三公财拨"),
)
_FUND, _CAPITAL = "政府性基金预算财政拨款", "国有资本经营预算财政拨款"
_ABSENT = {
    "基金": f"没有{_FUND}收入，也没有使用{_FUND}安排的支出",
    "三公基金": f"没有使用{_FUND}安排的“三公”经费支出",
    "国资收支": f"没有{_CAPITAL}收入，也没有使用{_CAPITAL}安排的支出",
    "国资支出": f"没有使用{_CAPITAL}安排的支出",
    "三公一般": "没有使用一般公共预算财政拨款安排的“三公”经费支出",
    "三公财拨": "没有使用财政拨款安排的“三公”经费支出",
}


def annexes(year: Year) -> list[Annex]:
    """The public tables that the year's workbook has."""
    own = f"本{year.text('单位.层级') or '部门'}"
    return [
        Annex(year.tables[key], f"{own}{_ABSENT.get(key, '没有本表所列的收入和支出')}，故本表无数据。")
        for key in _ORDER
        if key in year.tables
    ]
