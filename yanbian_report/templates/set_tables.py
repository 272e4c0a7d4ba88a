"""Set tables: what of a filled document's tables follows from their words: how wide columns are, which rows stay whole,
where merged labels are said again, and what the table is called for those who hear it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from yanbian_report.layout.across_pages import set_across_pages
from yanbian_report.layout.fit_columns import fit_columns
from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.templates.tall_rows import split_tall_rows
from yanbian_report.word.document import escaped, pieces, words_of
from yanbian_report.word.package import Package
from yanbian_report.word.styles import StyleSheet, style_sheet

_CAPTION = "<w:tblCaption "
_NEAR = 20_000  # characters of XML above a table in which its title stands
_LONGEST = 200


def set_tables(document: str, package: Package) -> str:
    """``document``, to be packed in ``package``, with its tables set."""
    styles = style_sheet(package)
    kept: list[str] = []
    after = 0
    for start, end in tables_of(document, styles):
        kept += (document[after:start], _named(_set(document[start:end], styles), _title(document[after:start])))
        after = end
    document = split_tall_rows("".join((*kept, document[after:])), styles)
    return set_across_pages(document, package)


def _title(above: str) -> str:
    """What the nearest paragraph ``above`` a table says that says anything."""
    for piece in reversed(pieces(above[-_NEAR:])[:-1]):
        if text := words_of(piece).text.strip():
            return text
    return ""


def _named(table: str, title: str) -> str:
    """``table`` called by the title above it, where its template does not call it anything."""
    if not title or _CAPTION in table:
        return table
    said = escaped(title[:_LONGEST]).replace('"', "&quot;")
    return re.sub(r"(?=<w:tblDescription\b|</w:tblPr>)", lambda _: f'{_CAPTION}w:val="{said}"/>', table, count=1)


@lru_cache(maxsize=256)
def _set(table: str, styles: StyleSheet) -> str:
    return fit_columns(read_table(table), styles).xml
