"""Three public: “三公”经费, in the three forms that are printed: two blocks of six, six pairs, a list.

What a column or a row is is told by its headings only: 预算数 or 决算数 stands above the items or below them.
"""

from __future__ import annotations

from yanbian_report.forms.final_accounts.tables.amounts import read as read_amount
from yanbian_report.forms.final_accounts.tables.columns import says_amount, unclear
from yanbian_report.forms.final_accounts.tables.figures import Number
from yanbian_report.forms.final_accounts.tables.grid import Grid, is_some
from yanbian_report.forms.final_accounts.tables.names import BUDGET, FINAL, THREE_PUBLIC
from yanbian_report.forms.final_accounts.tables.rows import is_total
from yanbian_report.forms.final_accounts.tables.words import label
from yanbian_report.workbook.sheet import Value

_WHOLE, _ABROAD, _CARS, _BOUGHT, _RUN, _GUESTS = THREE_PUBLIC
_OTHERS = ("上年", "调整", "增减")
_WHOLE_WORDS = frozenset(("支出合计", "三公经费", "三公经费支出", "三公经费合计", "三公经费支出合计"))
_PARTS = ("国内", "外事", "国外", "境)外")  # of 公务接待费


def read(grid: Grid) -> None:
    """Read ``grid``, whichever form it has."""
    bands = [_band(path) for path in grid.headings.paths]
    if BUDGET not in bands:  # before 2018 the budget that is printed is that of the year's beginning
        bands = [band or _band(path, opening=True) for band, path in zip(bands, grid.headings.paths, strict=True)]
    items = [_item(path) for path in grid.headings.paths]
    if sum(item not in ("", _WHOLE) for item in items) >= 3:
        _read_columns(grid, bands, items)
    else:
        _read_list(grid, bands)


def _read_columns(grid: Grid, bands: list[str], items: list[str]) -> None:
    found: dict[tuple[str, str], list[int]] = {}
    for place, (band, item) in enumerate(zip(bands, items, strict=True)):
        if band and item:
            found.setdefault((band, item), []).append(place)
    for (band, item), places in found.items():
        if len(places) > 1:
            unclear(grid, f"{band}的“{item}”有 {len(places)} 列", places[0])
    for band in (FINAL, BUDGET) if BUDGET in bands else (FINAL,):
        absent = [item for item in THREE_PUBLIC if (band, item) not in found]
        if absent:
            unclear(grid, f"没有找到{band}的{'、'.join(f'“{item}”' for item in absent)}列")
    columns = {places[0]: key for key, places in found.items() if len(places) == 1}
    row = _row_of_amounts(grid, list(columns))
    if row >= 0:
        for place, (band, item) in columns.items():
            grid.take(row, place, band, item)
    _total(grid, {band for band, item in columns.values() if item == _WHOLE})


def _total(grid: Grid, bands: set[str]) -> None:
    """Say of which of ``bands`` the total is missing, though it has parts."""
    for band in sorted(bands):
        if (band, _WHOLE) not in grid.found and any(is_some(grid.found.get((band, each))) for each in THREE_PUBLIC):
            grid.lacks(band, _WHOLE, f"{band}的{_WHOLE}")


def _row_of_amounts(grid: Grid, columns: list[int]) -> int:
    """The one row with amounts, or the total of several; −1 where there is none, or several without a total."""
    rows = [(row, values) for row, values in grid.body() if _has_numbers(values, columns)]
    if not rows:
        blank = grid.headings.end if grid.headings.end < grid.stop else -1
        return next((row for row, _ in grid.body()), blank)
    if len(rows) == 1:
        return rows[0][0]
    totals = [row for row, values in rows if any(isinstance(v, str) and v and is_total(v) for v in values)]
    if len(totals) != 1:
        unclear(grid, f"有 {len(rows)} 行数，不知道哪一行是本单位的")
        return -1
    return totals[0]


def _has_numbers(values: tuple[Value, ...], columns: list[int]) -> bool:
    return any(isinstance(read_amount(values[place]), Number) for place in columns)


def _read_list(grid: Grid, bands: list[str]) -> None:
    """A row for every item, with columns for 预算数 and 决算数, or for 决算数 alone."""
    columns = {place: band for place, band in enumerate(bands) if band}
    if not columns:
        columns = {place: FINAL for place, path in enumerate(grid.headings.paths) if says_amount(path)}
    if len(set(columns.values())) != len(columns) or not columns:
        unclear(grid, "没有找到“预算数”和“决算数”两列")
        return
    first = min(columns)
    for row, values in grid.body():
        said = next((v for v in values[:first] if isinstance(v, str) and v), "")
        item = _item((label(said),)) if said else ""
        if item:
            for place, band in columns.items():
                grid.take(row, place, band, item)
        elif said and "接待" not in said:
            grid.unknown(said, row, 0, values, list(columns))
    _total(grid, set(columns.values()))


def _band(path: tuple[str, ...], opening: bool = False) -> str:
    if any(word in text for text in path for word in _OTHERS) or (not opening and any("年初" in text for text in path)):
        return ""
    for text in path:
        if text.endswith((BUDGET, "预算")):
            return BUDGET
        if text.endswith((FINAL, "统计数", "决算")):
            return FINAL
    return ""


def _item(path: tuple[str, ...]) -> str:
    """The item that a path of headings names, the innermost that says one."""
    for text in reversed(path):
        bought, run = "购置" in text, "运行" in text
        if bought and run:
            return _CARS
        if bought or run:
            return _BOUGHT if bought else _RUN
        if "出国" in text:
            return _ABROAD
        if "接待" in text:
            return "" if any(part in text for part in _PARTS) else _GUESTS
        if is_total(text) or text in _WHOLE_WORDS:
            return _WHOLE
    return ""
