"""Paragraphs: those of a document's XML, in order, found in its text. No tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_STYLE = re.compile(r'<w:pStyle w:val="([^"]+)"')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")


class Paragraph(NamedTuple):
    """A paragraph's XML, where it stands in the document's, and the id of its style (empty for the default)."""

    start: int
    end: int
    style: str
    xml: str

    @property
    def text(self) -> str:
        """The words that are printed."""
        return printed_text(self.xml)


def paragraphs(document: str) -> Iterator[Paragraph]:
    """Every paragraph that holds no other."""
    after, closing = 0, "</w:p>"
    while (end := document.find(closing, after)) >= 0:
        start = max(document.rfind("<w:p>", after, end), document.rfind("<w:p ", after, end))
        after = end + len(closing)
        if start >= 0:
            xml = document[start:after]
            style = _STYLE.search(xml)
            yield Paragraph(start, after, style[1] if style else "", xml)


def printed_text(xml: str) -> str:
    """The words that a piece of document XML prints."""
    words = "".join(_TEXT.findall(xml))
    if "&" not in words:
        return words
    from html import unescape

    return unescape(words)


def escaped(text: str) -> str:
    """``text`` as it stands in a document's XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
