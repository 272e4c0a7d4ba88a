"""Gather: the smallest parts of a chart as one, where its place has no room for each; what they are is kept."""

from __future__ import annotations

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.kinds import as_kind
from yanbian_report.model.figure import Figure, ratio, total
from yanbian_report.model.formats import in_unit, percent

FEWEST = 3  # of whole parts: with fewer, a picture says nothing


def can_gather(chart: Chart) -> bool:
    """Whether the parts of ``chart`` are known well enough to be added up."""
    return (
        chart.whole is not None and len(chart.points) > FEWEST + 1 and all(p.figure is not None for p in chart.points)
    )


def shown(chart: Chart, kind: str, kept: int) -> Chart:
    """``chart`` as it is drawn: as one of ``kind``, with ``kept`` points that stand for themselves."""
    return _gathered(as_kind(chart, kind), kept)


def _gathered(chart: Chart, kept: int) -> Chart:
    """``chart`` with its ``kept`` greatest parts in their order, and behind them the others as one.

    That one says how many they are, so that nobody takes it for an item that is called 其他.
    """
    if kept >= len(chart.points) or chart.whole is None:
        return chart
    greatest = sorted(range(len(chart.points)), key=lambda i: -chart.points[i].value)
    chosen = set(greatest[:kept])
    others = tuple(chart.points[i] for i in greatest[kept:])
    figure = total((point.figure for point in others if isinstance(point.figure, Figure)), "", "")
    value, printed = in_unit(figure, chart.unit)
    rate = ratio(figure, chart.whole, "", "")
    share = percent(rate) if rate is not None else ""
    rest = Point(f"其他{len(others)}项合计", value, printed, share, figure, others)
    return chart._replace(points=(*(p for i, p in enumerate(chart.points) if i in chosen), rest))
