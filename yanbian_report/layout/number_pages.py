"""Number pages: the page of every heading, laid out when the text or the engine has changed, else as it was kept."""

from __future__ import annotations

import json

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding, note
from yanbian_report.layout.engine import PageEngine, engine_version
from yanbian_report.word.contents import Outlined, as_before

PAGINATOR = ("layout", "word", "base")
UNNUMBERED = "W314"  # page numbers of the contents page are those of an earlier build


def number_pages(
    outline: Outlined, engine: PageEngine, name: str, cache: DiskCache
) -> tuple[dict[str, int] | None, list[Finding]]:
    """The page number of every heading, cached by everything that affects line and page breaks.

    ``name`` is the document's: with the engine ``last`` a document whose text has changed is given the pages that the
    headings of the last one under that name had, and W314 says so.
    """
    findings: list[Finding] = []

    def laid_out() -> bytes | None:
        from yanbian_report.layout.paginate import pages
        from yanbian_report.word.package import to_bytes

        numbers, more = pages(to_bytes(outline.with_contents()), own)
        findings.extend(more)
        return json.dumps(numbers).encode() if numbers is not None else None

    own = "rdocx" if engine == "last" else engine
    parts = outline.package.parts
    texts = (part for part_name, part in sorted(parts.items()) if part_name.endswith((".xml", ".rels")))
    key = key_of(code_of(*PAGINATOR), engine_version(own), texts)
    if engine == "last" and cache.get("pages", key) is None and (last := cache.get("last", key_of(name))) is not None:
        hint = "发布以前再生成一次，不写 --pages last"
        words = note(UNNUMBERED, "文字变了，目录页码还是上一次的", hint=hint)
        return as_before(outline.headings, json.loads(last)), [words]
    data = cache.value("pages", key, laid_out)
    if data is None:
        return None, findings
    numbers: dict[str, int] = json.loads(data)
    by_title = [[h.text, numbers[h.bookmark]] for h in outline.headings if h.bookmark in numbers]
    cache.put("last", key_of(name), json.dumps(by_title).encode())
    return numbers, findings
