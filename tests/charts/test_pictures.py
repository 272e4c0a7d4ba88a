"""The pictures of a year: drawn, kept, gathered, and refused where their places are too small."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.base.cache import DiskCache
from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing.shapes import Size
from yanbian_report.charts.pictures import Picture, draw_pictures
from yanbian_report.model.figure import total
from yanbian_report.model.parse_figure import parse_amount

PLACE = (146.0, 64.0)


def parts(count: int, name: str = "支出") -> Chart:
    figures = [parse_amount(f"{100 - number}.00") for number in range(count)]
    points = tuple(
        Point(f"{name}{chr(0x4E00 + number)}", figure.value / 10000, f"{figure.value / 10000:.2f}", "1%", figure)
        for number, figure in enumerate(figures)
    )
    return Chart("甲", "甲", "条形图", "万元", points, whole=total(figures, "", ""))


def drawn(chart: Chart, cache: DiskCache, size: Size = PLACE) -> Picture:
    pictures, findings = draw_pictures([chart], ROOT / "charts", {chart.name: size}, cache)
    assert not findings
    return pictures[chart.name]


def test_what_is_gathered_is_told_from_the_cache_as_when_it_was_drawn(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    fresh, kept = drawn(parts(20), cache), drawn(parts(20), cache)
    assert fresh == kept
    assert "，其他11项合计" in fresh.description
    assert "其中支出" in fresh.description
    assert fresh.data.startswith(b"\x89PNG")
    assert fresh.vector.startswith(b"<svg ")


@pytest.mark.parametrize(
    "damage", [b"", b"\x89PNG", b"a b c\n", "条形图 9 3\nabc".encode(), "条形图 9 0\n<svg ".encode()]
)
def test_a_kept_picture_that_is_none_is_drawn_again(tmp_path: Path, damage: bytes) -> None:
    cache = DiskCache(tmp_path)
    fresh = drawn(parts(2), cache)
    [file] = tmp_path.glob("picture-*")
    cache.put("picture", file.name.removeprefix("picture-"), damage)
    assert drawn(parts(2), cache) == fresh


def test_an_amount_that_prints_alike_and_is_another_is_another_picture(tmp_path: Path) -> None:
    """What it adds to others may print otherwise."""
    cache, chart = DiskCache(tmp_path), parts(20)
    last = chart.points[-1]
    assert last.figure is not None
    moved = last._replace(figure=last.figure._replace(value=last.figure.value + Decimal(49)))
    drawn(chart, cache)
    drawn(chart._replace(points=(*chart.points[:-1], moved)), cache)
    assert len(list(tmp_path.glob("picture-*"))) == 2


def test_a_place_that_is_too_small_is_an_error_with_the_size_that_would_do(tmp_path: Path) -> None:
    chart, cache = parts(3, "用于支持城乡居民基本养老保险待遇提标的支出"), DiskCache(tmp_path)
    pictures, [finding] = draw_pictures([chart], ROOT / "charts", {"甲": (60.0, 30.0)}, cache)
    assert (pictures, finding.code) == ({}, "P402")
    assert "只有 60×30 毫米" in finding.message
    width, height = map(float, finding.hint.partition("拉大到 ")[2].partition(" 毫米")[0].split("×"))
    assert drawn(chart, cache, (width, height))


def test_what_no_place_has_room_for_is_to_be_shortened(tmp_path: Path) -> None:
    chart = parts(2)._replace(kind="柱状图", heading="年度收支决算总额" * 20)
    _, [finding] = draw_pictures([chart], ROOT / "charts", {"甲": PLACE}, DiskCache(tmp_path))
    assert (finding.code, finding.hint) == ("P402", "把名称写短，或者少画几项")
