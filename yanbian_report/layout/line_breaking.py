"""Line breaking: where a Chinese text may be broken, and how many lines it takes as Word and LibreOffice break it.

Pages and pictures break by the same rules: a line may end after every Chinese character, Latin words and numbers stay
whole, and no line begins with a closing sign or ends with an opening one (避头尾).

On pages every Chinese character is one em wide, Latin words and numbers are as wide as in Times New Roman, and a
quarter of an em stands between Chinese and Latin. Signs neither hang into the margin nor shrink, as the templates
have it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yanbian_report.base.lru import remembered

# Thousandths of an em for the characters from space to ~, of Times New Roman and all fonts with its metrics.
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 "
    "564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 "
    "722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 "
    "278 500 500 722 500 500 444 480 200 480 541"
)
_LATIN = {chr(32 + n): int(width) / 1000 for n, width in enumerate(_TIMES.split())}
CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—·％℃.,;:!?)]}%")
_OPENING = frozenset("（《〈「『【〔“‘([{")
_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_RUN = re.compile(
    f"[!-~]+|[{_FIRST_HAN}-{_LAST_HAN}]+|.", re.DOTALL
)  # units, but for Chinese characters, of which each is one
_GAP = 0.2  # of an em, as LibreOffice sets it; the quarter of Word is hardly wider
_WIDEST = 1 + _GAP  # no sign takes more, with the gap before it
_SLACK = 0.01


class Setting(NamedTuple):
    """How a paragraph is set; lengths in points. ``indent`` is that of the first line, ``spacing`` between letters."""

    width: float
    size: float
    indent: float = 0
    spacing: float = 0


class Lines(NamedTuple):
    """How many lines a text takes, how far the last of them is filled, and how many signs stand in it."""

    number: int
    last: float
    signs: int


def set_lines(text: str, setting: Setting) -> Lines:
    """The lines that ``text`` takes; one for nothing."""
    width, size, filled, spacing = setting
    full, han = width + _SLACK, size + spacing
    lines, begun, at = 1, 0, 0
    for piece in _measured(text):
        if piece is _HAN:
            before, own, signs = 0.0, han, 1
        else:
            gap, changes, ems, spaced, signs = piece
            before, own = gap * size - changes * spacing, ems * size + spaced * spacing
        if filled + before + own <= full:
            filled += before + own
        else:
            lines, filled, begun = lines + 1, own, at
        at += signs
    return Lines(lines, filled, at - begun)


def count_lines(text: str, setting: Setting) -> int:
    """The lines that ``text`` takes; one for nothing."""
    if setting.indent + len(text) * (_WIDEST * setting.size + setting.spacing) <= setting.width:
        return 1
    return set_lines(text, setting).number


def last_line(text: str, setting: Setting) -> float:
    """How far the last line of ``text`` is filled."""
    return set_lines(text, setting).last


def widths(text: str, setting: Setting) -> list[float]:
    """How wide what is ``unbroken`` in ``text`` stands in one line, each with the gap before it."""
    return [gap + width for gap, width, _ in _pieces(text, setting)]


def broken(text: str, setting: Setting) -> list[str]:
    """The lines of ``text``, as many as ``count_lines`` counts; a first one that nothing fits in is left out."""
    lines, filled = [""], setting.indent
    for piece, (gap, width, _) in zip(unbroken(text), _pieces(text, setting), strict=True):
        if filled + gap + width <= setting.width + _SLACK:
            lines[-1] += piece
            filled += gap + width
        else:
            lines.append(piece)
            filled = width
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def unbroken(text: str) -> list[str]:
    """What a line break may not part."""
    pieces: list[str] = []
    for unit in _UNIT.findall(text):
        if pieces and _holds(pieces[-1][-1], unit[0]):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def _holds(before: str, after: str) -> bool:
    """Whether the last sign of one unit and the first of the next stay in one line."""
    return after in CLOSING or before in _OPENING


def _pieces(text: str, setting: Setting) -> list[tuple[float, float, int]]:
    """The pieces of ``text``, each as the gap before it, its width and its signs."""
    _, size, _, spacing = setting
    return [
        (gap * size - changes * spacing, ems * size + spaced * spacing, signs)
        for gap, changes, ems, spaced, signs in _measured(text)
    ]


_Piece = tuple[float, bool, float, int, int]
_HAN: _Piece = (0, False, 1, 1, 1)  # a Chinese character behind another, as most pieces are


@remembered(4_096)
def _measured(text: str) -> list[_Piece]:
    """The pieces of ``text``: the gap before each in ems, whether the script changes there (letters then stand as if
    there were no spacing between them), its width in ems, how many of its signs are spaced, and its signs.
    """
    pieces: list[_Piece] = []
    before = ""
    was_han = was_word = was_ascii = False
    for run in _RUN.findall(text):
        first, last = run[0], run[-1]
        is_han, is_ascii = _FIRST_HAN <= first <= _LAST_HAN, first.isascii()  # a stop, a percent sign are no words
        signs = 1 if is_han else len(run)
        width = sum([_LATIN[sign] for sign in run]) if first in _LATIN else 1
        gap = _GAP if (was_word if is_han else was_han and is_ascii and first.isalnum()) else 0
        changes = was_ascii != is_ascii and before != ""
        if pieces and (before in _OPENING or first in CLOSING):
            had_gap, had_changes, so_far, spaced, had_signs = pieces[-1]
            pieces[-1] = (had_gap, had_changes, so_far + gap + width, spaced + signs - changes, had_signs + signs)
        else:
            pieces.append((gap, changes, width, signs, signs))
        if is_han:
            pieces += [_HAN] * (len(run) - 1)
        before, was_han, was_ascii = last, is_han, is_ascii
        was_word = is_ascii and last.isalnum()
    return pieces
