"""The painted picture."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from yanbian_report.charts.cache_key import picture_key
from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.paint import draw
from yanbian_report.charts.style import Style

DRAW_ONE = """
import sys
from decimal import Decimal
from hashlib import sha256
from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.paint import draw
from yanbian_report.charts.cache_key import picture_key
from yanbian_report.charts.style import Style
chart = Chart("图", "图", "饼状图", "万元", (Point("甲", Decimal(1), "1.00", "100%"),))
picture_key(chart, Style())
early = [m for m in ("matplotlib", "numpy", "PIL") if m in sys.modules]
picture = draw(chart, Style())
print(early, "matplotlib.pyplot" in sys.modules)
print(sha256(picture).hexdigest())
"""


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def test_the_same_chart_gives_the_same_bytes(published: dict[str, Chart]) -> None:
    chart = published["一般公共预算支出结构"]
    assert draw(chart, Style()) == draw(chart, Style())


def test_nothing_heavy_is_loaded_before_drawing_and_pyplot_never() -> None:
    printed = run(DRAW_ONE, {}).splitlines()
    assert printed[0] == "[] False"


def test_another_process_and_another_matplotlibrc_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\ntext.antialiased: False\nlines.color: red\n", "utf-8")
    plain = run(DRAW_ONE, {"PYTHONHASHSEED": "1"})
    assert run(DRAW_ONE, {"PYTHONHASHSEED": "2", "MATPLOTLIBRC": str(tmp_path)}) == plain
    assert run(DRAW_ONE, {"MPLBACKEND": "nothing"}) == plain, "a window to draw in is not asked for"


def run(code: str, environment: dict[str, str]) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    assert result.stderr == ""
    return result.stdout


def test_the_settings_of_matplotlib_are_left_as_they_were(published: dict[str, Chart]) -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    draw(published["收支总体情况"], Style())
    assert dict(matplotlib.rcParams) == before


def test_a_picture_has_its_size_at_300_dots_an_inch_and_says_so(published: dict[str, Chart]) -> None:
    picture = opened(draw(published["支出结构"], Style(), (146.0, 78.0)))
    assert picture.size == (1724, 921)
    assert round(picture.info["dpi"][0]) == 300
    assert "Software" not in picture.info


def test_published_pictures_are_small_files_on_white_paper(published: dict[str, Chart]) -> None:
    for chart in published.values():
        picture = draw(chart, Style())
        assert len(picture) < 40_000
        assert opened(picture).convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_colours_of_the_style_come_out_as_they_are(published: dict[str, Chart]) -> None:
    picture = opened(draw(published["收支总体情况"], Style())).convert("RGB")
    colours = {colour for _, colour in picture.getcolors() or []}
    assert {(0x1F, 0x4E, 0x79), (0xA9, 0xBF, 0xD6)} <= colours


def test_a_small_place_in_the_template_is_drawn_too(published: dict[str, Chart]) -> None:
    assert opened(draw(published["支出结构"], Style(), (76.2, 50.8))).size == (900, 600)


def test_a_dollar_sign_is_text(published: dict[str, Chart]) -> None:
    chart = published["支出结构"]
    odd = chart._replace(points=tuple(p._replace(label="$x_1$ & {甲}") for p in chart.points))
    assert draw(odd, Style())


def test_text_without_a_font_is_refused_rather_than_boxed(published: dict[str, Chart]) -> None:
    chart = published["支出结构"]
    odd = Point("\U000e0100", chart.points[0].value, "1.00", "1%")
    with pytest.raises(ValueError, match="no font"):
        draw(chart._replace(points=(odd,)), Style())


def test_the_key_changes_with_all_that_changes_the_picture(published: dict[str, Chart]) -> None:
    chart = published["支出结构"]
    keys = [
        picture_key(chart, Style()),
        picture_key(chart, Style()._replace(column_width=0.6)),
        picture_key(chart, Style(), (100.0, 50.0)),
        picture_key(chart._replace(unit="元"), Style()),
        picture_key(chart._replace(points=chart.points[::-1]), Style()),
        picture_key(chart._replace(change="与2020年持平"), Style()),
        picture_key(chart._replace(points=chart.points[:1], nil=("乙",)), Style()),
        picture_key(chart._replace(points=chart.points[:1]), Style()),
        picture_key(chart._replace(whole=None), Style()),
        picture_key(published["收入结构"], Style()),
    ]
    assert len(set(keys)) == len(keys)


def test_the_key_does_not_change_with_the_caption(published: dict[str, Chart]) -> None:
    chart = published["支出结构"]
    assert picture_key(chart._replace(title="别的题注"), Style()) == picture_key(chart, Style())
