"""The report as PDF: tagged and with the contents page of the document, whoever sets it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from tests.conftest import Edit
from tests.outputs.tags import Tags, assert_no_level_is_left_out, widths
from yanbian_report.api import build
from yanbian_report.layout.fonts import stand_ins
from yanbian_report.layout.libreoffice import count_pages, find_office, for_office, write_profile
from yanbian_report.layout.paginate import page_numbers
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.outputs import Finished
from yanbian_report.outputs._pdf_tags import is_regular
from yanbian_report.outputs._print_check import off_contents
from yanbian_report.outputs.pdf import to_pdf
from yanbian_report.word.package import DOCUMENT, read_package, to_bytes

OFFICE = find_office()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
def test_a_pdf_by_libreoffice_is_tagged_and_has_the_contents_page_of_the_document(frozen: Path, tmp_path: Path) -> None:
    result = build(2021, frozen, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    assert [file.name for file in result.also] == ["报告.pdf"]
    reader = PdfReader(result.also[0])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert all(page["/Tabs"] == "/S" for page in reader.pages if "/Annots" in page)
    assert len(reader.outline) > 3
    assert "2021年盐边县社会保险事务中心整体绩效评价报告" in str(reader.outline)
    assert reader.metadata is not None
    assert reader.metadata.title == "2021年度盐边县社会保险事务中心部门决算"


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its page numbers are not compared")
def test_page_numbers_by_libreoffice_are_those_that_are_counted_here(
    frozen: Path, tmp_path: Path, built: BuildResult
) -> None:
    asked = build(2021, frozen, tmp_path / "报告.docx", BuildOptions(pages="libreoffice"))
    assert asked.document is not None
    assert built.document is not None
    assert asked.document.read_bytes() == built.document.read_bytes()


def test_without_libreoffice_and_a_browser_there_is_no_pdf_and_that_is_said(
    built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanbian_report.layout.libreoffice.find_office", lambda: None)
    monkeypatch.setattr("yanbian_report.layout.browser.find_browser", lambda: None)
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    data, findings = to_pdf(Finished(package, built.document.read_bytes(), "报告", "报告"))
    assert data is None
    assert [f.code for f in findings] == ["W332"]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
@pytest.mark.parametrize("items", [29, 30, 120])
def test_a_row_of_any_height_loses_no_word(items: int, edited: Edit, tmp_path: Path) -> None:
    words = "".join(f"第{number}条按季度采购入库。" for number in range(1, items + 1))
    project = edited("项目.社保公共服务能力建设.自评表.指标.1.预期", words)
    result = build(2021, project, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    assert {f.code for f in result.findings} <= {"W334", "R359"}  # fonts may be lacking; so long a row is looked at
    text = "".join(page.extract_text() for page in PdfReader(result.also[0]).pages)
    assert f"第{items}条按季度采购入库。" in "".join(text.split())


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
def test_links_are_whole_and_the_cells_of_every_table_fill_its_rows(frozen: Path, tmp_path: Path) -> None:
    result = build(2021, frozen, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    tags = Tags(PdfReader(result.also[0]))
    assert len(tags.of("/Table")) == 3
    for table in tags.of("/Table"):
        assert len(set(widths(tags, table))) == 1
    assert len(tags.of("/TH")) > 3 * 18  # headings of columns on each of six pages, and of rows
    assert len(tags.of("/Link")) == 23
    assert_no_level_is_left_out(tags)


def test_what_stands_in_for_a_font_is_the_nearest_that_the_machine_has() -> None:
    has = frozenset({"noto serif cjk sc", "fandolkai", "liberation serif"})
    assert stand_ins(["楷体_GB2312", "宋体", "黑体", "Liberation Serif"], has) == {
        "楷体_GB2312": "FandolKai",
        "宋体": "Noto Serif CJK SC",
        "黑体": "",
    }


def test_a_profile_tells_libreoffice_what_to_take_for_a_font(tmp_path: Path) -> None:
    write_profile(tmp_path / "profile", {"楷体_GB2312": "A & B", "黑体": ""})
    root = ElementTree.parse(tmp_path / "profile/user/registrymodifications.xcu").getroot()
    assert [value.text for value in root.iter("value")] == ["true", "楷体_GB2312", "A & B", "false", "true"]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
@pytest.mark.parametrize("more", [0, 30])
def test_the_text_begins_on_a_right_hand_page_however_long_the_contents_are(more: int, built: BuildResult) -> None:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    entry = '<w:p><w:pPr><w:pStyle w:val="TOC2"/></w:pPr><w:r><w:t>又一条</w:t></w:r></w:p>'
    text = package.text(DOCUMENT)
    at = text.rindex("<w:p>", 0, text.index("<w:hyperlink"))
    longer = package.replaced({DOCUMENT: text[:at] + entry * more + text[at:]})
    data, _ = to_pdf(Finished(longer, to_bytes(longer), "报告", "报告"))
    assert data is not None
    pages = PdfReader(BytesIO(data)).pages
    words = [page.extract_text() for page in pages]
    first = next(number for number, said in enumerate(words, 1) if "— 1 —" in said)
    assert first == (5 if more else 3)
    blank = [number for number, said in enumerate(words, 1) if not said.strip()]
    assert blank == ([4] if more else [])
    for number in blank:
        contents = pages[number - 1].get_contents()
        assert contents is not None and b"BDC" not in contents.get_data()  # nothing to be read out
    counted, found = count_pages(longer)
    assert (counted, found) == (page_numbers(longer), [])


def tagged(*rows: str) -> DictionaryObject:
    """A table of rows of cells: H heads and says what, h does not; a figure says how many rows a cell takes."""

    def cell(sign: str) -> DictionaryObject:
        own = {NameObject("/O"): NameObject("/Table")}
        if sign == "H":
            own[NameObject("/Scope")] = NameObject("/Column")
        if sign.isdigit():
            own[NameObject("/RowSpan")] = NumberObject(int(sign))
        kind = NameObject("/TH" if sign in "Hh" else "/TD")
        return DictionaryObject({NameObject("/S"): kind, NameObject("/A"): ArrayObject([DictionaryObject(own)])})

    def element(kind: str, below: list[DictionaryObject]) -> DictionaryObject:
        return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/K"): ArrayObject(below)})

    return element("/Table", [element("/TR", [cell(sign) for sign in row]) for row in rows])


def test_a_table_is_regular_whose_rows_are_equally_wide_and_whose_heads_say_what() -> None:
    assert is_regular(tagged("HH", ".."))
    assert is_regular(tagged("2.", "."))
    assert not is_regular(tagged("HH", "."))
    assert not is_regular(tagged("2.", ".."))
    assert not is_regular(tagged("2.", ""))
    assert not is_regular(tagged("3.", "."))
    assert not is_regular(tagged("hH", ".."))


def test_a_section_numbered_from_an_odd_page_is_given_to_libreoffice_as_one_that_begins_on_any(
    built: BuildResult,
) -> None:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    assert '<w:type w:val="oddPage"/>' in package.text(DOCUMENT)
    assert '<w:type w:val="oddPage"/>' not in text_in(for_office(package))
    even = package.text(DOCUMENT).replace('w:start="1"', 'w:start="2"')
    assert text_in(for_office(package.replaced({DOCUMENT: even}))) == even


def text_in(document: bytes) -> str:
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return archive.read(DOCUMENT).decode()


def test_a_heading_on_another_page_than_the_contents_page_says_is_told(built: BuildResult) -> None:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    right = page_numbers(package)
    assert off_contents(package, right, "") == []
    assert off_contents(package, {}, "") == []
    astray = max(right, key=lambda name: right[name])
    [finding] = off_contents(package, right | {astray: 99}, "")
    assert finding.code == "W336"
    assert "印在第 99 页" in finding.message


def test_figures_stay_half_an_em_wide_where_only_one_chinese_font_is_there() -> None:
    has = frozenset({"noto sans cjk sc", "noto sans mono cjk sc", "dejavu serif"})
    wanted = ["Times New Roman", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "宋体", "黑体"]
    found = stand_ins(wanted, has)
    assert found.pop("Times New Roman") == "Noto Sans Mono CJK SC"
    assert set(found.values()) == {"Noto Sans CJK SC"}
