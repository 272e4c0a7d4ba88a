"""Column charts: one baseline, columns up and down from it, every number at its column's end."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.shapes import Bar, Line, Shape, Words
from yanbian_report.charts.style import Style

NAME = "柱状图"
OF_A_WHOLE = False

_GAP = 0.9  # between a column's end and its number
_HAIR = 0.25  # what is not zero shows at least as a hair
_SMALLEST = 6.5
_WIDEST_SLOT = 48.0


class _Frame(NamedTuple):
    """Where columns stand: a slot each; ``zero`` is the baseline's height, ``scale`` millimetres a unit."""

    left: float
    slot: float
    zero: float
    scale: float
    bottom: float


def layout(chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
    """The shapes of ``chart``, within ``size_mm``."""
    width, height = size_mm
    slot = min((width - 2 * lettering.MARGIN) / len(chart.points), _WIDEST_SLOT)
    names = [lettering.wrap(p.label, slot - 2, style.name_size) for p in chart.points]
    frame = _frame(chart, style, size_mm, slot, max(len(n) for n in names))
    shapes: list[Shape] = [*lettering.notes(chart.heading, chart.unit, style, size_mm)]
    for index, (point, lines) in enumerate(zip(chart.points, names, strict=True)):
        middle = frame.left + (index + 0.5) * slot
        quiet = chart.last_stands_out and index < len(chart.points) - 1
        shapes += _column(point, middle, frame, style, quiet)
        shapes += _name(lines, middle, frame.bottom, style)
    ends = (lettering.MARGIN, frame.zero), (width - lettering.MARGIN, frame.zero)
    return [*shapes, Line(ends, style.line, style.line_width)]


def _frame(chart: Chart, style: Style, size_mm: tuple[float, float], slot: float, name_lines: int) -> _Frame:
    width, height = size_mm
    values = [float(p.value) for p in chart.points]
    highest, lowest = max(0.0, *values), min(0.0, *values)
    number = lettering.height(1, style.number_size) + _GAP
    bottom = 1.5 + lettering.height(name_lines, style.name_size) + 1.2
    floor = bottom + (number if lowest < 0 else 0)
    top = height - 2 - lettering.height(1, style.unit_size) - number
    scale = (top - floor) / ((highest - lowest) or 1)
    left = (width - slot * len(values)) / 2
    return _Frame(left, slot, floor - lowest * scale, scale, bottom)


def _column(point: Point, middle: float, frame: _Frame, style: Style, quiet: bool) -> list[Shape]:
    value = float(point.value)
    reach = max(abs(value) * frame.scale, _HAIR) if value else 0.0
    wide = min(frame.slot * style.column_width, style.widest_column)
    size = _number_size(point.drawn, frame.slot, style)
    away = _GAP + lettering.height(1, size) / 2
    end = frame.zero + reach if value >= 0 else frame.zero - reach
    colour, ink = (style.quiet_column, style.quiet_text) if quiet else (style.column, style.text)
    number = Words(middle, end + away if value >= 0 else end - away, point.drawn, size, ink)
    bar = Bar(middle - wide / 2, min(frame.zero, end), wide, reach, colour)
    return [bar, number] if reach else [number]


def _number_size(number: str, slot: float, style: Style) -> float:
    """As large as the style says, smaller where a long number would run into its neighbour."""
    fitting = style.number_size * (slot - 1.5) / lettering.width(number, style.number_size)
    return max(_SMALLEST, min(style.number_size, fitting))


def _name(lines: list[str], middle: float, bottom: float, style: Style) -> list[Shape]:
    step = lettering.height(1, style.name_size)
    return [
        Words(middle, bottom - 1.2 - (i + 0.5) * step, line, style.name_size, style.text)
        for i, line in enumerate(lines)
    ]
