"""Table: one prescribed table as a workbook holds it: its figures by row and column, and its cells for print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.origin import Cell
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.values import EXAMPLE_TEXT
from yanbian_report.workbook.sheet import Sheet

_NOTHING: Mapping[tuple[str, str], tuple[int, int]] = {}  # no proxy: a table is kept on disk


class Table(NamedTuple):
    """A table of a year.

    ``key`` is what the form calls it; ``title`` and ``label`` (公开01表) are as printed there; ``unit`` and ``year``
    are whose and of what year it says it is, ``money`` is 元 or 万元, each empty when the sheet does not say.

    In ``sheet``, ``headings`` are the first row of the column headings (with the one that numbers the columns) and the
    one after the last, ``body`` the same of what stands below them; what stands above are title, number, unit and
    money, what stands below the body are notes. ``stub`` columns at the left say what a row is.

    ``figures`` are its amounts by the names of row and column that the form gives them; amounts are in 元, and a
    figure's ``text`` is how a data file writes it (``264.87``, ``2648700.00元``). What is blank there is missing.
    ``blanks`` are the places (row, column) of blank cells by the same names, in a table that writes no zero: there
    a blank is how zero is printed. In a table that writes zeros it is empty, for there a blank is not known: such
    blanks are ``gaps``, and so is in any table what should be an amount and is none.
    ``names`` are the printed names of rows that are known by a code.
    """

    key: str
    title: str
    label: str
    file: str
    sheet: Sheet
    unit: str
    year: str
    money: str
    headings: tuple[int, int]
    body: tuple[int, int]
    figures: Mapping[tuple[str, str], Figure]
    names: Mapping[str, str]
    blanks: Mapping[tuple[str, str], tuple[int, int]] = _NOTHING
    stub: int = 0
    gaps: Mapping[tuple[str, str], tuple[int, int]] = _NOTHING

    def get(self, row: str, column: str) -> Figure | None:
        """The figure in ``row`` and ``column``, or None where there is none."""
        return self.figures.get((row, column))

    def counted(self, row: str, column: str) -> Figure | None:
        """The figure in ``row`` and ``column``, nil where its cell is blank in a table that prints zeros so.

        For relations between cells only: what is imported is what stands there.
        """
        figure = self.figures.get((row, column))
        place = self.blanks.get((row, column))
        if figure is not None or place is None:
            return figure
        origin = Cell(self.file, self.place, self.sheet.address(*place))
        return Figure(Decimal(0), YUAN, Decimal(0), path=f"{self.key}.{row}.{column}", origin=origin)

    @property
    def is_example(self) -> bool:
        """Whether the sheet says that it is made up."""
        return any(isinstance(row[0], str) and EXAMPLE_TEXT in row[0] for row in self.sheet.rows if row)

    @property
    def place(self) -> str:
        """How messages call the table: by its number where it has one, else by the sheet's name."""
        return self.label or self.sheet.name


NO_TABLES: Mapping[str, Table] = {}  # no proxy: a data file may go to another process
