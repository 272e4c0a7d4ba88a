"""Page numbers: the page of every heading, and which engine tells it. Known numbers are taken from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding, note
from yanbian_report.base.versions import version_of

if TYPE_CHECKING:
    from yanbian_report.word.contents import Heading, Outlined
    from yanbian_report.word.package import Package

PageEngine = Literal["rdocx", "libreoffice", "last"]  # last: those of the build before, where the text has changed
PageNumbers = dict[str, int]  # by the bookmark of the heading

PAGINATION = (
    "base.findings",
    "base.origin",
    "layout",
    "word.contents",
    "word.document",
    "word.namespaces",
    "word.package",
    "word.styles",
    "word.tree",
)
PAGINATION_LIBRARIES = ("pypdf", "rdocx")
_PAGES = 100_000
UNNUMBERED = "W314"  # page numbers of the contents page are those of an earlier build


def number_pages(
    outline: Outlined, engine: PageEngine, name: str, cache: DiskCache
) -> tuple[PageNumbers | None, list[Finding]]:
    """The page number of every heading, cached by everything that affects line and page breaks.

    ``name`` is the document's: with the engine ``last`` a document whose text has changed is given the pages that the
    headings of the last one under that name had, and W314 says so. None with a note when no engine can tell them.
    """
    findings: list[Finding] = []
    own: PageEngine = "rdocx" if engine == "last" else engine
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*PAGINATION), _engine(own), texts)
    numbers = cache.read("pages", key, partial(_numbers, outline.headings))
    if numbers is None and engine == "last" and (last := cache.read("last", key_of(name), _titles)) is not None:
        hint = "发布以前再生成一次，不写 --pages last"
        words = note(UNNUMBERED, "文字变了，目录页码还是上一次的", hint=hint)
        return _as_before(outline.headings, last), [words]
    if numbers is None:
        numbers, findings = _count(outline.with_contents(), own)
        if numbers is None:
            return None, findings
        numbers = {h.bookmark: numbers[h.bookmark] for h in outline.headings if h.bookmark in numbers}
        unnumbered = {h.bookmark: None for h in outline.headings}
        cache.put("pages", key, json.dumps({**unnumbered, **numbers}).encode())
    by_title = [[h.text, numbers[h.bookmark]] for h in outline.headings if h.bookmark in numbers]
    cache.put("last", key_of(name), json.dumps(by_title).encode())
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


def _titles(data: bytes) -> list[tuple[str, int]]:
    """The headings of the last document with their pages. Raises for anything else."""
    found = [(title, page) for title, page in json.loads(data)]
    if not all(isinstance(title, str) and _is_page(page) for title, page in found):
        raise ValueError(found)
    return found


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
    if engine == "libreoffice":
        from yanbian_report.layout.libreoffice import count_pages
    else:
        from yanbian_report.layout.rdocx_engine import count_pages
    try:
        return count_pages(document)
    except SyntaxError:  # as parsers of XML raise it
        return None, []


def _as_before(headings: list[Heading], last: list[tuple[str, int]]) -> PageNumbers:
    """The pages that headings had, those of the same title in their order; a new heading has none."""
    before: dict[str, list[int]] = {}
    for title, page in last:
        before.setdefault(title, []).append(page)
    return {h.bookmark: before[h.text].pop(0) for h in headings if before.get(h.text)}
