"""Tables of the page: which cells head what, and the table as HTML and as text."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from yanbian_report.outputs import _web_looks as looks
from yanbian_report.outputs._text_tables import TextCell, table_lines
from yanbian_report.word.styles import TABLE_HEAD, WORKBOOK_HEAD, WORKBOOK_TABLE, WORKBOOK_TEXT, StyleSheet
from yanbian_report.word.tree import Element, TableCell, W, attribute, find, style_of

_HEADS = (TABLE_HEAD, WORKBOOK_HEAD)  # smaller ones have the size behind their names
_WIDE = 8  # columns; a table of more is printed on a page that lies


class WebCell(NamedTuple):
    """A cell, what is in it as HTML and as text, what it heads, and where its lines stand."""

    cell: TableCell
    html: str
    text: str
    scope: str
    align: str


def is_workbook_table(table: Element, styles: StyleSheet) -> bool:
    """Whether ``table`` is one of the year's workbook."""
    return styles.name(attribute(find(table, "tblPr", "tblStyle"))) == WORKBOOK_TABLE


def scopes(lines: list[list[TableCell]], styles: StyleSheet, *, workbook: bool) -> list[list[str]]:
    """What every cell heads: columns (``col``, ``colgroup``), a row (``row``), or, empty, nothing."""
    heads = [[_is_head(cell.element, styles) for cell in line] for line in lines]
    if workbook:
        pairs = [zip(line, heads[number], strict=True) for number, line in enumerate(lines)]
        return [[_workbook_scope(cell, styles, is_head=head) for cell, head in line] for line in pairs]
    found = []
    for number, line in enumerate(lines):
        wide = (_scope(heads[number : number + cell.down]) for cell in line)
        found.append([scope if head else "" for scope, head in zip(wide, heads[number], strict=True)])
    return found


def _is_head(cell: Element, styles: StyleSheet) -> bool:
    """Whether a cell has words, all of them in the style of heads."""
    spoken = [p for p in cell.findall(W + "p") if any(t.text for t in p.iter(W + "t"))]
    return bool(spoken) and all(styles.name(style_of(p)).startswith(_HEADS) for p in spoken)


def _workbook_scope(cell: TableCell, styles: StyleSheet, *, is_head: bool) -> str:
    """What a cell of a table of the workbook heads: its columns, or, where it names something, its row."""
    if is_head:
        return "col" if cell.across == 1 else "colgroup"
    first = cell.element.find(W + "p")
    named = first is not None and styles.name(style_of(first)).startswith(WORKBOOK_TEXT)
    return "row" if named and any(text.text for text in cell.element.iter(W + "t")) else ""


def _scope(heads: list[list[bool]]) -> str:
    """Whether a head that stands beside these rows heads columns (they are all heads) or a row."""
    return "col" if all(map(all, heads)) else "row"


def html_lines(rows: list[list[WebCell]], name: str, *, workbook: bool) -> list[str]:
    """The table in a frame that scrolls and can be reached by keys, called ``name``."""
    columns = max((sum(cell.cell.across for cell in row) for row in rows), default=0)
    wide = " wide" if columns > _WIDE else ""
    frame = f'<section class="table{wide}" tabindex="0" aria-label="{escape(name)}">'
    lines = [f'{frame}<table style="{looks.TABLE}">']
    head = _head_rows(rows)
    for part, of_part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if of_part:
            lines += [f"<{part}>", *(_row(row, workbook=workbook) for row in of_part), f"</{part}>"]
    return [*lines, "</table></section>"]


def _head_rows(rows: list[list[WebCell]]) -> int:
    """How many rows from the first one on are heads of columns alone, with all that hangs down from them."""
    number = 0
    while number < len(rows) and rows[number] and all(cell.scope.startswith("col") for cell in rows[number]):
        number += 1
    hanging = any(line + cell.cell.down > number for line, row in enumerate(rows[:number]) for cell in row)
    return 0 if hanging or number == len(rows) else number


def _row(row: list[WebCell], *, workbook: bool) -> str:
    return "<tr>" + "".join(_cell(cell, workbook=workbook) for cell in row) + "</tr>"


def _cell(cell: WebCell, *, workbook: bool) -> str:
    tag = "th" if cell.scope else "td"
    spans = f' colspan="{cell.cell.across}"' if cell.cell.across > 1 else ""
    spans += f' rowspan="{cell.cell.down}"' if cell.cell.down > 1 else ""
    spans += f' scope="{cell.scope}"' if cell.scope else ""
    look = looks.cell(cell.align, "name" if workbook and cell.scope == "row" else "head" if cell.scope else "")
    return f'<{tag}{spans} style="{look}">{cell.html}</{tag}>'


def text_lines(rows: list[list[WebCell]]) -> list[str]:
    """The table as text, apart from what is above and below it."""
    cells = [[_text_cell(cell) for cell in row] for row in rows]
    return ["", *table_lines(cells), ""]


def _text_cell(cell: WebCell) -> TextCell:
    return TextCell(cell.text, cell.cell.across, cell.cell.down, cell.scope, cell.align == "right")
