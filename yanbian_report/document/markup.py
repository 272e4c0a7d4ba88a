"""Markup: what stands in a document's XML, found in its text. No tree is built.

Everything here jumps from one literal to the next (``str.find``, ``str.split``), which is many times faster than a
pattern that looks at every character; and most paragraphs of a report are those of the report before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
    return [_read(piece)[1] for piece in document.split(_END)[:-1]]


def paragraphs(document: str, styles: Collection[str]) -> Iterator[Paragraph]:
    """Every paragraph in one of ``styles``, in order; one that holds others is left out."""
    after = 0
    for piece in document.split(_END)[:-1]:
        begin, (style, text) = _read(piece)
        if style in styles and begin >= 0:
            yield Paragraph(after + begin, after + len(piece) + len(_END), style, text)
        after += len(piece) + len(_END)


@lru_cache(maxsize=8_192)
def _read(piece: str) -> tuple[int, Words]:
    """Where in ``piece`` its last paragraph begins (-1: further up), and what that says."""
    begin = max(piece.rfind("<w:p>"), piece.rfind("<w:p "))
    style = _STYLE.search(piece, max(begin, 0))
    return begin, Words(style[1] if style else "", printed_text(piece))


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


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an opening tag."""
    return dict(_ATTRIBUTE.findall(tag))


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
