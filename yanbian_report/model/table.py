"""Table: one prescribed table as a workbook holds it: its figures by row and column, and its cells for print."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from yanbian_report.model.figure import Figure
from yanbian_report.workbook.sheet import Sheet


class Table(NamedTuple):
    """A table of a year.

    ``key`` is what the form calls it; ``title`` and ``label`` (公开01表) are as printed there; ``unit`` and ``year``
    are whose and of what year it says it is, empty when it does not say; ``headings`` and ``body`` are the first row
    and the one after the last of the column headings and of what stands below them, in ``sheet``; what stands below
    the body are notes. ``figures`` are its amounts by the names of row and column that the form gives them: what is
    blank there is missing here. ``names`` are the printed names of rows that are known by a code.
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

    def get(self, row: str, column: str) -> Figure | None:
        """The figure in ``row`` and ``column``, or None where there is none."""
        return self.figures.get((row, column))

    @property
    def place(self) -> str:
        """How messages call the table: by its number where it has one, else by the sheet's name."""
        return self.label or self.sheet.name


NO_TABLES: Mapping[str, Table] = MappingProxyType({})
