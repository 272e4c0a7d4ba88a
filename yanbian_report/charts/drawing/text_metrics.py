"""Text metrics: how wide and how high text is, and how it is broken into lines.

Widths are those of the bundled font, known without opening it: a picture can be laid out as plain values.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from yanbian_report.charts.drawing.shapes import NoRoom, Words
from yanbian_report.charts.style import Style

MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.32
MARGIN = 6.0
MIDDLE = 0.36  # of the em above the baseline: the middle of a digit and, nearly, of a Chinese character

_ADVANCES = {
    **dict.fromkeys("0123456789−", 0.556),
    **dict.fromkeys(".,:;'|!·", 0.28),
    **dict.fromkeys("()[]{}-", 0.35),
    **dict.fromkeys("ijlftrI/\\", 0.39),
    **dict.fromkeys("mwMW@%", 0.93),
    " ": 0.23,
}
_OTHER = 0.66
SMALLEST = 9.0  # points: what is smaller is not read on paper
_STEP = 0.06
_HAIR = 0.1


def ems(text: str) -> float:
    """The width of ``text`` in ems."""
    return sum(_advance(c) for c in text)


def width(text: str, size_pt: float) -> float:
    """The width of ``text`` in millimetres."""
    return ems(text) * size_pt * MM_PER_POINT


def height(lines: int, size_pt: float) -> float:
    """The height of ``lines`` lines in millimetres."""
    return lines * size_pt * LINE_HEIGHT * MM_PER_POINT


def wrap(text: str, limit_mm: float, size_pt: float) -> list[str]:
    """``text`` in as few lines as ``limit_mm`` allows, of even length so that no character is left alone."""
    limit = max(limit_mm / (size_pt * MM_PER_POINT), 2.0)
    lines = _fill(text, limit)
    even = ems(text) / len(lines)
    while even < limit:
        candidate = _fill(text, even)
        if len(candidate) == len(lines):
            return candidate
        even += 0.5
    return lines


def fits(lines: Iterable[str], limit_mm: float, size_pt: float) -> bool:
    """Whether none of ``lines`` is wider than ``limit_mm``."""
    return all(width(line, size_pt) <= limit_mm + _HAIR for line in lines)


def sizes(style: Style) -> Iterator[tuple[float, float]]:
    """Sizes of names and of numbers to be tried: as the style says, then smaller, as long as they can be read."""
    scale, last = 1.0, (0.0, 0.0)
    while (pair := (max(SMALLEST, style.name_size * scale), max(SMALLEST, style.number_size * scale))) != last:
        yield pair
        scale, last = scale - _STEP, pair


def overhang(line: str, size_pt: float) -> float:
    """How far a line set to the right must reach beyond its edge for its end to look level with others."""
    return 0.5 * size_pt * MM_PER_POINT if line.endswith(("）", "》", "”", "。", "，")) else 0.0


def notes(heading: str, unit: str, style: Style, size_mm: tuple[float, float]) -> list[Words]:
    """``单位：万元`` in the upper right corner, and the heading, if there is one, in the upper left.

    Raises NoRoom for a heading that is too long for its place.
    """
    right, size = size_mm[0] - MARGIN, style.unit_size
    middle = size_mm[1] - 1 - height(1, size) / 2
    note = Words(right, middle, f"单位：{unit}", size, style.quiet_text, "right")
    if not heading:
        return [note]
    room = right - width(note.text, size) - 2 * MARGIN
    fitting = min(size, size * room / width(heading, size))
    if fitting < SMALLEST:
        raise NoRoom
    return [note, Words(MARGIN, middle, heading, fitting, style.quiet_text, "left")]


def _advance(char: str) -> float:
    wide = unicodedata.east_asian_width(char) in "WFA"
    return _ADVANCES.get(char, 1.0 if wide else _OTHER)


def _fill(text: str, limit: float) -> list[str]:
    """Lines filled one after another; a single piece wider than ``limit`` keeps a line to itself."""
    from yanbian_report.layout.line_breaking import unbroken  # its patterns cost more than a picture that was kept

    lines = [""]
    for piece in unbroken(text):
        if lines[-1] and ems(lines[-1] + piece.rstrip()) > limit:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines
