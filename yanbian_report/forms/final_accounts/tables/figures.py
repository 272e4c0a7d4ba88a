"""Figures: the amounts of a table by the names of row and column, each made when it is first asked for.

A year's wide tables hold thousands of cells; an import asks for two hundred figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar, overload

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.amounts import Number, amount
from yanbian_report.model.figure import Figure
from yanbian_report.workbook.sheet import address

Name = tuple[str, str]  # of row and column
_Default = TypeVar("_Default")


class Spot(NamedTuple):
    """A number and where it stands."""

    number: Number
    row: int
    column: int


class Figures(Mapping[Name, Figure]):
    """Figures in ``money``, of the table ``key`` at ``place`` in ``file``; a figure that is ready is taken as it is."""

    def __init__(self, found: dict[Name, Spot | Figure], key: str, money: str, file: str, place: str) -> None:
        self._found = found
        self._about = key, money, file, place

    def __getitem__(self, name: Name) -> Figure:
        found = self._found[name]
        if isinstance(found, Figure):
            return found
        key, money, file, place = self._about
        origin = Cell(file, place, address(found.row, found.column))
        figure = amount(found.number, money, f"{key}.{name[0]}.{name[1]}", origin)
        self._found[name] = figure
        return figure

    @overload
    def get(self, name: Name, /) -> Figure | None: ...
    @overload
    def get(self, name: Name, /, default: Figure | _Default) -> Figure | _Default: ...
    def get(self, name: Name, /, default: object = None) -> object:
        """The figure, without the cost of an exception where there is none."""
        return self[name] if name in self._found else default

    @property
    def spots(self) -> Mapping[Name, Spot | Figure]:
        """What there is, numbers as they were read where nobody has asked for the figure yet."""
        return self._found

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[Name]:
        return iter(tuple(self._found))

    def __len__(self) -> int:
        return len(self._found)
