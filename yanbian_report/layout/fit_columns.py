"""Fit columns: tables whose columns Word may fit to what they hold are given their widths here, the same in every
program; a table of fixed widths, as Word calls them, keeps those of its template.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.layout.column_widths import Text, share
from yanbian_report.layout.even_cells import with_even_lines
from yanbian_report.layout.look import look_of, style_margins
from yanbian_report.layout.table_text import CellText, RowText, TableText
from yanbian_report.word.document import pieces, words_of
from yanbian_report.word.styles import TABLE_HEAD, StyleSheet

_LAYOUT = re.compile(r'<w:tblLayout w:type="(\w+)"/>')
_WIDTH = re.compile(r'<w:tblW(?=[^>]*\bw:type="dxa")[^>]*\bw:w="(\d{1,6})"')
_STYLE = re.compile(r'<w:tblStyle w:val="([^"]+)"/>')
_COLUMN = re.compile(r'<w:gridCol w:w="(\d{1,6})"/>')
_CELL_WIDTH = re.compile(r"<w:tcW\b[^>]*/>")
_BREAK = re.compile(r"<w:br/>")
_MOST_COLUMNS, _MOST_ROWS = 20, 400  # of a table that people fill in; what is larger keeps its widths
_TWIPS = 20  # to a point


class _Letters(NamedTuple):
    """The size of letters in points, and whether they head others."""

    size: float
    is_head: bool


def fit_columns(table: TableText, styles: StyleSheet) -> TableText:
    """``table`` with columns as wide as their words need, where its template leaves that open."""
    layout, given = _LAYOUT.search(table.opening), _COLUMN.findall(table.opening)
    if (layout is not None and layout[1] == "fixed") or not 1 < len(given) <= _MOST_COLUMNS:
        return table
    if len(table.rows) > _MOST_ROWS or any(_end(row) != len(given) for row in table.rows):
        return table
    whole = _WIDTH.search(table.opening)
    room = int(whole[1]) if whole and int(whole[1]) else sum(map(int, given))
    style = _STYLE.search(table.opening)
    sides = style_margins(styles, style[1] if style else "")
    margins = round((sides["left"] + sides["right"]) * _TWIPS)
    widths = _widths(table, styles, room, margins)
    return with_even_lines(_with_widths(table, widths), styles, widths, margins)


def _end(row: RowText) -> int:
    return row.cells[-1].column + row.cells[-1].across if row.cells else 0


def _widths(table: TableText, styles: StyleSheet, room: int, margins: int) -> list[int]:
    """The widths in twips."""
    count = len(_COLUMN.findall(table.opening))
    said = [[_Said(cell, styles) for cell in row.cells] for row in table.rows]
    sizes = Counter(words.size for row in said for words in row if words.paragraphs)
    size = sizes.most_common(1)[0][0] if sizes else look_of(styles, "").size
    step = size * _TWIPS / 2
    rows = [
        [_text(c, _down(table, n, c.cell), size) for c in row if c.cell.merge != "continue"]
        for n, row in enumerate(said)
    ]
    shared = share(rows, count, int((room - count * margins) / step), margins / step)
    widths = [int(width * step) + margins for width in shared]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths


def _text(said: _Said, down: int, size: float) -> Text:
    scale = said.size / size if said.size else 1.0
    return Text(said.cell.column, said.cell.across, down, said.is_head, said.paragraphs, scale)


class _Said:
    """What a cell says, in letters of which size."""

    def __init__(self, cell: CellText, styles: StyleSheet) -> None:
        self.cell = cell
        spoken = [(words_of(p), p) for p in pieces(cell.words)[:-1]]
        letters = [_letters(styles, words.style) for words, _ in spoken if words.text]
        self.size = max((one.size for one in letters), default=0.0)
        self.is_head = bool(letters) and all(one.is_head for one in letters)
        self.paragraphs = tuple(line for words, xml in spoken if words.text for line in _lines(words.text, xml))


def _lines(text: str, xml: str) -> tuple[str, ...]:
    """``text`` line by line where line breaks part it."""
    if "<w:br/>" not in xml:
        return (text,)
    return tuple(words_of(line + "</w:t>").text for line in _BREAK.split(xml))


@lru_cache(maxsize=256)
def _letters(styles: StyleSheet, style: str) -> _Letters:
    return _Letters(look_of(styles, style).size, styles.name(style).startswith(TABLE_HEAD))


def _down(table: TableText, number: int, cell: CellText) -> int:
    """How many rows ``cell`` of the row ``number`` takes."""
    down = 1
    if cell.merge == "restart":
        for row in table.rows[number + 1 :]:
            below = row.at(cell.column)
            if below is None or below.merge != "continue":
                break
            down += 1
    return down


def _with_widths(table: TableText, widths: list[int]) -> TableText:
    """``table`` with ``widths`` as they are, whatever program opens it."""
    columns = iter(widths)
    opening = _COLUMN.sub(lambda _: f'<w:gridCol w:w="{next(columns)}"/>', table.opening)
    fixed = '<w:tblLayout w:type="fixed"/>'
    opening = _LAYOUT.sub(fixed, opening) if _LAYOUT.search(opening) else _with_layout(opening, fixed)
    rows = tuple(row._replace(cells=tuple(_wide(cell, widths) for cell in row.cells)) for row in table.rows)
    return TableText(opening, rows)


def _with_layout(opening: str, fixed: str) -> str:
    """``opening`` with the layout in the place that it has among the properties."""
    behind = re.search(r"<w:tblCellMar>|<w:tblLook\b|<w:tblCaption\b|<w:tblDescription\b|</w:tblPr>", opening)
    return opening[: behind.start()] + fixed + opening[behind.start() :] if behind else opening


def _wide(cell: CellText, widths: list[int]) -> CellText:
    width = f'<w:tcW w:w="{sum(widths[cell.column : cell.column + cell.across])}" w:type="dxa"/>'
    if _CELL_WIDTH.search(cell.xml):
        return cell._replace(xml=_CELL_WIDTH.sub(width, cell.xml, count=1))
    if "<w:tcPr>" in cell.xml:
        return cell._replace(xml=cell.xml.replace("<w:tcPr>", f"<w:tcPr>{width}", 1))
    return cell._replace(xml=cell.xml.replace("<w:tc>", f"<w:tc><w:tcPr>{width}</w:tcPr>", 1))
