"""Key: a name for a picture that changes whenever its bytes might, told without loading what draws it."""

from __future__ import annotations

from hashlib import sha256

from yanbian_report.base.cache import code_of
from yanbian_report.base.versions import version_of
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.fonts import fingerprint, font_for
from yanbian_report.charts.drawing.shapes import DEFAULT_SIZE, Size
from yanbian_report.charts.style import Style

DRAWING = (
    "base.findings",
    "base.modules",
    "base.origin",
    "charts.chart",
    "charts.drawing",
    "charts.kinds",
    "charts.paint",
    "charts.style",
    "layout.line_breaking",
)
DRAWING_LIBRARIES = ("matplotlib", "pillow")


def picture_key(chart: Chart, style: Style, size_mm: Size = DEFAULT_SIZE) -> str:
    """A name for the picture that changes whenever its bytes might."""
    font, _ = font_for(chart.lettering)
    parts = (
        code_of(*DRAWING),
        *map(version_of, DRAWING_LIBRARIES),
        fingerprint(font),
        size_mm,
        style,
        (chart.kind, chart.heading, chart.unit, chart.last_stands_out),
        [(p.label, p.drawn, str(p.value), p.share) for p in chart.points],
    )
    return sha256(repr(parts).encode()).hexdigest()
