"""Fields: every field begins, shows something and ends, one inside another as brackets are; links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.document import elements, printed_text

_POINTING = re.compile(r'\s*(?:PAGEREF|REF|NOTEREF|HYPERLINK\s+\\l)\s+(?:"([^"]+)"|([^\s\\"]+))', re.IGNORECASE)


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W305 for fields that are not whole, W306 for links and fields that point to no bookmark."""
    names = {mark.attributes.get("w:name") for flow in document.flows for _, mark in flow.named("w:bookmarkStart")}
    for flow in document.flows:
        hint = "在 Word 里打开这一段所在的模板，删去这个域（目录、页码要整个删去），重新插入"
        for number in flow.broken_fields[:1]:  # what follows it is its consequence
            words = f"成稿里有一个域（目录、页码等）没有结束，在“{flow.near(number)}”一段"
            yield error("W305", words, hint=hint)
        for field in flow.fields:
            found = _POINTING.match(field.instruction)
            name = found and (found[1] or found[2])
            if name and name not in names:
                words = f"“{flow.near(field.first)}”里的交叉引用指向的书签“{name}”不存在"
                yield error("W306", words, hint="在 Word 里删去这个交叉引用，改成文字，或者重新插入")
        for number, link in flow.named("w:hyperlink"):
            anchor = link.attributes.get("w:anchor", "")
            if anchor not in names and "r:id" not in link.attributes:
                words = f"链接“{_words(flow.pieces[number], anchor)}”指向的书签“{anchor}”不存在"
                hint = "在模板里右键这个链接，“取消超链接”；或者在要去的地方用“插入→书签”加上这个名字"
                yield error("W306", words, hint=hint)


def _words(piece: str, anchor: str) -> str:
    """The words of the link to ``anchor``."""
    links = (printed_text(inside) for tag, inside in elements(piece, "w:hyperlink") if f'="{anchor}"' in tag)
    return next(links, "")[:40]
