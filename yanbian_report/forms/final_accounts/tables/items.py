"""Items: tables with a row for every code of the functional classification: 收入, 支出, 一般支出, 基金, 国资.

The total stands first or last, or in the row that heads the code's parts (类 | 款 | 项 | 合计 …).
"""

from __future__ import annotations

from collections.abc import Mapping

from yanbian_report.forms.final_accounts.tables import problems
from yanbian_report.forms.final_accounts.tables.codes import Code, code_of
from yanbian_report.forms.final_accounts.tables.columns import columns_of
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.names import TOTAL
from yanbian_report.forms.final_accounts.tables.rows import is_total
from yanbian_report.forms.final_accounts.tables.words import name
from yanbian_report.workbook.sheet import Value


def read(grid: Grid) -> None:
    """Read ``grid`` row by row."""
    columns = columns_of(grid)
    _total_among_headings(grid, columns.names)
    read_rows(grid, columns.names, columns.first)
    every = _has_total(grid)
    for heading in columns.names.values():
        if grid.missing(TOTAL, heading) and not every:
            break  # the whole row, said once


def read_rows(grid: Grid, columns: Mapping[int, str], first: int) -> None:
    """Read every row of the body that has a code, and the total; ``first`` is the place of the first amount."""
    identity = grid.identity(first)
    amounts = list(columns)
    before = ""
    codeless: list[tuple[str, int, tuple[Value, ...]]] = []
    for row, values in grid.body():
        cells = [values[place] for place in identity]
        if _is_total(cells):
            _take(grid, row, values, TOTAL, columns)
            continue
        found = code_of(cells, before)
        if found.odd:
            place = next(place for place in identity if values[place] != "")
            grid.findings.append(problems.odd_code(found.odd, grid.cell(row, place), grid.serious))
        elif found.code:
            before = found.code
            _name(grid, found, row, identity)
            _take(grid, row, values, found.code, columns)
        else:
            codeless.append((found.name, row, values))
    first_place = identity[0] if identity else 0
    if grid.names:
        for printed, row, values in codeless:
            grid.unknown(printed, row, first_place, values, amounts)
    elif with_amounts := [row for _, row, values in codeless if grid.has_amounts(values, amounts)]:
        cell = grid.cell(with_amounts[0], first_place)
        grid.findings.append(problems.no_codes(len(with_amounts), cell, grid.serious))


def _name(grid: Grid, found: Code, row: int, identity: list[int]) -> None:
    """Enter the name of a row's code; a code that stands there twice under two names has lost a part in one of them."""
    said = name(found.name)
    known = grid.names.setdefault(found.code, said)
    shorter, longer = sorted((known, said), key=len)
    if not longer.startswith(shorter):
        cell = grid.cell(row, next(place for place in identity if grid.sheet.rows[row][place] != ""))
        grid.findings.append(problems.code_twice(found.code, known, said, cell, grid.serious))


def _take(grid: Grid, row: int, values: tuple[Value, ...], item: str, columns: Mapping[int, str]) -> None:
    blanks = grid.blanks
    for place, heading in columns.items():
        if values[place] == "":
            blanks.setdefault((item, heading), (row, place))
        else:
            grid.take(row, place, item, heading)


def _is_total(cells: list[Value]) -> bool:
    return any(isinstance(cell, str) and cell and is_total(cell) for cell in cells)


def _total_among_headings(grid: Grid, columns: Mapping[int, str]) -> None:
    """Read the total's amounts from a row of headings, where the word 合计 and headings share a row."""
    for row in range(grid.headings.start, grid.headings.end):
        values = grid.sheet.rows[row]
        if _is_total(list(values[:1])):
            for place, heading in columns.items():
                value = values[place]
                if value != "" and not (isinstance(value, str) and not any(sign.isdecimal() for sign in value)):
                    grid.take(row, place, TOTAL, heading)


def _has_total(grid: Grid) -> bool:
    """Whether the total's row stands there, whatever is in it."""
    return any(row == TOTAL for places in (grid.found, grid.blanks) for row, _ in places)
