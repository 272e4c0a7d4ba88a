"""Insets: how much further in than their cell lines stand, so that they end well and are no more than they were.

Programs break a line where its cell ends. In a cell whose paragraph stands further in they break it sooner: a label's
lines come out even and its words whole, and a text does not end with a line of one letter. No sign is put into the
words, so that they are found, copied and read as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import sqrt
from typing import NamedTuple

from yanbian_report.layout.line_breaking import CLOSING, Setting, broken, count_lines, widths
from yanbian_report.layout.titles import times

_STEP = 0.5  # em
_HAIR = 0.2  # em: lines that are so much shorter or longer in another engine are broken alike
_ALONE = 3.0  # what it costs when the last line is a single letter
_UNEVEN = 0.6  # what it costs when the shortest line has nothing
_ODD = 0.4  # what it costs to break a label behind an odd number of characters: most words have two
_MOST_LINES = 4  # of a label; what takes more is a text


class _Way(NamedTuple):
    cost: float
    inset: float


def inset(text: str, setting: Setting, said: Sequence[str], *, is_label: bool) -> float:
    """How many points narrower than ``setting`` has it the lines of ``text`` stand; mostly 0.

    A label's lines are even, and words whole as far as that goes; what words are, ``said`` tells (see ``titles``).
    """
    number = count_lines(text, setting)
    if number < 2:
        return 0.0
    is_label = is_label and number <= _MOST_LINES
    if not is_label and not _is_alone(broken(text, setting)[-1]):
        return 0.0
    known = _parting(text, said) if is_label else {}
    ways = [
        _Way(_ALONE * _is_alone(lines[-1]) + (_cost(lines, known) if is_label else 0.0), narrower)
        for narrower, lines in _ways(text, setting, number)
    ]
    return min(ways, default=_Way(0, 0)).inset


def _ways(text: str, setting: Setting, number: int) -> Iterator[tuple[float, list[str]]]:
    """The insets with which ``text`` takes no more lines, in engines that differ by a hair either, and those lines."""
    hair = _HAIR * setting.size
    most = setting.width - max(widths(text, setting)) - hair
    narrower = 0.0
    while len(lines := broken(text, setting._replace(width=setting.width - narrower))) <= number:
        around = (setting.width - narrower - hair, setting.width - narrower + hair)
        if not narrower or all(broken(text, setting._replace(width=width)) == lines for width in around):
            yield narrower, lines
        narrower += _STEP * setting.size
        if narrower > most:
            return


def _is_alone(line: str) -> bool:
    return sum(sign not in CLOSING for sign in line) < 2


def _parting(text: str, said: Sequence[str]) -> dict[int, float]:
    """What it costs to break a label before each of its characters: how often the two beside the break stand together,
    of all the times that they stand anywhere. A table says little, so both count, and not the rarer one alone.
    """
    costs: dict[int, float] = {}
    letters = 0
    for at, (before, after) in enumerate(pairwise(text), 1):
        letters = letters + 1 if before.isalpha() else 0
        single, other, both = times(before, after, said)
        costs[at] = _ODD * (letters % 2) + (both / sqrt(single * other) if both else 0.0)
    return costs


def _cost(lines: Sequence[str], known: dict[int, float]) -> float:
    """What it costs to break a label into ``lines``."""
    *ends, _ = accumulate(map(len, lines))
    lengths = [len(line) for line in lines]
    return sum(known[end] for end in ends) + _UNEVEN * (1 - min(lengths) / max(lengths))
