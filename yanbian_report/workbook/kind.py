"""Kind: what a file is, by its bytes; its name may say anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from yanbian_report.workbook.limits import MOST_PIECES, Refused, password, too_many_pieces

if TYPE_CHECKING:
    from yanbian_report.workbook.archive import Archive
    from yanbian_report.workbook.stored import Parsed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BARE = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # Excel before 1993, and pages that imitate it
_PACKED = "压缩文件"
_ODS = "opendocument.spreadsheet"
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "Word 文件（RTF）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
)
_SAVE = "在 Excel 或 WPS 里打开，另存为 .xlsx"
_EXPORT = "换成系统导出的 Excel 表（.xlsx、.xls、.ods）"
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_PAGE = re.compile(r"<(html|head|body|meta|style|table|div|center|tr)\b", re.IGNORECASE)


def parse(data: bytes) -> Parsed:
    """The sheets of a workbook of any kind. Raises Refused for all else."""
    if data.startswith(_OLE):
        from yanbian_report.workbook import xls

        return xls.parse(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    for beginning, words in _OTHERS:
        if data.startswith(beginning):
            raise _other(words)
    if data.startswith(b"MIME-Version"):
        raise _old("单个文件网页（.mht）")
    if data[:2] in _BARE and data[3:4] == b"\0":
        raise _old("很早以前的 .xls")
    return _written(data)


def _other(words: str) -> Refused:
    return Refused("X106", f"是{words}，不是工作簿", "先解压，再用里面的 Excel 表" if words == _PACKED else _EXPORT)


def _old(words: str) -> Refused:
    return Refused("X106", f"是{words}，读不了这种格式", _SAVE)


def _zipped(data: bytes) -> Parsed:
    from yanbian_report.workbook.archive import Archive

    archive = Archive(data)
    if archive.encrypted():
        raise password()
    names = archive.names()
    if "xl/workbook.bin" in names:
        raise _old("二进制的 .xlsb")
    if "mimetype" in names or "content.xml" in names:
        return _open_document(archive)
    for folder, words in (("word/", "Word 文件"), ("ppt/", "演示文稿"), ("ofd.xml", "OFD 版式文件")):
        if any(name.startswith(folder) for name in names):
            raise _other(words)
    if "[content_types].xml" not in names and not any(name.startswith("xl/") for name in names):
        raise _other(_PACKED)
    from yanbian_report.workbook import xlsx

    return xlsx.parse(archive)


def _open_document(archive: Archive) -> Parsed:
    from yanbian_report.workbook import ods

    mimetype = archive.part("mimetype").decode("ascii", "replace") if "mimetype" in archive else _ODS
    if _ODS not in mimetype:
        raise _other("OpenDocument 文件，但不是表格")
    return ods.parse_archive(archive)


def _written(data: bytes) -> Parsed:
    """A workbook written as text: XML or a web page."""
    from yanbian_report.workbook import html_page, ods, spreadsheetml
    from yanbian_report.workbook.text import decode

    text = decode(data)
    if text is None:
        raise Refused("X106", "不是工作簿：认不出是什么文件", _EXPORT)
    if text.count("<") + text.count("&") > MOST_PIECES:
        raise too_many_pieces()
    beginning = text[:4_000].lstrip()
    parsers: dict[str, Callable[[str], Parsed]] = {"Workbook": spreadsheetml.parse, "document": ods.parse_text}
    root = _ROOT.search(beginning)
    if beginning.startswith("<") and root is not None and root[1] in parsers:
        return parsers[root[1]](text)
    if beginning.startswith("<") and _PAGE.search(beginning):
        return html_page.parse(text)
    if beginning.startswith("<"):
        raise Refused("X106", "是网页或 XML 文件，里面没有表", _EXPORT)
    words = "文字文件（如 .csv），里面没有工作表和合并单元格"
    raise Refused("X106", f"是{words}", f"{_EXPORT}；只有 .csv 的，{_SAVE}，再核对一遍表头和编码")
