"""Grid: a table of a workbook as it is printed: what every cell says, which cells are one, what each column holds.

Every word and every number is the workbook's own. Only their looks are made alike: amounts have two decimals and
thousands separators, codes and numerals no decimals. What is blank stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from yanbian_report.grids.surroundings import Lines, clean, lines_of, notes_of
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Merge, Value

Kind = Literal["amount", "text", "code", "ordinal"]
_CENT = Decimal("0.01")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOTHING = frozenset(("", "—", "－", "-", "--", "/", "一"))
_LEVELS = frozenset("类款项")
_NAMES = ("名称", "项目", "摘要")
_COUNTING = "栏次"
_FEWEST, _MOST = 2, 4  # rows of a table with nothing in it, and blank ones at its end
_SAID = re.compile(r"无数据|没有|未发生|未安排|空表|为空|无.{0,30}(?:收入|支出|收支)")


class Grid(NamedTuple):
    """A table in print.

    ``texts`` are the rows from the first of the headings to the last of the body, the first ``heads`` of which are
    headings; ``merged`` leads from every cell of a merge to it; ``kinds`` are what the columns hold; the first
    ``identity`` columns say which row it is. ``rows`` are those of the sheet, from 0, that the rows stand in, ``left``
    is how many columns of the sheet stand before the first.
    """

    lines: Lines
    texts: list[list[str]]
    heads: int
    kinds: tuple[Kind, ...]
    merged: dict[tuple[int, int], Merge]
    identity: int
    notes: tuple[str, ...]
    rows: tuple[int, ...] = ()
    left: int = 0


def grid_of(table: Table, when_empty: str = "") -> Grid:
    """``table`` as it is printed; ``when_empty`` is what a note says of one without amounts, unless it does itself."""
    values, merges, heads, left, rows = _cells(table)
    texts = [_head(row) for row in values[:heads]]
    merged = _merged(merges, heads, len(values))
    above = [_above(texts, merged, c) for c in range(len(values[0]))]
    kinds = tuple(_kind(above[c], [row[c] for row in values[heads:]]) for c in range(len(values[0])))
    padded = [kind == "code" and bool(above[c]) and above[c][-1] in _LEVELS for c, kind in enumerate(kinds)]
    printers = [_PRINTERS["level" if padded[c] else kind] for c, kind in enumerate(kinds)]
    body = [[printers[c](value) for c, value in enumerate(row)] for row in values[heads:]]
    while heads < len(values) and _COUNTING in (label.strip() for label in body[0]):
        texts.append([_plain(value) for value in values[heads]])
        heads, body = heads + 1, body[1:]
    empty = _is_empty(body, kinds)
    body = _without_blank_end(body, len(kinds), _MOST if empty else 0)
    identity = table.stub - left if left < table.stub < left + len(kinds) else _identity(kinds)
    notes = notes_of(table)
    if when_empty and empty and not any(map(_SAID.search, notes)):
        notes = (*notes, f"说明：{when_empty}")
    grid = Grid(lines_of(table), texts + body, heads, kinds, {}, identity, notes, rows, left)
    return grid._replace(merged=_merged(merges, heads, len(grid.texts)))


class _Cells(NamedTuple):
    """The rows and columns that belong to a table, its merges counted from there, how many rows are headings, how
    many columns of the sheet stand to the left of it, and which rows of the sheet they are.
    """

    values: list[Sequence[Value]]
    merges: list[Merge]
    heads: int
    left: int
    rows: tuple[int, ...]


def _cells(table: Table) -> _Cells:
    first, end = table.headings[0], max(table.body[1], table.headings[1])
    rows = table.sheet.rows[first:end] or (("",),)
    used = [c for c in range(max(map(len, rows))) if any(c < len(row) and row[c] != "" for row in rows)] or [0]
    left, right = used[0], used[-1]
    width = right - left + 1
    values: list[Sequence[Value]] = [
        (*row[left : right + 1], *("",) * (width - len(row[left : right + 1]))) for row in rows
    ]
    merges = [
        Merge(max(m.top - first, 0), max(m.left - left, 0), m.bottom - first, min(m.right, right) - left)
        for m in table.sheet.merges
        if m.bottom >= first and m.top < end and m.right >= left and m.left <= right
    ]
    heads = max(min(table.headings[1], end) - first, 0)
    return _without_covered(_Cells(values, merges, heads, left, tuple(range(first, first + len(values)))))


def _without_covered(cells: _Cells) -> _Cells:
    """``cells`` without rows of headings that only go on with cells above: they would be rows of no height."""
    values, merges, heads, left, rows = cells
    width = len(values[0])
    covered = []
    for r in range(1, heads):
        above = {c for m in merges if m.top < r <= m.bottom for c in range(m.left, m.right + 1)}
        covered += [r] if len(above) >= width else []

    def moved(row: int) -> int:
        return row - sum(gone <= row for gone in covered)

    kept = [row for r, row in enumerate(values) if r not in covered]
    of_sheet = tuple(row for r, row in enumerate(rows) if r not in covered)
    moved_merges = [Merge(moved(m.top), m.left, moved(m.bottom), m.right) for m in merges]
    return _Cells(kept, moved_merges, heads - len(covered), left, of_sheet)


def _merged(merges: list[Merge], heads: int, rows: int) -> dict[tuple[int, int], Merge]:
    """Every cell of a merge with it; a merge of headings ends with them."""
    found: dict[tuple[int, int], Merge] = {}
    for top, left, bottom, right in merges:
        if top >= rows:
            continue
        merge = Merge(top, left, min(bottom, (heads if top < heads else rows) - 1), right)
        cells = [(r, c) for r in range(merge.top, merge.bottom + 1) for c in range(left, right + 1)]
        if len(cells) > 1 and found.keys().isdisjoint(cells):
            found.update(dict.fromkeys(cells, merge))
    return found


def _above(texts: list[list[str]], merged: dict[tuple[int, int], Merge], c: int) -> list[str]:
    """What the headings say above a column, from the top, without the counting of columns."""
    said: list[str] = []
    for r, row in enumerate(texts):
        merge = merged.get((r, c))
        words = "".join((texts[merge.top][merge.left] if merge else row[c]).split())
        if words and not words.isdecimal() and words != _COUNTING and said[-1:] != [words]:
            said.append(words)
    return said


def _kind(heads: list[str], values: list[Value]) -> Kind:
    if any("编码" in words or "代码" in words for words in heads) or (heads and heads[-1] in _LEVELS):
        return "code"
    if "行次" in heads:
        return "ordinal"
    if heads and "名称" in heads[-1]:
        return "text"
    numbers = sum(isinstance(value, Decimal) or _NUMBER.fullmatch(value.strip()) is not None for value in values)
    words = sum(isinstance(value, str) and value.strip() not in _NOTHING for value in values) - sum(
        isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None for value in values
    )
    if not numbers and not words:
        return "text" if heads and heads[-1].endswith(_NAMES) else "amount"
    return "amount" if numbers >= words else "text"


def _identity(kinds: Sequence[Kind]) -> int:
    """How many columns at the left stand before the first with amounts; one, where that is the first."""
    return next((c for c, kind in enumerate(kinds) if kind == "amount"), len(kinds)) or 1


# ── what cells say ──


def _plain(value: Value) -> str:
    """A text, or a number that counts or names something."""
    if isinstance(value, str):
        return clean(value)
    return f"{value.to_integral_value() if value == value.to_integral_value() else value:f}"


def _head(row: Sequence[Value]) -> list[str]:
    """A row of headings; one that counts its columns has numerals, any other amounts."""
    numbers = [value for value in row if isinstance(value, Decimal)]
    counts = all(b - a == 1 for a, b in pairwise(numbers)) and all(n == n.to_integral_value() for n in numbers)
    return [_plain(value) if counts else _amount(value) for value in row]


def _level(value: Value) -> str:
    text = _plain(value)
    return text.zfill(2) if text.isdecimal() else text


def _amount(value: Value) -> str:
    if isinstance(value, str):
        text = clean(value)
        if _NUMBER.fullmatch(text) is None:
            return text
        value = Decimal(text.replace(",", ""))
    if value.as_tuple().exponent < -2:  # type: ignore[operator]  # no cell holds a NaN
        value = value.quantize(_CENT, ROUND_HALF_UP)
    text = f"{value:,.2f}"
    return "0.00" if text == "-0.00" else text


_PRINTERS = {"amount": _amount, "text": _plain, "code": _plain, "ordinal": _plain, "level": _level}


def _without_blank_end(body: list[list[str]], width: int, kept: int) -> list[list[str]]:
    """``body`` with no more than ``kept`` blank rows at its end."""
    last = next((n for n in range(len(body), 0, -1) if any(body[n - 1])), 0)
    body = body[: last + kept]
    return body + [[""] * width for _ in range(_FEWEST - len(body) if kept else 0)]


def _is_empty(body: list[list[str]], kinds: Sequence[Kind]) -> bool:
    return not any(map(_is_something, _amounts(body, kinds)))


def _amounts(body: list[list[str]], kinds: Sequence[Kind]) -> Iterator[str]:
    columns = [c for c, kind in enumerate(kinds) if kind == "amount"]
    return (row[c] for row in body for c in columns)


def _is_something(text: str) -> bool:
    return any(digit in text for digit in "123456789")
