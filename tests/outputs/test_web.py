"""The report for the web: what a reader, an editor and a screen reader find in it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

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
    same_as_golden("2021.html", re.sub('(?<=base64,)[^"]+', "", page))


def test_headings_go_down_without_a_gap(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)\b", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert levels.count(1) == 1
    assert max(levels) == 4


def test_every_picture_is_on_the_page_and_a_file_with_a_text_for_those_who_cannot_see_it(
    page: str, built: BuildResult
) -> None:
    pictures = re.findall(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)" width="552" height="242" ', page)
    files = sorted(file for file in built.also if file.suffix == ".png")
    assert [file.name for file in files] == [f"图{n}.png" for n in range(1, 7)]
    assert [b64decode(data) for data, _ in pictures] == [file.read_bytes() for file in files]
    assert "万元" in pictures[0][1]
    assert page.count("<figure ") == page.count("</figcaption></figure>") == 6


def test_the_page_has_a_list_of_contents_with_links_to_its_headings(page: str) -> None:
    contents = page.partition("<nav ")[2].partition("</nav>")[0]
    links = re.findall(r'<a href="#(s\d+)">([^<]+)</a>', contents)
    headings = re.findall(r'<h[23] id="(s\d+)"[^>]*>(.*?)</h', page)
    assert [id_ for id_, _ in links] == [id_ for id_, _ in headings]
    assert all(words.endswith(heading) for (_, words), (_, heading) in zip(links, headings, strict=True))
    assert "附件2　2021年省级财政社保公共服务能力建设资金专项项目资金绩效评价报告" in dict(links).values()


def test_looks_that_pasting_keeps_stand_in_every_element(page: str) -> None:
    article = page.partition('<article id="text">')[2].partition("</article>")[0]
    bare = re.findall(r"<(?:p|h[2-4]|table|t[hd]|figure|figcaption|img)\b(?![^>]* style=)[^>]*>", article)
    assert bare == []
    assert article.count("border:1px solid") == len(re.findall("<(?:table|t[hd])\\b", article))
    assert re.search('<p style="[^"]*text-indent:2em">1.核定全县基金征收计划', article)
    assert re.search('<h2 [^>]*text-align:center;text-indent:0">第一部分', article)


def test_the_archive_is_the_page_and_its_pictures_and_the_same_again(frozen: Path, tmp_path: Path) -> None:
    archives = []
    for name in ("甲", "乙"):
        result = build(2021, frozen, tmp_path / name / "报告.docx", BuildOptions(outputs=("web_zip",)))
        assert [file.name for file in result.also] == ["报告网页.zip"]
        archives.append(result.also[0].read_bytes())
    assert archives[0] == archives[1]
    with ZipFile(BytesIO(archives[0])) as archive:
        names = archive.namelist()
        page = archive.read("index.html").decode()
    assert names == ["index.html", *(f"images/{n}.png" for n in range(1, 7))]
    assert re.findall('<img src="([^"]+)"', page) == names[1:]
    assert "<script" not in page
    assert "复制" not in page.partition("<article")[0]


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
    tables = re.findall(r"<table\b.*?</table>", page, re.DOTALL)
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
