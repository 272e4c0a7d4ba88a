"""PDF: the finished document for reading and printing, by LibreOffice where it is installed, else by rdocx."""

from __future__ import annotations

from pathlib import PurePath

from yanbian_report.base.findings import Finding, note
from yanbian_report.outputs import Files, Finished

HELP = "同时生成 PDF（装有 LibreOffice 的用它排版）"
LABEL = "PDF"

_FONTS = "没有安装 LibreOffice，PDF 由 rdocx 排版，全部用自带的黑体"
_HINT = "要公文字体的 PDF，安装 LibreOffice 和字体，或者在 Word 里另存为 PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document.data)
    return {PurePath(f"{document.stem}.pdf"): pdf} if pdf else {}, findings


def to_pdf(document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a PDF, tagged and with bookmarks if LibreOffice sets it; a note (W333) if not."""
    from yanbian_report.layout import libreoffice

    office = libreoffice.find_office()
    if office is not None:
        return libreoffice.office_pdf(office, document)
    from yanbian_report.layout import rdocx_engine

    pdf, findings = rdocx_engine.to_pdf(document)
    return pdf, findings or [note("W333", _FONTS, hint=_HINT)]
