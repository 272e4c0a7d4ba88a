"""PDF: the finished document for reading and printing, by LibreOffice."""

from __future__ import annotations

from pathlib import PurePath

from yanbian_report.base.findings import Finding, error
from yanbian_report.outputs import Files, Finished
from yanbian_report.word.package import Package

HELP = "同时生成 PDF（要装有 LibreOffice）"
LABEL = "PDF"

_BY_WORD = "报告本身没有少；在 Word 里打开它，另存为 PDF"
_HINT = "安装 LibreOffice 再生成；或者在 Word、WPS 里打开报告，另存为 PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document.data)
    if pdf is None:
        return {}, findings
    lost = read_back(document.package, pdf)
    return {PurePath(f"{document.stem}.pdf"): pdf} if not lost else {}, findings + lost


def to_pdf(document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a PDF, tagged and with bookmarks; W332 where there is no LibreOffice."""
    from yanbian_report.layout import libreoffice

    office = libreoffice.find_office()
    if office is None:
        return None, [error("W332", "没有安装 LibreOffice，没有做 PDF", hint=_HINT)]
    return libreoffice.office_pdf(office, document)


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
