"""PDF: the finished document for reading and printing, by LibreOffice where it is installed, else by rdocx."""

from __future__ import annotations

from pathlib import PurePath

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.outputs import Files, Finished

_FONTS = "没有安装 LibreOffice，PDF 由 rdocx 排版，全部用自带的黑体"


HELP = "同时生成 PDF（装有 LibreOffice 的用它排版）"
LABEL = "PDF"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The PDF beside the document."""
    pdf, findings = to_pdf(document.data)
    return {PurePath(f"{document.stem}.pdf"): pdf} if pdf else {}, findings


def to_pdf(document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a tagged PDF with bookmarks. A note says when it was not LibreOffice that set it."""
    from yanbian_report.layout.libreoffice import find_office, office_pdf

    office = find_office()
    if office is not None:
        return office_pdf(office, document)
    from importlib.resources import as_file, files

    import rdocx

    try:
        with as_file(files("yanbian_report.charts").joinpath("fonts")) as fonts:
            data = bytes(rdocx.Document.from_bytes(document).to_pdf(font_dirs=[fonts]))
    except (rdocx.RdocxError, rdocx.LayoutError, OSError, ValueError) as problem:
        return None, [error("W332", f"没能转成 PDF：{problem}", hint="安装 LibreOffice，或者在 Word 里另存为 PDF")]
    return data, [note("W333", _FONTS, hint="要公文字体的 PDF，安装 LibreOffice 和字体，或者在 Word 里另存为 PDF")]
