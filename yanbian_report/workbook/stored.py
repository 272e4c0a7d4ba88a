"""Stored: a workbook as the cache keeps it, and back in a few milliseconds."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.workbook.sheet import Merge, Sheet, Value

Trouble = tuple[str, tuple[str, ...], int]  # a sheet, its first cells in A1 notation, how many there are
StoredSheet = tuple[str, bool, int, list[list[int]], list[list[str | list[str]]]]


class Parsed(NamedTuple):
    """A workbook as read. ``unsaved`` are formulas without their results, ``errors`` cells that hold an error."""

    sheets: tuple[Sheet, ...]
    unsaved: tuple[Trouble, ...] = ()
    errors: tuple[Trouble, ...] = ()


def encode(parsed: Parsed) -> bytes:
    """``parsed`` as JSON: numbers are those of the sheet, with all their digits."""
    sheets = list(map(sheet_data, parsed.sheets))
    return json.dumps([sheets, parsed.unsaved, parsed.errors], ensure_ascii=False, separators=(",", ":")).encode()


def sheet_data(sheet: Sheet) -> StoredSheet:
    """``sheet`` as what JSON has."""
    rows = [list(map(_written, row)) for row in sheet.rows]
    return sheet.name, sheet.hidden, sheet.top, list(map(list, sheet.merges)), rows


def _written(value: Value) -> str | list[str]:
    return value if isinstance(value, str) else [str(value)]


def decode(data: bytes) -> Parsed:
    """What ``encode`` wrote. Raises an exception for anything else."""
    sheets, unsaved, errors = json.loads(data)
    return Parsed(tuple(map(sheet_of, sheets)), tuple(map(_trouble, unsaved)), tuple(map(_trouble, errors)))


def sheet_of(stored: StoredSheet) -> Sheet:
    """What ``sheet_data`` made."""
    name, hidden, top, merges, rows = stored
    values = tuple(tuple([v if v.__class__ is str else Decimal(v[0]) for v in row]) for row in rows)
    return Sheet(name, values, tuple(Merge(*merge) for merge in merges), hidden, top)


def _trouble(stored: tuple[str, list[str], int]) -> Trouble:
    sheet, cells, count = stored
    return sheet, tuple(cells), count
