"""Kinds of charts. A module put here is found by itself, and its name may be written in chart files.

Each has ``NAME``, what chart files say under 类型; ``OF_A_WHOLE``, whether its points are parts of a whole, which have
shares and cannot be below nothing; and ``layout``, which makes the shapes of a picture. One that says nothing of very
few or many points has ``SUITS``; one that puts the greatest first has ``GREATEST_FIRST = True``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol, cast

from yanbian_report.base.modules import load_modules
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.shapes import Shape
from yanbian_report.charts.style import Style


class Suits(NamedTuple):
    """How many points a kind suits, ``most`` unless a chart file says otherwise, and from which part of the whole on.

    ``instead`` is the kind for others, and where a place has no room for this one.
    """

    fewest: int
    most: int
    least: float
    instead: str


class Kind(Protocol):
    """A module of this package."""

    NAME: str
    OF_A_WHOLE: bool

    def layout(self, chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
        """The shapes of ``chart``, within ``size_mm``. Raises ``NoRoom`` where letters would become too small."""


def kind_names() -> list[str]:
    """The names of all kinds, as chart files have them."""
    return list(_kinds(tuple(__path__)))


def find_kind(name: str) -> Kind:
    """The kind ``name``. Raises KeyError when there is none."""
    return _kinds(tuple(__path__))[name]


def suits(name: str) -> Suits | None:
    """How many points the kind ``name`` suits; None where it suits any number."""
    return getattr(find_kind(name), "SUITS", None)


def suited(chart: Chart, most: int | None = None) -> Chart:
    """``chart`` as the kind that suits its points, where a chart file may say up to how many its own kind may have."""
    limit, values = suits(chart.kind), [float(point.value) for point in chart.points]
    if limit is None or (
        limit.fewest <= len(values) <= (most or limit.most) and min(values) >= limit.least * sum(values)
    ):
        return as_kind(chart, chart.kind)
    return as_kind(chart, limit.instead)


def as_kind(chart: Chart, name: str) -> Chart:
    """``chart`` as one of the kind ``name``, with its points in the order that this kind has."""
    points = chart.points
    if getattr(find_kind(name), "GREATEST_FIRST", False):
        points = tuple(sorted(points, key=lambda point: -point.value))
    return chart._replace(kind=name, points=points)


@cache
def _kinds(_: tuple[str, ...]) -> dict[str, Kind]:
    """Kept by the folders that they are found in."""
    kinds = [cast(Kind, module) for module in load_modules(__name__).values()]
    return {kind.NAME: kind for kind in kinds}
