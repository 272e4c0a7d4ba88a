"""Fitting: what other letter spacings, too near to be seen, do to the lines of a paragraph.

A paragraph whose last line is a character and a stop gets a line less, or a few more characters in its last one; one
that stands before the end of a part can be had a line shorter or longer.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.lru import remembered
from yanbian_report.layout.line_breaking import Lines, Setting, set_lines

TIGHTER, LOOSER = 6, 8  # twentieths of a point by which letters may move together, and apart
FEWEST = 3  # signs of a last line
# As far as they may where nothing nearer helps; apart in paragraphs of few lines only, which are then no wider set than
# any line that lacks a letter at its end.
FURTHEST = (8, 15)
_FEW_LINES = 3
_LEAST = 2  # twentieths below which an engine that counts otherwise by a hair sees no difference
_STEPS = sorted({*range(-TIGHTER, 1 - _LEAST), *range(_LEAST, LOOSER + 1)}, key=lambda step: (abs(step), step < 0))
_HAIR = 1.2  # points: the lines of other engines may be so much shorter or longer
_POINT = 20
_SPREAD = 2  # characters that the end of a line may lack, or lose when letters move apart


@remembered(8_192)
def lines_of(text: str, setting: Setting) -> Lines:
    """The lines that ``text`` takes."""
    return set_lines(text, setting)


def is_short(lines: Lines) -> bool:
    """Whether the last of several lines is hardly one."""
    return lines.number > 1 and lines.signs < FEWEST


@remembered(8_192)
def spacing_for(text: str, setting: Setting, count: int, *, further: bool = False) -> float | None:
    """The nearest letter spacing with which ``text`` takes ``count`` lines, the last of them no short one.

    None where only one that would be seen does; ``further`` ones are tried where the nearer are known not to help.
    """
    lines = lines_of(text, setting)
    steps = _further_steps(lines, setting, count) if further else _steps(lines, setting, count)
    return next((apart for apart in steps if _takes(text, setting._replace(spacing=apart), count)), None)


def _steps(lines: Lines, setting: Setting, count: int) -> Iterator[float]:
    """The spacings that may lead from ``lines`` to ``count``; what all lines together cannot give is not tried."""
    before = count - 1 or 1
    if count < lines.number:
        if lines.last > before * (_SPREAD * setting.size + setting.width / setting.size * TIGHTER / _POINT):
            return
        wanted = [step for step in _STEPS if step < 0]
    elif count > lines.number:
        if setting.width - lines.last > before * _SPREAD * setting.size:
            return
        wanted = [step for step in _STEPS if step > 0]
    else:
        wanted = _STEPS
    yield from (round(setting.spacing * _POINT + step) / _POINT for step in wanted)


def _further_steps(lines: Lines, setting: Setting, count: int) -> Iterator[float]:
    """Closer for a line less; apart for as many in a paragraph of few lines."""
    if count < lines.number:
        wanted = range(-TIGHTER - 1, -FURTHEST[0] - 1, -1)
    elif lines.number == count <= _FEW_LINES:
        wanted = range(LOOSER + 1, FURTHEST[1] + 1)
    else:
        return
    yield from (round(setting.spacing * _POINT + step) / _POINT for step in wanted)


def _takes(text: str, setting: Setting, count: int) -> bool:
    """Whether ``text`` takes ``count`` lines and no short last one, in engines that count by a hair otherwise, too."""
    for width in (setting.width, setting.width - _HAIR, setting.width + _HAIR):
        lines = set_lines(text, setting._replace(width=width))
        if lines.number != count or is_short(lines):
            return False
    return True
