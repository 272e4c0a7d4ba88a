"""Table description: what a table's rows and columns are about, for those who hear it: its own labels and headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbian_report.layout.table_text import CellText, RowText, TableText
from yanbian_report.word.document import pieces, words_of
from yanbian_report.word.styles import TABLE_HEAD, StyleSheet


def described(table: TableText, styles: StyleSheet) -> str:
    """The labels at the left of ``table`` and the headings of its columns; nothing where it has neither."""
    headings = [heads_columns(row, styles) for row in table.rows]
    labels = [_words(row.cells[0]) for row in table.rows if row.cells and _is_label(row.cells[0], styles)]
    if headings and headings[0]:
        labels = labels[1:]
    columns = list(_columns(table.rows, headings))
    said = [f"行：{'、'.join(labels)}。"] if labels else []
    return "".join([*said, f"列：{'；'.join(columns)}。"] if columns else said)


def heads_columns(row: RowText, styles: StyleSheet) -> bool:
    """Whether every cell that begins in ``row`` heads what is below it."""
    said = [cell for cell in row.cells if cell.merge != "continue"]
    return len(said) > 1 and all(_is_head(cell, styles) for cell in said)


def _columns(rows: Sequence[RowText], headings: Sequence[bool]) -> Iterator[str]:
    """What each row of headings says, without the label at its left where the first row of the table is none."""
    for row, is_heading in zip(rows, headings, strict=True):
        cells = row.cells if headings[0] else [cell for cell in row.cells if cell.column]
        if is_heading:
            yield "、".join(_words(cell) for cell in cells if cell.merge != "continue")


def _is_label(cell: CellText, styles: StyleSheet) -> bool:
    return cell.merge != "continue" and _is_head(cell, styles)


def _is_head(cell: CellText, styles: StyleSheet) -> bool:
    words = [words_of(piece) for piece in pieces(cell.words)[:-1]]
    return any(w.text for w in words) and all(styles.name(w.style).startswith(TABLE_HEAD) for w in words)


def _words(cell: CellText) -> str:
    return "".join(words_of(piece).text for piece in pieces(cell.words)[:-1])
