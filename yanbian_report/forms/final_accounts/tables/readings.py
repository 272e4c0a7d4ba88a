"""Readings: which cells of the tables belong at which path of the data file.

Only what stands in a cell is read; a blank is never nil. The public tables are what the reader of the report has
beside it, so they come first, and the internal ones give what they lack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL, PRESCRIBED
from yanbian_report.forms.final_accounts.tables.economic import STAFF as STAFF_CLASSES
from yanbian_report.forms.final_accounts.tables.names import (
    AMOUNT,
    BUDGET,
    BY_NATURE,
    CLOSING,
    COUNTED,
    EXPENSE,
    FINAL,
    FUND_CLOSING,
    FUND_OPENING,
    FUNDS,
    GRAND,
    INCOME,
    OFFICE,
    OPENING,
    PURPOSES,
    REVENUE,
    STAFF,
    SURPLUS,
    THREE_PUBLIC,
    TOTAL,
    USED,
)
from yanbian_report.forms.final_accounts.tables.operating_readings import OPERATION, of_operation
from yanbian_report.model.agreement import agrees_with_sum
from yanbian_report.model.figure import WAN, Figure, total
from yanbian_report.model.reading import Reading
from yanbian_report.model.table import Table

Tables = Mapping[str, Table]

_SPENT = "本年支出.合计"
_GENERAL, _FUND, _STATE = "一般公共预算支出", "政府性基金预算支出", "国有资本经营预算支出"
_BASIC = "一般公共预算基本支出"
_ABROAD, _CARS, _GUESTS = "三公经费.因公出国境费", "三公经费.公务用车", "三公经费.公务接待费"
# path → table, row, column
_STRAIGHT: Mapping[str, tuple[str, str, str]] = {
    **{f"收入.{kind}": ("总表", kind, "收入") for kind in INCOME},
    "收入.本年收入合计": ("总表", REVENUE, "收入"),
    "收入.使用非财政拨款结余": ("总表", USED, "收入"),
    "收入.年初结转和结余": ("总表", OPENING, "收入"),
    "收入.收入总计": ("总表", GRAND, "收入"),
    **{f"支出.{purpose}": ("支出", TOTAL, purpose) for purpose in PURPOSES},
    "支出.本年支出合计": ("支出", TOTAL, EXPENSE),
    "支出.结余分配": ("总表", SURPLUS, "支出"),
    "支出.年末结转和结余": ("总表", CLOSING, "支出"),
    "支出.支出总计": ("总表", GRAND, "支出"),
    "财政拨款.收入总计": ("财拨总表", GRAND, "收入"),
    "财政拨款.支出总计": ("财拨总表", GRAND, "支出.合计"),
    "财政拨款.年初财政拨款结转和结余": ("财拨总表", FUND_OPENING, "收入"),
    "财政拨款.年末财政拨款结转和结余": ("财拨总表", FUND_CLOSING, "支出.合计"),
    f"{_GENERAL}.合计": ("一般支出", TOTAL, TOTAL),
}
_CENT = Decimal("0.01")
_LAST_WITHOUT_STATE = 2019
_ALL_FUNDS_FROM = 2022
_FROM_THREE_PUBLIC: Mapping[str, tuple[str, str]] = {
    "三公经费.合计": (FINAL, TOTAL),
    "三公经费.预算": (BUDGET, TOTAL),
    f"{_ABROAD}.决算": (FINAL, THREE_PUBLIC[1]),
    f"{_ABROAD}.预算": (BUDGET, THREE_PUBLIC[1]),
    f"{_CARS}.购置费": (FINAL, THREE_PUBLIC[3]),
    f"{_CARS}.运行维护费": (FINAL, THREE_PUBLIC[4]),
    f"{_CARS}.预算": (BUDGET, THREE_PUBLIC[2]),
    f"{_GUESTS}.决算": (FINAL, THREE_PUBLIC[5]),
    f"{_GUESTS}.预算": (BUDGET, THREE_PUBLIC[5]),
}


def readings(tables: Tables, names: Mapping[str, str] | None = None, year: str = "") -> list[Reading]:
    """What the data file of the tables' year should say; ``names`` are the official names of codes.

    ``year`` is that of the tables that do not say it.
    """
    found: dict[str, Figure | None] = {path: _look(tables, *where) for path, where in _STRAIGHT.items()}
    for purpose in PURPOSES:
        path = f"支出.{purpose}"
        found[path] = _first(found[path], _look(tables, "总表", purpose, BY_NATURE))
    path = f"支出.{EXPENSE}"
    found[path] = _first(found[path], _look(tables, "总表", EXPENSE, "支出"))
    state = f"收入.{INCOME[2]}"
    found[state] = _first(found[state], _without_state(tables, year))
    for purpose in PURPOSES[:2]:
        found[f"财政拨款.{purpose}支出数"] = _of_all_funds(tables, purpose)
    found.update(_basic(tables))
    for number, path in ((1, _FUND), (2, _STATE)):
        found[f"{path}.合计"] = _spent(tables, number)
    for path, (row, column) in _FROM_THREE_PUBLIC.items():
        found[path] = _three_public(tables, row, column)
    return [*_told(found), *_by_codes(tables, names or {}), *_lists(tables, names or {}), *of_operation(tables)]


def readings_of_last_year(tables: Tables, year: int) -> list[Reading]:
    """What the data file of ``year`` should say of the year before, whose ``tables`` these are."""
    found = {
        "上年.收入总计": _look(tables, "总表", GRAND, "收入"),
        "上年.支出总计": _look(tables, "总表", GRAND, "支出"),
        "上年.财政拨款收入总计": _look(tables, "财拨总表", GRAND, "收入"),
        "上年.财政拨款支出总计": _look(tables, "财拨总表", GRAND, "支出.合计"),
        "上年.一般公共预算财政拨款支出": _look(tables, "一般支出", TOTAL, TOTAL),
        f"上年.{_FUND}": _spent(tables, 1),
        f"上年.{_STATE}": _spent(tables, 2),
        f"上年.{_ABROAD}": _three_public_before(tables, THREE_PUBLIC[1], year),
        f"上年.{_CARS}": _three_public_before(tables, THREE_PUBLIC[2], year),
        f"上年.{_GUESTS}": _three_public_before(tables, THREE_PUBLIC[5], year),
        "上年.机关运行经费": _look(tables, "机构运行", *OPERATION),
    }
    return list(_told(found))


def _told(found: Mapping[str, Figure | None]) -> Iterator[Reading]:
    for path, figure in found.items():
        if figure is not None:
            yield Reading(path, figure, tuple(_cells(figure)))


def _cells(figure: Figure) -> Iterator[Cell]:
    if isinstance(figure.origin, Cell):
        yield figure.origin
    for part in figure.inputs:
        yield from _cells(part)


def _table(tables: Tables, key: str) -> Table | None:
    """The public table, else the internal one."""
    return tables.get(key) or tables.get(INTERNAL + key)


def _look(tables: Tables, key: str, row: str, column: str) -> Figure | None:
    """The figure in the public table, else in the internal one."""
    for table in (tables.get(key), tables.get(INTERNAL + key)):
        figure = table.get(row, column) if table is not None else None
        if figure is not None:
            return figure
    return None


def _without_state(tables: Tables, year: str) -> Figure | None:
    """Nil where the form of the year (2019 and before) has no row for state capital, beside 本年收入合计."""
    table = _table(tables, "总表")
    whole = table.get(REVENUE, "收入") if table is not None else None
    row = (f"{FUNDS[2]}收入", "收入")
    of = (table.year if table is not None else "") or year
    if table is None or whole is None or row in table.blanks or not of or int(of) > _LAST_WITHOUT_STATE:
        return None
    if any(label == row[0] for label, _ in table.figures):
        return None
    return whole._replace(value=Decimal(0), step=Decimal(0), text="0", path=f"总表.{row[0]}", formula="表式没有这一行")


def _fund_closed(tables: Tables, number: int) -> Figure | None:
    """What 财拨总表 says was spent of a fund."""
    return _look(tables, "财拨总表", EXPENSE, f"支出.{FUNDS[number]}")


def _spent(tables: Tables, number: int) -> Figure | None:
    """What was spent of a fund: in its own table, else in 财拨总表, where a unit without the fund prints nil."""
    if number == 1:
        own = _look(tables, "基金", TOTAL, _SPENT)
    else:
        own = _first(_look(tables, "国资支出", TOTAL, TOTAL), _look(tables, "国资收支", TOTAL, _SPENT))
    return _first(own, _fund_closed(tables, number))


def _first(*figures: Figure | None) -> Figure | None:
    """The first that there is; nil is one."""
    return next((figure for figure in figures if figure is not None), None)


def _of_all_funds(tables: Tables, purpose: str) -> Figure | None:
    """基本支出 or 项目支出 of all 财政拨款, when it is known for every fund."""
    general = _look(tables, "一般支出", TOTAL, purpose)
    fund = _first(_look(tables, "基金", TOTAL, f"本年支出.{purpose}"), _nil(_fund_closed(tables, 1)))
    state = _first(
        _look(tables, "国资支出", TOTAL, purpose),
        _look(tables, "国资收支", TOTAL, f"本年支出.{purpose}"),
        _nil(_fund_closed(tables, 2)),
    )
    if general is None or fund is None or state is None:
        return None
    parts = [general, *(part for part in (fund, state) if part.value)]
    return general if len(parts) == 1 else _sum(parts, f"财政拨款.{purpose}", "三种财政拨款相加")


def _sum(parts: Sequence[Figure], path: str, formula: str) -> Figure:
    """``parts`` added up, as a data file writes it: in 元 when a part is exact, in 万元 when all are rounded."""
    whole = total(parts, path, formula)
    if any(part.text.endswith("元") for part in parts):
        return whole._replace(text=f"{whole.value.quantize(_CENT):f}元")
    return whole._replace(text=f"{(whole.value / WAN).quantize(_CENT):f}")


def _nil(figure: Figure | None) -> Figure | None:
    """``figure`` where it is nothing: then its parts are nothing, too."""
    return figure if figure is not None and figure.value == 0 else None


def _by_codes(tables: Tables, names: Mapping[str, str]) -> Iterator[Reading]:
    """What was spent of every fund by the functional classification."""
    state = "国资支出" if _table(tables, "国资支出") is not None else "国资收支"
    for fund, key in ((_GENERAL, "一般支出"), (_FUND, "基金"), (_STATE, state)):
        table = _table(tables, key)
        if table is not None:
            for code, figure in _by_function(table, TOTAL if PRESCRIBED[key].columns[0] == TOTAL else _SPENT):
                name = names.get(code) or table.names.get(code, "")
                yield Reading(f"{fund}.功能分类.{code}.决算", figure, tuple(_cells(figure)), name)


def _by_function(table: Table, column: str) -> Iterator[tuple[str, Figure]]:
    """What was spent by 项, and by 类 or 款 where the table stops there or theirs, all known, do not add up."""
    rows = {row: figure for (row, heading), figure in table.figures.items() if heading == column and row.isdecimal()}
    for code, figure in rows.items():
        below = [each for each in table.names if len(each) == len(code) + 2 and each.startswith(code)]
        unknown = any(each not in rows and (each, column) not in table.blanks for each in below)
        if not below or not (unknown or agrees_with_sum(figure, [rows[each] for each in below if each in rows])):
            yield code, figure


def _basic(tables: Tables) -> dict[str, Figure | None]:
    """人员经费 and 公用经费, and 基本支出 where it is not what they add up to, for their table has no total."""
    staff, office = (_look(tables, "基本", row, AMOUNT) for row in (STAFF, OFFICE))
    if staff is None and office is None:
        staff, office = _by_class(tables.get(f"{INTERNAL}基本"))
    found = {f"{_BASIC}.人员经费": staff, f"{_BASIC}.公用经费": office}
    whole = _look(tables, "一般支出", TOTAL, PURPOSES[0])
    if staff is not None and office is not None and whole is not None and whole.value != staff.value + office.value:
        found[f"{_BASIC}.合计"] = whole
    return found


def _by_class(table: Table | None) -> tuple[Figure | None, Figure | None]:
    """人员经费 and 公用经费 of the internal table, which has no such totals, when its classes are all that it has."""
    if table is None:
        return None, None
    classes = {row: f for (row, heading), f in table.figures.items() if heading == AMOUNT and len(row) == len("301")}
    whole = table.get(TOTAL, AMOUNT)
    if whole is None or whole.value != sum(figure.value for figure in classes.values()):
        return None, None
    staff = [figure for code, figure in classes.items() if code in STAFF_CLASSES]
    office = [figure for code, figure in classes.items() if code not in STAFF_CLASSES]
    return (
        _sum(staff, f"{table.key}.{STAFF}", "工资福利支出、对个人和家庭的补助相加") if staff else None,
        _sum(office, f"{table.key}.{OFFICE}", "其余各类相加") if office else None,
    )


def _lists(tables: Tables, names: Mapping[str, str]) -> Iterator[Reading]:
    """The 款 that 人员经费 and 公用经费 were spent on."""
    table = _table(tables, "基本")
    spent = (
        []
        if table is None
        else sorted(
            (row, figure)
            for (row, heading), figure in table.figures.items()
            if heading == AMOUNT and len(row) == 5 and row.isdecimal() and figure.value
        )
    )
    for path, staff in (("人员经费项目", True), ("公用经费项目", False)):
        chosen = [(code, figure) for code, figure in spent if (code[:3] in STAFF_CLASSES) == staff]
        if table is not None and chosen:
            said = tuple(names.get(code) or table.names.get(code) or code for code, _ in chosen)
            cells = tuple(figure.origin for _, figure in chosen if isinstance(figure.origin, Cell))
            yield Reading(f"{_BASIC}.{path}", said, cells)


def _three_public(tables: Tables, row: str, column: str) -> Figure | None:
    """A figure of “三公”: of all 财政拨款 from 2022, of 一般公共预算 before; else of the internal 机构运行信息表."""
    for key in ("三公财拨", "三公一般"):
        figure = _look(tables, key, row, column)
        if figure is not None:
            return figure
    counted = COUNTED if row == FINAL else row
    return _look(tables, "机构运行", "支出合计" if column == TOTAL else column, counted)


def _three_public_before(tables: Tables, column: str, year: int) -> Figure | None:
    """Last year's; 2021's for 2022 is of both funds, for the table of 2022 is of all 财政拨款."""
    general = _look(tables, "三公一般", FINAL, column)
    if general is None or year < _ALL_FUNDS_FROM or _look(tables, "三公财拨", FINAL, column) is not None:
        return _three_public(tables, FINAL, column)
    fund = _first(_look(tables, "三公基金", FINAL, column), _nil(_fund_closed(tables, 1)))
    if fund is None:
        return None
    return _sum([general, fund], f"三公.{column}", "一般公共预算加政府性基金") if fund.value else general
