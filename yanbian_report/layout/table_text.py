"""Table text: a table as rows and cells of its XML's text, as the tables of templates are before they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.workbook_tables import workbook_tables

_TABLE, _TABLE_END, _ROW_END, _CELL = "<w:tbl>", "</w:tbl>", "</w:tr>", "<w:tc>"
_SPAN = re.compile(r'<w:gridSpan w:val="(\d{1,3})"/>')
_MERGE = re.compile(r'<w:vMerge(?: w:val="(\w+)")?/>')
_ON = re.compile(r'<w:tblHeader(?: w:val="(?:1|true)")?/>')


class CellText(NamedTuple):
    """A cell: its XML, the columns that it takes, and ``restart`` or ``continue`` where it is merged downwards."""

    xml: str
    column: int
    across: int
    merge: str

    @property
    def words(self) -> str:
        """The XML of its paragraphs."""
        properties, end, rest = self.xml.partition("</w:tcPr>")
        return (rest if end else properties.removeprefix(_CELL)).removesuffix("</w:tc>")

    def merged(self, merge: str, words: str) -> CellText:
        """The cell merged otherwise, with other paragraphs."""
        value = "" if merge == "continue" else f' w:val="{merge}"'
        properties = _MERGE.sub(f"<w:vMerge{value}/>", self.xml.partition("</w:tcPr>")[0], count=1)
        return self._replace(xml=f"{properties}</w:tcPr>{words}</w:tc>", merge=merge)


class RowText(NamedTuple):
    """A row: what stands before its cells, and they."""

    head: str
    cells: tuple[CellText, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is said to stand on every page, as headings of columns do."""
        return _ON.search(self.head) is not None

    @property
    def xml(self) -> str:
        """Its XML."""
        return f"{self.head}{''.join(cell.xml for cell in self.cells)}{_ROW_END}"

    def at(self, column: int) -> CellText | None:
        """The cell that begins at ``column``."""
        return next((cell for cell in self.cells if cell.column == column), None)


class TableText(NamedTuple):
    """A table: its properties and columns, and its rows."""

    opening: str
    rows: tuple[RowText, ...]

    @property
    def xml(self) -> str:
        """Its XML."""
        return f"{self.opening}{''.join(row.xml for row in self.rows)}{_TABLE_END}"


def tables_of(document: str, styles: StyleSheet) -> Iterator[tuple[int, int]]:
    """Where each table begins and ends in ``document``; one of the workbook or that holds another is left out."""
    aside = {start for start, _ in workbook_tables(document, styles)}
    start = document.find(_TABLE)
    while start >= 0:
        end = document.find(_TABLE_END, start)
        inner = document.rfind(_TABLE, start, end)
        if inner != start:  # only the outermost would end elsewhere
            start, depth, end = start, 1, start + 1
            while depth:
                opening, closing = document.find(_TABLE, end), document.find(_TABLE_END, end)
                depth += 1 if 0 <= opening < closing else -1
                end = (opening if 0 <= opening < closing else closing) + 1
        elif start not in aside:
            yield start, end + len(_TABLE_END)
        start = document.find(_TABLE, end)


def read_table(xml: str) -> TableText:
    """The table of which ``xml`` is all."""
    *rows, _ = xml.split(_ROW_END)
    at = re.search(r"<w:tr[ >]", xml)
    opening = xml[: at.start()] if at is not None else xml.removesuffix(_TABLE_END)
    if rows:
        rows[0] = rows[0].removeprefix(opening)
    return TableText(opening, tuple(_row(row) for row in rows))


def _row(xml: str) -> RowText:
    head, *pieces = xml.split(_CELL)
    cells: list[CellText] = []
    column = 0
    for piece in pieces:
        properties = piece.partition("</w:tcPr>")[0]
        span, merge = _SPAN.search(properties), _MERGE.search(properties)
        across = max(int(span[1]), 1) if span else 1
        cells.append(CellText(_CELL + piece, column, across, (merge[1] or "continue") if merge else ""))
        column += across
    return RowText(head, tuple(cells))
