"""Workbooks for tests: the same grids as a file of any format that the program reads.

    book("xlsx", Grid("公开01表", [["收入支出决算总表"], ["", "公开01表"], ["总计", 290.22]], ["A1:B1"]))

gives the bytes; ``BOOKS`` has the formats: ``xlsx`` and ``xls`` (BIFF8) as libraries write them, ``ods``, ``xml``
(Excel's SpreadsheetML of 2003, which systems save as .xls) and ``html`` (a page saved as .xls) as plain text.
``converted`` lets LibreOffice save a workbook in a format of its own. A cell is a text, a number, a bool, None for a
blank, or a ``Formula``. Of merged cells only the first is written.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pytest

from yanbian_report.workbook.sheet import Merge


class Formula(NamedTuple):
    """A formula with the value that was saved with it; None as libraries save it, which do not compute."""

    text: str
    value: float | str | None = None


Cell = str | int | float | Decimal | bool | Formula | None
Rows = Sequence[Sequence[Cell]]


class Grid(NamedTuple):
    """A sheet to be: its cells by rows, of any lengths, and its merges in A1 notation."""

    name: str
    rows: Rows
    merges: Sequence[str] = ()
    hidden: bool = False


def cells_of(words: str) -> Merge:
    """``A1:C2`` as rows and columns."""
    corners = re.findall(r"([A-Z]+)(\d+)", words)
    (left, top), (right, bottom) = corners[0], corners[-1]
    return Merge(int(top) - 1, _column(left), int(bottom) - 1, _column(right))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _covered(grid: Grid) -> set[tuple[int, int]]:
    """The cells that merges hide."""
    merges = [cells_of(words) for words in grid.merges]
    return {
        (row, column)
        for m in merges
        for row in range(m.top, m.bottom + 1)
        for column in range(m.left, m.right + 1)
        if (row, column) != (m.top, m.left)
    }


def _cells(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """What is written: every cell that is neither blank nor hidden by a merge."""
    covered = _covered(grid)
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell is not None and cell != "" and (number, column) not in covered:
                yield number, column, cell


def _xlsx(grids: Sequence[Grid]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        if grid.hidden:
            sheet.hide()
        for words in grid.merges:
            m = cells_of(words)
            sheet.merge_range(m.top, m.left, m.bottom, m.right, "")
        for row, column, cell in _cells(grid):
            if isinstance(cell, Formula):
                sheet.write_formula(row, column, cell.text, None, "" if cell.value is None else cell.value)
            elif isinstance(cell, bool):
                sheet.write_boolean(row, column, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write_number(row, column, float(cell))
    book.close()
    return _without_values(out.getvalue())


def _without_values(data: bytes) -> bytes:
    """The workbook with the empty values taken out that XlsxWriter writes where a formula has none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                text = re.sub(rb'(?: t="str")?><f>([^<]*)</f><v></v>', rb"><f>\1</f>", text)
            new.writestr(entry, text)
    return out.getvalue()


def _xls(grids: Sequence[Grid]) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.visibility = int(grid.hidden)
        merges = {(m.top, m.left): m for m in map(cells_of, grid.merges)}
        for row, column, cell in _cells(grid):
            value = xlwt.Formula(cell.text.lstrip("=")) if isinstance(cell, Formula) else cell
            m = merges.pop((row, column), None)
            if m is None:
                sheet.write(row, column, value)
            else:
                sheet.write_merge(m.top, m.bottom, m.left, m.right, value)
        for m in merges.values():
            sheet.write_merge(m.top, m.bottom, m.left, m.right, "")
    book.set_active_sheet(next(i for i, grid in enumerate(grids) if not grid.hidden or i == len(grids) - 1))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_BEGINNING = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"
 xmlns:style="{_ODF}:style:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3">
<office:automatic-styles><style:style style:name="hidden" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>"""


def _ods(grids: Sequence[Grid]) -> bytes:
    tables = []
    for grid in grids:
        style = ' table:style-name="hidden"' if grid.hidden else ""
        rows = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in _ods_rows(grid))
        tables.append(f"<table:table table:name={quoteattr(grid.name)}{style}>{rows}</table:table>")
    content = f"{_BEGINNING}{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _ODS)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_rows(grid: Grid) -> Iterator[list[str]]:
    covered = _covered(grid)
    merges = {(m.top, m.left): m for m in map(cells_of, grid.merges)}
    for number, row in enumerate(_whole(grid)):
        cells = []
        for column, cell in enumerate(row):
            if (number, column) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            span = ""
            if (m := merges.get((number, column))) is not None:
                span = f' table:number-columns-spanned="{m.right - m.left + 1}"'
                span += f' table:number-rows-spanned="{m.bottom - m.top + 1}"'
            cells.append(_ods_cell(cell, span))
        yield cells


def _ods_cell(cell: Cell, span: str) -> str:
    formula = ""
    if isinstance(cell, Formula):
        formula, cell = f" table:formula={quoteattr('of:' + cell.text)}", cell.value
    if cell is None or cell == "":
        return f"<table:table-cell{formula}{span}/>"
    if isinstance(cell, bool):
        kind, shown = f'"boolean" office:boolean-value="{str(cell).lower()}"', str(cell).upper()
    elif isinstance(cell, str):
        kind, shown = '"string"', cell
    else:
        kind, shown = f'"float" office:value="{cell!s}"', str(cell)
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell{formula}{span} office:value-type={kind}>{lines}</table:table-cell>"


def _whole(grid: Grid) -> list[list[Cell]]:
    """The grid's rows, equally long and as many as its merges need."""
    merges = [cells_of(words) for words in grid.merges]
    height = max([len(grid.rows), *(m.bottom + 1 for m in merges)])
    width = max([0, *map(len, grid.rows), *(m.right + 1 for m in merges)])
    rows = [list(row) + [None] * (width - len(row)) for row in grid.rows]
    return rows + [[None] * width for _ in range(height - len(rows))]


def _spreadsheetml(grids: Sequence[Grid]) -> bytes:
    space = "urn:schemas-microsoft-com:office"
    sheets = []
    for grid in grids:
        merges = {(m.top, m.left): m for m in map(cells_of, grid.merges)}
        rows: dict[int, list[str]] = {}
        for row, column, cell in _cells(grid):
            m = merges.pop((row, column), None)
            rows.setdefault(row, []).append(_xml_cell(cell, column, m))
        for m in merges.values():
            rows.setdefault(m.top, []).append(_xml_cell(None, m.left, m))
        body = "".join(f'<Row ss:Index="{row + 1}">{"".join(cells)}</Row>\n' for row, cells in sorted(rows.items()))
        visible = "<Visible>SheetHidden</Visible>" if grid.hidden else ""
        sheets.append(
            f"<Worksheet ss:Name={quoteattr(grid.name)}><Table>{body}</Table>"
            f'<WorksheetOptions xmlns="{space}:excel">{visible}</WorksheetOptions></Worksheet>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}:spreadsheet" xmlns:ss="{space}:spreadsheet" xmlns:x="{space}:excel">'
        f"{''.join(sheets)}</Workbook>"
    ).encode()


def _xml_cell(cell: Cell, column: int, merge: Merge | None) -> str:
    marks = f' ss:Index="{column + 1}"'
    if merge is not None:
        marks += f' ss:MergeAcross="{merge.right - merge.left}" ss:MergeDown="{merge.bottom - merge.top}"'
    if isinstance(cell, Formula):
        marks += f" ss:Formula={quoteattr(cell.text)}"
        cell = cell.value
    if cell is None:
        return f"<Cell{marks}/>"
    kind = "Boolean" if isinstance(cell, bool) else "String" if isinstance(cell, str) else "Number"
    value = str(int(cell)) if isinstance(cell, bool) else escape(str(cell)).replace("\n", "&#10;")
    return f'<Cell{marks}><Data ss:Type="{kind}">{value}</Data></Cell>'


def _html(grids: Sequence[Grid]) -> bytes:
    names = "".join(
        f"<x:ExcelWorksheet><x:Name>{escape(grid.name)}</x:Name>"
        f"{'<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>' if grid.hidden else ''}"
        "</x:ExcelWorksheet>"
        for grid in grids
    )
    tables = "\n".join(f"<table border=1>\n{''.join(_html_rows(grid))}</table>" for grid in grids)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
        '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<!--[if gte mso 9]><xml>'
        f"<x:ExcelWorkbook><x:ExcelWorksheets>{names}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->\n"
        f"<style>td {{mso-number-format:General;}}</style></head>\n<body>{tables}</body></html>"
    ).encode()


def _html_rows(grid: Grid) -> Iterator[str]:
    covered = _covered(grid)
    merges = {(m.top, m.left): m for m in map(cells_of, grid.merges)}
    for number, row in enumerate(_whole(grid)):
        cells = []
        for column, cell in enumerate(row):
            if (number, column) in covered:
                continue
            m = merges.get((number, column))
            span = f" colspan={m.right - m.left + 1} rowspan={m.bottom - m.top + 1}" if m else ""
            cells.append(_html_cell(cell, span))
        yield f"<tr>{''.join(cells)}</tr>\n"


def _html_cell(cell: Cell, span: str) -> str:
    value = cell.value if isinstance(cell, Formula) else cell
    if value is None:
        return f"<td{span}></td>"
    if isinstance(value, str):
        return f"<td{span} style='mso-number-format:\"\\@\"'>{escape(value).replace(chr(10), '<br>')}</td>"
    number = str(value).upper() if isinstance(value, bool) else str(value)
    return f"<td{span} x:num>{number}</td>"


BOOKS: dict[str, Callable[[Sequence[Grid]], bytes]] = {
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "xml": _spreadsheetml,
    "html": _html,
}


def book(form: str, *grids: Grid) -> bytes:
    """A workbook of ``grids`` in a format of ``BOOKS``."""
    return BOOKS[form](grids)


def compound(name: str, content: bytes = b"") -> bytes:
    """An OLE file with one stream, as old programs of Office write it, and whatever hides a file behind a password."""
    from xlwt.CompoundDoc import XlsDoc

    out = io.BytesIO()
    XlsDoc().save(out, content.ljust(4_096, b"\0"))
    named = [word.encode("utf-16-le").ljust(64, b"\0") + bytes([2 * len(word) + 2]) for word in ("Workbook", name)]
    assert named[0] in out.getvalue()
    return out.getvalue().replace(*named)


def locked() -> bytes:
    """A workbook with a password."""
    return compound("EncryptedPackage")


def write_book(path: Path, *grids: Grid, form: str = "") -> Path:
    """Write a workbook to ``path``, in the format that its ending says unless ``form`` does; ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book(form or path.suffix[1:].lower(), *grids))
    return path


def converted(path: Path, form: str) -> Path:
    """The workbook at ``path`` as LibreOffice saves it in ``form`` (``ods``, ``xls``), in a folder beside it.

    The test is left out where LibreOffice has no program for spreadsheets.
    """
    office = shutil.which("soffice")
    out = path.parent / f"{path.stem}-{form}"
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(path)]
    subprocess.run(call, capture_output=True, timeout=180, check=False)
    made = out / f"{path.stem}.{form}"
    if not made.is_file():
        pytest.skip("LibreOffice here has no program for spreadsheets (libreoffice-calc)")
    return made
