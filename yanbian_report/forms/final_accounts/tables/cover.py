"""Cover: whose a workbook is and of which year, as its sheets without a table say: a cover, a list of the tables.

That is how tables are known that say neither themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.identity import said_in
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.workbook.sheet import Sheet

_ROWS = 40
_TITLED = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?[^\d年]*决算")


class Cover(NamedTuple):
    """What is said, nothing where it is not or where several are; and by "unit" and "year" where."""

    unit: str = ""
    year: str = ""
    cells: Mapping[str, Cell] = {}


def cover(file: str, sheets: Iterable[Sheet]) -> Cover:
    """What ``sheets`` of ``file`` say, which hold no table."""
    found: dict[str, dict[str, Cell]] = {"unit": {}, "year": {}}
    for sheet in sheets:
        for kind, text, cell in _said(file, sheet):
            found[kind].setdefault(text, cell)
    clear = {kind: next(iter(said.items())) for kind, said in found.items() if len(said) == 1}
    texts = {kind: text for kind, (text, _) in clear.items()}
    return Cover(texts.get("unit", ""), texts.get("year", ""), {kind: cell for kind, (_, cell) in clear.items()})


def _said(file: str, sheet: Sheet) -> Iterator[tuple[str, str, Cell]]:
    for row, values in enumerate(sheet.rows[:_ROWS]):
        for column, value in enumerate(values):
            if not isinstance(value, str) or not value:
                continue
            titled = _TITLED.search(plain(value))
            kinds = [("year", titled[1])] if titled else said_in(values, column)
            for kind, text in kinds:
                if text and kind in ("unit", "year"):
                    yield kind, text, Cell(file, sheet.name, sheet.address(row, column))
