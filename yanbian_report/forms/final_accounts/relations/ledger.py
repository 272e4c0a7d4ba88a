"""Ledger: the amounts of a table as whole 分, for adding up: a year's relations are some thousands of cells.

A nil is known exactly, for hardly anything that is spent rounds to 0.00万元; were it counted as rounded, a total over
26 classes could be wrong by a thousand 元 and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.catalogue import PRESCRIBED, public
from yanbian_report.forms.final_accounts.tables.figures import Figures, Name, Spot
from yanbian_report.forms.final_accounts.tables.names import TOTAL
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.table import Table

_CENT = Decimal("0.01")
_IN_WAN = 6  # 万元 → 分
_MOST_DECIMALS = 6
_NONE: set[str] = set()
_SAYS_NOTHING = ("无数据", "为空表", "空表")


class Ledger:
    """The amounts of one table by row and column, in 分; ``half`` is how far off rounding may have put any of them.

    A blank of a table that prints no zeros is 0; what is not known is missing. A ledger without a ``table`` stands for
    one that the workbook should have and has not: nothing of it is known. Counts (辆, 人次) are held in hundredths.
    """

    __slots__ = (
        "_below",
        "_columns",
        "_some",
        "counting",
        "counts",
        "half",
        "key",
        "notes",
        "table",
        "thorough",
        "values",
    )

    def __init__(self, key: str, table: Table | None) -> None:
        self.key = key
        self.table = table
        self.values: dict[Name, int] = {}
        self.counts: dict[Name, int] = {}  # what is no amount
        self.counting = False  # whether ``values`` are counts
        self.half = 0
        self.notes: dict[Name, Cell] = {}  # places of what is nil because a note says so
        self._below: dict[str, list[str]] | None = None
        self._columns: dict[str, list[str]] | None = None
        self._some: dict[str, set[str]] | None = None
        self.thorough = False  # whether relations between nothing but nils are wanted, too
        if table is not None:
            self._read(table)

    def _read(self, table: Table) -> None:
        if table.blanks:
            self.values = dict.fromkeys(table.blanks, 0)
        figures = table.figures
        spots = figures.spots if isinstance(figures, Figures) else figures
        in_yuan = table.money == YUAN
        finest = _read_spots(spots, in_yuan, self.values, self.counts)
        self.half = 0 if in_yuan else 10 ** (_IN_WAN - finest) // 2
        if not spots and table.money:
            self._read_note(table)

    def _read_note(self, table: Table) -> None:
        """An empty table of which a note says that there is nothing has a total of nil."""
        rows = table.sheet.rows
        for row in range(table.body[0], len(rows)):
            for column, value in enumerate(rows[row]):
                if isinstance(value, str) and any(words in value for words in _SAYS_NOTHING):
                    for heading in PRESCRIBED[public(self.key)].columns:
                        self.values[TOTAL, heading] = 0
                        self.notes[TOTAL, heading] = Cell(table.file, table.place, table.sheet.address(row, column))
                    return

    def counted(self) -> Ledger:
        """The counts of the same table (辆, 人次), which nobody rounds."""
        ledger = Ledger(self.key, None)
        ledger.table, ledger.values, ledger.counting = self.table, self.counts, True
        return ledger

    def rows(self, column: str) -> list[str]:
        """The rows that are printed in ``column``, known or not."""
        if self._columns is None:
            found: dict[str, list[str]] = {}
            for row, heading in self.values:
                found.setdefault(heading, []).append(row)
            for row, heading in self.table.gaps if self.table is not None else ():
                found.setdefault(heading, []).append(row)
            self._columns = found
        return self._columns.get(column, [])

    def some(self, column: str) -> set[str]:
        """The rows in which something other than nil stands in ``column``."""
        if self._some is None:
            found: dict[str, set[str]] = {}
            for (row, heading), value in self.values.items():
                if value:
                    found.setdefault(heading, set()).add(row)
            self._some = found
        return self._some.get(column, _NONE)

    def columns(self) -> list[str]:
        """The columns that hold anything."""
        self.rows("")
        return list(self._columns or ())

    @property
    def codes(self) -> Mapping[str, str]:
        """The names of the rows that have a code."""
        return self.table.names if self.table is not None else {}

    def below(self) -> Mapping[str, list[str]]:
        """What is printed below the total (合计) and below each code: the next level that there is."""
        if self._below is None:
            self._below = levels(self.codes)
        return self._below

    def place(self, name: Name) -> str:
        """Where ``name`` stands, as people call it: 公开03表!D9."""
        figure = self.figure(name)
        origin = figure.origin if figure is not None else None
        return f"{origin.sheet}!{origin.cell}" if isinstance(origin, Cell) else f"{self.title}的“{'，'.join(name)}”"

    @property
    def title(self) -> str:
        """What the table is called: by its number, else by its title."""
        return self.table.place if self.table is not None else PRESCRIBED[public(self.key)].titles[0]

    def figure(self, name: Name) -> Figure | None:
        """The figure at ``name``, nil where a blank or a note says so."""
        if self.table is None:
            return None
        note = self.notes.get(name)
        if note is not None:
            return Figure(Decimal(0), YUAN, Decimal(0), path=f"{self.key}.{'.'.join(name)}", origin=note)
        return self.table.counted(*name)


def levels(codes: Iterable[str]) -> dict[str, list[str]]:
    """The codes below the total and below each of ``codes``.

    >>> levels(["208", "20805", "2080505", "2210201"])
    {'合计': ['208', '2210201'], '208': ['20805'], '20805': ['2080505']}
    """
    there = set(codes)
    found: dict[str, list[str]] = {}
    for code in codes:
        above = next((code[:length] for length in (5, 3) if length < len(code) and code[:length] in there), TOTAL)
        found.setdefault(above, []).append(code)
    return found


def _read_spots(
    spots: Mapping[Name, Spot | Figure], in_yuan: bool, values: dict[Name, int], counts: dict[Name, int]
) -> int:
    """Enter ``spots`` as 分, and what is no amount among ``counts``; the fewest decimals that are written."""
    fewest = _MOST_DECIMALS
    for name, found in spots.items():
        if isinstance(found, Figure):
            (values if found.unit == YUAN else counts)[name] = int(found.value * 100)
            if found.step and found.value and found.unit == YUAN:
                fewest = min(fewest, 4 - found.step.adjusted())
            continue
        value, decimals = found.number
        if not value:
            values[name] = 0
        elif in_yuan:
            values[name] = int(value.quantize(_CENT, ROUND_HALF_UP).scaleb(2))
        elif 2 < decimals <= _MOST_DECIMALS:
            values[name] = int(value.scaleb(_IN_WAN))
            fewest = min(fewest, decimals)
        else:
            values[name] = int((value if decimals == 2 else value.quantize(_CENT, ROUND_HALF_UP)).scaleb(_IN_WAN))
            fewest = 2
    return fewest
