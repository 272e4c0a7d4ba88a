"""Rows: how high they are, and how many pages they take."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from yanbian_report.grids.grid import Grid
from yanbian_report.grids.looks import LABEL, NOTE, TITLE, Looks
from yanbian_report.grids.measure import EM, ems
from yanbian_report.grids.paper import Paper

_ROW, _TIGHT = 380, 40  # twips: a comfortable row, and what the lowest has around its line
_RULE = 10  # twips that a line between rows takes, in programs that add it to their heights
_STEPS = 6  # heights of rows that are tried
_SLACK = 120  # twips a page keeps free
_FEW = 4  # rows on a last page that has nothing else


class Setting(NamedTuple):
    """In which styles, on which paper and in which size (half-points) a table is set."""

    looks: Looks
    paper: Paper
    size: int

    @property
    def em(self) -> int:
        """The width of a Chinese character in twips."""
        return self.size * EM


def rows(
    grid: Grid, setting: Setting, columns: Sequence[int], widths: Sequence[int], *, first: bool
) -> tuple[tuple[int, ...], int]:
    """The heights of all rows and the pages that they take: rows as high as they may be on as few pages as possible.

    ``first`` says whether the title of the table stands above them.
    """
    looks, paper, size = setting
    line = looks.line_of(size)
    needed = [count * line + _TIGHT for count in _lines(grid, setting, columns, widths)]
    above = looks.heights[LABEL] * (2 if first else 1) + (looks.heights[TITLE] if first else 0)
    room = paper.height - _SLACK
    below = sum(ceil(ems(note) * looks.size * EM / paper.width) for note in grid.notes) * looks.heights[NOTE]
    best: tuple[int, int, list[int]] | None = None
    for step in range(_STEPS + 1):
        lowest = _ROW - (_ROW - line - _TIGHT) * step // _STEPS
        heights = [max(lowest, one) for one in needed]
        pages, last = _pages(heights[: grid.heads], heights[grid.heads :], room - above, room, below)
        key = (pages, int(last < _FEW), heights)
        if best is None or key[:2] < best[:2]:
            best = key
    assert best is not None
    return tuple(best[2]), best[0]


def _pages(heads: list[int], body: list[int], first: int, room: int, below: int) -> tuple[int, int]:
    """How many pages rows take, and how many rows stand on the last."""
    head = sum(heads) + _RULE * (len(heads) + 1)
    pages, rows, left = 1, 0, first - head
    for number, height in enumerate(body, 1):
        wanted = height + (below if number == len(body) else 0)
        if wanted > left and rows:
            pages, rows, left = pages + 1, 0, room - head
        left -= height + _RULE
        rows += 1
    return pages, rows if pages > 1 else _FEW


def _lines(grid: Grid, setting: Setting, columns: Sequence[int], widths: Sequence[int]) -> list[int]:
    """How many lines each row has; a cell over several rows adds to the last of them."""
    em, margins = setting.em, setting.looks.margins
    place = {c: n for n, c in enumerate(columns)}
    counts: list[int] = []
    for r, row in enumerate(grid.texts):
        most = 1
        for n, c in enumerate(columns):
            merge, words = grid.merged.get((r, c)), row[c]
            width = widths[n]
            if merge is not None:
                if r != merge.bottom:
                    continue
                words = grid.texts[merge.top][merge.left]
                width = sum(widths[place[k]] for k in range(merge.left, merge.right + 1) if k in place)
            if (
                not words
                or (grid.kinds[c] == "amount" and r >= grid.heads)
                or (len(words) * em <= width - margins and "\n" not in words)
            ):
                continue
            lines = _broken(words, (width - margins) / em)
            if merge is not None:
                lines -= sum(counts[merge.top : r])
            most = max(most, lines)
        counts.append(most)
    return counts


def _broken(words: str, room: float) -> int:
    whole = max(int(room), 1)  # characters
    return sum(max(1, ceil(ems(line) / whole)) for line in words.split("\n"))
