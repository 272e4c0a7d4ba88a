"""The obvious way to the same report: PyYAML, pydantic, pyplot, docxtpl chapter by chapter, docxcompose.

It is what this project is measured against, written as its users would write it from the libraries' tutorials. It is
given every derived figure ready made and checks nothing, so what it does is filling and drawing alone.

    python obvious.py FOLDER REPORT.docx      (FOLDER as material.py writes it)
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import jinja2
import matplotlib.pyplot as plt
import yaml
from docx import Document
from docx.shared import Mm
from docxcompose.composer import Composer
from docxtpl import DocxTemplate, InlineImage
from matplotlib import font_manager
from pydantic import BaseModel, ConfigDict


class Point(BaseModel):
    """One bar or slice."""

    label: str
    value: float


class Chart(BaseModel):
    """One figure of the report; ``size`` in millimetres."""

    name: str
    title: str
    kind: str
    size: tuple[float, float]
    points: list[Point]


class Year(BaseModel):
    """A year's values: what templates are filled from, and the charts."""

    model_config = ConfigDict(extra="forbid")
    values: dict[str, Any]
    charts: list[Chart]


def yuan(value: float | str) -> str:
    """Amounts are kept in 元."""
    return value if isinstance(value, str) else f"{value:.2f}元"


def wan_number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value / 10000:.2f}" if value else "0"


def wan(value: float | str) -> str:
    return value if isinstance(value, str) else wan_number(value) + "万元"


def percent(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value * 100:.2f}%"


def environment(folder: Path) -> jinja2.Environment:
    """Jinja with the formats that the templates use."""
    found = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(folder))
    found.filters |= {"万元": wan, "万元数": wan_number, "元": yuan, "百分比": percent, "原样": str, "整数": str}
    found.filters["顿号"] = "、".join
    return found


def draw(chart: Chart) -> bytes:
    """The picture as PNG."""
    width, height = chart.size
    figure, axes = plt.subplots(figsize=(width / 25.4, height / 25.4))
    labels, values = [p.label for p in chart.points], [p.value for p in chart.points]
    if chart.kind == "pie":
        axes.pie(values, labels=labels, autopct="%.2f%%")
    else:
        axes.bar(labels, values)
        for x, value in enumerate(values):
            axes.text(x, value, f"{value:.2f}", ha="center", va="bottom")
    axes.set_title(chart.title)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=300)
    plt.close(figure)
    return buffer.getvalue()


def build(folder: Path) -> bytes:
    """The report of ``folder`` as .docx."""
    year = Year.model_validate(yaml.load((folder / "values.yaml").read_text("utf-8"), yaml.CSafeLoader))
    pictures = {chart.name: draw(chart) for chart in year.charts}
    whole: Composer | None = None
    for file in sorted(folder.glob("*.docx")):
        chapter = DocxTemplate(file)
        for chart in year.charts:
            picture = InlineImage(chapter, io.BytesIO(pictures[chart.name]), width=Mm(chart.size[0]))
            year.values["图"][chart.name]["图片"] = picture
        chapter.render(year.values, environment(folder), autoescape=True)
        filled = io.BytesIO()
        chapter.save(filled)
        if whole is None:
            whole = Composer(Document(filled))
        else:
            whole.append(Document(filled))
    assert whole is not None
    done = io.BytesIO()
    whole.save(done)
    return done.getvalue()


def prepare(fonts: Path) -> None:
    """Let pyplot use a Chinese font."""
    font_manager.fontManager.addfont(fonts)
    plt.rcParams["font.family"] = font_manager.FontProperties(fname=str(fonts)).get_name()


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    prepare(source / "font.otf")
    target.write_bytes(build(source))
