"""Pictures: the charts of a year, drawn when what they show or the drawing has changed, else as they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from yanbian_report.base.cache import DiskCache
from yanbian_report.base.findings import Finding, error, is_failure
from yanbian_report.charts.cache_key import picture_key
from yanbian_report.charts.chart import Chart, describe
from yanbian_report.charts.drawing.fonts import missing_glyphs
from yanbian_report.charts.drawing.shapes import NoRoom, Size
from yanbian_report.charts.gather import shown
from yanbian_report.charts.style import Style
from yanbian_report.charts.style_file import read_style


class Picture(NamedTuple):
    """A picture for one place: PNG bytes, its number in the report, what it says in words, and the same as SVG."""

    data: bytes
    number: int
    description: str
    vector: bytes = b""


def draw_pictures(
    charts: list[Chart], folder: Path, sizes: Mapping[str, Size], cache: DiskCache
) -> tuple[dict[str, Picture], list[Finding]]:
    """The pictures of ``charts`` by name, each as large as its place (millimetres); none where one cannot be drawn."""
    style, found = read_style(folder)
    findings = [*found, *(finding for chart in charts for finding in missing_glyphs(chart))]
    if is_failure(findings):
        return {}, findings
    pictures = {}
    for number, chart in enumerate(charts, 1):
        try:
            drawn = _drawn(chart, style, sizes[chart.name], cache)
        except NoRoom:
            findings.append(_no_room(chart, style, sizes[chart.name]))
        else:
            words = describe(shown(chart, drawn.kind, drawn.kept))
            pictures[chart.name] = Picture(drawn.picture, number, words, drawn.vector)
    return ({} if is_failure(findings) else pictures), findings


class _Drawn(NamedTuple):
    """What is kept of a chart: how it was drawn, as its place has room for it, PNG and SVG."""

    kind: str
    kept: int
    picture: bytes
    vector: bytes


def _drawn(chart: Chart, style: Style, size: Size, cache: DiskCache) -> _Drawn:
    """``chart`` drawn, or as it was drawn before. Raises NoRoom."""

    def drawn() -> bytes:
        from yanbian_report.charts.fit import fit
        from yanbian_report.charts.paint import paint
        from yanbian_report.charts.vector import svg

        kind, kept, shapes = fit(chart, style, size)
        picture = paint(shapes, chart.lettering, style, size)
        return f"{kind} {kept} {len(picture)}\n".encode() + picture + svg(shapes, chart.lettering, style, size)

    return _unpacked(cache.value("picture", picture_key(chart, style, size), drawn, _is_sound) or b"")


def _unpacked(value: bytes) -> _Drawn:
    """What a cached value is made of. Raises ValueError for what is none."""
    head, _, pictures = value.partition(b"\n")
    kind, kept, length = head.decode().split()
    return _Drawn(kind, int(kept), pictures[: int(length)], pictures[int(length) :])


def _is_sound(value: bytes) -> bool:
    try:
        _, _, picture, vector = _unpacked(value)
    except ValueError:
        return False
    return _is_png(picture) and vector.startswith(b"<svg ") and vector.endswith(b"</svg>\n")


def _no_room(chart: Chart, style: Style, size: Size) -> Finding:
    """P402, with the size that would do."""
    from yanbian_report.charts.fit import room_for

    words = f"图“{chart.name}”的占位图只有 {size[0]:.0f}×{size[1]:.0f} 毫米，用看得清的字（9 磅）放不下"
    larger = room_for(chart, style, size)
    if larger is None:
        return error("P402", words, chart.span, hint="把名称写短，或者少画几项")
    hint = f"在 Word 里打开模板，把这张占位图拉大到 {ceil(larger[0])}×{ceil(larger[1])} 毫米，或者把名称写短、少画几项"
    return error("P402", words, chart.span, hint=hint)


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
