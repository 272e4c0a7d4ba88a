"""Page numbers: the page of every heading, and which engine tells it. Known numbers are taken from the cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding
from yanbian_report.base.versions import version_of
from yanbian_report.layout.changes import Change, read_changes, with_changes

if TYPE_CHECKING:
    from yanbian_report.layout.kept_blocks import KeptBlocks
    from yanbian_report.layout.sections import Section
    from yanbian_report.word.contents import Heading, Outlined

PageEngine = Literal["own", "libreoffice"]
PageNumbers = dict[str, int]  # by the bookmark of the heading

PAGINATION = (
    "base.findings",
    "base.lru",
    "base.origin",
    "layout.blocks",
    "layout.changes",
    "layout.content",
    "layout.contents_entries",
    "layout.contents_lines",
    "layout.fitting",
    "layout.kept_blocks",
    "layout.libreoffice",
    "layout.line_breaking",
    "layout.look",
    "layout.measure",
    "layout.mending",
    "layout.page_ends",
    "layout.page_numbers",
    "layout.paginate",
    "layout.sections",
    "layout.programs",
    "layout.titles",
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
_POINT = 20  # twentieths


class Numbered(NamedTuple):
    """What is known of a document's pages.

    Of headings, by their bookmarks: pages (None when nobody can tell them), and before which character their entry on
    the contents page goes on to the next line (of most there is no such). ``changes`` let pages end well, and ``line``
    the contents page: it is how high its lines are, in twentieths of a point, and 0 where that stays as it is.
    """

    pages: PageNumbers | None
    breaks: Mapping[str, int]
    changes: Sequence[Change] = ()
    line: int = 0


def number_pages(
    outline: Outlined, engine: PageEngine, cache: DiskCache, names: Sequence[str] = ()
) -> tuple[Numbered, list[Finding]]:
    """The page number of every heading, and what is done for the ends of pages; cached by all that affects them.

    ``names`` are not parted where titles are broken. A note says why the engine cannot tell the numbers.
    """
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*PAGINATION), _engine(engine), *names, texts)
    known = cache.read("pages", key, partial(_loads, outline.headings))
    if known is not None:
        return known, []
    from yanbian_report.layout.contents_entries import entry_breaks
    from yanbian_report.layout.kept_blocks import kept_blocks
    from yanbian_report.word.package import SETTINGS, STYLES

    breaks = entry_breaks(outline, names)
    kept = kept_blocks(cache, key_of(code_of(*PAGINATION), *(parts.get(name, b"") for name in (STYLES, SETTINGS))))
    numbered, findings = _count(outline, breaks, engine, names, kept)
    numbered = numbered._replace(breaks=breaks)
    if numbered.pages is None:
        return numbered, findings
    if kept is not None:
        kept.save()
    pages = {h.bookmark: numbered.pages[h.bookmark] for h in outline.headings if h.bookmark in numbered.pages}
    told = {h.bookmark: [pages.get(h.bookmark), breaks.get(h.bookmark, 0)] for h in outline.headings}
    cache.put("pages", key, json.dumps([told, numbered.changes, numbered.line]).encode())
    return numbered._replace(pages=pages), findings


def _loads(headings: list[Heading], data: bytes) -> Numbered:
    """What was cached, of all ``headings`` and no others. Raises for anything else."""
    told, changes, line = json.loads(data)
    found = {bookmark: (page, place) for bookmark, (page, place) in told.items()}
    if found.keys() != {h.bookmark for h in headings}:
        raise ValueError(found)
    if type(line) is not int or line < 0:
        raise ValueError(line)
    longest = {h.bookmark: len(h.text) for h in headings}
    for bookmark, (page, place) in found.items():
        if not (page is None or _is_page(page)) or type(place) is not int or not 0 <= place < longest[bookmark]:
            raise ValueError(found)
    pages = {bookmark: page for bookmark, (page, _) in found.items() if page is not None}
    breaks = {bookmark: place for bookmark, (_, place) in found.items() if place}
    return Numbered(pages, breaks, read_changes(changes), line)


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


def _count(
    outline: Outlined,
    breaks: Mapping[str, int],
    engine: PageEngine,
    names: Sequence[str],
    kept: KeptBlocks | None,
) -> tuple[Numbered, list[Finding]]:
    """The numbers as ``engine`` counts them; none in a document that is no XML, of which the proof says more (W301)."""
    from yanbian_report.layout.contents_lines import entry_line, lowered
    from yanbian_report.layout.page_ends import settled
    from yanbian_report.layout.paginate import numbers_of
    from yanbian_report.layout.sections import sections_of

    entries = [heading.text for heading in outline.headings]
    try:
        sections: Sequence[Section] = sections_of(outline.with_contents(breaks=breaks), kept)
        points = entry_line(sections, entries) if outline.entry_line else 0.0
        line = round(points * _POINT)
        sections, changes = settled(lowered(sections, entries, points) if line else sections, names)
        if engine == "libreoffice":
            from yanbian_report.layout.libreoffice import count_pages

            document = outline.with_contents(breaks=breaks, line=line)
            pages, findings = count_pages(with_changes(document, changes))
            return Numbered(pages, {}, changes, line), findings
        return Numbered(numbers_of(sections), {}, changes, line), []
    except SyntaxError:  # as parsers of XML raise it
        return Numbered(None, {}), []
