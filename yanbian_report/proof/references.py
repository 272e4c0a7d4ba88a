"""References: every part, style, list and note that the document refers to is in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.flow import Flow, Mark, Reference
from yanbian_report.proof.read_back import ReadBack, target_of
from yanbian_report.word.document import elements, printed_text

_NOTES = {"w:footnoteReference": ("footnotes", "脚注"), "w:endnoteReference": ("endnotes", "尾注")}
_LOOKS = ("w:rStyle", "w:tblStyle")
_NUMBERING = "word/numbering.xml"
_LIST = r'<w:num [^>]*w:numId="([^"]*)"'
_NO_LIST = "0"


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W304 for parts, W316 for styles, lists and notes that are missing."""
    for flow in document.flows:
        known, parts = document.relations(flow.part), document.package.parts
        for number, reference in flow.references:
            relation = known.get(reference.id)
            if relation is None or not (relation.external or target_of(flow.part, relation) in parts):
                yield _missing_part(flow, number, reference)
        yield from _missing_styles(flow, document.styles.styles)
        yield from _missing_lists(flow, document)
    yield from _missing_notes(document)


def _missing_part(flow: Flow, number: int, reference: Reference) -> Finding:
    near, what = flow.near(number), "图片"
    hint = "在模板里删去这张图片，重新插入，再生成一次"
    if reference.element == "w:hyperlink":
        links = [words for tag, words in elements(flow.pieces[number], "w:hyperlink") if f'"{reference.id}"' in tag]
        near, what = (printed_text(links[0])[:40] if links else near) or near, "链接"
        hint = "在模板里右键这个链接，“取消超链接”；还要链接的，重新插入"
    elif reference.element.endswith("erReference"):
        what, hint = "页眉或页脚", "在模板里双击这一页的页眉、页脚，重新写一遍"
    return error("W304", f"“{near}”处的{what}指向一个不在文件里的部件", hint=hint)


def _missing_styles(flow: Flow, known: Collection[str]) -> Iterator[Finding]:
    used = flow.styles | {mark.attributes.get("w:val", "") for n in _LOOKS for _, mark in flow.named(n)}
    for style in sorted(used.difference(known)):
        number = next((n for n, piece in enumerate(flow.pieces) if f'Style w:val="{style}"' in piece), 0)
        hint = "在模板里给这一段重新选一个样式"
        yield error("W316", f"“{flow.near(number)}”用的样式“{style}”不在文件里", hint=hint)


def _missing_lists(flow: Flow, document: ReadBack) -> Iterator[Finding]:
    used = flow.named("w:numId")
    if not used:
        return
    known = _lists(document.package.text(_NUMBERING)) if _NUMBERING in document.package.parts else frozenset()
    for number, mark in used:
        if mark.attributes.get("w:val") not in (_NO_LIST, *known):
            hint = "在模板里给这一段重新设编号，或者把编号写成文字"
            yield error("W316", f"“{flow.near(number)}”用的自动编号不在文件里", hint=hint)


@lru_cache(maxsize=4)
def _lists(numbering: str) -> frozenset[str]:
    return frozenset(re.findall(_LIST, numbering))


def _missing_notes(document: ReadBack) -> Iterator[Finding]:
    for name, (part, words) in _NOTES.items():
        used = document.body.named(name)
        if not used:
            continue
        notes = next((flow.named(name.removesuffix("Reference")) for flow in document.flows if part in flow.part), [])
        known = {_id(mark) for _, mark in notes}
        for number, mark in used:
            if _id(mark) not in known:
                hint = f"在模板里删去这个{words}，重新插入"
                yield error("W316", f"“{document.body.near(number)}”的{words}不在文件里", hint=hint)


def _id(mark: Mark) -> str:
    return mark.attributes.get("w:id", "")
