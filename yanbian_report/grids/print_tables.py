"""Print tables: a year's tables set in a document. What was set is kept in the cache: most builds change no table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.grids.annex import Annex
from yanbian_report.grids.looks import Looks, looks_of
from yanbian_report.grids.sections import Laid, papers, place_in, put_in
from yanbian_report.word.styles import StyleSheet

PRINTING = (
    "base.findings",
    "base.lru",
    "base.origin",
    "grids",
    "layout.changes",
    "layout.insets",
    "layout.line_breaking",
    "layout.titles",
    "model.figure",
    "model.table",
    "model.values",
    "word.document",
    "word.namespaces",
    "word.package",
    "word.styles",
    "workbook.sheet",
    "yamldoc.tree",
)
_CELL = "<w:tc>"
_WORDS = re.compile("<w:t>([^<]+)</w:t>")


class _Set(NamedTuple):
    """Tables as they are set, and the styles that they need besides those of the edition."""

    styles: str
    tables: list[Laid]


# Of a table, a cell and its words: the number of its paragraph, or nothing.
Numbering = Callable[[str, str, str], str]


def print_tables(
    document: str,
    mark: str,
    annexes: Sequence[Annex],
    sheet: StyleSheet,
    cache: DiskCache,
    number: Numbering | None = None,
) -> tuple[str, str]:
    """``document`` with ``annexes`` in the place of ``mark``, and the styles that it needs besides.

    ``number`` gives the paragraphs of cells numbers, by which who listens knows where they come from. Raises KeyError
    where the edition lacks a style that tables are printed in.
    """
    place, looks = place_in(document, mark), looks_of(sheet)
    key = key_of(code_of(*PRINTING), place.section, repr(looks), _inputs(annexes))
    known = cache.read("tables", key, _loads)
    if known is None:
        known = _set(annexes, place.section, looks)
        cache.put("tables", key, json.dumps(known, ensure_ascii=False).encode())
    tables = known.tables
    if number is not None:
        pairs = zip(annexes, known.tables, strict=True)
        tables = [laid._replace(xml=_numbered(laid, annex.table.place, number)) for annex, laid in pairs]
    return put_in(place, tables, looks.last_line), known.styles


def _numbered(laid: Laid, table: str, number: Numbering) -> str:
    """The markup of ``laid`` with the numbers that paragraphs of its cells have."""
    before, *pieces = laid.xml.split(_CELL)
    for at, (piece, cell) in enumerate(zip(pieces, laid.cells.split(" "), strict=True)):
        words = _WORDS.search(piece)
        own = number(table, cell, words[1]) if words is not None else ""
        if own:
            pieces[at] = piece.replace("<w:p>", f'<w:p w:rsidR="{own}">', 1)
    return _CELL.join([before, *pieces])


def _set(annexes: Sequence[Annex], section: str, looks: Looks) -> _Set:
    from yanbian_report.grids.arrange import arrange
    from yanbian_report.grids.grid import grid_of
    from yanbian_report.grids.markup import markup, places

    sizes = papers(section)
    laid: list[Laid] = []
    smaller: set[int] = set()
    grids = [grid_of(*annex) for annex in annexes]
    said = ["\n".join(dict.fromkeys(words for grid in grids for row in grid.texts for words in row))]
    for annex, grid in zip(annexes, grids, strict=True):
        arranged = arrange(grid, looks, sizes)
        cells = (annex.table.sheet.address(*at) if at[0] >= 0 else "-" for at in places(grid, arranged))
        laid.append(Laid(arranged.paper.turned, markup(grid, arranged, looks, said), " ".join(cells)))
        smaller |= {arranged.size} if arranged.size < looks.size else set()
    return _Set("".join(map(looks.smaller, sorted(smaller))), laid)


def _inputs(annexes: Sequence[Annex]) -> Iterator[str]:
    """Everything of tables that is printed."""
    for table, when_empty in annexes:
        said = (table.title, table.label, table.unit, table.year, table.money, table.headings, table.body, table.stub)
        yield repr((said, table.sheet.rows, table.sheet.merges, when_empty))


def _loads(data: bytes) -> _Set:
    styles, tables = json.loads(data)
    return _Set(styles, [Laid(*table) for table in tables])
