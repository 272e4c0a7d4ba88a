"""Pie charts: slices clockwise from 12 o'clock, each with name, amount and share beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import pi
from typing import NamedTuple

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.leaders import STUB, Disc, Side, leaders, nearest_angle, spread
from yanbian_report.charts.drawing.shapes import Line, Shape, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MARGIN
from yanbian_report.charts.style import Style

NAME = "饼状图"
OF_A_WHOLE = True

_FLOOR = 2.0
_LEADER = 9.0  # from the rim to a label
_BETWEEN = 1.6  # between two labels above each other
_SEPARATOR = 1.2
_INNER = 20.0  # degrees from a slice's edge within which no leader begins, if the slice is wide enough
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)


class _Sector(NamedTuple):
    """A point and where its leader may begin: at ``angle``, or anywhere from ``first`` to ``last``."""

    point: Point
    angle: float
    first: float
    last: float

    @property
    def side(self) -> Side:
        return 1 if self.angle < 180 else -1


class _Label(NamedTuple):
    """What is written beside a slice."""

    sector: _Sector
    lines: tuple[str, ...]
    sizes: tuple[float, ...]

    @property
    def height(self) -> float:
        return sum(lettering.height(1, size) for size in self.sizes) + _BETWEEN

    @property
    def width(self) -> float:
        return max(lettering.width(t, s) for t, s in zip(self.lines, self.sizes, strict=True))


_Sides = dict[Side, list[_Sector]]
_Labels = dict[Side, list[_Label]]


def layout(chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
    """The shapes of ``chart``, within ``size_mm``."""
    width, height = size_mm
    ceiling = height - 2 - lettering.height(1, style.unit_size)
    bounds = _bounds(chart.points)
    radius, labels = _radius_and_labels(_sides(chart.points, bounds), size_mm, ceiling - _FLOOR, style)
    disc = Disc(_middle(labels, radius, width), (ceiling + _FLOOR) / 2, radius)
    return [
        *_slices(disc, bounds, style),
        *_beside(disc, labels[-1], -1, ceiling, style),
        *_beside(disc, labels[1], 1, ceiling, style),
        *lettering.notes(chart.heading, chart.unit, style, size_mm),
    ]


def _bounds(points: Sequence[Point]) -> list[float]:
    """Where slices begin and end, in degrees; one more than there are slices."""
    whole = sum(float(p.value) for p in points)
    return [0.0, *(360 * part / whole for part in accumulate(float(p.value) for p in points))]


def _sides(points: Sequence[Point], bounds: list[float]) -> _Sides:
    """The slices labelled on the left and on the right, each from above to below."""
    sectors = [_sector(p, *edges) for p, edges in zip(points, pairwise(bounds), strict=True)]
    return {-1: [s for s in reversed(sectors) if s.side < 0], 1: [s for s in sectors if s.side > 0]}


def _sector(point: Point, start: float, end: float) -> _Sector:
    """A slice whose leader begins as near to the horizontal as it can, because there it is shortest."""
    inner = min(0.3 * (end - start), _INNER)
    right = start + end <= 360
    first = max(start + inner, 0.0 if right else 180.0)
    last = min(end - inner, 179.9 if right else 360.0)
    return _Sector(point, min(max(90.0 if right else 270.0, first), last), first, last)


def _radius_and_labels(
    sides: _Sides, size_mm: tuple[float, float], height: float, style: Style
) -> tuple[float, _Labels]:
    """The pie as large as the style says, and smaller only where even the smallest type leaves no room."""
    widest = min(size_mm[1], size_mm[0] * 0.55) * style.pie_diameter / 2
    leaders = _LEADER * sum(1 for side in sides.values() if side)
    for radius in (widest, 0.8 * widest, 0.6 * widest, 0.4 * widest):
        labels = _labels(sides, size_mm[0] - 2 * (MARGIN + radius) - leaders, height, style)
        if labels is not None:
            return radius, labels
    return radius, _in_lines(sides, size_mm[0] / 2, style, _SCALES[-1])


def _labels(sides: _Sides, room: float, height: float, style: Style) -> _Labels | None:
    """The labels in the largest type that leaves room for all: name above number, or both in one line."""
    for scale in _SCALES:
        for labels in (_in_lines(sides, room, style, scale), _in_one_line(sides, style, scale)):
            if _fits(labels, room, height):
                return labels
    return None


def _fits(labels: _Labels, room: float, height: float) -> bool:
    high = max(sum(n.height for n in side) for side in labels.values())
    return high <= height and _widest(labels[-1]) + _widest(labels[1]) <= room + 0.1


def _in_one_line(sides: _Sides, style: Style, scale: float) -> _Labels:
    size = style.name_size * scale
    return {
        side: [_Label(s, (f"{s.point.label} {_number(s.point)}",), (size,)) for s in sectors]
        for side, sectors in sides.items()
    }


def _in_lines(sides: _Sides, room: float, style: Style, scale: float) -> _Labels:
    """Names above numbers; where both sides are too wide together, names of the wider side are broken."""
    left, right = (_widest(_broken(sides[side], room, style, scale)) for side in (-1, 1))
    limits = {-1: max(room / 2, room - right), 1: max(room / 2, room - left)}
    return {side: _broken(sectors, limits[side], style, scale) for side, sectors in sides.items()}


def _broken(sectors: list[_Sector], limit: float, style: Style, scale: float) -> list[_Label]:
    name_size, number_size = style.name_size * scale, style.number_size * scale
    labels = []
    for sector in sectors:
        name = lettering.wrap(sector.point.label, limit, name_size)
        sizes = (*(name_size,) * len(name), number_size)
        labels.append(_Label(sector, (*name, _number(sector.point)), sizes))
    return labels


def _number(point: Point) -> str:
    return f"{point.drawn}（{point.share}）"


def _widest(labels: list[_Label]) -> float:
    return max((label.width for label in labels), default=0.0)


def _middle(labels: _Labels, radius: float, width: float) -> float:
    """Where the pie stands so that pie and labels together are centred."""
    left, right = (_widest(labels[side]) + _LEADER * bool(labels[side]) for side in (-1, 1))
    return (width - left - right - 2 * radius) / 2 + left + radius


def _slices(disc: Disc, bounds: list[float], style: Style) -> list[Shape]:
    sectors = list(pairwise(bounds))
    shapes: list[Shape] = [
        Slice(disc.x, disc.y, disc.radius, start, end, _colour(i, len(sectors), style))
        for i, (start, end) in enumerate(sectors)
    ]
    for i, (start, end) in enumerate(sectors if len(sectors) > 1 else []):
        before = sectors[i - 1]
        narrower = min(end - start, before[1] - before[0])
        # A separator as wide as elsewhere would hide a slice of a tenth of a per cent.
        wide = min(_SEPARATOR, 0.25 * narrower / 180 * pi * disc.radius / lettering.MM_PER_POINT)
        shapes.append(Line(((disc.x, disc.y), disc.at(start, 0.1)), style.background, wide))
    return shapes


def _colour(index: int, count: int, style: Style) -> str:
    """The style's colours in turn; the last slice meets the first and never shares its colour."""
    colours = style.slices
    if index and index == count - 1 and index % len(colours) == 0:
        index += 1
    return colours[index % len(colours)]


def _beside(disc: Disc, labels: list[_Label], side: Side, ceiling: float, style: Style) -> list[Shape]:
    """The labels of one side with their leaders."""
    wanted = [disc.at(n.sector.angle, STUB)[1] for n in labels]
    middles = spread(wanted, [n.height for n in labels], _FLOOR, ceiling)
    x = disc.x + side * (disc.radius + _LEADER)
    angles = [nearest_angle(disc, side, y, n.sector.first, n.sector.last) for n, y in zip(labels, middles, strict=True)]
    lines = leaders(disc, side, angles, middles, x - side)
    shapes: list[Shape] = [Line(points, style.line, style.line_width) for points in lines]
    for label, middle in zip(labels, middles, strict=True):
        shapes += _words(label, x, middle, side, style)
    return shapes


def _words(label: _Label, x: float, middle: float, side: Side, style: Style) -> list[Shape]:
    shapes: list[Shape] = []
    top = middle + (label.height - _BETWEEN) / 2
    for line, size in zip(label.lines, label.sizes, strict=True):
        step = lettering.height(1, size)
        words = Words(x, top - step / 2, line, size, style.text, "left" if side > 0 else "right")
        shapes.append(words._replace(x=x + lettering.overhang(line, size)) if side < 0 else words)
        top -= step
    return shapes
