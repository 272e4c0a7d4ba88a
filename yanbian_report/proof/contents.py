"""Contents: the contents page is a field whose entries are the headings of the document, and pages have numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack, target_of
from yanbian_report.word.contents import BOOKMARK, ENTRY, LEVELS
from yanbian_report.word.document import elements, printed_text

_LABEL = re.compile(r"^附[件表]\d+　")  # in the document an annex's number stands a line above its title
_STYLES = "重新生成一次；还是这样，请检查模板的标题样式"


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W310 for entries, W318 for a document without a contents page or page numbers."""
    yield from _entries(document)
    yield from _page_numbers(document)


def _entries(document: ReadBack) -> Iterator[Finding]:
    body = document.body
    field = next((field for field in body.fields if field.instruction.split()[:1] == ["TOC"]), None)
    if field is None:
        if not any(heading.level <= LEVELS for heading in document.headings):
            return  # nothing that a contents page could list
        hint = "从备份的 00 号模板里复制目录那几段；或者在 Word 里插入目录，再把目录的内容换成 {{ 目录 }}"
        yield error("W318", "成稿里没有目录", hint=hint)
        return
    entries = [
        printed_text(inside.partition("</w:r>")[0]).strip()
        for piece in body.pieces[field.first : field.last + 1]
        for tag, inside in elements(piece, "w:hyperlink")
        if f'w:anchor="{BOOKMARK}' in tag
    ]
    headings = {heading.text.strip() for heading in document.headings}
    for entry in entries:
        if _LABEL.sub("", entry) not in headings:
            yield error("W310", f"目录里的“{entry}”在正文里没有", hint=_STYLES)
            return
    carrying = {printed_text(piece).strip() for piece in body.pieces if "> TC " in piece and ENTRY.search(piece)}
    titles = [(heading.level, heading.text.strip()) for heading in document.headings]
    shown = [text for level, text in titles if text and (level <= LEVELS or text in carrying)]
    listed = [_LABEL.sub("", entry) for entry in entries]
    if [_LABEL.sub("", title) for title in shown] != listed:
        lost = next((title for title in shown if title not in listed), "")
        words = f"正文里的标题“{lost}”目录里没有" if lost else "目录里各条的先后与正文的标题不一致"
        yield error("W310", words, hint=_STYLES)


def _page_numbers(document: ReadBack) -> Iterator[Finding]:
    known, flows = document.relations(), {flow.part: flow for flow in document.flows}
    used = (one.id for _, one in document.body.references if one.element in ("w:footerReference", "w:headerReference"))
    margins = {target_of(document.body.part, known[id_]) for id_ in used if id_ in known}
    numbered = (
        field.instruction.split()[:1] == ["PAGE"]
        for part in sorted(margins & flows.keys())
        for field in flows[part].fields
    )
    if not any(numbered) and document.headings:
        hint = "在 00 号模板里“插入→页码”，或者从备份的模板里复制页脚"
        yield error("W318", "成稿的页脚里没有页码，目录里的页码读者找不到", hint=hint)
