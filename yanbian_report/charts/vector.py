"""Vector: the shapes of a chart as SVG, for programs that show it; sharp at any size.

Letters are outlines: Word sets the text of an SVG in what fonts the machine has, and then names meet their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.charts.drawing.fonts import BUNDLED, font_for
from yanbian_report.charts.drawing.outlines import Outlines, Point
from yanbian_report.charts.drawing.shapes import Bar, Line, Shape, Size, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MIDDLE, MM_PER_POINT
from yanbian_report.charts.style import Style

if TYPE_CHECKING:
    from yanbian_report.charts.drawing.faces import Face

_LETTERS = {1: "l", 2: "q", 3: "c"}  # a line and two kinds of curves, by their points


def svg(shapes: list[Shape], lettering: str, style: Style, size_mm: Size) -> bytes:
    """``shapes`` as an SVG file, which says the same bytes for the same shapes and font."""
    font, _ = font_for(lettering)
    width, height = map(_number, size_mm)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
    paper = f'<path d="M0 0h{width}v{height}h-{width}z" fill="{style.background}"/>'
    body = "".join(_element(shape, font, size_mm[1]) for shape in shapes)
    return f'{head} viewBox="0 0 {width} {height}">{paper}{body}</svg>\n'.encode()


def _element(shape: Shape, font: Path, height: float) -> str:
    match shape:
        case Bar():
            return _bar(shape, height)
        case Slice():
            return _slice(shape, height)
        case Line():
            return _line(shape, height)
        case Words():
            return _words(shape, font, height)


def _bar(bar: Bar, height: float) -> str:
    across, up = _number(bar.width), _number(bar.height)
    return f'<path d="M{_at(bar.x, height - bar.y)}h{across}v-{up}h-{across}z" fill="{bar.colour}"/>'


def _slice(piece: Slice, height: float) -> str:
    x, y, radius = piece.x, height - piece.y, _number(piece.radius)
    turn = piece.end - piece.start
    if turn >= 360:  # noqa: PLR2004 - an arc that ends where it begins is none
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{radius}" fill="{piece.colour}"/>'
    start, end = (
        _at(x + piece.radius * sin(radians(angle)), y - piece.radius * cos(radians(angle)))
        for angle in (piece.start, piece.end)
    )
    arc = f"A{radius} {radius} 0 {int(turn > 180)} 1 {end}"  # noqa: PLR2004 - the longer way round
    return f'<path d="M{_at(x, y)}L{start}{arc}z" fill="{piece.colour}"/>'


def _line(line: Line, height: float) -> str:
    points = "L".join(_at(x, height - y) for x, y in line.points)
    wide = _number(line.width_pt * MM_PER_POINT)
    return f'<path d="M{points}" fill="none" stroke="{line.colour}" stroke-width="{wide}"/>'


def _words(words: Words, font: Path, height: float) -> str:
    glyphs = [_drawn(font, char) for char in words.text]
    scale = words.size_pt * MM_PER_POINT / _letters(font).units_per_em
    wide = sum(advance for advance, _ in glyphs)
    x = words.x - scale * wide * {"left": 0.0, "center": 0.5, "right": 1.0}[words.side]
    baseline = height - words.y + MIDDLE * words.size_pt * MM_PER_POINT
    outlines, start = [], 0
    for advance, contours in glyphs:
        outlines += [f"M{left + start} {low}{rest}" for left, low, rest in contours]
        start += advance
    if not outlines:
        return ""
    place = f"matrix({scale:.6f} 0 0 {-scale:.6f} {_at(x, baseline)})"
    return f'<path transform="{place}" d="{"".join(outlines)}" fill="{words.colour}"/>'


@lru_cache(maxsize=2)
def _letters(font: Path) -> Outlines | Face:
    if font == BUNDLED:
        return Outlines(font)
    from yanbian_report.charts.drawing.faces import Face

    return Face(font)


class _Drawn(NamedTuple):
    """How far a character reaches; and of every contour where it begins, and its way from there as SVG says it."""

    advance: int
    contours: list[tuple[int, int, str]]


@lru_cache(maxsize=512)
def _drawn(font: Path, char: str) -> _Drawn:
    advance, contours = _letters(font).glyph(char)
    return _Drawn(advance, [(*start, _way(start, way)) for start, way in contours])


def _way(start: Point, way: Sequence[tuple[Point, ...]]) -> str:
    steps, at = [], start
    for points in way:
        steps.append(_step(at, points))
        at = points[-1]
    return "".join((*steps, "z"))


def _step(at: Point, way: Sequence[Point]) -> str:
    """A line or a curve, from ``at``, in SVG's words, in which numbers below nothing need no space."""
    steps = [part for x, y in way for part in (x - at[0], y - at[1])]
    if len(way) == 1 and 0 in steps:
        across, up = steps
        return f"h{across}" if not up else f"v{up}"
    return _LETTERS[len(way)] + " ".join(map(str, steps)).replace(" -", "-")


def _at(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """``value`` to a thousandth of a millimetre, as short as it can be written."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if round(value, 3) else "0"
