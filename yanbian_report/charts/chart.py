"""Charts as plain data: what one picture shows, and the same said in words.

A chart's series are values that can be read and tested as text; how they are drawn is told elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.origin import Span


class Point(NamedTuple):
    """A column or slice: ``value`` in the chart's unit, rounded as ``printed``; a share only for parts of a whole."""

    label: str
    value: Decimal
    printed: str
    share: str = ""

    @property
    def drawn(self) -> str:
        """The number with a true minus sign, which beside digits is easier to see than a hyphen."""
        return self.printed.replace("-", "−")


class Chart(NamedTuple):
    """What one picture shows. ``title`` is the caption, ``heading`` what stands in the picture itself.

    ``kind`` is the name of one of ``kinds``.
    """

    name: str
    title: str
    kind: str
    unit: str
    points: tuple[Point, ...]
    heading: str = ""
    last_stands_out: bool = False
    span: Span | None = None

    @property
    def lettering(self) -> str:
        """All text that is drawn."""
        parts = [part for p in self.points for part in (p.label, p.drawn, p.share)]
        return "".join([*parts, self.heading, f"单位：（）{self.unit}"])


def describe(chart: Chart) -> str:
    """The picture in one sentence, for readers who cannot see it: every point with its number."""
    points = "，".join(_said(point, chart.unit) for point in chart.points)
    return f"{chart.kind}：{chart.heading or chart.title}，{points}"


def _said(point: Point, unit: str) -> str:
    # Without the word a label that ends in a digit would run into its number.
    link = "为" if point.label[-1:].isascii() else ""
    share = f"（{point.share}）" if point.share else ""
    return f"{point.label}{link}{point.printed}{unit}{share}"
