"""Even cells: the paragraphs of a table's cells, set so far in that their lines end well (``insets``)."""

from __future__ import annotations

from collections.abc import Sequence

from yanbian_report.layout.changes import with_indents
from yanbian_report.layout.insets import inset
from yanbian_report.layout.look import look_of
from yanbian_report.layout.table_text import CellText, TableText
from yanbian_report.layout.titles import in_pieces
from yanbian_report.word.document import pieces, words_of
from yanbian_report.word.styles import StyleSheet

_TWIPS = 20  # to a point
_END = "</w:p>"
_OWN = ("<w:ind ", "<w:br", "<w:tab/>", "<w:drawing>", "<w:jc ")  # what is set by hand stays as it is


def with_even_lines(table: TableText, styles: StyleSheet, widths: Sequence[int], margins: int) -> TableText:
    """``table`` with lines that end well. Its columns have ``widths``, cells keep ``margins`` free, in twips."""
    said = in_pieces([words_of(piece).text for row in table.rows for c in row.cells for piece in pieces(c.words)])

    def even(cell: CellText) -> CellText:
        room = (sum(widths[cell.column : cell.column + cell.across]) - margins) / _TWIPS
        *paragraphs, rest = pieces(cell.words)
        made = "".join(_even(piece, styles, room, said) + _END for piece in paragraphs) + rest
        return cell if made == cell.words else cell._replace(xml=cell.xml.replace(cell.words, made))

    return table._replace(rows=tuple(row._replace(cells=tuple(map(even, row.cells))) for row in table.rows))


def _even(paragraph: str, styles: StyleSheet, room: float, said: Sequence[str]) -> str:
    style, text = words_of(paragraph)
    if not text or not paragraph.startswith("<w:p") or any(own in paragraph for own in _OWN):
        return paragraph
    look = look_of(styles, style)
    is_label = look.align == "center"
    narrower = round(inset(text, look.setting(room), said, is_label=is_label) * _TWIPS)
    if not narrower or look.indent or look.sides:
        return paragraph
    left = narrower // 2 if is_label else 0
    return with_indents(paragraph, left, narrower - left)
