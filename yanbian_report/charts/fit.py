"""Fit: what a place has room for in letters that can be read, and how large it would have to be."""

from __future__ import annotations

from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.shapes import NoRoom, Shape, Size
from yanbian_report.charts.gather import FEWEST, can_gather, shown
from yanbian_report.charts.kinds import find_kind, suits
from yanbian_report.charts.style import Style

_WIDEST, _HIGHEST = 156.0, 220.0  # what a page has room for, in millimetres
_LARGEST = 80  # tenths of the place as it is


def fit(chart: Chart, style: Style, size_mm: Size) -> tuple[str, int, list[Shape]]:
    """The kind that there is room for, how many points stand for themselves, and the shapes of the picture.

    The smallest are gathered where not all have room; raises NoRoom where that does not help, either.
    """
    most = len(chart.points)
    fewer = range(most - 2, FEWEST - 1, -1) if can_gather(chart) else ()
    limit = suits(chart.kind)
    for kind in (chart.kind, limit.instead) if limit else (chart.kind,):
        for kept in (most, *fewer):
            try:
                return kind, kept, find_kind(kind).layout(shown(chart, kind, kept), style, size_mm)
            except NoRoom:
                continue
    raise NoRoom


def room_for(chart: Chart, style: Style, size_mm: Size) -> Size | None:
    """The least enlargement of ``size_mm`` that has room for ``chart``; None when no page has it."""
    width, height = size_mm
    for tenths in range(11, _LARGEST):
        larger = min(width * tenths / 10, max(width, _WIDEST)), min(height * tenths / 10, max(height, _HIGHEST))
        try:
            fit(chart, style, larger)
        except NoRoom:
            continue
        return larger
    return None
