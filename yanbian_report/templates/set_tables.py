"""Set tables: what of a filled document's tables follows from their words: how wide columns are, which rows stay whole,
where merged labels are said again.
"""

from __future__ import annotations

from functools import lru_cache

from yanbian_report.layout.across_pages import set_across_pages
from yanbian_report.layout.fit_columns import fit_columns
from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.templates.tall_rows import split_tall_rows
from yanbian_report.word.package import Package
from yanbian_report.word.styles import StyleSheet, style_sheet


def set_tables(document: str, package: Package) -> str:
    """``document``, to be packed in ``package``, with its tables set."""
    styles = style_sheet(package)
    pieces: list[str] = []
    after = 0
    for start, end in tables_of(document, styles):
        pieces += (document[after:start], _set(document[start:end], styles))
        after = end
    document = split_tall_rows("".join((*pieces, document[after:])), styles)
    return set_across_pages(document, package)


@lru_cache(maxsize=256)
def _set(table: str, styles: StyleSheet) -> str:
    return fit_columns(read_table(table), styles).xml
