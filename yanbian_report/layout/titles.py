"""Titles: where a centred title of several lines is broken.

Lines are as even as words allow. What a word is the report itself tells: two characters that it mostly writes together
belong together (绩效), two that only meet here do not. A year keeps its 年, and a name that is given stays whole where
a line holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from yanbian_report.base.lru import remembered
from yanbian_report.layout.line_breaking import Setting, count_lines, unbroken, widths

_YEAR = re.compile(r"\d{4}年度?")
_PARTED = 2.0  # what it costs to part a name or a year
_UNEVEN = 1.5  # what it costs when a line is shorter than the others by the whole width
_MOST = 4  # lines of a title that are looked at
_PIECE = 64  # paragraphs
_ROOM = 0.2  # em: a line that is fuller might be broken once more by another engine


def title_breaks(text: str, setting: Setting, words: Sequence[str], names: Sequence[str] = ()) -> tuple[int, ...]:
    """Before which characters of ``text`` a new line begins; none where it takes one line, or too many.

    ``words`` is what the report says, ``in_pieces``; ``names`` are names that may stand in the title.
    """
    lines = count_lines(text, setting)
    if not 1 < lines <= _MOST:
        return ()
    reach = _reach(text, setting)
    for many in (lines, lines + 1):
        costs = parting_costs(text, _within_reach(reach, setting.width, many), words, names)
        if found := _cheapest(reach, setting.width - _ROOM * setting.size, costs, many):
            return found
    return ()


def in_pieces(said: Sequence[str]) -> list[str]:
    """What the paragraphs of a report say, some together: signs are counted in each piece once a process."""
    return ["\n".join(said[at : at + _PIECE]) for at in range(0, len(said), _PIECE)]


def parting_costs(text: str, places: Iterable[int], words: Sequence[str], names: Sequence[str]) -> dict[int, float]:
    """What it costs to break ``text`` before each of ``places``: a word, a year or one of ``names`` is parted.

    ``words`` is what the report says, ``in_pieces``.
    """
    whole = [name for name in (*names, *_YEAR.findall(text)) if name]
    inside = {at for name in whole for found in re.finditer(re.escape(name), text) for at in _within(*found.span())}
    return {at: _cohesion(text[at - 1], text[at], words) + _PARTED * (at in inside) for at in places}


def _reach(text: str, setting: Setting) -> dict[int, float]:
    """How far ``text`` goes in one line up to each place where it may be broken, the last of them its end."""
    reach, at, filled = {0: 0.0}, 0, 0.0
    for piece, width in zip(unbroken(text), widths(text, setting), strict=True):
        at, filled = at + len(piece), filled + width
        reach[at] = filled
    return reach


def _within_reach(reach: Mapping[int, float], width: float, lines: int) -> Iterator[int]:
    """The places up to which some first lines of so many reach, and from which the others reach the end."""
    *places, end = reach
    for at in places[1:]:
        left = reach[end] - reach[at]
        if any(reach[at] <= n * width and left <= (lines - n) * width for n in range(1, lines)):
            yield at


def _within(start: int, end: int) -> range:
    return range(start + 1, end)


def _cohesion(before: str, after: str, words: Sequence[str]) -> float:
    """How often two characters stand together, of all the times that the rarer of them stands anywhere."""
    single, other, both = times(before, after, words)
    rarer = min(single, other)
    return both / rarer if rarer else 0.0


def times(before: str, after: str, words: Sequence[str]) -> tuple[int, int, int]:
    """How often two characters stand anywhere in ``words``, and how often together; signs are never counted."""
    if not (before.isalpha() and after.isalpha()):
        return 0, 0, 0
    pieces = [(piece, _counted(piece)) for piece in words]
    single, other, both = (sum(_count(*piece, sign) for piece in pieces) for sign in (before, after, before + after))
    return single, other, both


def _count(piece: str, known: dict[str, int], sign: str) -> int:
    found = known.get(sign)
    if found is None:
        found = known[sign] = piece.count(sign)
    return found


@remembered(256)
def _counted(piece: str) -> dict[str, int]:  # noqa: ARG001 - the piece is the key
    """How often a process has found signs in ``piece`` so far; empty at first."""
    return {}


def _cheapest(
    reach: Mapping[int, float], width: float, costs: Mapping[int, float], lines: int
) -> tuple[int, ...] | None:
    """The breaks into so many lines that cost least; None where no line holds what would stand in it."""
    *_, whole = reach
    ends = [*costs, whole]
    share = reach[whole] / lines
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, lines + 1):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in best.items():
            for end in ends if line < lines else ends[-1:]:
                filled = reach[end] - reach[start]
                if end <= start or filled > width:
                    continue
                so_far = cost + costs.get(end, 0.0) + _UNEVEN * abs(filled - share) / width
                if end not in longer or so_far < longer[end][0]:
                    longer[end] = (so_far, (*breaks, end))
        best = longer
    return best[whole][1][:-1] if whole in best else None
