"""Vector: the shapes of a chart as SVG, for programs that show it; sharp at any size.

Letters are outlines: Word sets the text of an SVG in what fonts the machine has, and then names meet their neighbours.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path

from yanbian_report.charts.drawing.fonts import font_for, without_backend
from yanbian_report.charts.drawing.shapes import Bar, Line, Shape, Size, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MIDDLE, MM_PER_POINT
from yanbian_report.charts.style import Style

_MOVE, _LINE, _CONIC, _CUBIC = 1, 2, 3, 4  # how FreeType's outlines, as matplotlib gives them, go on
_UNITS = 64  # FreeType's fractions of a font's unit


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
    glyphs = [_glyph(font, char) for char in words.text]
    scale = words.size_pt * MM_PER_POINT / _em(font)
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


_Contour = tuple[int, int, str]


@lru_cache(maxsize=2)
def _face(font: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202 - matplotlib is loaded when something is drawn
    with without_backend():
        from matplotlib.ft2font import FT2Font

    return FT2Font(str(font))


def _em(font: Path) -> int:
    return int(_face(font).units_per_EM)


@lru_cache(maxsize=2048)
def _glyph(font: Path, char: str) -> tuple[int, list[_Contour]]:
    """How far ``char`` reaches, and its outline: where each contour begins, and its way from there; in font units."""
    from matplotlib.ft2font import LoadFlags

    face = _face(font)
    advance = int(face.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance)
    vertices, codes = face.get_path()
    points = [(round(x * _UNITS), round(y * _UNITS)) for x, y in vertices.tolist()]
    contours: list[_Contour] = []
    at, i = (0, 0), 0
    while i < len(points):
        code = int(codes[i])
        taken = {_CONIC: 2, _CUBIC: 3}.get(code, 1)
        way = points[i : i + taken]
        if code == _MOVE:
            contours.append((*way[0], ""))
        elif code in (_LINE, _CONIC, _CUBIC):
            left, low, rest = contours[-1]
            contours[-1] = left, low, rest + _step(code, at, way)
        else:
            left, low, rest = contours[-1]
            contours[-1] = left, low, rest + "z"
            way = [(left, low)]
        at, i = way[-1], i + taken
    return advance, contours


def _step(code: int, at: tuple[int, int], way: list[tuple[int, int]]) -> str:
    """A piece of an outline, from ``at``, in SVG's words, in which numbers below nothing need no space."""
    steps = [part for x, y in way for part in (x - at[0], y - at[1])]
    if code == _LINE and 0 in steps:
        across, up = steps
        return f"h{across}" if not up else f"v{up}"
    return {_LINE: "l", _CONIC: "q", _CUBIC: "c"}[code] + " ".join(map(str, steps)).replace(" -", "-")


def _at(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """``value`` to a thousandth of a millimetre, as short as it can be written."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if round(value, 3) else "0"
