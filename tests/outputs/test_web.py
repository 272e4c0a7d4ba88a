"""The report for the web: what a reader, an editor and a screen reader find in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from yanbian_report.api import build
from yanbian_report.options import BuildOptions, BuildResult


@pytest.fixture(scope="module")
def built(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    result = build(2021, frozen, tmp_path_factory.mktemp("web") / "报告.docx", BuildOptions(outputs=("web",)))
    assert result.document is not None, result.findings
    return result


@pytest.fixture(scope="module")
def page(built: BuildResult) -> str:
    return next(file for file in built.also if file.suffix == ".html").read_text("utf-8")


def test_the_page_is_valid_html(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)


def test_the_page_reads_as_its_golden(page: str, same_as_golden: Callable[[str, str], None]) -> None:
    same_as_golden("2021.html", page)


def test_headings_go_down_without_a_gap(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)>", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert levels.count(1) == 1


def test_every_picture_is_a_file_with_a_text_for_those_who_cannot_see_it(page: str, built: BuildResult) -> None:
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)">', page)
    assert [name for name, _ in pictures] == [f"图{n}.png" for n in range(1, 7)]
    assert {name for name, _ in pictures} == {file.name for file in built.also if file.suffix == ".png"}
    assert "万元" in pictures[0][1]
    assert page.count("<figure>") == page.count("</figcaption></figure>") == 6


def test_numerals_are_text_and_pasting_keeps_them(page: str, built: BuildResult) -> None:
    text = next(file for file in built.also if file.name == "正文.txt").read_text("utf-8-sig")
    for words in (
        "一、收入支出决算总体情况说明",
        "（一）主要职能",
        "1.核定全县基金征收计划",
        "附表1：",
        "图6：",
        "13.24%",
    ):
        assert words in page
        assert words in text
    assert "<ol" not in page
    assert not re.search(r"\{\{|None|目　录", text)


def test_merged_cells_span_and_rows_are_as_wide_as_each_other(page: str) -> None:
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)
    assert len(tables) == 3
    assert any('span="' in table for table in tables)
    for table in tables:
        hanging: list[int] = []
        for row in re.findall(r"<tr>(.*?)</tr>", table):
            width = len(hanging)
            hanging = [down - 1 for down in hanging if down > 1]
            for attributes in re.findall(r"<t[hd]([^>]*)>", row):
                across, down = (int(m[1]) if (m := re.search(rf'{k}="(\d+)"', attributes)) else 1 for k in SPANS)
                width += across
                hanging += [down - 1] * across if down > 1 else []
            assert width == 6


SPANS = ("colspan", "rowspan")
