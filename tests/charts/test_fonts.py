"""Which font a picture is set in, and what is said when none will do."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import FontEntry, fontManager

from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.drawing import fonts

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


def test_pictures_are_named_after_the_font_that_they_are_set_in(tmp_path: Path) -> None:
    one, other = (small_font(tmp_path / f"{name}.ttf", name) for name in "甲乙")
    known = {font: fonts.fingerprint(font) for font in (one, other, fonts.BUNDLED)}
    assert known == {font: sha256(font.read_bytes()).hexdigest() for font in known}


def test_the_bundled_font_goes_by_a_name_of_its_own() -> None:
    from matplotlib.ft2font import FT2Font

    assert FT2Font(str(fonts.BUNDLED)).family_name == "Yanbian Sans SC Subset"


def test_common_text_is_set_in_the_bundled_font() -> None:
    assert fonts.font_for("社会保障和就业支出 −0.92（87.38%）") == (fonts.BUNDLED, "")


def test_names_beyond_gb2312_are_set_in_the_bundled_font_too() -> None:
    assert fonts.font_for("喆堃玥昇") == (fonts.BUNDLED, "")


def small_font(file: Path, characters: str) -> Path:
    """A font with these characters, all of them blank."""
    names = [".notdef", *(f"c{ord(c)}" for c in characters)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"c{ord(c)}" for c in characters})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": file.stem, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file.parent.mkdir(parents=True, exist_ok=True)
    builder.save(file)
    return file


def installed(file: Path, family: str, **unlike: Any) -> FontEntry:
    """A font as matplotlib finds it on a machine: upright and of usual weight, unless said otherwise."""
    return FontEntry(fname=str(file), name=family, **{"style": "normal", "weight": 400, **unlike})


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[FontEntry]:
    """The fonts of a machine: those that a test puts into this list, and no package of fonts."""
    entries: list[FontEntry] = []
    monkeypatch.setattr(fontManager, "ttflist", entries)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    return entries


def test_a_rare_character_is_set_in_the_package_of_fonts_where_that_is_installed(
    tmp_path: Path, machine: list[FontEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pylopdf_fonts_zh_cn"
    full = small_font(package / "NotoSansSC-Regular.otf", "龘")
    machine.append(installed(small_font(tmp_path / "甲.ttf", "龘"), "SimHei"))
    spec = importlib.util.spec_from_file_location(package.name, package / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", {package.name: spec}.get)
    assert fonts.font_for("龘") == (full, "")
    full.unlink()
    assert fonts.font_for("龘") == (tmp_path / "甲.ttf", "")


def test_a_rare_character_is_set_in_the_first_upright_regular_font_of_the_system(
    tmp_path: Path, machine: list[FontEntry]
) -> None:
    font = small_font(tmp_path / "甲.ttf", "龘")
    other = small_font(tmp_path / "乙.ttf", "龘")
    machine += [
        installed(other, "SimHei", style="italic"),
        installed(other, "SimHei", weight=700),
        installed(other, "Comic Sans"),
        installed(other, "PingFang SC"),
        installed(font, "SimHei", weight="regular"),
        installed(other, "SimHei"),
    ]
    assert fonts.font_for("龘") == (font, "")


def test_the_font_that_lacks_fewest_characters_is_taken_and_what_it_lacks_is_said(
    tmp_path: Path, machine: list[FontEntry]
) -> None:
    machine += [
        installed(small_font(tmp_path / "甲.ttf", "龘"), "SimHei"),
        installed(small_font(tmp_path / "乙.ttf", "龘靐"), "Noto Sans CJK SC"),
    ]
    assert fonts.font_for("龘靐齉") == (tmp_path / "乙.ttf", "齉")


def test_where_no_other_font_is_installed_a_rare_character_is_missing(
    machine: list[FontEntry],
) -> None:
    assert machine == []
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
