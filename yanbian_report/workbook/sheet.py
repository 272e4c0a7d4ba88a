"""Sheet: what a sheet of a workbook holds, whichever program saved it and in whichever format.

Rows and columns count from 0 here; what people read is A1 notation (``address``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

Value = str | Decimal  # a text, a number as it was stored; "" is a blank cell


class Merge(NamedTuple):
    """Cells shown as one; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet. ``rows`` begin at A1 and are equally long; a merged cell's value stands in its first cell.

    A part of a sheet begins at its row ``top``; rows of merges and of everything else count from there.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    top: int = 0

    def address(self, row: int, column: int) -> str:
        """The cell at ``row`` and ``column`` as people call it in the whole sheet."""
        return address(self.top + row, column)


class Workbook(NamedTuple):
    """A file as read; ``file`` is its name as messages show it."""

    file: str
    sheets: tuple[Sheet, ...]


def address(row: int, column: int) -> str:
    """The cell at ``row`` and ``column`` as people call it: (6, 2) is C7."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
