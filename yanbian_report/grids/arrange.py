"""Arrange: on which paper, in which size and in how many parts a table is printed, and how high its rows are.

Every way that fits is tried; the one with the fewest pages is taken, then the one with larger letters, then upright
paper. A table that fits on no paper is cut between its columns, and the columns that say which row it is are repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yanbian_report.grids.cut import TORN, parts, torn
from yanbian_report.grids.grid import Grid
from yanbian_report.grids.looks import SMALLEST, Looks
from yanbian_report.grids.measure import Needs, needs_of, share
from yanbian_report.grids.paper import Paper
from yanbian_report.grids.rows import Setting, rows

_HEAD_LINES_CUT = 6  # of the words above a column of a table that is cut
# What a page, letters a point smaller, broken rows, columns narrower than they would like, turned paper cost.
_PAGE, _POINT, _WRAPPED, _CROWDED, _TURNED = 4.0, 2.0, 3.0, 6.0, 0.5
_WIDEST = 1.9  # how much wider than they must be the columns of a part may become


class Part(NamedTuple):
    """Columns that are printed beside each other."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    heights: tuple[int, ...]


class Arranged(NamedTuple):
    """How a table is printed; ``size`` is that of its letters in half-points."""

    paper: Paper
    size: int
    parts: tuple[Part, ...]


class _Way(NamedTuple):
    cost: float
    arranged: Arranged


def arrange(grid: Grid, looks: Looks, papers: Sequence[Paper]) -> Arranged:
    """The best way to print ``grid`` on one of ``papers``; the last is the widest."""
    ways = list(_whole(grid, looks, papers)) or list(_cut(grid, looks, papers[-1]))
    return min(ways, key=lambda way: way.cost).arranged


def _whole(grid: Grid, looks: Looks, papers: Sequence[Paper]) -> Iterator[_Way]:
    needs, columns = needs_of(grid), tuple(range(len(grid.kinds)))
    for size in range(looks.size, SMALLEST - 1, -1):
        for paper in papers:
            setting = Setting(looks, paper, size)
            if needs.width(columns, setting.em, looks.margins) <= paper.width:
                yield _way(grid, setting, needs, [columns])


def _cut(grid: Grid, looks: Looks, paper: Paper) -> Iterator[_Way]:
    needs = needs_of(grid, _HEAD_LINES_CUT)
    for size in range(looks.size, SMALLEST - 1, -1):
        setting = Setting(looks, paper, size)
        yield _way(grid, setting, needs, parts(grid, needs, paper.width, setting.em, looks.margins))


def _way(grid: Grid, setting: Setting, needs: Needs, divided: Iterable[tuple[int, ...]]) -> _Way:
    """One way with what it costs."""
    looks, paper, size = setting
    made: list[Part] = []
    pages, wrapped, crowded = 0, 0.0, 0.0
    for columns in divided:
        must = needs.width(columns, setting.em, looks.margins)
        whole = len(columns) == len(grid.kinds)
        width = paper.width if whole else min(paper.width, int(must * _WIDEST))
        widths = share(needs, columns, width, setting.em, looks.margins)
        heights, count = rows(grid, setting, columns, widths, first=not made)
        made.append(Part(columns, widths, heights))
        pages += count
        body = heights[grid.heads :]
        wrapped = max(wrapped, sum(height > min(body) for height in body) / len(body))
        crowded = max(crowded, sum(needs.liked[c] * setting.em + looks.margins for c in columns) / width - 1)
    cost = _PAGE * (pages + TORN * torn(grid, [part.columns[-1] for part in made])) + _WRAPPED * wrapped
    cost += _CROWDED * crowded + _POINT * (looks.size - size) / 2 + _TURNED * paper.turned
    return _Way(cost, Arranged(paper, size, tuple(made)))
