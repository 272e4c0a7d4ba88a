"""What a browser is given to print, and how its answer is held against the report; no browser is needed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ByteStringObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from yanbian_report.layout.browser import find_browser, name_of
from yanbian_report.layout.line_breaking import Setting, broken, count_lines
from yanbian_report.layout.paginate import lay_out, page_numbers
from yanbian_report.options import BuildResult
from yanbian_report.outputs._browser_letters import beside, mend_letters
from yanbian_report.outputs._print_check import misprinted
from yanbian_report.outputs._print_page import PrintPage, to_print
from yanbian_report.outputs._print_sheet import first_sheets
from yanbian_report.word.package import Package, read_package

TEXT = "2021年度收、支总计580.44万元，其中收入总计290.22万元（按“决算”口径），比2020年各减少1856.01万元，下降86.48%。"


@pytest.fixture(scope="module")
def package(built: BuildResult) -> Package:
    assert built.document is not None
    found, _ = read_package(built.document)
    assert found is not None
    return found


@pytest.mark.parametrize("width", [64.0, 200.0, 442.2])
def test_lines_are_broken_as_they_are_counted(width: float) -> None:
    setting = Setting(width, 16, 32, -0.25)
    lines = broken(TEXT, setting)
    assert "".join(lines) == TEXT
    assert len(lines) == count_lines(TEXT, setting)


def test_pages_begin_where_headings_are_counted(package: Package) -> None:
    laid = lay_out(package)
    assert dict(laid.numbers) == page_numbers(package)
    (_, cover), (_, contents), (first, pages) = laid.sections
    assert (cover, contents, first) == (1, 1, 1)
    assert pages == max(laid.numbers.values()) + 1  # the last table stands on two


def test_odd_numbers_are_on_the_front_of_a_sheet() -> None:
    assert first_sheets([(1, 1), (2, 1), (1, 3), (4, 2)]) == [(1, False), (2, False), (3, False), (6, False)]
    assert first_sheets([(1, 1), (2, 2), (1, 3)]) == [(1, False), (2, False), (5, True)]


def test_every_heading_that_the_contents_page_leads_to_is_a_place_of_the_page(package: Package) -> None:
    html = to_print(package, "题").html
    places = re.findall(r'<h\d id="([^"]+)"', html)
    assert len(places) == len(set(places)) >= 20
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(places)


def test_a_browser_too_old_to_print_page_numbers_makes_no_pdf(package: Package) -> None:
    printed = to_print(package, "题")
    assert re.fullmatch(r"— \d+ —", printed.last_edge)
    [finding] = misprinted(blank(counted(printed)), package, printed, "Chrome")
    assert finding.code == "W335"
    assert "页码" in finding.message


@pytest.mark.parametrize("more", [1, -1])
def test_other_pages_than_were_counted_are_called_so(more: int, package: Package) -> None:
    printed = to_print(package, "题")
    pages = counted(printed)
    [finding] = misprinted(blank(pages + more), package, printed, "Chrome")
    assert finding.code == "W336"
    assert f"印出 {pages + more} 页" in finding.message


def counted(page: PrintPage) -> int:
    """How many sheets ``page`` takes."""
    begin, _ = first_sheets(page.laid.sections)[-1]
    return begin + page.laid.sections[-1][1] - 1


def blank(pages: int) -> bytes:
    """A PDF of so many pages without a word."""
    written, writer = BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.write(written)
    return written.getvalue()


def test_browsers_are_found_where_they_install_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    assert edge != find_browser()
    edge.write_bytes(b"")
    assert edge == find_browser()
    names = [name_of(Path(name)) for name in ("msedge.exe", "google-chrome", "chromium", "browser")]
    assert names == ["Edge", "Chrome", "Chromium", "浏览器"]


def test_fonts_say_what_is_written_beside_their_letters() -> None:
    actual = DictionaryObject({NameObject("/ActualText"): TextStringObject("门")})
    letter = ByteStringObject(b"\xad")
    operations = [
        ([NameObject("/F1"), 16], b"Tf"),
        ([NameObject("/Span"), actual], b"BDC"),
        ([letter], b"Tj"),
        ([], b"EMC"),
    ]
    assert beside(operations) == {("/F1", b"\xad"): "门"}
    assert mended({b"\xad": "门"}) == b"1 beginbfchar\n<AD> <95E8>\nendbfchar\nendcmap"
    assert b"<AE> <6237>" in mended({b"\xae": "户"})


def mended(letters: dict[bytes, str]) -> bytes:
    """What a font that knows a radical says once ``letters`` stand beside its codes."""
    writer, table = PdfWriter(), StreamObject()
    table.set_data(b"1 beginbfchar\n<AD> <2ED4>\nendbfchar\nendcmap")
    font = DictionaryObject({NameObject("/ToUnicode"): table})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    mend_letters(writer, {0: {("/F1", code): sign for code, sign in letters.items()}})
    return font["/ToUnicode"].get_object().get_data()  # type: ignore[attr-defined, no-any-return]
