"""Grid: a sheet while it is read as one table: figures by the names of row and column, blanks, oddities."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables import problems
from yanbian_report.forms.final_accounts.tables.amounts import read
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL, PRESCRIBED, Prescribed, public
from yanbian_report.forms.final_accounts.tables.figures import Name, Number, Spot
from yanbian_report.forms.final_accounts.tables.headings import COUNTED, Headings, is_note
from yanbian_report.forms.final_accounts.tables.recognise import key_of
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.model.figure import Figure
from yanbian_report.workbook.sheet import Sheet, Value

_NUMBERED = frozenset(("行次", "序号"))


class Grid:
    """A sheet being read; layouts (``sides``, ``items`` …) fill it."""

    def __init__(self, key: str, sheet: Sheet, place: str, file: str, money: str, headings: Headings) -> None:
        self.key = key
        self.sheet = sheet
        self.place = place
        self.file = file
        self.money = money
        self.headings = headings
        self.prescribed: Prescribed = PRESCRIBED[public(key)]
        self.serious = self.prescribed.relied_on and not key.startswith(INTERNAL)
        self.found: dict[Name, Spot | Figure] = {}
        self.blanks: dict[Name, tuple[int, int]] = {}
        self.unread: dict[Name, tuple[int, int]] = {}  # what should be an amount and is none
        self.names: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.zeros = False  # whether the sheet writes any
        self.most: Spot | None = None  # the largest amount
        self._doubled: set[str] = set()
        self.stop = self._stop()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at ``row`` and ``column`` as an origin."""
        return Cell(self.file, self.place, self.sheet.address(row, column))

    def amounts_in(self, columns: range) -> list[int]:
        """Those of ``columns`` that do not number the rows."""
        paths = self.headings.paths
        return [column for column in columns if not (paths[column] and paths[column][-1] in _NUMBERED)]

    def identity(self, first: int) -> list[int]:
        """The columns before ``first`` that say what a row is, without what is blank at the sheet's left edge."""
        columns = self.amounts_in(range(first))
        rows = self.sheet.rows[self.headings.end : self.stop]
        while columns and not self.headings.paths[columns[0]] and all(row[columns[0]] == "" for row in rows):
            del columns[0]
        return sorted(columns, key=self._is_name)  # the code first, as most tables have it

    def _is_name(self, column: int) -> bool:
        path = self.headings.paths[column]
        return bool(path) and "名称" in path[-1]

    def body(self) -> Iterator[tuple[int, tuple[Value, ...]]]:
        """The rows below the headings, up to the notes, that are neither blank nor headings printed on every page."""
        heads = set(self.sheet.rows[self.headings.start : self.headings.end])
        for row in range(self.headings.end, self.stop):
            values = self.sheet.rows[row]
            first = next((value for value in values if value != ""), "")
            if first != "" and values not in heads and not (isinstance(first, str) and plain(first) == COUNTED):
                yield row, values

    def take(self, row: int, column: int, name: str, heading: str) -> None:
        """Read the amount at ``row`` and ``column`` as that of the row ``name`` under ``heading``."""
        value = self.sheet.rows[row][column]
        number = read(value, self.money) if value != "" else None
        if isinstance(number, Number):
            if self.money:
                self._enter((name, heading), Spot(number, row, column))
        elif number is None:
            self.blanks.setdefault((name, heading), (row, column))
        else:
            self.unread.setdefault((name, heading), (row, column))
            self.findings.append(problems.no_number(number.text, name, self.cell(row, column), self.serious))

    def enter(self, name: str, heading: str, figure: Figure) -> None:
        """Enter a figure that a layout made itself."""
        self.found.setdefault((name, heading), figure)

    def unknown(self, label: str, row: int, column: int, values: tuple[Value, ...], amounts: list[int]) -> None:
        """Say that the row ``label`` is not known, when it has amounts."""
        if self.has_amounts(values, amounts):
            self.findings.append(problems.unknown_row(label, self.cell(row, column)))

    def has_amounts(self, values: tuple[Value, ...], amounts: list[int]) -> bool:
        """Whether a row with ``values`` has an amount in one of the columns ``amounts``."""
        return any(isinstance(read(values[amount], self.money), Number) for amount in amounts)

    def missing(self, row: str, heading: str, part: Callable[[str], bool] = bool) -> bool:
        """Say that the total ``row`` is missing where its column has a ``part`` of it, which tells rows by their names.

        A total of nothing may be blank: that is how some offices print nil.
        """
        if (row, heading) in self.found:
            return False
        there = any(col == heading and part(name) and is_some(found) for (name, col), found in self.found.items())
        if there:
            self.lacks(row, heading)
        return there

    def lacks(self, row: str, heading: str, called: str = "") -> None:
        """Say that the total ``row`` is missing."""
        place = self.blanks.get((row, heading), (self.headings.start, 0))
        self.findings.append(problems.no_total(called or row, self.place, self.cell(*place), self.serious))

    def body_range(self) -> tuple[int, int]:
        """The first row of the body and the one after its last: all that stand there when the table is empty."""
        start, end = self.headings.end, self.stop
        if self.found:
            while end > start + 1 and all(value == "" for value in self.sheet.rows[end - 1]):
                end -= 1
        return start, max(start, end)

    def _enter(self, key: Name, spot: Spot) -> None:
        value = spot.number.value
        if not value:
            self.zeros = True
        elif self.most is None or abs(value) > abs(self.most.number.value):
            self.most = spot
        before = self.found.setdefault(key, spot)
        if before is not spot and isinstance(before, Spot) and before.number.value != value:
            self._say_twice(key[0], before, spot)

    def _say_twice(self, row: str, before: Spot, spot: Spot) -> None:
        if row not in self._doubled:
            self._doubled.add(row)
            first, second = (self.cell(one.row, one.column) for one in (before, spot))
            self.findings.append(problems.row_twice(row, first, second, self.serious))

    def _stop(self) -> int:
        """The first row below the headings that is none of the body: a note, or another table's title."""
        rows = self.sheet.rows
        stop = len(rows)
        for row in range(self.headings.end, len(rows)):
            values = rows[row]
            if stop > row and is_note(values):
                stop = row
            if any(isinstance(value, str) and "算" in value and self._begins_table(row, value) for value in values):
                return min(stop, row)
        return stop

    def _begins_table(self, row: int, text: str) -> bool:
        """Whether ``text`` is another table's title; it is said."""
        if not plain(text).endswith("表") or not key_of(text, self.key.startswith(INTERNAL)):
            return False
        column = self.sheet.rows[row].index(text)
        self.findings.append(problems.two_tables(plain(text), self.cell(row, column)._replace(sheet=self.sheet.name)))
        return True


def is_some(found: Spot | Figure | None) -> bool:
    """Whether there is a figure, and not nil."""
    return bool(found and (found.value if isinstance(found, Figure) else found.number.value))
