"""Pictures: the charts of a year, drawn when what they show or the drawing has changed, else as they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from yanbian_report.base.cache import DiskCache
from yanbian_report.base.findings import Finding, is_failure
from yanbian_report.charts.cache_key import picture_key
from yanbian_report.charts.chart import Chart, describe
from yanbian_report.charts.drawing.fonts import missing_glyphs
from yanbian_report.charts.drawing.shapes import Size
from yanbian_report.charts.style import Style
from yanbian_report.charts.style_file import read_style


class Picture(NamedTuple):
    """A picture for one place: PNG bytes, its number in the report, and what it says in words."""

    data: bytes
    number: int
    description: str


def draw_pictures(
    charts: list[Chart], folder: Path, sizes: Mapping[str, Size], cache: DiskCache
) -> tuple[dict[str, Picture], list[Finding]]:
    """The pictures of ``charts`` by name, each as large as its place (millimetres); none where one cannot be drawn."""
    style, findings = read_style(folder)
    findings = [*findings, *(finding for chart in charts for finding in missing_glyphs(chart))]
    if is_failure(findings):
        return {}, findings
    pictures = {
        chart.name: Picture(_drawn(chart, style, sizes[chart.name], cache), number, describe(chart))
        for number, chart in enumerate(charts, 1)
    }
    return pictures, findings


def _drawn(chart: Chart, style: Style, size: Size, cache: DiskCache) -> bytes:
    def drawn() -> bytes:
        from yanbian_report.charts.paint import draw

        return draw(chart, style, size)

    return cache.value("picture", picture_key(chart, style, size), drawn, _is_png) or b""


def _is_png(data: bytes) -> bool:
    """Whether ``data`` is a whole PNG: every piece of it with its checksum, to the last."""
    if not data.startswith(_PNG):
        return False
    start, kind = len(_PNG), b""
    while kind != b"IEND" and len(data) >= start + 12:
        length = int.from_bytes(data[start : start + 4], "big")
        kind, end = data[start + 4 : start + 8], start + 8 + length
        if crc32(data[start + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        start = end + 4
    return kind == b"IEND" and start == len(data)


_PNG = b"\x89PNG\r\n\x1a\n"
