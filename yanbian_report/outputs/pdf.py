"""PDF: the finished document for reading and printing, by LibreOffice where it is installed, else by rdocx."""

from __future__ import annotations

from pathlib import PurePath

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.outputs import Files, Finished
from yanbian_report.word.package import Package

HELP = "同时生成 PDF（装有 LibreOffice 的用它排版）"
LABEL = "PDF"

_FONTS = "没有安装 LibreOffice，PDF 由 rdocx 排版，全部用自带的黑体"
_BY_WORD = "报告本身没有少；在 Word 里打开它，另存为 PDF"
_HINT = "要公文字体的 PDF，安装 LibreOffice 和字体，或者在 Word 里另存为 PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document.data)
    if pdf is None:
        return {}, findings
    lost = read_back(document.package, pdf)
    return {PurePath(f"{document.stem}.pdf"): pdf} if not lost else {}, findings + lost


def to_pdf(document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a PDF, tagged and with bookmarks if LibreOffice sets it; a note (W333) if not."""
    from yanbian_report.layout import libreoffice

    office = libreoffice.find_office()
    if office is not None:
        return libreoffice.office_pdf(office, document)
    from yanbian_report.layout import rdocx_engine

    pdf, findings = rdocx_engine.to_pdf(document)
    return pdf, findings or [note("W333", _FONTS, hint=_HINT)]


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
