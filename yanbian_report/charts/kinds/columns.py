"""Column charts: one baseline, columns up and down from it, every number at its column's end."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.contrast import edge
from yanbian_report.charts.drawing.shapes import Bar, Line, NoRoom, Shape, Words
from yanbian_report.charts.style import Style

NAME = "柱状图"
OF_A_WHOLE = False

_GAP = 0.9  # between a column's end and its number
_HAIR = 0.25  # what is not zero shows at least as a hair
_LOWEST = 12.0  # what is left for the columns themselves, at least
_WIDEST_SLOT = 48.0
_APART = 1.5  # between what stands in two slots


class _Frame(NamedTuple):
    """Where columns stand: a slot each; ``zero`` is the baseline's height, ``scale`` millimetres a unit."""

    left: float
    slot: float
    zero: float
    scale: float
    bottom: float
    name_size: float
    number_size: float


def layout(chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
    """The shapes of ``chart``, within ``size_mm``."""
    width, height = size_mm
    slot = min((width - 2 * lettering.MARGIN) / len(chart.points), _WIDEST_SLOT)
    name_size, number_size = _sizes(chart, style, slot)
    names = [lettering.wrap(p.label, slot - _APART, name_size) for p in chart.points]
    change = lettering.wrap(chart.change, slot - _APART, name_size) if chart.change else []
    if not all(lettering.fits(lines, slot - _APART, name_size) for lines in (*names, change)):
        raise NoRoom
    bottom = 1.5 + lettering.height(max(len(n) for n in names), name_size) + 1.2
    frame = _frame(chart, (slot, bottom, name_size, number_size), len(change), style, size_mm)
    shapes: list[Shape] = [*lettering.notes(chart.heading, chart.unit, style, size_mm)]
    for index, (point, lines) in enumerate(zip(chart.points, names, strict=True)):
        middle = frame.left + (index + 0.5) * slot
        last = index == len(chart.points) - 1
        shapes += _column(point, middle, frame, style, chart.last_stands_out and not last)
        shapes += _lines(change, middle, _beyond(point, frame, len(change)), name_size, style) if last else []
        shapes += _lines(lines, middle, frame.bottom - 1.2, name_size, style)
    ends = (lettering.MARGIN, frame.zero), (width - lettering.MARGIN, frame.zero)
    return [*shapes, Line(ends, style.line, style.line_width)]


def _sizes(chart: Chart, style: Style, slot: float) -> tuple[float, float]:
    """The largest sizes in which no number runs into its neighbour."""
    numbers = [point.drawn for point in chart.points]
    for name_size, number_size in lettering.sizes(style):
        if lettering.fits(numbers, slot - _APART, number_size):
            return name_size, number_size
    raise NoRoom


def _frame(
    chart: Chart,
    given: tuple[float, float, float, float],
    change_lines: int,
    style: Style,
    size_mm: tuple[float, float],
) -> _Frame:
    """The scale at which every column has room for what stands at its end."""
    width, height = size_mm
    slot, bottom, name_size, number_size = given
    values = [float(p.value) for p in chart.points]
    number = lettering.height(1, number_size) + _GAP
    ends = [number] * len(values)
    ends[-1] += lettering.height(change_lines, name_size)
    room = height - 2 - lettering.height(1, style.unit_size) - bottom
    above = max([end for value, end in zip(values, ends, strict=True) if value >= 0], default=0.0)
    below = max([end for value, end in zip(values, ends, strict=True) if value < 0], default=0.0)
    up, down = max(0.0, *values), -min(0.0, *values)
    if up and not down:  # a short column's words stand beside a tall one
        scale = min((room - end) / value for value, end in zip(values, ends, strict=True) if value)
        zero = bottom
    else:
        scale = (room - above - below) / ((up + down) or 1)
        zero = bottom + below + down * scale
    if room - above - below < _LOWEST:
        raise NoRoom
    left = (width - slot * len(values)) / 2
    return _Frame(left, slot, zero, scale, bottom, name_size, number_size)


def _column(point: Point, middle: float, frame: _Frame, style: Style, quiet: bool) -> list[Shape]:
    value = float(point.value)
    reach = _reach(point, frame)
    wide = min(frame.slot * style.column_width, style.widest_column)
    away = _GAP + lettering.height(1, frame.number_size) / 2
    end = frame.zero + reach if value >= 0 else frame.zero - reach
    colour, ink = (style.quiet_column, style.quiet_text) if quiet else (style.column, style.text)
    number = Words(middle, end + away if value >= 0 else end - away, point.drawn, frame.number_size, ink)
    bar = Bar(middle - wide / 2, min(frame.zero, end), wide, reach, colour)
    return [bar, *edge(bar, style.background, style.line_width), number] if reach else [number]


def _reach(point: Point, frame: _Frame) -> float:
    value = float(point.value)
    return max(abs(value) * frame.scale, _HAIR) if value else 0.0


def _beyond(point: Point, frame: _Frame, lines: int) -> float:
    """The upper edge of ``lines`` lines that stand beyond the number of ``point``."""
    away = _reach(point, frame) + _GAP + lettering.height(1, frame.number_size)
    if point.value < 0:
        return frame.zero - away
    return frame.zero + away + lettering.height(lines, frame.name_size)


def _lines(lines: list[str], middle: float, top: float, size: float, style: Style) -> list[Shape]:
    step = lettering.height(1, size)
    return [Words(middle, top - (i + 0.5) * step, line, size, style.text) for i, line in enumerate(lines)]
