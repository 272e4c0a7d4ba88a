"""Cut: the columns of a table that fits on no paper, in parts that do, if possible between groups with a heading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yanbian_report.grids.grid import Grid
from yanbian_report.grids.measure import Needs

TORN = 0.35  # what a cut within a group costs, beside 1 for a part
_EVEN = 0.3  # what uneven parts cost


def parts(grid: Grid, needs: Needs, width: int, em: int, margins: int) -> list[tuple[int, ...]]:
    """The columns in parts that are about equally wide and no wider than ``width``, the first ones in each."""
    same = tuple(range(grid.identity))
    room = max(width - needs.width(same, em, margins), 1)
    wide = {c: needs.width([c], em, margins) for c in range(grid.identity, len(grid.kinds))}
    ends = _packed(_groups(grid), wide, room)
    return [(*same, *range(start, end)) for start, end in pairwise((grid.identity, *ends))]


def _groups(grid: Grid) -> list[list[int]]:
    """The columns behind the first ones, those under one heading together."""
    columns = range(grid.identity, len(grid.kinds))
    for r in range(grid.heads):
        starts = [m.left if (m := grid.merged.get((r, c))) else c for c in columns]
        if 1 < len(set(starts)) < len(starts):
            return [
                [c for c, own in zip(columns, starts, strict=True) if own == start] for start in dict.fromkeys(starts)
            ]
    return [[c] for c in columns]


def torn(grid: Grid, ends: Sequence[int]) -> int:
    """How many groups are parted when parts end with the columns ``ends``."""
    inside = {c for group in _groups(grid) for c in group[:-1]} if len(ends) > 1 else set()
    return sum(end in inside for end in ends)


def _packed(groups: list[list[int]], wide: dict[int, float], room: float) -> list[int]:
    """Behind which columns to cut: as seldom as possible, then not within groups, then into equal parts."""
    columns = [c for group in groups for c in group]
    between = {group[-1] for group in groups}
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for n, last in enumerate(columns, 1):
        parted = 0 if last in between or n == len(columns) else TORN
        ways: list[tuple[float, list[int]]] = []
        used = 0.0
        for start in range(n - 1, -1, -1):
            used += wide[columns[start]]
            if used > room and ways:
                break
            cost, ends = best[start]
            ways.append((cost + 1 + parted + _EVEN * max(0, 1 - used / room) ** 2, [*ends, last + 1]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]
