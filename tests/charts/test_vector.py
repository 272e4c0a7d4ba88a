"""The picture as SVG: the same shapes, letters as outlines, the same bytes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.charts.test_paint import run
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.shapes import DEFAULT_SIZE, Bar, Line, Shape, Slice, Words
from yanbian_report.charts.drawing.text_metrics import MM_PER_POINT, width
from yanbian_report.charts.paint import shapes
from yanbian_report.charts.style import Style
from yanbian_report.charts.vector import svg

SVG = "{http://www.w3.org/2000/svg}"
DRAW_ONE = """
from hashlib import sha256
from yanbian_report.charts.drawing.shapes import Bar, Words
from yanbian_report.charts.style import Style
from yanbian_report.charts.vector import svg
made = [Bar(1.0, 2.0, 3.0, 4.0, "#1F4E79"), Words(9.0, 9.0, "支出决算265.06（91.33%）", 9.5, "#262626")]
print(sha256(svg(made, made[1].text, Style(), (146.0, 64.0))).hexdigest())
"""


def elements(*made: Shape, size: tuple[float, float] = (100.0, 50.0)) -> list[ElementTree.Element]:
    """What is drawn, without the paper."""
    lettering = "".join(shape.text for shape in made if isinstance(shape, Words))
    root = ElementTree.fromstring(svg(list(made), lettering, Style(), size))
    assert root.get("viewBox") == f"0 0 {size[0]:g} {size[1]:g}"
    paper, *drawn = root
    assert (paper.get("fill"), paper.get("d")) == (Style().background, f"M0 0h{size[0]:g}v{size[1]:g}h-{size[0]:g}z")
    return drawn


def test_a_picture_has_its_size_and_one_element_a_shape(published: dict[str, Chart]) -> None:
    for chart in published.values():
        made = shapes(chart, Style())
        root = ElementTree.fromstring(svg(made, chart.lettering, Style(), DEFAULT_SIZE))
        assert (root.get("width"), root.get("height")) == ("146mm", "78mm")
        assert len(root) == len(made) + 1
        assert {element.tag for element in root} <= {f"{SVG}path", f"{SVG}circle"}


def test_another_process_gives_the_same_bytes() -> None:
    assert run(DRAW_ONE, {"PYTHONHASHSEED": "1"}) == run(DRAW_ONE, {"PYTHONHASHSEED": "2"})


def test_a_published_picture_is_no_larger_than_its_png_might_be(published: dict[str, Chart]) -> None:
    for chart in published.values():
        assert len(svg(shapes(chart, Style()), chart.lettering, Style(), DEFAULT_SIZE)) < 40_000


def test_bars_stand_on_their_feet() -> None:
    [bar] = elements(Bar(10, 5, 20, 30, "#123456"))
    assert (bar.get("d"), bar.get("fill")) == ("M10 45h20v-30h-20z", "#123456")


def test_a_slice_goes_clockwise_from_twelve() -> None:
    quarter, most, whole = elements(*(Slice(50, 25, 10, 0, end, "#123456") for end in (90, 270, 360)))
    assert quarter.get("d") == "M50 25L50 15A10 10 0 0 1 60 25z"
    assert most.get("d") == "M50 25L50 15A10 10 0 1 1 40 25z"
    assert (whole.get("cx"), whole.get("cy"), whole.get("r")) == ("50", "25", "10")


def test_a_line_is_as_wide_as_it_says() -> None:
    [line] = elements(Line(((1, 49), (2.5, 0.0001)), "#8C8C8C", 0.75))
    assert (line.get("d"), line.get("fill")) == ("M1 1L2.5 50", "none")
    assert float(line.get("stroke-width", "")) == pytest.approx(0.75 * MM_PER_POINT, abs=0.001)


@pytest.mark.parametrize("side", ["left", "center", "right"])
@pytest.mark.parametrize("text", ["支出决算", "−265.06（91.33%）"])
def test_words_are_outlines_as_wide_as_they_are_laid_out(side: str, text: str) -> None:
    [words] = elements(Words(50, 25, text, 10, "#262626", side))  # type: ignore[arg-type]
    scale, _, _, flip, x, baseline = map(float, re.findall(r"-?[\d.]+", words.get("transform", "")))
    assert scale == -flip == pytest.approx(10 * MM_PER_POINT / 1000, rel=1e-3)
    ink = [x + scale * left for left in _lefts(words.get("d", ""))]
    begin = {"left": 50.0, "center": 50 - width(text, 10) / 2, "right": 50 - width(text, 10)}[side]
    assert x == pytest.approx(begin, abs=0.6)
    assert min(ink) >= begin - 0.6
    assert max(ink) <= begin + width(text, 10) + 0.6
    assert 25 < baseline < 25 + 10 * MM_PER_POINT / 2


def test_outlines_go_where_the_font_has_them() -> None:
    [one] = elements(Words(0, 0, "一", 10, "#262626", "left"))
    assert one.get("d") == "M44 431v-82h916v82h-916z"


def test_blanks_are_nothing() -> None:
    assert elements(Words(0, 0, "  ", 10, "#262626")) == []


def _lefts(outline: str) -> list[float]:
    """Where contours begin, from the left."""
    return [float(left) for left in re.findall(r"M(-?\d+) ", outline)]
