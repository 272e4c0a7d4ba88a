"""What the obvious way starts from: the same year's values ready made, the same chapters as plain docxtpl templates.

python material.py PROJECT YEAR FOLDER
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from yanbian_report.api import load
from yanbian_report.base.project import Project
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.chart_file import read_charts
from yanbian_report.charts.resolve import resolve
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Text
from yanbian_report.model.year import Year
from yanbian_report.templates.clauses import read_clauses
from yanbian_report.templates.edition_files import CLAUSE_FILE
from yanbian_report.templates.prose import write_prose
from yanbian_report.templates.tags import CLAUSES, TABLES, expand_calls
from yanbian_report.templates.template import SLOT
from yanbian_report.word.contents import MARK
from yanbian_report.word.package import DOCUMENT, read_package, to_bytes

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_NAME = re.compile(rf'descr="{SLOT}([^"]+)"')
_MERGING = re.compile(r"\{%vm .*?%\}")


def prepare(root: Path, year: int, folder: Path) -> None:
    """Write values, chapters, clauses and a font to ``folder``."""
    found = load(year, root).year
    assert found is not None
    folder.mkdir(parents=True, exist_ok=True)
    charts = _charts(Project(root), found)
    prose, _ = write_prose(found, "")
    captions = {c.name: {"题注": f"图{n}：{c.title}", "单位": c.unit} for n, c in enumerate(charts, 1)}
    names = {file.stem for file in (root / "charts").glob("*.yaml")}
    tree = {**_ready(found.tree, prose), TABLES: [], "图": {**dict.fromkeys(names), **captions}, "目录": MARK}
    whole = {"values": tree, "charts": [_chart(chart) for chart in charts]}
    (folder / "values.yaml").write_text(yaml.dump(whole, allow_unicode=True, sort_keys=False), "utf-8")
    edition = Project(root).templates(found.text("版本"))
    known, _ = read_clauses(edition / CLAUSE_FILE, "")
    (folder / "句式").write_text("\n".join(clause.macro for clause in known.values()), "utf-8")
    for file in edition.glob("*.docx"):
        package, _ = read_package(file)
        assert package is not None
        (folder / file.name).write_bytes(to_bytes(package.replaced({DOCUMENT: _plain(package.text(DOCUMENT))})))
    fonts = files("yanbian_report.charts").joinpath("fonts")
    (folder / "font.otf").write_bytes(next(f for f in fonts.iterdir() if f.name.endswith(".otf")).read_bytes())


def _plain(document: str) -> str:
    """A chapter for docxtpl alone: clauses are imported and called as macros, cells are not merged."""
    document = _DRAWING.sub(_image, document)
    document = _MERGING.sub("", document)
    document = _TAG.sub(lambda match: expand_calls(re.sub("<[^>]+>", "", match[0])), document)
    load = f"{{% import '{CLAUSES}' as {CLAUSES} with context %}}"
    first = re.search(r"<w:t(?: [^>]*)?>", document)
    assert first is not None
    return document[: first.end()] + load + document[first.end() :]


def _image(match: re.Match[str]) -> str:
    name = _NAME.search(match[0])
    return f"<w:t>{{{{ 图.{name[1]}.图片 }}}}</w:t>" if name else match[0]


def _charts(project: Project, year: Year) -> list[Chart]:
    specs, _ = read_charts(project.charts)
    drawn = (resolve(spec, year)[0] for spec in specs.values())
    return [chart for chart in drawn if chart is not None]


def _chart(chart: Chart) -> dict[str, object]:
    points = [{"label": point.label, "value": float(point.value)} for point in chart.points]
    kind = "pie" if chart.points and chart.points[0].share else "bar"
    return {"name": chart.name, "title": chart.title, "kind": kind, "size": [146.0, 78.0], "points": points}


def _ready(node: object, prose: Mapping[str, str]) -> Any:
    """A value as the obvious way keeps it: amounts in 元 and rates as numbers, what was typed with a unit as text."""
    if isinstance(node, Mapping):
        return {str(key): _ready(child, prose) for key, child in node.items()}
    if isinstance(node, list):
        return [_ready(child, prose) for child in node]
    if isinstance(node, Text):
        return prose.get(node.path, node.text)
    if isinstance(node, Figure):
        if node.kind == "amount" or not node.text:
            return float(node.value) if node.kind != "count" else int(node.value)
        return node.text
    return float(node) if isinstance(node, Decimal) else node if node is None or isinstance(node, int) else str(node)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
