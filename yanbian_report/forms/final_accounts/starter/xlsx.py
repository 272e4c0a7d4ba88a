"""Xlsx: the example's workbook as a file. No other workbook is written; what a unit has is kept as it came."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from yanbian_report.base.widths import columns_of
from yanbian_report.workbook.sheet import Sheet, Value, Workbook, address

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SOME_DAY = (2020, 1, 1, 0, 0, 0)  # the same bytes on every day
_WIDTHS = (7, 40)  # of a column, in digits
_TEXT, _AMOUNT, _ACROSS, _LOUD = 1, 2, 3, 4  # places in the list of formats

_FONT = '<font>{}<sz val="10"/>{}<name val="宋体"/></font>'
_LINES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_RED = '<color rgb="FFC00000"/>'
_FILLS = "".join(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125"))
_BORDERS = f"<border><left/><right/><top/><bottom/><diagonal/></border><border>{_LINES}<diagonal/></border>"
_CENTRED = '<alignment vertical="center" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
    f'<fonts count="2">{_FONT.format("", "")}{_FONT.format("<b/>", _RED)}</fonts>'
    f'<fills count="2">{_FILLS}</fills><borders count="2">{_BORDERS}</borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1">{_CENTRED}</xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
)


def to_xlsx(workbook: Workbook, loud: str) -> bytes:
    """``workbook`` as a file; a line of one cell is red where it contains ``loud``, and lines above the
    first merged heading have no border."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(workbook, loud):
            archive.writestr(zipfile.ZipInfo(name, _SOME_DAY), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _parts(workbook: Workbook, loud: str) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(workbook.sheets) + 1)
    sheets = [f"worksheets/sheet{number}.xml" for number in numbers]
    types = [f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.worksheet+xml"/>' for name in sheets]
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{"".join(types)}</Types>',
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    named = zip(numbers, workbook.sheets, strict=True)
    listed = [f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in named]
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(listed)}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([*(("worksheet", name) for name in sheets), ("styles", "styles.xml")]),
    )
    yield "xl/styles.xml", _STYLES
    for name, sheet in zip(sheets, workbook.sheets, strict=True):
        yield f"xl/{name}", _sheet(sheet, loud)


def _relations(targets: list[tuple[str, str]]) -> str:
    listed = [
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def _sheet(sheet: Sheet, loud: str) -> str:
    width = len(sheet.rows[0])
    across = {merge.top for merge in sheet.merges if merge.left == 0 and merge.right == width - 1}
    first = min((merge.top for merge in sheet.merges if merge.top not in across), default=0)
    rows = []
    for row, cells in enumerate(sheet.rows):
        style = _LOUD if loud in str(cells[0]) else _ACROSS if row in across or row < first else 0
        drawn = [_cell(address(row, column), value, style) for column, value in enumerate(cells)]
        rows.append(f'<row r="{row + 1}">{"".join(drawn)}</row>')
    widths = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_widths(sheet), 1))
    merges = "".join(f'<mergeCell ref="{address(m.top, m.left)}:{address(m.bottom, m.right)}"/>' for m in sheet.merges)
    merged = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
    data = f"<sheetData>{''.join(rows)}</sheetData>{merged}"
    return f'{_XML}<worksheet xmlns="{_MAIN}"><cols>{widths}</cols>{data}</worksheet>'


def _cell(place: str, value: Value, style: int) -> str:
    if not isinstance(value, str):
        return f'<c r="{place}" s="{style or _AMOUNT}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{place}" s="{style or _TEXT}"/>'
    text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return f'<c r="{place}" s="{style or _TEXT}" t="inlineStr">{text}</c>'


def _widths(sheet: Sheet) -> Iterator[int]:
    """How wide every column is, in digits: as its longest cell that is not merged."""
    merged = {(merge.top, merge.left) for merge in sheet.merges}
    least, most = _WIDTHS
    for column in range(len(sheet.rows[0])):
        own = (str(cells[column]) for row, cells in enumerate(sheet.rows) if (row, column) not in merged)
        yield min(max(max(map(columns_of, own), default=0) + 2, least), most)
