"""Page numbers: the page of every heading, and which engine tells it. Known numbers are taken from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding
from yanbian_report.base.versions import version_of

if TYPE_CHECKING:
    from yanbian_report.word.contents import Heading, Outlined
    from yanbian_report.word.package import Package

PageEngine = Literal["own", "libreoffice"]
PageNumbers = dict[str, int]  # by the bookmark of the heading

PAGINATION = (
    "base.findings",
    "base.origin",
    "layout.contents_entries",
    "layout.libreoffice",
    "layout.line_breaking",
    "layout.look",
    "layout.measure",
    "layout.page_numbers",
    "layout.paginate",
    "layout.programs",
    "word.contents",
    "word.document",
    "word.namespaces",
    "word.package",
    "word.styles",
    "word.tree",
    "word.workbook_tables",
)
PAGINATION_LIBRARIES = ("pypdf",)
_PAGES = 100_000


class Numbered(NamedTuple):
    """What the contents page says of headings, by their bookmarks: pages (None when nobody can tell them), and before
    which character an entry goes on to the next line (of most there is no such).
    """

    pages: PageNumbers | None
    breaks: Mapping[str, int]


def number_pages(outline: Outlined, engine: PageEngine, cache: DiskCache) -> tuple[Numbered, list[Finding]]:
    """The page number of every heading, cached by everything that affects line and page breaks.

    A note says why the engine cannot tell them.
    """
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*PAGINATION), _engine(engine), texts)
    known = cache.read("pages", key, partial(_loads, outline.headings))
    if known is not None:
        return known, []
    from yanbian_report.layout.contents_entries import entry_breaks

    breaks = entry_breaks(outline)
    pages, findings = _count(outline.with_contents(breaks=breaks), engine)
    if pages is None:
        return Numbered(None, breaks), findings
    pages = {h.bookmark: pages[h.bookmark] for h in outline.headings if h.bookmark in pages}
    told = {h.bookmark: [pages.get(h.bookmark), breaks.get(h.bookmark, 0)] for h in outline.headings}
    cache.put("pages", key, json.dumps(told).encode())
    return Numbered(pages, breaks), findings


def _loads(headings: list[Heading], data: bytes) -> Numbered:
    """What was cached, of all ``headings`` and no others. Raises for anything else."""
    found = {bookmark: (page, place) for bookmark, (page, place) in json.loads(data).items()}
    if found.keys() != {h.bookmark for h in headings}:
        raise ValueError(found)
    longest = {h.bookmark: len(h.text) for h in headings}
    for bookmark, (page, place) in found.items():
        if not (page is None or _is_page(page)) or type(place) is not int or not 0 <= place < longest[bookmark]:
            raise ValueError(found)
    pages = {bookmark: page for bookmark, (page, _) in found.items() if page is not None}
    return Numbered(pages, {bookmark: place for bookmark, (_, place) in found.items() if place})


def _is_page(number: object) -> bool:
    return type(number) is int and 0 < number < _PAGES


def _engine(engine: PageEngine) -> Iterator[str]:
    """The engine and what it is made of, as far as that can be told without loading it."""
    yield engine
    yield from map(version_of, PAGINATION_LIBRARIES)
    if engine == "libreoffice":
        from yanbian_report.layout.libreoffice import find_office

        office = find_office()
        yield str(office)
        if office is not None:  # an update of LibreOffice may break lines otherwise
            yield str(office.resolve().stat().st_mtime_ns)


def _count(document: Package, engine: PageEngine) -> tuple[PageNumbers | None, list[Finding]]:
    """The numbers as ``engine`` counts them; none in a document that is no XML, of which the proof says more (W301)."""
    try:
        if engine == "libreoffice":
            from yanbian_report.layout.libreoffice import count_pages

            return count_pages(document)
        from yanbian_report.layout.paginate import page_numbers

        return page_numbers(document), []
    except SyntaxError:  # as parsers of XML raise it
        return None, []
