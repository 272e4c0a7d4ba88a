"""Headings: the rows that head a table's columns, and what stands above each column, from top to bottom.

A column is known by all that stands above it: merged cells are joined to it, and where a program has lost the merges,
a blank beside a heading belongs to it as far as the heading above does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables.amounts import is_blank
from yanbian_report.forms.final_accounts.tables.codes import digits
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.workbook.sheet import Sheet, Value

COUNTED = "栏次"
_DEEPEST = 12  # rows of headings
_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.,]|[(][一二三四五六七八九十\d]{1,3}[)])")
_TOTALS = frozenset(("合计", "总计", "本年收入合计", "本年支出合计"))
_NOTE = re.compile(
    r"^(?:注\d*[:、.]|说明[:、.]|备注[:、.]|附注|单位负责人|填表人|制表|审核人|财务负责人|本表反映|本套报表)"
)
_EMPTY = re.compile(r"本表|空表|无数据")
_SHORT = re.compile(r"-?[\d,]+(?:\.\d+)?", re.ASCII)


class Headings(NamedTuple):
    """``start`` and ``end`` are the first row of headings and the one after the last; a path for every column."""

    start: int
    end: int
    paths: tuple[tuple[str, ...], ...]


def headings(sheet: Sheet, start: int) -> Headings:
    """The headings of ``sheet``, which begin at the first row from ``start`` that is not blank."""
    rows = sheet.rows
    while start < len(rows) and all(value == "" for value in rows[start]):
        start += 1
    end, counted = _end(rows, start)
    return Headings(start, end, _paths(sheet, start, end - counted))


def is_note(values: Sequence[Value]) -> bool:
    """Whether a row begins the notes below a table."""
    first = next((value for value in values if value != ""), "")
    said = plain(first) if isinstance(first, str) else ""
    return _NOTE.match(said) is not None or _EMPTY.search(said) is not None


def counts_columns(values: Sequence[Value]) -> bool:
    """Whether a row numbers the columns (栏次 | 1 | 2 …): no money.

    >>> counts_columns(["栏次", "", "1", "栏次", "", "2"]), counts_columns(["合计", "1.00", "2.50"])
    (True, False)
    """
    texts = [plain(value) if isinstance(value, str) else str(value) for value in values if value != ""]
    if COUNTED in texts:
        return True
    numbers = [int(found) for text in texts if (found := digits(text)) and len(found) < 4]
    return len(numbers) > 2 and len(numbers) >= len(texts) - 1 and numbers == list(range(1, len(numbers) + 1))


def _end(rows: Sequence[Sequence[Value]], start: int) -> tuple[int, bool]:
    """The row after the headings, and whether the last of them is one of numbers."""
    end = start
    for row in range(start, min(len(rows), start + _DEEPEST)):
        values = [value for value in rows[row] if value != ""]
        if not values:
            continue
        if counts_columns(rows[row]):
            return row + 1, True
        if is_note(values) or _begins_body(values):
            break
        end = row + 1
    return end, False


def _begins_body(values: list[Value]) -> bool:
    """Whether a row with these cells is no heading: it has a number, a numbered label, a total, or dashes only."""
    numbers = [value for value in values if not isinstance(value, str) or _SHORT.fullmatch(plain(value))]
    first = plain(values[0]) if isinstance(values[0], str) else ""
    if numbers:
        return not (_are_codes(numbers) or _heads_among_numbers(values, first))
    if all(is_blank(value) for value in values):
        return True
    others = [value for value in values[1:] if not is_blank(value)]
    if first in _TOTALS:
        return not others or all(plain(str(value)) in _TOTALS for value in others)
    return _NUMERAL.match(first) is not None


def _are_codes(numbers: list[Value]) -> bool:
    """Whether the numbers are codes that head the columns of a wide table."""
    found = [digits(value) for value in numbers]
    return len(found) > 4 and all(len(code) in (3, 5) and code[0] in "35" for code in found) and found == sorted(found)


def _heads_among_numbers(values: list[Value], first: str) -> bool:
    """合计 | 1.00 | 2.00 | 小计 | 基本支出 | 项目支出: the total's row has headings in it."""
    return first in _TOTALS and any(isinstance(value, str) and "支出" in value for value in values[1:])


def _paths(sheet: Sheet, start: int, end: int) -> tuple[tuple[str, ...], ...]:
    width = len(sheet.rows[0]) if sheet.rows else 0
    grid = [[plain(v) if isinstance(v, str) else digits(v) for v in row] for row in sheet.rows[start:end]]
    merges = [merge for merge in sheet.merges if start <= merge.top < end]
    for merge in merges:
        value = grid[merge.top - start][merge.left]
        for row in grid[merge.top - start : merge.bottom + 1 - start]:
            for column in range(merge.left, min(merge.right + 1, width)):
                row[column] = row[column] or value
    if not merges:
        _spread(grid, width)
    return tuple(_path(grid, column) for column in range(width))


def _path(grid: list[list[str]], column: int) -> tuple[str, ...]:
    path: list[str] = []
    for text in (row[column] for row in grid):
        if text and text not in path[-1:] and not is_blank(text) and (not _SHORT.fullmatch(text) or _heads(text)):
            path.append(text)
    return tuple(path)


def _heads(number: str) -> bool:
    """Whether a number among headings is the code of a column rather than an amount of the total."""
    return len(number) in (3, 5) and number[0] in "35" and number.isdecimal()


def _spread(grid: list[list[str]], width: int) -> None:
    """Let headings reach over the blanks at their right, as far as the heading above does and something is below."""
    group = [0] * width
    for depth, row in enumerate(grid):
        within, number = group, 0
        group = [0] * width
        for column in range(width):
            beside = column > 0 and not row[column] and row[column - 1] and within[column] == within[column - 1]
            if beside and any(under[column] for under in grid[depth + 1 :]):
                row[column] = row[column - 1]
            else:
                number += 1
            group[column] = number
