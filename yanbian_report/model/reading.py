"""Reading: what the file of a year should say at a path, as its workbook has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from yanbian_report.base.origin import Cell, Origin
from yanbian_report.model.figure import Figure


class Reading(NamedTuple):
    """One path of a data file and what cells of the workbook say there.

    ``said`` is a figure, whose origin is its cell (one put together from several cells has them as its inputs); a
    text; or the texts of a list. ``origin`` is the cell of a text or of the first of a list. ``note`` is a comment for
    a new entry: the name of its code.
    """

    path: str
    said: Figure | str | tuple[str, ...]
    origin: Origin | None = None
    note: str = ""

    @property
    def figure(self) -> Figure | None:
        """What is said, when that is a figure."""
        return self.said if isinstance(self.said, Figure) else None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that say it."""
        found = cells_of(self.said) if isinstance(self.said, Figure) else (self.origin,)
        return tuple(cell for cell in found if isinstance(cell, Cell))

    @property
    def place(self) -> str:
        """The cells as messages name them: ``公开01表!C7``, several joined by ＋."""
        return places(self.cells)


def cells_of(figure: Figure) -> tuple[Origin, ...]:
    """Where a figure was read, or what it was put together from."""
    if figure.origin is not None:
        return (figure.origin,)
    return tuple(origin for part in figure.inputs for origin in cells_of(part))


def places(cells: Iterable[Cell]) -> str:
    """Cells as messages name them, each with the table that it is in."""
    return "＋".join(f"{cell.sheet}!{cell.cell}" for cell in cells)
