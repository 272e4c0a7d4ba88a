"""Workbook tables: where the tables of the year's workbook stand in a document.

They are most of its text; who looks at the rest need not look into them.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.word.styles import WORKBOOK_TABLE, StyleSheet

_END = "</w:tbl>"


def workbook_tables(document: str, styles: StyleSheet) -> Iterator[tuple[int, int]]:
    """Where each of them begins and ends in ``document``; one that holds another table is none of them."""
    style = next((style.id for style in styles.styles.values() if style.name == WORKBOOK_TABLE), "")
    beginning = f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
    start = document.find(beginning) if style else -1
    while start >= 0:
        end = document.find(_END, start) + len(_END)
        if document.find("<w:tbl>", start + 1, end) < 0:
            yield start, end
        start = document.find(beginning, end)
