"""Set tables: what of a filled document's tables follows from their words: how wide columns are, which rows stay whole,
where merged labels are said again, and what the table is called for those who hear it.

What was set is kept in the process and in the cache: most builds change no table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.lru import LruCache
from yanbian_report.layout.across_pages import set_across_pages
from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.templates.tall_rows import split_tall_rows
from yanbian_report.word.document import escaped, pieces, words_of
from yanbian_report.word.package import SETTINGS, STYLES, Package
from yanbian_report.word.styles import StyleSheet, style_sheet

SETTING = (
    "base.findings",
    "base.lru",
    "base.origin",
    "layout.across_pages",
    "layout.blocks",
    "layout.changes",
    "layout.column_widths",
    "layout.content",
    "layout.even_cells",
    "layout.fit_columns",
    "layout.kept_blocks",
    "layout.insets",
    "layout.line_breaking",
    "layout.look",
    "layout.measure",
    "layout.paginate",
    "layout.sections",
    "layout.table_description",
    "layout.table_ends",
    "layout.table_text",
    "layout.titles",
    "templates.set_tables",
    "templates.tall_rows",
    "word.document",
    "word.namespaces",
    "word.package",
    "word.styles",
    "word.tree",
    "word.workbook_tables",
)
NO_CACHE = DiskCache(None)
_KIND = "set"
_CAPTION = "<w:tblCaption "
_NEAR = 20_000  # characters of XML above a table in which its title stands
_DESCRIPTION = "<w:tblDescription "
_LONGEST, _LONGEST_DESCRIPTION = 200, 400


def set_tables(document: str, package: Package, cache: DiskCache = NO_CACHE) -> str:
    """``document``, to be packed in ``package``, with its tables set."""
    # What is done to tables may depend on nothing else, for that is what it is kept by.
    about = Package({part: package.text(part) for part in (STYLES, SETTINGS) if package.has(part)})
    keep = partial(_kept, cache, tuple(map(about.text, about.parts)))
    styles = style_sheet(about)
    laid: list[str] = []
    after = 0
    for start, end in tables_of(document, styles):
        above, table = document[after:start], document[start:end]
        laid += (above, _named(keep((table,), partial(_fitted, table, styles)), _title(above)))
        after = end
    document = split_tall_rows("".join((*laid, document[after:])), styles)
    return set_across_pages(document, about, keep)


def _fitted(table: str, styles: StyleSheet) -> str:
    from yanbian_report.layout.fit_columns import fit_columns
    from yanbian_report.layout.table_description import described

    made = fit_columns(read_table(table), styles)
    about = "" if _DESCRIPTION in table else described(made, styles)[:_LONGEST_DESCRIPTION]
    return _with_property(made.xml, _DESCRIPTION, about, "</w:tblPr>")


_MADE: LruCache[tuple[str, str]] = LruCache(128)  # by what it was made of: its key in the cache, and itself


def forget_tables() -> None:
    """Set tables anew from now on, or take them from the cache."""
    _MADE.clear()


def _kept(cache: DiskCache, about: tuple[str, ...], given: tuple[str, ...], make: Callable[[], str]) -> str:
    """What ``make`` makes of ``given`` in a document of whose other parts it needs ``about``; made once."""
    made = _MADE.get((about, given))
    if made is None:
        key = key_of(code_of(*SETTING), about, given)
        found = cache.read(_KIND, key, bytes.decode)
        made = _MADE.put((about, given), (key, found or make()))
        if found:
            return found
        cache.put(_KIND, key, made[1].encode())
    elif not cache.has(_KIND, made[0]):  # it was made for another project
        cache.put(_KIND, made[0], made[1].encode())
    return made[1]


def _title(above: str) -> str:
    """What the nearest paragraph ``above`` a table says that says anything."""
    for piece in reversed(pieces(above[-_NEAR:])[:-1]):
        if text := words_of(piece).text.strip():
            return text
    return ""


def _named(table: str, title: str) -> str:
    """``table`` called by the title above it, where its template does not call it anything."""
    if _CAPTION in table:
        return table
    return _with_property(table, _CAPTION, title[:_LONGEST], r"<w:tblDescription\b|</w:tblPr>")


def _with_property(table: str, opening: str, words: str, before: str) -> str:
    """``table`` with a property that says ``words``, if any, in front of what matches ``before``."""
    if not words:
        return table
    said = escaped(words).replace('"', "&quot;")
    return re.sub(f"(?={before})", lambda _: f'{opening}w:val="{said}"/>', table, count=1)
