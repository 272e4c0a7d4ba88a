"""Markup: what stands in a document's XML, found in its text. No tree is built.

Everything here jumps from one literal to the next (``str.find``, ``str.split``), which is many times faster than a
pattern that looks at every character; and most paragraphs of a report are those of the report before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_END = "</w:p>"
_STYLE = re.compile(r'<w:pStyle w:val="([^"]+)"')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")


class Words(NamedTuple):
    """What a paragraph says: the id of its style (empty for the default), and the words that are printed."""

    style: str
    text: str


class Paragraph(NamedTuple):
    """A paragraph, where it stands in the document's XML."""

    start: int
    end: int
    style: str
    text: str


def words(document: str) -> list[Words]:
    """Every paragraph's style and words, in order."""
    return [_read(piece) for piece in document.split(_END)[:-1]]


def paragraphs(document: str, styles: Collection[str]) -> Iterator[Paragraph]:
    """Every paragraph in one of ``styles``, in order; one that holds others is left out."""
    names = "|".join(re.escape(style) for style in styles)
    for style in re.finditer(f'<w:pStyle w:val="({names})"', document):
        after = max(document.rfind(_END, 0, style.start()), 0)
        end = document.find(_END, style.end()) + len(_END)
        start = max(document.rfind("<w:p>", after, end), document.rfind("<w:p ", after, end))
        if 0 <= start < style.start():
            yield Paragraph(start, end, style[1], printed_text(document[start:end]))


@lru_cache(maxsize=8_192)
def _read(piece: str) -> Words:
    """What the paragraph says that ends with ``piece``."""
    style = _STYLE.search(piece, max(piece.rfind("<w:p>"), piece.rfind("<w:p "), 0))
    return Words(style[1] if style else "", printed_text(piece))


def elements(document: str, name: str) -> Iterator[tuple[str, str]]:
    """Every element ``name`` that has attributes and holds something: its opening tag, and what it holds."""
    opening, closing = f"<{name} ", f"</{name}>"
    start = document.find(opening)
    while start >= 0:
        inside = document.find(">", start) + 1
        end = document.find(closing, inside)
        yield document[start:inside], document[inside:end]
        start = document.find(opening, end)


def tags(document: str, name: str) -> Iterator[str]:
    """Every opening tag ``name`` that has attributes, in order."""
    opening = f"<{name} "
    start = document.find(opening)
    while start >= 0:
        end = document.find(">", start)
        yield document[start:end]
        start = document.find(opening, end)


@lru_cache(maxsize=1_024)
def attributes(tag: str) -> Mapping[str, str]:
    """The attributes of an opening tag."""
    return dict(_ATTRIBUTE.findall(tag))


def printed_text(xml: str) -> str:
    """The words that a piece of document XML prints."""
    text = "".join(_TEXT.findall(xml))
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def escaped(text: str) -> str:
    """``text`` as it stands in a document's XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
