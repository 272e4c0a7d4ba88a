"""Page numbers: the page of every heading, and which engine tells it. Known numbers are taken from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

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
    "layout.libreoffice",
    "layout.line_breaking",
    "layout.look",
    "layout.measure",
    "layout.page_numbers",
    "layout.paginate",
    "word.contents",
    "word.document",
    "word.namespaces",
    "word.package",
    "word.styles",
    "word.tree",
)
PAGINATION_LIBRARIES = ("pypdf",)
_PAGES = 100_000


def number_pages(
    outline: Outlined, breaks: Mapping[str, int], engine: PageEngine, cache: DiskCache
) -> tuple[PageNumbers | None, list[Finding]]:
    """The page number of every heading, cached by everything that affects line and page breaks.

    ``breaks`` are those of the entries (``contents_entries``). None with a note when the engine cannot tell them.
    """
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*PAGINATION), _engine(engine), map(str, breaks.items()), texts)
    numbers = cache.read("pages", key, partial(_numbers, outline.headings))
    if numbers is not None:
        return numbers, []
    numbers, findings = _count(outline.with_contents(breaks=breaks), engine)
    if numbers is None:
        return None, findings
    numbers = {h.bookmark: numbers[h.bookmark] for h in outline.headings if h.bookmark in numbers}
    unnumbered = {h.bookmark: None for h in outline.headings}
    cache.put("pages", key, json.dumps({**unnumbered, **numbers}).encode())
    return numbers, findings


def _numbers(headings: list[Heading], data: bytes) -> PageNumbers:
    """Numbers as they were cached, of all ``headings`` and no others. Raises ValueError for anything else."""
    found = json.loads(data)
    if not isinstance(found, dict) or found.keys() != {h.bookmark for h in headings}:
        raise ValueError(found)
    numbers = {bookmark: page for bookmark, page in found.items() if page is not None}
    if not all(map(_is_page, numbers.values())):
        raise ValueError(numbers)
    return numbers


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
