"""Figures: the amounts of a table by the names of row and column, each made when it is first asked for.

A year's wide tables hold thousands of cells; an import asks for two hundred figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar, overload

from yanbian_report.base.origin import Cell
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.workbook.sheet import address

Name = tuple[str, str]  # of row and column
_Default = TypeVar("_Default")
_MOST_DECIMALS = 6  # what has more is what a program computed
_CENT = Decimal("0.01")
_NOTHING, _HUNDRED = Decimal(0), Decimal(100)


class Number(NamedTuple):
    """A number that a cell holds; ``decimals`` are those it is written with as text, -1 for a number of the program."""

    value: Decimal
    decimals: int


class Spot(NamedTuple):
    """A number and where it stands."""

    number: Number
    row: int
    column: int


class Figures(Mapping[Name, Figure]):
    """Figures in ``money``, of the table ``key`` at ``place`` in ``file``, whose rows begin at ``top`` of its sheet.

    A figure that is ready is taken as it is.
    """

    def __init__(self, found: dict[Name, Spot | Figure], key: str, money: str, file: str, place: str, top: int) -> None:
        self._found = found
        self._about = key, money, file, place, top

    def __getitem__(self, name: Name) -> Figure:
        found = self._found[name]
        if isinstance(found, Figure):
            return found
        key, money, file, place, top = self._about
        origin = Cell(file, place, address(top + found.row, found.column))
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


def amount(number: Number, money: str, path: str, origin: Cell) -> Figure:
    """``number`` as a figure in 元; its ``text`` is how it is written into a data file.

    万元 keep the two decimals of the form, or more where they are printed; 元 are exact.
    """
    value, decimals = number
    if money == YUAN:
        value = value.quantize(_CENT, ROUND_HALF_UP) + _NOTHING
        text = f"{value:f}元" if value else "0"
        return Figure(value, YUAN, _NOTHING, text, "", path, origin)
    if value == 0 and decimals < 0:
        return Figure(_NOTHING, YUAN, _NOTHING, "0", "", path, origin)
    if decimals <= 2 or decimals > _MOST_DECIMALS:
        value, step = value.quantize(_CENT, ROUND_HALF_UP) + _NOTHING, _HUNDRED
    else:
        step = WAN.scaleb(-decimals)
    return Figure(value * WAN, YUAN, step, f"{value:f}", "", path, origin)


def count(number: Number, unit: str, path: str, origin: Cell) -> Figure:
    """``number`` as so many of ``unit``: 3辆."""
    value = number.value + _NOTHING
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return Figure(value, unit, _NOTHING, f"{value:f}{unit}", "", path, origin)
