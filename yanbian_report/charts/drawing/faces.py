"""Faces: the letters of any font as lines and curves, by matplotlib: of those that the bundled font lacks."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.charts.drawing.fonts import without_backend
from yanbian_report.charts.drawing.outlines import Contour, Glyph

_MOVE, _CLOSE = 1, 79
_POINTS = {2: 1, 3: 2, 4: 3}  # of a line, a conic and a cubic curve, as matplotlib gives FreeType's outlines
_UNITS = 64  # FreeType's fractions of a font's unit


class Face:
    """The characters of the font at ``file``."""

    def __init__(self, file: Path) -> None:
        with without_backend():
            from matplotlib.ft2font import FT2Font, LoadFlags

        self._face = FT2Font(str(file))
        self._as_drawn = LoadFlags.NO_SCALE
        self.units_per_em = int(self._face.units_per_EM)

    def glyph(self, char: str) -> Glyph:
        """The outline of ``char``; that of the sign for what is missing where the font has none."""
        advance = int(self._face.load_char(ord(char), flags=self._as_drawn).horiAdvance)
        vertices, codes = self._face.get_path()
        points = [(round(x * _UNITS), round(y * _UNITS)) for x, y in vertices.tolist()]
        contours: list[Contour] = []
        i = 0
        while i < len(points):
            code = int(codes[i])
            taken = _POINTS.get(code, 1)
            if code == _MOVE:
                contours.append(Contour(points[i], []))
            elif code != _CLOSE:
                contours[-1].way.append(tuple(points[i : i + taken]))
            i += taken
        return Glyph(advance, contours)
