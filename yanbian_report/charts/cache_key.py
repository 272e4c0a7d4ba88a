"""Key: a name for a picture that changes whenever its bytes might, told without loading what draws it."""

from __future__ import annotations

from hashlib import sha256

from yanbian_report.base.cache import code_of
from yanbian_report.base.versions import version_of
from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing.fonts import fingerprint, font_for
from yanbian_report.charts.drawing.shapes import DEFAULT_SIZE, Size
from yanbian_report.charts.style import Style

DRAWING = (
    "base.findings",
    "base.lru",
    "base.modules",
    "base.origin",
    "charts.chart",
    "charts.drawing",
    "charts.fit",
    "charts.gather",
    "charts.kinds",
    "charts.paint",
    "charts.style",
    "charts.vector",
    "layout.line_breaking",
    "model.figure",
    "model.formats",
    "model.values",
    "yamldoc.tree",
)
DRAWING_LIBRARIES = ("matplotlib", "pillow")


def picture_key(chart: Chart, style: Style, size_mm: Size = DEFAULT_SIZE) -> str:
    """A name for the picture that changes whenever its bytes might, or how many of its points are gathered."""
    font, _ = font_for(chart.lettering)
    whole = chart.whole
    parts = (
        code_of(*DRAWING),
        *map(version_of, DRAWING_LIBRARIES),
        fingerprint(font),
        size_mm,
        style,
        (chart.kind, chart.heading, chart.unit, chart.last_stands_out, chart.change, chart.nil_note),
        (str(whole.value), str(whole.step)) if whole is not None else (),
        [(p.label, p.drawn, str(p.value), p.share, _exactly(p)) for p in chart.points],
    )
    return sha256(repr(parts).encode()).hexdigest()


def _exactly(point: Point) -> str:
    """What the point was rounded from, which tells what it adds to others."""
    return str(point.figure.value) if point.figure is not None else ""
