"""Which font a picture is set in, and what is said when none will do."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import fonts

FULL = importlib.util.find_spec("pylopdf_fonts_zh_cn")
NOWHERE = "\U000e0100"


def gb2312() -> Iterator[str]:
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes([high, low]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def test_the_bundled_font_has_all_of_gb2312_and_latin_1() -> None:
    text = "".join([*gb2312(), *(chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x100)))])
    assert len(text) > 7500
    assert fonts._missing(fonts.BUNDLED, text) == ""


def test_what_is_taken_for_bundled_without_looking_is_bundled() -> None:
    sure = "".join(c for c in map(chr, range(0x3000)) if fonts._surely_bundled(c)) + "".join(gb2312())
    assert fonts._missing(fonts.BUNDLED, sure) == ""


def test_the_bundled_font_is_small_and_its_licence_lies_beside_it() -> None:
    assert fonts.BUNDLED.stat().st_size < 2_000_000
    licence = (fonts.BUNDLED.parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence


def test_the_bundled_font_is_the_one_that_kept_pictures_are_named_after() -> None:
    assert sha256(fonts.BUNDLED.read_bytes()).hexdigest() == fonts.BUNDLED_FINGERPRINT


def test_the_bundled_font_goes_by_a_name_of_its_own() -> None:
    from matplotlib.ft2font import FT2Font

    assert FT2Font(str(fonts.BUNDLED)).family_name == "Yanbian Sans SC Subset"


def test_common_text_is_set_in_the_bundled_font() -> None:
    assert fonts.font_for("社会保障和就业支出 −0.92（87.38%）") == (fonts.BUNDLED, "")


def test_names_beyond_gb2312_are_set_in_the_bundled_font_too() -> None:
    assert fonts.font_for("喆堃玥昇") == (fonts.BUNDLED, "")


@pytest.mark.skipif(not importlib.util.find_spec("pylopdf_fonts_zh_cn"), reason="the full font is not installed")
def test_a_rare_character_is_set_in_the_full_font_where_it_is_installed() -> None:
    font, missing = fonts.font_for("龘")
    assert (font.name, missing) == ("NotoSansSC-Regular.otf", "")


def test_where_no_other_font_is_installed_a_rare_character_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none: list[Path] = []
    monkeypatch.setattr(fonts, "_others", lambda: iter(none))
    assert fonts.font_for("龘甲龘") == (fonts.BUNDLED, "龘")


def test_a_character_without_a_font_is_named_with_its_code_and_chart(published: dict[str, Chart]) -> None:
    chart = published["支出结构"]
    odd = Point(f"甲{NOWHERE}", chart.points[0].value, "1.00", "1%")
    [finding] = fonts.missing_glyphs(chart._replace(points=(odd,)))
    assert finding.code == "P401"
    assert "支出结构" in finding.message
    assert "U+E0100" in finding.message


def test_the_published_charts_lack_no_character(published: dict[str, Chart]) -> None:
    assert [f for chart in published.values() for f in fonts.missing_glyphs(chart)] == []
