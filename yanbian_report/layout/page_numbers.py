"""Page numbers: the page of every heading, and which engine tells it. Known numbers are taken from the cache."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding, note
from yanbian_report.base.versions import version_of

if TYPE_CHECKING:
    from yanbian_report.word.contents import Heading, Outlined
    from yanbian_report.word.package import Package

PageEngine = Literal["rdocx", "libreoffice", "last"]  # last: those of the build before, where the text has changed
PageNumbers = dict[str, int]  # by the bookmark of the heading

_CODE = ("layout", "word", "base")  # the parts of the program that page numbers depend on
UNNUMBERED = "W314"  # page numbers of the contents page are those of an earlier build


def number_pages(
    outline: Outlined, engine: PageEngine, name: str, cache: DiskCache
) -> tuple[PageNumbers | None, list[Finding]]:
    """The page number of every heading, cached by everything that affects line and page breaks.

    ``name`` is the document's: with the engine ``last`` a document whose text has changed is given the pages that the
    headings of the last one under that name had, and W314 says so. None with a note when no engine can tell them.
    """
    findings: list[Finding] = []

    def counted() -> bytes | None:
        numbers, more = _count(outline.with_contents(), own)
        findings.extend(more)
        return json.dumps(numbers).encode() if numbers is not None else None

    own: PageEngine = "rdocx" if engine == "last" else engine
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*_CODE), _version(own), texts)
    if engine == "last" and cache.get("pages", key) is None and (last := cache.get("last", key_of(name))) is not None:
        hint = "发布以前再生成一次，不写 --pages last"
        words = note(UNNUMBERED, "文字变了，目录页码还是上一次的", hint=hint)
        return _as_before(outline.headings, json.loads(last)), [words]
    data = cache.value("pages", key, counted)
    if data is None:
        return None, findings
    numbers: PageNumbers = json.loads(data)
    by_title = [[h.text, numbers[h.bookmark]] for h in outline.headings if h.bookmark in numbers]
    cache.put("last", key_of(name), json.dumps(by_title).encode())
    return numbers, findings


def _version(engine: PageEngine) -> str:
    """The engine with its version, known without loading it."""
    if engine != "libreoffice":
        return f"{engine} {version_of('rdocx')}"
    from yanbian_report.layout.libreoffice import find_office

    return f"{engine} {find_office()}"


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
