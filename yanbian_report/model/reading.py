"""Reading: what a data file should say at a path, as the tables of a workbook have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from yanbian_report.base.origin import Cell
from yanbian_report.model.figure import Figure


class Reading(NamedTuple):
    """What stands in ``cells`` for ``path``: a figure whose ``text`` is how a data file writes it, a text, or a list.

    A figure that is the sum of several cells has them as ``inputs``. ``note`` is a comment for a new entry: the name
    of its code.
    """

    path: str
    said: Figure | str | tuple[str, ...]
    cells: tuple[Cell, ...]
    note: str = ""

    @property
    def figure(self) -> Figure | None:
        """The figure, or None for texts."""
        return self.said if isinstance(self.said, Figure) else None

    @property
    def place(self) -> str:
        """The cells as people call them: 公开01表!C7."""
        return "、".join(f"{cell.sheet}!{cell.cell}" for cell in self.cells)


class Proposal(NamedTuple):
    """A list at ``path`` that tables tell half of: its ``entries`` as a data file writes them, marked to be revised.

    What stands at the paths ``instead`` is made up and goes; ``cells`` are those that it was made of.
    """

    path: str
    entries: tuple[Mapping[str, str], ...]
    instead: tuple[str, ...]
    cells: tuple[Cell, ...]
