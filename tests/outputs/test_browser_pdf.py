"""The report as a browser prints it where there is no LibreOffice: the same pages, tagged and named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, Destination

from tests.outputs.tags import Tags, assert_no_level_is_left_out, widths
from yanbian_report.layout.browser import browser_pdf, find_browser
from yanbian_report.options import BuildResult
from yanbian_report.outputs import Finished
from yanbian_report.outputs._print_page import to_print
from yanbian_report.outputs._words import bare
from yanbian_report.outputs.pdf import render
from yanbian_report.word.package import DOCUMENT, Package, read_package

BROWSER = find_browser()
NO_BROWSER = "neither Edge nor Chrome nor Chromium is installed: its PDF is not made"


@pytest.fixture(scope="module")
def printed(built: BuildResult) -> PdfReader:
    """The report as a browser prints it where there is no LibreOffice."""
    assert built.document is not None
    package = package_of(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yanbian_report.layout.libreoffice.find_office", lambda: None)
        title = "2021年度盐边县社会保险事务中心部门决算"
        files, findings = render(Finished(package, built.document.read_bytes(), title, "报告"))
    assert {f.code for f in findings} <= {"W334", "W337"}  # the machine may lack fonts
    return PdfReader(BytesIO(files[PurePath("报告.pdf")]))


def test_titles_are_broken_and_letters_spaced_as_they_were_counted(built: BuildResult) -> None:
    html = to_print(package_of(built), "报告").html
    assert re.search(r"盐边县社会保险事务中心</span><br><span[^>]*>整体绩效评价报告", html)
    spaced = re.findall(r'letter-spacing:(\S+?)pt[^>]*">[^.]{0,200}2\.卫生健康支出（210类）支出决算数', html)
    assert spaced
    assert -0.25 > float(spaced[0]) >= -0.55


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason=NO_BROWSER)
def test_a_browser_prints_every_heading_on_the_page_that_the_contents_page_says(
    printed: PdfReader,
) -> None:
    said = [
        (re.sub(r"\s", "", match[1]), int(match[2]))
        for line in printed.pages[1].extract_text().splitlines()
        if (match := re.fullmatch(r"(第.部分.*?|.、.*?)[\s.…]*(\d+)", line.strip()))
    ]
    assert len(said) > 10
    stand = {re.sub(r"\s", "", str(entry.title)): entry for entry in flat(printed.outline)}
    for words, number in said:
        words = unicodedata.normalize("NFKC", words)
        [entry] = [e for title, e in stand.items() if unicodedata.normalize("NFKC", title) == words]
        page = printed.get_destination_page_number(entry)
        assert page is not None
        shown = re.findall(r"—\s*(\d+)\s*—", printed.pages[page].extract_text())
        assert shown == [str(number)], words


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason=NO_BROWSER)
def test_what_a_browser_prints_is_tagged_and_named(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert "2021年盐边县社会保险事务中心整体绩效评价报告" in [str(entry.title) for entry in flat(printed.outline)]
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "2021年度盐边县社会保险事务中心部门决算</rdf:li>" in metadata
    tags = Tags(printed)
    assert len(tags.of("/Table")) == 3
    for table in tags.of("/Table"):
        assert len(set(widths(tags, table))) == 1
    assert len(tags.of("/Link")) == 23
    assert [one["/Alt"] for one in tags.of("/Figure")] != []
    assert_no_level_is_left_out(tags)
    links = [a.get_object() for page in printed.pages for a in page.get("/Annots", ())]
    assert all(link["/Contents"] and link["/F"] & 4 for link in links)
    titles = [str(entry.title) for entry in flat(printed.outline)]
    assert len([title for title in titles if title.endswith("绩效目标自评")]) == 3
    assert all(title.count("绩效目标自评") < 2 for title in titles)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason=NO_BROWSER)
def test_all_that_a_browser_prints_is_told_or_passed_over(printed: PdfReader) -> None:
    for page in [*printed.pages[:8], *printed.pages[-3:]]:  # cover, contents, text, pictures; tables
        contents = page.get_contents()
        assert contents is not None
        depth = 0
        for _, operator in ContentStream(contents, printed).operations:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            assert depth or operator not in (b"Tj", b"TJ", b"f", b"f*", b"S", b"Do")


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason=NO_BROWSER)
def test_paper_lies_where_its_section_does_and_odd_numbers_are_on_the_front(built: BuildResult) -> None:
    text = package_of(built).text(DOCUMENT)
    begin, end = text[: text.index("<w:body>") + 8], text[text.rindex("<w:sectPr>") :]
    upright = end[: end.index("</w:body>")]
    lying = upright.replace('w:h="16838" w:w="11906"', 'w:h="11906" w:w="16838"').replace('start="1"', 'start="7"')
    assert upright != lying
    sections = [paragraph("甲", upright), paragraph("乙", lying), paragraph("丙")]
    package = package_of(built).replaced({DOCUMENT: begin + "".join(sections) + end})
    assert BROWSER is not None
    pdf, findings = browser_pdf(BROWSER, to_print(package, "题").html)
    assert pdf is not None, findings
    reader = PdfReader(BytesIO(pdf))
    shown = ["".join(sorted(bare(page.extract_text()))) for page in reader.pages]
    assert shown == ["".join(sorted(words)) for words in ("甲—1—", "", "乙—7—", "", "丙—1—")]
    lies = [float(page.mediabox.width) > float(page.mediabox.height) for page in reader.pages]
    assert [lies[0], lies[2], lies[4]] == [False, True, False]


def paragraph(words: str, section: str = "") -> str:
    return f"<w:p><w:pPr>{section}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def package_of(built: BuildResult) -> Package:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    return package


def flat(outline: list[Any]) -> Iterator[Destination]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry
