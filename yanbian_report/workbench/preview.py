"""Preview: the pages of a year that was examined, by the stages of a build, without what only a file needs.

Charts are drawn as SVG when the page asks for them; nothing waits for a picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from yanbian_report.base.cache import key_of
from yanbian_report.charts.cache_key import picture_key
from yanbian_report.charts.chart import Chart, Point, describe
from yanbian_report.charts.drawing.shapes import NoRoom, Size
from yanbian_report.charts.pictures import Picture
from yanbian_report.charts.style import Style
from yanbian_report.charts.style_file import read_style
from yanbian_report.pipeline import Build, fill
from yanbian_report.templates.marks import Marking
from yanbian_report.templates.prose import write_prose
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.said import Json
from yanbian_report.workbench.sheets import Memory, Sheets

if TYPE_CHECKING:
    from yanbian_report.base.findings import Finding
    from yanbian_report.templates.template import Template

Cells = Mapping[tuple[str, str], str]  # the path that a cell is known by on the pages, by table and cell
_MEMORY = "sheets"
_EMPTY = b"\x89PNG\r\n\x1a\n"  # nobody looks at the picture in the document itself


def preview(
    desk: Desk, asked: Build, template: Template, charts: list[Chart], have: object, cells: Cells
) -> tuple[Json | None, list[Finding]]:
    """The pages of what is ``asked``, those in ``have`` (keys) by their keys only; None when it cannot be filled.

    ``cells`` of the year's tables are to be found on them.
    """
    marking = Marking({**cells, **_read_cells(asked)})
    prose, _ = write_prose(asked.year, asked.form.example, marking.mark)
    pictures, findings = _pictures(desk, asked, template, charts)
    package, found = fill(asked._replace(prose=prose), template, charts, pictures, marking)
    findings = [*findings, *found]
    if package is None:
        return None, findings
    told = {chart.name: {"title": chart.title, "points": [*_points(chart.points, chart.unit)]} for chart in charts}
    shown = {picture.data.removeprefix(_EMPTY).decode(): name for name, picture in pictures.items()}
    source = partial(_source, {pictures[chart].data: name for name, chart in shown.items()})
    memory = desk.memory.get(_MEMORY)
    sheets = Sheets(package, marking.marks, source, memory if isinstance(memory, Memory) else None)
    pages = sheets.pages()
    desk.memory[_MEMORY] = sheets.memory
    keys = [key_of(page.html)[:20] for page in pages]
    css = sheets.css()
    name = f"{key_of(css)[:20]}.css"
    desk.refer(name, partial(_same, css.encode()))
    desk.cells = marking.cells
    desk.printed = Counter(mark.path for marks in marking.marks.values() for mark in marks)
    known = set(have) if isinstance(have, list) else set()
    return {
        "count": len(pages),
        "order": keys,
        "fresh": {key: page.html for key, page in zip(keys, pages, strict=True) if key not in known},
        "numbers": [page.number for page in pages],
        "pictures": {_address(name): told[chart] for name, chart in shown.items()},
        "css": f"api/style/{name}",
    }, findings


def _read_cells(asked: Build) -> Cells:
    """The paths of what cells of the year's tables say."""
    if asked.form.workbooks is None or not asked.year.tables:
        return {}
    readings = asked.form.workbooks.readings(asked.year.tables, asked.year)
    return {(cell.sheet, cell.cell): reading.path for reading in readings for cell in reading.cells}


def _pictures(
    desk: Desk, asked: Build, template: Template, charts: list[Chart]
) -> tuple[dict[str, Picture], list[Finding]]:
    """For every chart a picture that only names the file which shows it."""
    style, findings = read_style(asked.project.charts)
    sizes = {slot.name: slot.size_mm for slot in template.slots}
    pictures = {}
    for number, chart in enumerate(charts, 1):
        if chart.name in sizes:
            size = sizes[chart.name]
            name = f"{picture_key(chart, style, size)[:20]}.svg"
            desk.refer(name, partial(_drawn, chart, style, size))
            pictures[chart.name] = Picture(_EMPTY + name.encode(), number, describe(chart))
    return pictures, findings


def _drawn(chart: Chart, style: Style, size: Size) -> bytes:
    """The chart as SVG; as large as its place and empty where there is no room for it, of which a finding says more."""
    from yanbian_report.charts.fit import fit
    from yanbian_report.charts.gather import shown
    from yanbian_report.charts.vector import svg

    try:
        kind, kept, shapes = fit(chart, style, size)
    except NoRoom:
        return svg([], chart.lettering, style, size)
    return svg(shapes, shown(chart, kind, kept).lettering, style, size)


def _points(points: Iterable[Point], unit: str) -> Iterator[Json]:
    """What a picture shows, with the paths that it comes from."""
    for point in points:
        if point.figure is not None and not point.gathered:
            yield {"label": point.label, "words": f"{point.printed}{unit}", "path": point.figure.path}
        yield from _points(point.gathered, unit)


def _address(name: str) -> str:
    return f"api/picture/{name}"


def _source(names: dict[bytes, str], name: str, data: bytes) -> str:
    """Where the page finds a picture: a chart by its name, any other in the page itself."""
    from yanbian_report.outputs._drawings import embedded

    return _address(names[data]) if data in names else embedded(name, data)


def _same(data: bytes) -> bytes:
    return data
