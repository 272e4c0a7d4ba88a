"""PDF: the finished document for reading and printing, by LibreOffice or, where it is not installed, by a browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from yanbian_report.base.findings import Finding, Severity, error, note
from yanbian_report.outputs import Files, Finished
from yanbian_report.word.package import Package

HELP = "同时生成 PDF（要装有 LibreOffice、Edge 或 Chrome）"
LABEL = "PDF　由 LibreOffice 排版（没有就由浏览器打印），要等十几秒"

_BY_WORD = "报告本身没有少；在 Word 里打开它，另存为 PDF"
_HINT = "安装 LibreOffice、Edge 或 Chrome 再生成；或者在 Word、WPS 里打开报告，另存为 PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document)
    if pdf is None:
        return {}, findings
    lost = read_back(document.package, pdf)
    return {PurePath(f"{document.stem}.pdf"): pdf} if not lost else {}, findings + lost


def to_pdf(document: Finished) -> tuple[bytes | None, list[Finding]]:
    """``document`` as a PDF, tagged and with bookmarks; W332 where there is neither LibreOffice nor a browser.

    A note (W334) names the fonts that the machine lacks, and what stands in for them.
    """
    from pypdf.errors import PyPdfError

    from yanbian_report.layout.browser import find_browser
    from yanbian_report.layout.libreoffice import find_office

    office = find_office()
    browser = find_browser() if office is None else None
    try:
        if office is not None:
            return _by_office(office, document)
        if browser is not None:
            return _by_browser(browser, document)
    except (PyPdfError, SyntaxError) as problem:
        return None, [error("W343", f"PDF 读不回来，没有写出：{problem}", hint=_BY_WORD)]
    return None, [error("W332", "没有安装 LibreOffice，也没有 Edge 或 Chrome，没有做 PDF", hint=_HINT)]


def _by_office(office: Path, document: Finished) -> tuple[bytes | None, list[Finding]]:
    from yanbian_report.layout.libreoffice import for_office, office_pdf, outline_numbers
    from yanbian_report.outputs._pdf_tags import mend_tags
    from yanbian_report.outputs._print_check import off_contents

    replaced = _replaced(document.package)
    pdf, findings = office_pdf(office, for_office(document.package), replaced)
    if pdf is None:
        return None, findings
    hint = "装上公文字体再生成；或者在 Word、WPS 里打开报告，另存为 PDF"
    astray = off_contents(document.package, outline_numbers(pdf, document.package), hint)
    return mend_tags(pdf, document.package), [*findings, *_told(replaced, "LibreOffice"), *astray]


def _by_browser(browser: Path, document: Finished) -> tuple[bytes | None, list[Finding]]:
    from yanbian_report.layout.browser import browser_pdf, name_of
    from yanbian_report.outputs._browser_tags import mend_printed
    from yanbian_report.outputs._print_check import misprinted
    from yanbian_report.outputs._print_page import to_print

    called = name_of(browser)
    page = to_print(document.package, document.title)
    pdf, findings = browser_pdf(browser, page.html)
    if pdf is None:
        return None, findings
    wrong = misprinted(pdf, document.package, page, called)
    if any(finding.severity is Severity.ERROR for finding in wrong):
        return None, wrong
    hint = "安装 LibreOffice，PDF 就由它排版"
    printed = note("W337", f"没有安装 LibreOffice，PDF 由 {called} 按报告的版面打印", hint=hint)
    mended = mend_printed(pdf, document.package, document.title)
    return mended, [*wrong, printed, *_told(_replaced(document.package), called)]


def _replaced(document: Package) -> Mapping[str, str]:
    """The fonts that the machine lacks, with what stands in for them; none where its fonts cannot be told."""
    from yanbian_report.layout.fonts import fonts_of, installed_fonts, stand_ins

    has = installed_fonts()
    return stand_ins(fonts_of(document), has) if has is not None else {}


def _told(replaced: Mapping[str, str], program: str) -> list[Finding]:
    """W334 for fonts that are missing."""
    if not replaced:
        return []
    pairs = "，".join(f"{font}换成{other or f'{program} 自选的字体'}" for font, other in replaced.items())
    hint = "要公文字体的 PDF，装上这些字体再生成；或者在装有它们的电脑上用 Word、WPS 打开报告，另存为 PDF"
    return [note("W334", f"这台电脑没有报告用的字体，PDF 里{pairs}", hint=hint)]


def read_back(document: Package, pdf: bytes) -> list[Finding]:
    """W343 where a word of ``document`` is not in ``pdf``: the first sentence that is missing."""
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from yanbian_report.outputs._words import body_words, first_lost_on_pages, note_words

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    except PyPdfError as problem:
        return [error("W343", f"PDF 读不回来，没有写出：{problem}", hint=_BY_WORD)]
    lost = first_lost_on_pages([*body_words(document), *note_words(document)], pages)
    return [error("W343", f"PDF 里少了“{lost}”，没有写出", hint=_BY_WORD)] if lost is not None else []
