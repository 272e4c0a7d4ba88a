"""The report for the web and as PDF: what a reader, an editor and a screen reader find in them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from pypdf import PdfReader

from tests.conftest import ROOT
from yanbian_report.api import build
from yanbian_report.layout.libreoffice import find_office
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.outputs.pdf import to_pdf

OFFICE = find_office()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    result = build(2021, ROOT, tmp_path_factory.mktemp("web") / "报告.docx", BuildOptions(outputs=("web",)))
    assert result.document is not None, result.findings
    return result


@pytest.fixture(scope="module")
def page(built: BuildResult) -> str:
    return next(file for file in built.also if file.suffix == ".html").read_text("utf-8")


def test_the_page_is_valid_html(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)


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
    for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
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


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
def test_a_pdf_by_libreoffice_is_tagged_and_has_the_contents_page_of_the_document(tmp_path: Path) -> None:
    result = build(2021, ROOT, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    assert [file.name for file in result.also] == ["报告.pdf"]
    reader = PdfReader(result.also[0])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.outline) > 3
    assert reader.metadata is not None
    assert reader.metadata.title == "2021年度盐边县社会保险事务中心部门决算"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its page numbers are not compared")
def test_page_numbers_by_libreoffice_are_those_by_rdocx(tmp_path: Path, built: BuildResult) -> None:
    asked = build(2021, ROOT, tmp_path / "报告.docx", BuildOptions(pages="libreoffice"))
    assert asked.document is not None
    assert built.document is not None
    assert asked.document.read_bytes() == built.document.read_bytes()


def test_without_libreoffice_another_engine_makes_the_pdf_and_says_so(
    built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanbian_report.outputs.pdf.find_office", lambda: None)
    assert built.document is not None
    data, findings = to_pdf(built.document.read_bytes())
    assert data is not None
    assert data.startswith(b"%PDF")
    assert [f.code for f in findings] == ["W333"]
    pages = PdfReader(BytesIO(data)).pages
    assert 50 <= len(pages) <= 60
    assert all(page.extract_text().strip() for page in pages), "no page is empty"
    for page in pages[2:]:
        lines = [line.strip() for line in page.extract_text().split("\n") if line.strip()]
        body = [line for line in lines if not re.fullmatch(r"— ?\d+ ?—", line)]
        assert not re.fullmatch(r"[一二三四五六七八九十]、\S{2,30}|（[一二三四五六七八九十]）\S{2,30}", body[-1]), body[
            -1
        ]
