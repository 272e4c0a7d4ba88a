"""Column widths: how the columns of a table share its width, so that its words make as few lines as they can.

Lengths are in steps of half a letter. Every column has what its longest word and its labels need; what is left goes to
the longest texts, and then from column to column as long as that takes lines from the table. The same words always
give the same widths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import permutations
from math import ceil
from typing import NamedTuple

from yanbian_report.layout.line_breaking import unbroken

_LETTER = 2  # steps: a Chinese character
_LEAST = 3 * _LETTER  # of a column
_LABEL = 5 * _LETTER  # a heading of so many letters stands in one line
_SHORT = 12 * _LETTER  # a text that is no longer is a label and stands in two
_TEXT = 6 * _LETTER  # what a column of longer texts has at least
_LIKED = 18 * _LETTER  # a longer text may be broken without loss
_MOST = 3  # of all columns together: a word that is longer than a third of them is broken
_SPARE = 1  # beyond the longest text: programs measure otherwise
_STEPS = (16, 8, 4, 2, 1)  # that a column gives another
_TURNS = 60  # enough for any table; most take five
_EACH = 0.05  # what a line costs that makes no row higher, a part of one as much of it
_ALONE, _RAGGED = 1.0, 0.5  # what a label costs with a last line of one letter, with one that is not full


class Text(NamedTuple):
    """What a cell says: the columns it takes, the rows, whether it heads others, and its paragraphs.

    ``scale`` is the size of its letters by that of the table's.
    """

    column: int
    across: int
    down: int
    is_head: bool
    paragraphs: tuple[str, ...]
    scale: float = 1.0

    @property
    def length(self) -> float:
        """How long its longest paragraph is."""
        return max((_steps(words) for words in self.paragraphs), default=0) * self.scale


def share(rows: Sequence[Sequence[Text]], count: int, room: int, between: float = 1) -> list[int]:
    """The widths of ``count`` columns that have ``room`` together; one of several gains ``between``."""
    alone = [[text for row in rows for text in row if text.column == c and text.across == 1] for c in range(count)]
    least = [max((_needed(text, room) for text in texts), default=_LEAST) for texts in alone]
    liked = [max((min(text.length + _SPARE, _LIKED) for text in texts), default=0) for texts in alone]
    widths = _first(least, [max(pair) for pair in zip(least, liked, strict=True)], room)
    floor = [min(pair) for pair in zip(least, widths, strict=True)]
    left = room - sum(floor)
    longest = max(range(count), key=lambda c: sum(text.length for text in alone[c]))
    ways = [widths, [own + left * (c == longest) for c, own in enumerate(floor)]]
    cost = _cost_of(rows, count, between)
    return min((_improved(way, floor, cost) for way in ways), key=cost)


@lru_cache(maxsize=4_096)
def _steps(words: str) -> int:
    return sum(1 if sign.isascii() else _LETTER for sign in words)


def _needed(text: Text, room: int) -> int:
    """What a cell must have: its longest word; a label its half, or its part of the rows that it reaches over."""
    length = text.length
    word = max((_steps(piece) for words in text.paragraphs for piece in unbroken(words)), default=0) * text.scale
    needed = min(word + _SPARE, room / _MOST)
    if text.is_head and length <= _LABEL:
        needed = max(needed, length + _SPARE)
    elif text.is_head or length <= _SHORT:
        letters = ceil(length / _LETTER / max(2, text.down if text.is_head else 2))
        needed = max(needed, min(letters * _LETTER + _SPARE, _TEXT))
    else:
        needed = max(needed, _TEXT)
    return max(ceil(needed), _LEAST)


def _first(least: Sequence[int], liked: Sequence[float], room: int) -> list[int]:
    """``least`` widened towards ``liked``, and beyond it all alike; squeezed where it must be."""
    if sum(least) >= room:
        return _whole([room * own / sum(least) for own in least], room)
    wishes = [wish - own for wish, own in zip(liked, least, strict=True)]
    granted = min(1.0, (room - sum(least)) / (sum(wishes) or 1))
    widths = [own + wish * granted for own, wish in zip(least, wishes, strict=True)]
    return _whole([own * room / sum(widths) for own in widths], room)


def _whole(widths: Sequence[float], room: int) -> list[int]:
    """``widths`` in whole steps, ``room`` together; the largest remainders are made up."""
    whole = [int(width) for width in widths]
    by_rest = sorted(range(len(widths)), key=lambda c: whole[c] - widths[c])
    for c in by_rest[: room - sum(whole)]:
        whole[c] += 1
    return whole


def _improved(widths: list[int], least: Sequence[int], cost: Callable[[Sequence[int]], float]) -> list[int]:
    """``widths`` after columns have given to each other what takes most from ``cost``, turn by turn."""
    lowest = cost(widths)
    for _ in range(_TURNS):
        best: list[int] | None = None
        for giving, taking in permutations(range(len(widths)), 2):
            for step in _STEPS:
                if widths[giving] - step < least[giving]:
                    continue
                tried = list(widths)
                tried[giving] -= step
                tried[taking] += step
                if (costs := cost(tried)) < lowest - 1e-9:
                    lowest, best = costs, tried
        if best is None:
            break
        widths = best
    return widths


def _cost_of(rows: Sequence[Sequence[Text]], count: int, between: float) -> Callable[[Sequence[int]], float]:
    """How many lines rows take by the widths of their columns, and a little for what only looks worse."""
    alone = [[_of_column(row, c) for row in rows] for c in range(count)]
    wide = [(n, text) for n, row in enumerate(rows) for text in row if text.across > 1]

    @cache
    def lines(column: int, width: int) -> tuple[tuple[int, ...], float]:
        taken = [_lines(text, width) if text is not None else (1, 0.0) for text in alone[column]]
        return tuple(number for number, _ in taken), sum(worse for _, worse in taken)

    def cost(widths: Sequence[int]) -> float:
        columns = [lines(c, width) for c, width in enumerate(widths)]
        highest = [max(numbers) for numbers in zip(*(numbers for numbers, _ in columns), strict=True)]
        amiss = sum(worse for _, worse in columns)
        for n, text in wide:
            room = sum(widths[text.column : text.column + text.across]) + between * (text.across - 1)
            number, worse = _lines(text, int(room))
            highest[n] = max(highest[n], number)
            amiss += worse
        return float(sum(highest)) + amiss

    return cost


def _of_column(row: Sequence[Text], column: int) -> Text | None:
    return next((text for text in row if text.column == column and text.across == 1), None)


def _lines(text: Text, width: int) -> tuple[int, float]:
    """The lines that a cell takes of its first row, and what it costs how a label is broken."""
    letters = max(int((width - _SPARE) / _LETTER / text.scale), 1)
    number, worse = 0, 0.0
    for words in text.paragraphs:
        length = ceil(_steps(words) / _LETTER)
        number += max(1, ceil(length / letters))
        worse += _EACH * length / letters
        if letters < length <= _SHORT // _LETTER:
            left = -length % letters
            worse += _ALONE if left == letters - 1 else _RAGGED * left / letters
    return max(1, ceil(number / text.down)), worse
