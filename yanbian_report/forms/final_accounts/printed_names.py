"""Printed names: what the tables of the year's workbook call the codes of the functional classification.

They stand in for what the classification table lacks; where both have a name, the classification table's is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from yanbian_report.base.findings import Finding, note
from yanbian_report.base.origin import Origin
from yanbian_report.model.table import Table
from yanbian_report.model.year import Classification

_FUNCTIONAL = "2"
_SHORTEST = 4  # characters that are left of a name whose end a narrow cell has cut off


class PrintedName(NamedTuple):
    """What a table calls a code."""

    text: str
    table: Table
    cell: tuple[str, str] | None  # the first of the row

    @property
    def place(self) -> str:
        """How messages call the table."""
        return self.table.place

    @property
    def origin(self) -> Origin | None:
        """Where the row begins."""
        figure = self.table.get(*self.cell) if self.cell else None
        return figure.origin if figure is not None else None


def printed_names(tables: Mapping[str, Table]) -> dict[str, PrintedName]:
    """Every functional code of ``tables`` with its longest name: a narrow column cuts names off."""
    found: dict[str, PrintedName] = {}
    for table in tables.values():
        cells: dict[str, tuple[str, str]] = {}
        for cell in table.figures:
            cells.setdefault(cell[0], cell)
        for code, name in table.names.items():
            said = PrintedName(name.strip(), table, cells.get(code))
            if code.startswith(_FUNCTIONAL) and len(said.text) > len(found[code].text if code in found else ""):
                found[code] = said
    return found


def with_printed(names: Classification, printed: Mapping[str, PrintedName]) -> Classification:
    """``names`` with what only the workbook has a name for."""
    lacking = {code: name.text for code, name in printed.items() if code not in names}
    return Classification(names | lacking) if lacking else names


def held_against(names: Classification, printed: Mapping[str, PrintedName], used: Iterable[str]) -> Iterator[Finding]:
    """Findings on what the workbook calls the codes: D307 where ``names`` has another name, D308 where it has none
    for a code that is ``used``."""
    wanted = set(used)
    for code, name in sorted(printed.items()):
        if code in names and not _same(names[code], name.text):
            words = f"科目“{code}”{name.place}里叫“{name.text}”，科目表里叫“{names[code]}”，报告印科目表里的"
            hint = f'照科目书核对；要印表里的，在“科目名称”里写一行 "{code}": {name.text}'
            yield note("D307", words, name.origin, hint=hint)
        elif code in wanted and code not in names:
            words = f"科目“{code}”科目表里没有，名称用的是{name.place}里的“{name.text}”"
            hint = f'看名称有没有被截断；不完整的，在“科目名称”里写一行 "{code}": 全称'
            yield note("D308", words, name.origin, hint=hint)


def _same(official: str, printed: str) -> bool:
    """Whether the names are one, but for width of signs, blanks, and an end that was cut off."""
    a, b = ("".join(unicodedata.normalize("NFKC", name).split()) for name in (official, printed))
    return a == b or (len(b) >= _SHORTEST and a.startswith(b))
