"""Pie charts: slices clockwise from 12 o'clock, each with name, amount and share beside it.

Two or three slices are compared at a glance, more are not, and one is a disc that says nothing: those are bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil, pi
from typing import NamedTuple

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import text_metrics as lettering
from yanbian_report.charts.drawing.contrast import edge_of
from yanbian_report.charts.drawing.leaders import STUB, Disc, Side, leaders, nearest_angle, spread
from yanbian_report.charts.drawing.shapes import Line, NoRoom, Shape, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MARGIN
from yanbian_report.charts.kinds import Suits
from yanbian_report.charts.style import Style

NAME = "饼状图"
OF_A_WHOLE = True
SUITS = Suits(fewest=2, most=3, least=0.005, instead="条形图")  # a thinner slice is not seen

_FLOOR = 2.0
_LEADER = 9.0  # from the rim to a label
_BETWEEN = 1.6  # between two labels above each other
_SEPARATOR = 1.2
_INNER = 20.0  # degrees from a slice's edge within which no leader begins, if the slice is wide enough
_DEGREES_A_POINT = 3.0


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
    """The pie as large as the style says, and smaller only where even the smallest type leaves no room.

    Raises NoRoom where a smaller pie does not help, either.
    """
    widest = min(size_mm[1], size_mm[0] * 0.55) * style.pie_diameter / 2
    leaders = _LEADER * sum(1 for side in sides.values() if side)
    for radius in (widest, 0.8 * widest, 0.6 * widest, 0.4 * widest):
        labels = _labels(sides, size_mm[0] - 2 * (MARGIN + radius) - leaders, height, style)
        if labels is not None:
            return radius, labels
    raise NoRoom


def _labels(sides: _Sides, room: float, height: float, style: Style) -> _Labels | None:
    """The labels in the largest type that leaves room for all: name above number, or both in one line."""
    for name_size, number_size in lettering.sizes(style):
        in_lines = _in_lines(sides, room, name_size, number_size)
        for labels in (in_lines, _in_one_line(sides, name_size)):
            if _fits(labels, room, height):
                return labels
    return None


def _fits(labels: _Labels, room: float, height: float) -> bool:
    high = max(sum(n.height for n in side) for side in labels.values())
    return high <= height and _widest(labels[-1]) + _widest(labels[1]) <= room + 0.1


def _in_one_line(sides: _Sides, size: float) -> _Labels:
    return {
        side: [_Label(s, (f"{s.point.label} {s.point.number}",), (size,)) for s in sectors]
        for side, sectors in sides.items()
    }


def _in_lines(sides: _Sides, room: float, name_size: float, number_size: float) -> _Labels:
    """Names above numbers; where both sides are too wide together, names of the wider side are broken."""
    left, right = (_widest(_broken(sides[side], room, name_size, number_size)) for side in (-1, 1))
    limits = {-1: max(room / 2, room - right), 1: max(room / 2, room - left)}
    return {side: _broken(sectors, limits[side], name_size, number_size) for side, sectors in sides.items()}


def _broken(sectors: list[_Sector], limit: float, name_size: float, number_size: float) -> list[_Label]:
    labels = []
    for sector in sectors:
        name = lettering.wrap(sector.point.label, limit, name_size)
        sizes = (*(name_size,) * len(name), number_size)
        labels.append(_Label(sector, (*name, sector.point.number), sizes))
    return labels


def _widest(labels: list[_Label]) -> float:
    return max((label.width for label in labels), default=0.0)


def _middle(labels: _Labels, radius: float, width: float) -> float:
    """Where the pie stands so that pie and labels together are centred."""
    left, right = (_widest(labels[side]) + _LEADER * bool(labels[side]) for side in (-1, 1))
    return (width - left - right - 2 * radius) / 2 + left + radius


def _slices(disc: Disc, bounds: list[float], style: Style) -> list[Shape]:
    sectors = list(pairwise(bounds))
    slices = [
        Slice(disc.x, disc.y, disc.radius, start, end, _colour(i, len(sectors), style))
        for i, (start, end) in enumerate(sectors)
    ]
    shapes: list[Shape] = [*slices]
    for i, piece in enumerate(slices if len(slices) > 1 else []):
        before = slices[i - 1]
        narrower = min(piece.end - piece.start, before.end - before.start)
        wide = _no_wider(_SEPARATOR, narrower, disc)
        shapes.append(Line(((disc.x, disc.y), disc.at(piece.start, 0.1)), style.background, wide))
    return [*shapes, *(edge for piece in slices for edge in _edge(piece, disc, style))]


def _no_wider(wide: float, degrees: float, disc: Disc) -> float:
    """A line as wide as elsewhere would hide a slice of a tenth of a per cent."""
    return min(wide, 0.25 * degrees / 180 * pi * disc.radius / lettering.MM_PER_POINT)


def _edge(piece: Slice, disc: Disc, style: Style) -> list[Line]:
    """The outline of a slice that is too light to be seen without one."""
    colour = edge_of(piece.colour, style.background)
    if not colour:
        return []
    wide = _no_wider(style.line_width, piece.end - piece.start, disc)
    inner = -wide * lettering.MM_PER_POINT / 2
    steps = max(1, ceil((piece.end - piece.start) / _DEGREES_A_POINT))
    arc = [disc.at(piece.start + (piece.end - piece.start) * i / steps, inner) for i in range(steps + 1)]
    whole = piece.end - piece.start >= 360  # noqa: PLR2004 - a disc has no corners
    return [Line((*arc,) if whole else (arc[0], (disc.x, disc.y), *arc[::-1], arc[0]), colour, wide)]


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
