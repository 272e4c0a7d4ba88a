"""Bar charts: parts of a whole as bars beside their names, the greatest first, every number at its bar's end.

A part that is all has the whole width, and below it stands what is nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.contrast import edge
from yanbian_report.charts.drawing.shapes import Bar, Line, NoRoom, Shape, Words
from yanbian_report.charts.drawing.text_metrics import MARGIN
from yanbian_report.charts.style import Style

NAME = "条形图"
OF_A_WHOLE = True
GREATEST_FIRST = True

_FLOOR = 2.0
_GAP = 1.5  # between a name, its bar and its number
_BETWEEN = 1.1  # between two rows, at least
_LOOSEST = 4.0  # more than that between rows, and they fall apart
_HAIR = 0.25  # what is not zero shows at least as a hair
_SHORTEST = 0.24  # of the width: the greatest bar is no shorter
_THICK = 0.62  # of a row
_THICKEST, _ALONE = 6.5, 9.0


class _Rows(NamedTuple):
    """Names in lines, in sizes in which all rows fit; ``bar`` is where bars begin, ``room`` how long they may be."""

    names: list[list[str]]
    name_size: float
    number_size: float
    bar: float
    room: float

    @property
    def heights(self) -> list[float]:
        number = lettering.height(1, self.number_size)
        return [max(lettering.height(len(name), self.name_size), number) + _BETWEEN for name in self.names]


def layout(chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
    """The shapes of ``chart``, within ``size_mm``."""
    ceiling = size_mm[1] - 2 - lettering.height(1, style.unit_size)
    made = _alone if len(chart.points) == 1 else _together
    return [*lettering.notes(chart.heading, chart.unit, style, size_mm), *made(chart, style, size_mm[0], ceiling)]


def _together(chart: Chart, style: Style, width: float, ceiling: float) -> list[Shape]:
    rows = _fitting(chart, style, width, ceiling - _FLOOR)
    spare = ceiling - _FLOOR - sum(rows.heights)
    loose = min(spare / len(chart.points), _LOOSEST)
    thick = min(_THICK * (lettering.height(1, rows.name_size) + _BETWEEN + loose), _THICKEST)
    top = first = ceiling - (spare - loose * len(chart.points)) / 2
    scale = rows.room / max(float(point.value) for point in chart.points)
    shapes: list[Shape] = []
    for point, name, high in zip(chart.points, rows.names, rows.heights, strict=True):
        middle = top - (high + loose) / 2
        shapes += _name(name, rows.bar - _GAP, middle, rows.name_size, style)
        colour = style.quiet_column if point.gathered else style.column
        bar = Bar(rows.bar, middle - thick / 2, max(float(point.value) * scale, _HAIR), thick, colour)
        end = bar.x + bar.width + _GAP
        number = Words(end, middle, point.number, rows.number_size, style.text, "left")
        shapes += [bar, *edge(bar, style.background, style.line_width), number]
        top -= high + loose
    return [*shapes, Line(((rows.bar, first), (rows.bar, top)), style.line, style.line_width)]


def _fitting(chart: Chart, style: Style, width: float, height: float) -> _Rows:
    """The rows in the largest letters that leave room for all; the names' column takes what bars can spare."""
    room = width - 2 * MARGIN - 2 * _GAP
    for name_size, number_size in lettering.sizes(style):
        number = max(lettering.width(point.number, number_size) for point in chart.points)
        limit = room - number - _SHORTEST * width
        names = [lettering.wrap(point.label, limit, name_size) for point in chart.points]
        column = max(lettering.width(line, name_size) for name in names for line in name)
        rows = _Rows(names, name_size, number_size, MARGIN + column + _GAP, room - number - column)
        if all(lettering.fits(name, limit, name_size) for name in names) and sum(rows.heights) <= height:
            return rows
    raise NoRoom


def _name(lines: list[str], right: float, middle: float, size: float, style: Style) -> list[Shape]:
    step = lettering.height(1, size)
    top = middle + step * len(lines) / 2
    return [
        Words(right + lettering.overhang(line, size), top - (i + 0.5) * step, line, size, style.text, "right")
        for i, line in enumerate(lines)
    ]


def _alone(chart: Chart, style: Style, width: float, ceiling: float) -> list[Shape]:
    """One bar across the picture: its name and number above it, below it what is nothing."""
    (point,) = chart.points
    room = width - 2 * MARGIN
    for name_size, number_size in lettering.sizes(style):
        limit = room - lettering.width(point.number, number_size) - 2 * _GAP
        name = lettering.wrap(point.label, limit, name_size)
        below = lettering.wrap(chart.nil_note, room, style.unit_size) if chart.nil else []
        above = max(lettering.height(len(name), name_size), lettering.height(1, number_size)) + _GAP
        high = above + _ALONE + (_GAP + lettering.height(len(below), style.unit_size) if below else 0.0)
        fits = lettering.fits(name, limit, name_size) and lettering.fits(below, room, style.unit_size)
        if fits and high <= ceiling - _FLOOR:
            top = ceiling - (ceiling - _FLOOR - high) / 2
            return _one_bar(point, (name, name_size, number_size), below, (top - above, room, _extent(chart)), style)
    raise NoRoom


def _extent(chart: Chart) -> float:
    """How much of the whole the first part is; all where nothing else is known."""
    figure, whole = chart.points[0].figure, chart.whole
    return min(1.0, float(figure.value / whole.value)) if figure and whole and whole.value else 1.0


def _one_bar(
    point: Point,
    lettered: tuple[list[str], float, float],
    below: list[str],
    place: tuple[float, float, float],
    style: Style,
) -> list[Shape]:
    (name, name_size, number_size), (upper, room, extent) = lettered, place
    step, note = lettering.height(1, name_size), lettering.height(1, style.unit_size)
    number = Words(MARGIN + room, upper + _GAP + step / 2, point.number, number_size, style.text, "right")
    bar = Bar(MARGIN, upper - _ALONE, room * extent, _ALONE, style.column)
    start = bar.y - _GAP
    return [
        *(
            Words(MARGIN, upper + _GAP + (len(name) - i - 0.5) * step, line, name_size, style.text, "left")
            for i, line in enumerate(name)
        ),
        number._replace(x=number.x + lettering.overhang(number.text, number_size)),
        bar,
        *edge(bar, style.background, style.line_width),
        *(
            Words(MARGIN, start - (i + 0.5) * note, line, style.unit_size, style.quiet_text, "left")
            for i, line in enumerate(below)
        ),
    ]
