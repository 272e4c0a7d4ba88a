"""Across pages: tables that are filled in, set where they go on to another page.

Pages are counted here as for the contents, from where a page surely begins. What is done where one ends is told in
``table_ends``; after each end the rest is counted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.word.package import DOCUMENT, Package
from yanbian_report.word.styles import StyleSheet, style_sheet

if TYPE_CHECKING:
    from yanbian_report.layout.paginate import Placed
    from yanbian_report.layout.table_ends import Ends

Keep = Callable[[tuple[str, ...], Callable[[], str]], str]  # what is made of texts, made once
_MERGE, _BREAK, _SECTION, _PARAGRAPH_END = "<w:vMerge", "<w:pageBreakBefore/>", "<w:sectPr", "</w:p>"
_SECTION_END = "</w:sectPr>"
_MARK = "row {}.{}"
_MOST = 60  # rows at page ends that are looked at one by one; a report's tables have one or two each


def set_across_pages(document: str, package: Package, keep: Keep = lambda _, make: make()) -> str:
    """``document``, to be packed in ``package``, with its tables set where pages end.

    Pages are counted only where ``keep`` does not know already what comes of it.
    """
    styles = style_sheet(package)
    pieces: list[str] = []
    after = 0
    for start, end in _stretches(document, styles):
        section = document[document.find(_SECTION, end) :]
        section = section[: section.find(_SECTION_END) + len(_SECTION_END)] if section else ""
        given = (document[start:end], document[: _body(document)], section)
        pieces += (document[after:start], keep(given, partial(_again, *given, package)))
        after = end
    return "".join((*pieces, document[after:])) if pieces else document


def _body(document: str) -> int:
    return document.find("<w:body>") + len("<w:body>")


def _stretches(document: str, styles: StyleSheet) -> Iterator[tuple[int, int]]:
    """From where a page surely begins to the end of a table with merged cells, and what stands between."""
    begins = [f'<w:pStyle w:val="{id_}"/>' for id_ in styles.styles if styles.has(id_, "pageBreakBefore")]
    start = end = -1
    for first, last in tables_of(document, styles):
        if document.find(_MERGE, first, last) < 0:
            continue
        begun = _page_begin(document, first, begins, max(end, 0))
        if begun < end or begun < 0:
            end = last  # no page surely begins between the two
            continue
        if end >= 0:
            yield start, end
        start, end = begun, last
    if end >= 0:
        yield start, end


def _page_begin(document: str, before: int, begins: Sequence[str], least: int) -> int:
    """Where the last paragraph in front of ``before`` begins that begins a page, or what a section begins with."""
    at = max(document.rfind(mark, least, before) for mark in (_BREAK, *begins))
    paragraph = max(document.rfind("<w:p>", 0, at), document.rfind("<w:p ", 0, at)) if at >= 0 else -1
    section = document.rfind(_SECTION, least, before)
    behind = document.find(_PARAGRAPH_END, section) + len(_PARAGRAPH_END) if section >= 0 else -1
    return max(paragraph, behind, -1 if least else _body(document))


def _again(stretch: str, head: str, section: str, package: Package) -> str:
    """``stretch``, which begins a page of ``section``, with its tables set where pages end."""
    from yanbian_report.layout.paginate import placed_rows
    from yanbian_report.layout.table_ends import Ends

    styles = style_sheet(package)
    places = list(tables_of(stretch, styles))
    tables = [Ends(read_table(stretch[start:end]), styles) for start, end in places]

    def laid(*, marked: bool) -> str:
        pieces: list[str] = []
        after = 0
        for n, ((start, end), table) in enumerate(zip(places, tables, strict=True)):
            pieces += (stretch[after:start], table.set(_MARK.format(n, "{}") if marked else ""))
            after = end
        return "".join((*pieces, stretch[after:]))

    for _ in range(_MOST):
        whole = f"{head}{laid(marked=True)}{section}</w:body></w:document>"
        pages, rows = placed_rows(package.replaced({DOCUMENT: whole}))
        if not any(_settled(n, table, pages, rows) for n, table in enumerate(tables)):
            break
    return laid(marked=False)


def _settled(number: int, table: Ends, pages: Mapping[str, int], rows: Mapping[str, Placed]) -> bool:
    """Whether an end of a page in ``table`` was settled, so that what follows has to be counted anew."""
    marks = [_MARK.format(number, r) for r in range(len(table.rows))]
    return all(m in rows for m in marks) and table.end_next([(pages[m], rows[m]) for m in marks])
