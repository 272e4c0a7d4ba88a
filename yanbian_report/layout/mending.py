"""Mending: the paragraphs of a part set otherwise where one of its pages would end badly.

A part goes from one forced page break to the next. Tried in turn, the nearest paragraphs first: one of them a line
shorter or longer, several of them, the last lines kept together on the last page, text below a picture raised above
it. What mends an end and spoils no other is taken; where nothing does, all stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from yanbian_report.base.lru import remembered
from yanbian_report.layout.fitting import is_short, lines_of, spacing_for
from yanbian_report.layout.measure import Block, Kind, Measured
from yanbian_report.layout.paginate import page_ends

FEWEST_LINES = 5  # of the last page of a part
HOLE = 3  # lines that may be left at the foot of a page
_HAIR = 0.1  # of a line
_AROUND = 40  # paragraphs above an end that are looked at
_TOGETHER = 5  # of them that are set otherwise for one end
# Lines by which the room below a title or a caption, above a picture or a heading may grow.
_BELOW: Mapping[Kind, float] = {"title": 1.0}
_BELOW_CAPTION = 1.6
_ABOVE: Mapping[Kind, float] = {"picture": 1.0, "heading": 0.4}
_OVER = 0.05  # of a line that is spread more than is needed
_AMISS = 1.0  # what a bad end counts besides its lines
_BEFORE_TEXT = 0.3  # as much of it where text goes on behind a hole: a page of few lines is seen sooner


class Placed(NamedTuple):
    """A block with the place that it had in its part."""

    place: int
    block: Block


class _End(NamedTuple):
    """A bad end: before which block it is, how many lines it is off, which block began the page above it, and how
    much it counts.
    """

    before: int
    lines: float
    first: int
    weight: float = 1.0


Part = tuple[Placed, ...]


@remembered(256)
def mended(blocks: tuple[Block, ...], height: float) -> Part:
    """The blocks of a part on pages of ``height``, set so that its pages end well as far as that can be had."""
    part = tuple(Placed(place, block) for place, block in enumerate(blocks))
    line = next((b.line for b in blocks if isinstance(b, Measured) and b.kind == "text"), 0.0)
    if not line:
        return part
    shorter = _mended(_with(part, list(_without_short_ends(part))), height, line)
    if not _bad_ends(shorter, height, line):
        return shorter
    other = _mended(part, height, line)
    for one in _without_short_ends(other):
        if _cost_of(tried := _with(other, [one]), height, line) <= _cost_of(other, height, line):
            other = tried
    return min((shorter, other), key=lambda way: _cost_of(way, height, line))


def _without_short_ends(part: Part) -> Iterator[tuple[int, Measured]]:
    """The paragraphs that lose a last line of one or two characters only with the line itself."""
    for at, (_, block) in enumerate(part):
        if ends_short(block) and spacing_for(block.text, block.setting, block.lines) is None:
            less = block.lines - 1
            letters = spacing_for(block.text, block.setting, less)
            if letters is None:
                letters = spacing_for(block.text, block.setting, less, further=True)
            if letters is not None:
                yield at, spaced_out(block, letters, less)


def ends_short(block: Block) -> TypeGuard[Measured]:
    """Whether the last line of a paragraph is hardly one."""
    if not isinstance(block, Measured) or block.kind != "text":
        return False
    return block.lines > 1 and is_short(lines_of(block.text, block.setting))


def _mended(part: Part, height: float, line: float) -> Part:
    left = 0  # bad ends that nothing mends
    while len(ends := _bad_ends(part, height, line)) > left:
        better = _mend(part, ends[left], ends, height, line)
        if better is None:
            left += 1
        else:
            part = better
    return part


def _bad_ends(part: Part, height: float, line: float) -> list[_End]:
    *turns, (_, filled) = page_ends([one.block for one in part], height)
    found, first = [], 0
    for before, reached in turns:
        hole = (height - reached) / line - HOLE
        if hole > _HAIR and isinstance(part[before].block, Measured):
            found.append(_End(before, hole, first, 1.0 if _is_picture(part[before].block) else _BEFORE_TEXT))
        last, first = first, before
    short = FEWEST_LINES - filled / line
    return [*found, _End(len(part), short, last)] if turns and short > _HAIR else found


def _cost_of(part: Part, height: float, line: float) -> float:
    return _cost(_bad_ends(part, height, line))


def _cost(ends: Sequence[_End]) -> float:
    return sum(end.weight * (_AMISS + end.lines) for end in ends)


def _mend(part: Part, end: _End, ends: Sequence[_End], height: float, line: float) -> Part | None:
    """The first of what may be tried that leaves fewer bad ends; else what comes nearest by a line at least."""
    nearest, least = None, _cost(ends) - 1
    for tried in _tries(part, end, line):
        left = _bad_ends(tried, height, line)
        if len(left) < len(ends) and _cost(left) < _cost(ends):
            return tried
        if _cost(left) < least:
            nearest, least = tried, _cost(left)
    return nearest


def _tries(part: Part, end: _End, line: float) -> Iterator[Part]:
    shorter = list(_otherwise(part, end.before, -1))
    longer = list(_otherwise(part, end.before, 1))
    for one in (*shorter, *longer):
        yield _with(part, [one])
    for many in range(2, _TOGETHER + 1):
        for some in (shorter, longer):
            if len(some) >= many:
                yield _with(part, some[:many])
    if end.before == len(part):
        yield from _kept_together(part)
        for one in _otherwise(part, end.before, -1, further=True):
            yield _with(part, [one])
    elif not _is_picture(part[end.before].block):
        return
    for many in range(min(_TOGETHER, len(longer)) + 1):
        spread = _spread(part, end, (end.lines - many + _OVER) * line, line)
        if spread:
            yield _with(_with(part, spread), longer[:many])
    if end.before < len(part):
        yield from _raised(part, end.before)


def _otherwise(part: Part, before: int, more: int, *, further: bool = False) -> Iterator[tuple[int, Measured]]:
    """The paragraphs above an end that can be had so many lines longer, the nearest first."""
    for at in range(before - 1, max(before - 1 - _AROUND, -1), -1):
        block = part[at].block
        if isinstance(block, Measured) and block.kind == "text" and block.lines + more > 0:
            letters = spacing_for(block.text, block.setting, block.lines + more, further=further)
            if letters is not None:
                yield at, spaced_out(block, letters, block.lines + more)


def _spread(part: Part, end: _End, need: float, line: float) -> list[tuple[int, Measured]]:
    """The blocks of a page with ``need`` more room between them; none where so much would be seen."""
    room: list[tuple[int, Measured, float, float]] = []
    for at in range(end.first, end.before):
        block, before = part[at].block, part[at - 1].block if at else None
        if isinstance(block, Measured):
            kind = before.kind if isinstance(before, Measured) else "other"
            above = 0.0 if kind in ("title", "heading") or at == end.first else _ABOVE.get(block.kind, 0.0)
            below = _BELOW_CAPTION if kind == "picture" else _BELOW.get(block.kind, 0.0)
            room.append((at, block, above * line, below * line))
    most = sum(above + below for _, _, above, below in room)
    share = need / most if 0 < need <= most else 0.0
    return [
        (at, block._replace(before=_written(block.before + above * share), after=_written(block.after + below * share)))
        for at, block, above, below in room
        if (above + below) * share
    ]


def _written(points: float) -> float:
    """``points`` as a document can say them."""
    return round(points * 20) / 20


def spaced_out(block: Measured, letters: float, lines: int) -> Measured:
    """``block`` with other letter spacing; it is not set otherwise once more."""
    return block._replace(lines=lines, setting=block.setting._replace(spacing=letters), kind="other")


def _with(part: Part, changed: Sequence[tuple[int, Measured]]) -> Part:
    blocks = list(part)
    for at, block in changed:
        blocks[at] = Placed(blocks[at].place, block)
    return tuple(blocks)


def _kept_together(part: Part) -> Iterator[Part]:
    """The last paragraphs of ``part`` on one page: so few of them that the page before is not left with a hole."""
    lines = 0
    kept: list[tuple[int, Measured]] = []
    for at in range(len(part) - 1, -1, -1):
        block = part[at].block
        if not isinstance(block, Measured) or block.kind == "picture":
            return
        lines += block.lines
        kept.append((at, block._replace(whole=True, keeps_next=block.keeps_next or bool(kept))))
        if lines >= FEWEST_LINES:
            yield _with(part, kept)
        if lines > FEWEST_LINES + HOLE:
            return


def _raised(part: Part, before: int) -> Iterator[Part]:
    """The paragraphs below a picture above it, one more each time, up to the next heading, picture or table."""
    below = before
    while below < len(part) and _hangs(part[below].block):
        below += 1
    below += 1  # the caption
    for end in range(below + 1, len(part) + 1):
        last = part[end - 1].block
        if not isinstance(last, Measured) or last.kind != "text":
            return
        yield (*part[:before], *part[below:end], *part[before:below], *part[end:])


def _is_picture(block: Block) -> bool:
    return isinstance(block, Measured) and block.kind == "picture"


def _hangs(block: Block) -> bool:
    return isinstance(block, Measured) and block.keeps_next
