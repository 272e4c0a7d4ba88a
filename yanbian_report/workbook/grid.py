"""Grid: a sheet while it is read: cells as they come, then the rectangle of them that is a ``Sheet``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite

from yanbian_report.workbook.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_SLOTS,
    damaged,
    too_large,
)
from yanbian_report.workbook.sheet import Merge, Sheet, Value, address
from yanbian_report.workbook.stored import Parsed, Trouble

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_EXACT = 10**15  # below, a float holds every whole number
_LONGEST = 10**25  # above, digits are no longer written out
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"})
Places = list[tuple[int, int]]


def number(stored: float) -> Value:
    """A number as it was typed: what a float adds behind the fifteenth digit is not part of it."""
    if not isfinite(stored):
        return str(stored)
    if -_EXACT < stored < _EXACT and stored == int(stored):
        return Decimal(int(stored))
    rounded = Decimal(f"{stored:.15g}")
    return Decimal(int(rounded)) if abs(stored) < _LONGEST and stored == int(stored) else rounded


def plain(text: str) -> str:
    """A text with plain line ends, without what no program can show."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
    return text


class Grids:
    """The sheets of one workbook while it is read."""

    def __init__(self) -> None:
        self.all: list[Grid] = []
        self.left = MOST_CELLS

    def add(self, name: str, hidden: bool = False) -> Grid:
        """A new sheet. Raises Refused for one too many."""
        if len(self.all) >= MOST_SHEETS:
            raise too_large(f"里的工作表超过 {MOST_SHEETS} 张，不像决算的表")
        self.all.append(Grid(self, plain(name), hidden))
        return self.all[-1]

    def parsed(self) -> Parsed:
        """All sheets as values. Raises Refused for those that are too large."""
        self._doubt()
        far = [f"“{grid.name}”的 {address(*place)}" for grid in self.all if (place := grid.far()) is not None]
        if far:
            words = f"里有离表太远的内容：{'、'.join(far[:5])}"
            raise too_large(words, "到这些格里看看：多半是误打的字，删去这一行或这一列；不是的，另存一份只有决算表的")
        if sum(grid.slots() for grid in self.all) > MOST_SLOTS:
            raise too_large("里的表太大，不像决算的表")
        return Parsed(
            tuple(grid.sheet() for grid in self.all),
            tuple(_first(grid.name, grid.unsaved) for grid in self.all if grid.unsaved),
            tuple(_first(grid.name, grid.errors) for grid in self.all if grid.errors),
        )

    def _doubt(self) -> None:
        """Where no formula of the workbook has a result that must have been computed, none was.

        Libraries that do not compute write 0 or nothing as the result of every formula.
        """
        formulas = sum(grid.formulas for grid in self.all)
        if formulas and formulas == sum(len(grid.doubtful) + len(grid.unsaved) for grid in self.all):
            for grid in self.all:
                for row, column in grid.doubtful:
                    grid.cells.get(row, {}).pop(column, None)
                grid.unsaved = sorted({*grid.unsaved, *grid.doubtful})


def _first(name: str, places: Places) -> Trouble:
    return name, tuple(address(*place) for place in places[:5]), len(places)


class Grid:
    """One sheet: its filled cells by row and column, its merges, its formulas and what is wrong with them.

    ``doubtful`` are formulas with a result that a library may have written instead of computing one.
    """

    def __init__(self, book: Grids, name: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self.cells: dict[int, dict[int, Value]] = {}
        self.merges: list[Merge] = []
        self.formulas = 0
        self.unsaved: Places = []
        self.doubtful: Places = []
        self.errors: Places = []
        self._book = book

    def put(self, row: int, column: int, value: Value) -> None:
        """Fill a cell; blanks fill none. Raises Refused for one too many, and for one above or left of A1."""
        if row < 0 or column < 0:
            raise damaged()
        if isinstance(value, str):
            value = plain(value)
            if not value or value.isspace():
                return
        self._book.left -= 1
        if self._book.left < 0:
            raise too_large(f"里有内容的格超过 {MOST_CELLS // 10_000} 万个，不像决算的表")
        self.cells.setdefault(row, {})[column] = value

    def put_error(self, row: int, column: int, value: str) -> None:
        """Fill a cell with an error (``#REF!``) as it is shown."""
        self.errors.append((row, column))
        self.put(row, column, value)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Show cells as one. Raises Refused for one too many."""
        if (bottom > top or right > left) and bottom >= top and right >= left and top >= 0 and left >= 0:
            self.merges.append(Merge(top, left, bottom, right))
            if len(self.merges) > MOST_MERGES:
                raise too_large(f"里的合并单元格超过 {MOST_MERGES // 10_000} 万处，不像决算的表")

    def far(self) -> tuple[int, int] | None:
        """A filled cell where no table reaches."""
        for row, cells in self.cells.items():
            if cells and (row >= MOST_ROWS or max(cells) >= MOST_COLUMNS):
                return row, max(cells)
        return None

    def slots(self) -> int:
        return len(self.cells) * self._width()

    def _width(self) -> int:
        return max((max(cells) + 1 for cells in self.cells.values() if cells), default=0)

    def sheet(self) -> Sheet:
        """The sheet from A1 to the last filled row and column; merges end there, too."""
        height = max((row + 1 for row, cells in self.cells.items() if cells), default=0)
        width = self._width()
        merges = self._apart(height, width)
        blank: tuple[Value, ...] = ("",) * width
        rows = [blank] * height
        for number_, cells in self.cells.items():
            if cells:
                row = list(blank)
                for column, value in cells.items():
                    row[column] = value
                rows[number_] = tuple(row)
        return Sheet(self.name, tuple(rows), tuple(merges), self.hidden)

    def _apart(self, height: int, width: int) -> list[Merge]:
        """The merges within the sheet, none over another; what they hide is gone.

        Rows that a system copied carry hidden values and merges along.
        """
        found: list[Merge] = []
        hidden: set[tuple[int, int]] = set()
        left = 2 * height * width  # merges that lie apart cover no more than all
        for merge in self.merges:
            merge = merge._replace(bottom=min(merge.bottom, height - 1), right=min(merge.right, width - 1))
            size = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
            if merge.bottom < merge.top or merge.right < merge.left or size < 2:
                continue
            left -= size
            if left < 0:
                break
            places = set(_places(merge))
            if hidden.isdisjoint(places):
                hidden |= places
                found.append(merge)
                for row, column in places - {(merge.top, merge.left)}:
                    if row in self.cells:
                        self.cells[row].pop(column, None)
        return sorted(found)


def _places(merge: Merge) -> Iterable[tuple[int, int]]:
    columns = range(merge.left, merge.right + 1)
    return ((row, column) for row in range(merge.top, merge.bottom + 1) for column in columns)
