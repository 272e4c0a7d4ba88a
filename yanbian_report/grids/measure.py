"""Measure: how wide the columns of a table must be and would like to be, in ems, and how they share a width.

Chinese characters are one em wide, all others half of one, which is as wide as digits are and wider than commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from yanbian_report.grids.grid import Grid
from yanbian_report.layout.line_breaking import unbroken

EM = 10  # twips in half a point
_NARROWEST = {"amount": 3.0, "text": 3.0, "code": 1.5, "ordinal": 2.0}
_WRAPPED, _WHOLE = 7.0, 18.0  # what a column of texts must have and would like to have
_SPARE = 0.3  # what a column has beyond its longest text: programs measure otherwise
_FIRST = 1.6  # how much faster columns of amounts grow than others
_HEAD_LINE = 5  # what a line of a heading would like to have
_HEAD_LINES = 4  # of the words above one column


class Needs(NamedTuple):
    """What each column must have, would like to have for its heading and for its longest text, in ems, and where
    amounts stand.
    """

    least: tuple[float, ...]
    heading: tuple[float, ...]
    liked: tuple[float, ...]
    amounts: tuple[bool, ...]

    def width(self, columns: Iterable[int], em: float, margins: int) -> float:
        """How wide ``columns`` must be together."""
        return sum(self.least[c] * em + margins for c in columns)


def ems(text: str) -> float:
    """How wide a text is, by the longest of its lines."""
    if "\n" in text:
        return max(map(ems, text.split("\n")))
    return (
        len(text)
        if not text.isascii() and len(text.encode()) == 3 * len(text)
        else len(text.encode("gbk", "replace")) / 2
    )


def _longest_piece(words: str) -> float:
    """How wide a line must be for the widest piece of a heading that none parts: a sign and what it holds on to."""
    return max((ems(piece) + _SPARE for piece in unbroken(words) if len(piece) > 1), default=0)


def _figure(text: str) -> float:
    """How wide a number is: signs between digits are half as wide as they are."""
    return ems(text) - (text.count(",") + text.count(".")) / 4


def needs_of(grid: Grid, head_lines: int = _HEAD_LINES) -> Needs:
    """What the columns of ``grid`` need."""
    least: list[float] = []
    heading: list[float] = []
    liked: list[float] = []
    body = grid.texts[grid.heads :]
    alone = _alone(grid)
    for c, kind in enumerate(grid.kinds):
        texts = [row[c] for r, row in enumerate(body, grid.heads) if row[c] and (r, c) not in grid.merged]
        longest = max(map(_figure if kind == "amount" else ems, set(texts)), default=0) + _SPARE
        head = max((max(2, ceil(ems(words) / head_lines), _longest_piece(words)) for words in alone[c]), default=0)
        must = min(longest, _WRAPPED) if kind == "text" else longest
        least.append(max(_NARROWEST[kind], must, head))
        line = max((min(ems(words), _HEAD_LINE) for words in alone[c]), default=0) + _SPARE
        heading.append(max(least[-1], line))
        liked.append(max(least[-1], min(longest, _WHOLE), line))
    _widen(grid, least, head_lines)
    heading, liked = ([max(pair) for pair in zip(least, wished, strict=True)] for wished in (heading, liked))
    return Needs(tuple(least), tuple(heading), tuple(liked), tuple(kind == "amount" for kind in grid.kinds))


def _alone(grid: Grid) -> list[list[str]]:
    """What the headings say above one column alone."""
    found: list[list[str]] = [[] for _ in grid.kinds]
    for r, row in enumerate(grid.texts[: grid.heads]):
        for c, words in enumerate(row):
            merge = grid.merged.get((r, c))
            if words and (merge is None or (merge.left == merge.right and merge.top == r)):
                found[c].append(words)
    return found


def _widen(grid: Grid, least: list[float], head_lines: int) -> None:
    """Give columns under or in a merge what its words need."""
    for merge in dict.fromkeys(grid.merged.values()):
        if merge.left == merge.right:
            continue
        words = ems(grid.texts[merge.top][merge.left])
        is_head, kind = merge.top < grid.heads, grid.kinds[merge.left]
        needed = ceil(words / head_lines) if is_head else min(words, _WRAPPED) if kind == "text" else words
        columns = range(merge.left, merge.right + 1)
        lacking = needed - sum(least[c] for c in columns)
        for c in columns if lacking > 0 else ():
            least[c] += lacking / len(columns)


def share(needs: Needs, columns: Sequence[int], width: int, em: float, margins: int) -> tuple[int, ...]:
    """``width`` (twips, as all lengths here) shared out to ``columns``.

    First the headings of codes and texts, then texts, then the headings of amounts get what they would like to have;
    then amounts are made equally wide as far as that goes; what is left is shared by all as wide as they are.
    """
    least = [needs.least[c] * em + margins for c in columns]
    widths = [own * min(1, width / sum(least)) for own in least]  # what is wider than any paper is squeezed
    for wished, of_amounts in ((needs.heading, False), (needs.liked, False), (needs.heading, True)):
        wishes = [
            max(0, wished[c] * em + margins - own) if needs.amounts[c] == of_amounts else 0
            for c, own in zip(columns, widths, strict=True)
        ]
        left = width - sum(widths)
        granted = min(1, left / sum(wishes)) if sum(wishes) > 0 and left > 0 else 0
        widths = [own + wish * granted for own, wish in zip(widths, wishes, strict=True)]
    amounts = [n for n, c in enumerate(columns) if needs.amounts[c]]
    _level(widths, amounts, width - sum(widths))
    left = width - sum(widths)
    wide = [n for n, c in enumerate(columns) if needs.amounts[c] or needs.liked[c] > _NARROWEST["text"]] or [0]
    weights = {n: widths[n] * (_FIRST if needs.amounts[columns[n]] else 1) for n in wide}
    for n, weight in weights.items():
        widths[n] += left * weight / sum(weights.values())
    return _rounded(widths, width)


def _level(widths: list[float], among: list[int], left: float) -> None:
    """Widen the narrowest of ``among`` until they are all alike or nothing is left."""
    waiting = sorted(among, key=lambda n: widths[n])
    for count in range(1, len(waiting)):
        step = widths[waiting[count]] - widths[waiting[0]]
        given = min(step, left / count)
        for n in waiting[:count]:
            widths[n] += given
        left -= given * count
        if left <= 0:
            return


def _rounded(widths: list[float], width: int) -> tuple[int, ...]:
    whole = [int(one) for one in widths]
    whole[-1] += width - sum(whole)
    return tuple(whole)
