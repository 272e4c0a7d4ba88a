"""Markup: what stands in a document's XML, found in its text. No tree is built.

Everything here jumps from one literal to the next (``str.find``, ``str.split``), which is many times faster than a
pattern that looks at every character; and most paragraphs of a report are those of the report before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.lru import remembered

_END = "</w:p>"
_STYLE = re.compile(r'<w:pStyle w:val="([^"]+)"')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_ENTITY = re.compile(r"&(#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|\w{1,4});")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LAST = 0x10FFFF
_HYPHEN, _TAB = "<w:noBreakHyphen/>", "<w:tab/>"  # a tab of a paragraph's properties says where it stands
_BOX = r"(?s)<w:txbxContent>(.*?)</w:txbxContent>"  # few documents have one
_FALLBACK = r"(?s)<mc:Fallback>.*?</mc:Fallback>"
_CUT = "\0(\\d+)\0"


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


def words(document: str, *, boxes: bool = True) -> list[Words]:
    """Every paragraph's style and words, in order; those in text boxes after the paragraph that they hang on."""
    return [words_of(piece) for piece in pieces(unboxed(document, boxes=boxes))[:-1]]


def pieces(document: str) -> list[str]:
    """The document cut behind every paragraph; the last piece is what stands behind the last one."""
    return document.split(_END)


def has_boxes(document: str) -> bool:
    """Whether there is a text box."""
    return "<w:txbxContent>" in document


def unboxed(document: str, *, boxes: bool = True) -> str:
    """``document`` with each text box, which is written twice, once behind its paragraph; without ``boxes`` not at all.

    What is found in it stands elsewhere in the document itself.
    """
    if not has_boxes(document):
        return document
    found: list[str] = []

    def cut(match: re.Match[str]) -> str:
        found.append(match[1] if boxes else "")
        return f"\0{len(found) - 1}\0"

    flat = pieces(re.sub(_BOX, cut, re.sub(_FALLBACK, "", document)))
    laid = [
        re.sub(_CUT, "", piece) + _END + "".join(found[int(number)] for number in re.findall(_CUT, piece))
        for piece in flat
    ]
    return "".join(laid).removesuffix(_END)


def paragraphs(document: str, styles: Collection[str]) -> Iterator[Paragraph]:
    """Every paragraph in one of ``styles``, in order; one in a text box or that holds another is left out."""
    names = "|".join(re.escape(style) for style in styles)
    aside = [m.span() for m in re.finditer(_BOX, document)] if has_boxes(document) else []
    for style in re.finditer(f'<w:pStyle w:val="({names})"', document):
        if any(first < style.start() < last for first, last in aside):
            continue
        after = max(document.rfind(_END, 0, style.start()), 0)
        end = document.find(_END, style.end())
        while any(first < end < last for first, last in aside):
            end = document.find(_END, end + 1)
        end += len(_END)
        start = max(document.rfind("<w:p>", after, style.start()), document.rfind("<w:p ", after, style.start()))
        inside = document[start:end] if not aside else unboxed(document[start:end], boxes=False)
        if start >= 0 and _holds_no_other(inside):
            yield Paragraph(start, end, style[1], printed_text(inside))


def _holds_no_other(paragraph: str) -> bool:
    return paragraph.rfind("<w:p>") <= 0 and paragraph.rfind("<w:p ") <= 0


@remembered(8_192)
def words_of(piece: str) -> Words:
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
    if _HYPHEN in xml or _TAB in xml:
        xml = xml.replace(_HYPHEN, "<w:t>\u2011</w:t>").replace(_TAB, "<w:t> </w:t>")
    text = "".join(_TEXT.findall(xml))
    return _ENTITY.sub(_meant, text) if "&" in text else text


def _meant(entity: re.Match[str]) -> str:
    """The sign that an entity stands for; XML has five names, where HTML has two thousand (and takes as long to load).

    What stands for no sign stays as it is.
    """
    name = entity[1]
    if name[0] != "#":
        return _NAMED.get(name, entity[0])
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(number) if number <= _LAST else entity[0]


def escaped(text: str) -> str:
    """``text`` as it stands in a document's XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
