"""PDF: the finished document for reading and printing, by LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.outputs import Files, Finished
from yanbian_report.word.package import Package

HELP = "同时生成 PDF（要装有 LibreOffice）"
LABEL = "PDF　由 LibreOffice 排版，要等十几秒"

_BY_WORD = "报告本身没有少；在 Word 里打开它，另存为 PDF"
_HINT = "安装 LibreOffice 再生成；或者在 Word、WPS 里打开报告，另存为 PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document)
    if pdf is None:
        return {}, findings
    lost = read_back(document.package, pdf)
    return {PurePath(f"{document.stem}.pdf"): pdf} if not lost else {}, findings + lost


def to_pdf(document: Finished) -> tuple[bytes | None, list[Finding]]:
    """``document`` as a PDF, tagged and with bookmarks; W332 where there is no LibreOffice.

    A note (W334) names the fonts that the machine lacks, and what stands in for them.
    """
    from yanbian_report.layout import libreoffice
    from yanbian_report.layout.fonts import fonts_of, installed_fonts, stand_ins

    office = libreoffice.find_office()
    if office is None:
        return None, [error("W332", "没有安装 LibreOffice，没有做 PDF", hint=_HINT)]
    has = installed_fonts()
    replaced = stand_ins(fonts_of(document.package), has) if has is not None else {}
    pdf, findings = libreoffice.office_pdf(office, document.data, replaced)
    if pdf is None:
        return None, findings
    from pypdf.errors import PyPdfError

    from yanbian_report.outputs._pdf_tags import mend_tags

    try:
        pdf = mend_tags(pdf, document.package)
    except (PyPdfError, SyntaxError) as problem:
        return None, [error("W343", f"PDF 读不回来，没有写出：{problem}", hint=_BY_WORD)]
    return pdf, [*findings, *_told(replaced)]


def _told(replaced: Mapping[str, str]) -> list[Finding]:
    """W334 for fonts that are missing."""
    if not replaced:
        return []
    pairs = "，".join(f"{font}换成{other or 'LibreOffice 自选的字体'}" for font, other in replaced.items())
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
