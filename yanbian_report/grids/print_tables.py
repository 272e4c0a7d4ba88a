"""Print tables: a year's tables set in a document. What was set is kept in the cache: most builds change no table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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


class _Set(NamedTuple):
    """Tables as they are set, and the styles that they need besides those of the edition."""

    styles: str
    tables: list[Laid]


def print_tables(
    document: str, mark: str, annexes: Sequence[Annex], sheet: StyleSheet, cache: DiskCache
) -> tuple[str, str]:
    """``document`` with ``annexes`` in the place of ``mark``, and the styles that it needs besides.

    Raises KeyError where the edition lacks a style that tables are printed in.
    """
    place, looks = place_in(document, mark), looks_of(sheet)
    key = key_of(code_of(*PRINTING), place.section, repr(looks), _inputs(annexes))
    known = cache.read("tables", key, _loads)
    if known is None:
        known = _set(annexes, place.section, looks)
        cache.put("tables", key, json.dumps(known, ensure_ascii=False).encode())
    return put_in(place, known.tables, looks.last_line), known.styles


def _set(annexes: Sequence[Annex], section: str, looks: Looks) -> _Set:
    from yanbian_report.grids.arrange import arrange
    from yanbian_report.grids.grid import grid_of
    from yanbian_report.grids.markup import markup

    sizes = papers(section)
    laid: list[Laid] = []
    smaller: set[int] = set()
    grids = [grid_of(*annex) for annex in annexes]
    said = ["\n".join(dict.fromkeys(words for grid in grids for row in grid.texts for words in row))]
    for grid in grids:
        arranged = arrange(grid, looks, sizes)
        laid.append(Laid(arranged.paper.turned, markup(grid, arranged, looks, said)))
        smaller |= {arranged.size} if arranged.size < looks.size else set()
    return _Set("".join(map(looks.smaller, sorted(smaller))), laid)


def _inputs(annexes: Sequence[Annex]) -> Iterator[str]:
    """Everything of tables that is printed."""
    for table, when_empty in annexes:
        said = (table.title, table.label, table.unit, table.year, table.money, table.headings, table.body, table.stub)
        yield repr((said, table.sheet.rows, table.sheet.merges, when_empty))


def _loads(data: bytes) -> _Set:
    styles, tables = json.loads(data)
    return _Set(styles, [Laid(turned, xml) for turned, xml in tables])
