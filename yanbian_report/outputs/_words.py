"""Words: those of the finished document, to be found again in what is made of it.

They are read without the reader of the page, so that the two hold each other; what stands between them (signs of
symbol fonts, marks of notes, numbers that Word counts) parts them.
"""

from __future__ import annotations

import re
import unicodedata

from yanbian_report.outputs._symbols import is_symbol_font
from yanbian_report.word import namespaces
from yanbian_report.word.package import Package
from yanbian_report.word.tree import Element, W, attribute, body_of, find, merge_of, parse, said_once

_FALLBACK = f"{{{namespaces.MC}}}Fallback"
_NOTE_PARTS = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_PROPERTIES = (W + "pPr", W + "rPr")
_GOING_ON = frozenset(W + name for name in ("r", "rPr", "hyperlink", "bookmarkStart", "bookmarkEnd", "instrText"))
_UNSEEN = re.compile("[\\s\u00ad\u0336]+")
_SENTENCE = re.compile("[^。；！？]+[。；！？]?")
_QUOTED = 40  # characters of a sentence that a message quotes


def body_words(document: Package, first: int = 0) -> list[str]:
    """The words of the body from its block ``first`` on, bare, in pieces that nothing parts; headings that are said
    again where pages begin, once.
    """
    body = body_of(parse(document))
    for table in body.iter(W + "tbl"):
        rows = table.findall(W + "tr")
        kept = {id(row) for row in said_once(rows)}
        for row in rows:
            if id(row) not in kept:
                table.remove(row)
    return _Walk().pieces(list(body)[first:])


def note_words(document: Package) -> list[str]:
    """The words of the notes."""
    notes = [
        note
        for part, name in _NOTE_PARTS.items()
        if part in document.parts
        for note in parse(document, part).iter(W + name)
    ]
    return _Walk().pieces(notes)


def bare(text: str) -> str:
    """``text`` without blanks and without what fonts and PDFs write otherwise: widths, raised figures, capitals."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def first_lost(pieces: list[str], text: str) -> str | None:
    """The first sentence of ``pieces`` that ``text`` does not have behind those before it; None when it has all."""
    whole, at = bare(text), 0
    for piece in pieces:
        found = whole.find(piece, at)
        if found < 0:
            return _sentence(piece, [whole[at:]])
        at = found + len(piece)
    return None


def first_lost_on_pages(pieces: list[str], pages: list[str]) -> str | None:
    """The first sentence of ``pieces`` that is on no page of ``pages`` and does not run over several of them."""
    bared = [bare(page) for page in pages]
    near = 0
    for piece in pieces:
        order = [*range(near, len(bared)), *range(near)]
        found = next((number for number in order if piece in bared[number]), None)
        if found is None:
            found = next((number for number in order if _goes_on(piece, bared, number)), None)
        if found is None:
            return _sentence(piece, bared)
        near = found
    return None


def _goes_on(piece: str, pages: list[str], page: int) -> bool:
    """Whether ``piece`` begins on ``page`` and goes on over the next ones to its end."""
    for text in pages[page:]:
        if piece in text:
            return True
        known = _longest_start(piece, text)
        if not known:
            return False
        piece = piece[known:]
    return False


def _longest_start(piece: str, text: str) -> int:
    """How many characters of ``piece`` from its beginning ``text`` has together."""
    low, high = 0, len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if piece[:middle] in text else (low, middle - 1)
    return low


def _sentence(piece: str, texts: list[str]) -> str:
    """The first sentence of ``piece`` that none of ``texts`` has; all of it where it is not lost but out of order."""
    sentences = _SENTENCE.findall(piece)
    lost = (one for one in sentences if not any(one in text for text in texts))
    return next(lost, piece)[:_QUOTED]


class _Walk:
    """One walk over blocks; text boxes are read behind the paragraph that they hang on."""

    def __init__(self) -> None:
        self._pieces = [""]
        self._boxes: list[Element] = []
        self._fields: list[bool] = []  # of every field that has begun, whether its result has

    def pieces(self, blocks: list[Element]) -> list[str]:
        for block in blocks:
            self._walk(block)
            self._part()
        return [piece for piece in map(bare, self._pieces) if piece]

    def _part(self) -> None:
        if self._pieces[-1]:
            self._pieces.append("")

    def _walk(self, element: Element) -> None:
        tag = element.tag
        if tag == W + "txbxContent":
            self._boxes.append(element)
        elif tag == _FALLBACK or (tag == W + "tc" and merge_of(element) == "continue"):
            return
        elif tag == W + "r" and is_symbol_font(attribute(find(element, "rPr", "rFonts"), "ascii")):
            self._part()
        elif tag == W + "r" and find(element, "rPr", "vertAlign") is not None:
            self._part()
            self._inside(element)
            self._part()
        elif tag == W + "t":
            self._pieces[-1] += (element.text or "") if all(self._fields) else ""
        elif tag == W + "p":
            self._paragraph(element)
        else:
            self._inside(element)

    def _inside(self, element: Element) -> None:
        if element.tag == W + "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif element.tag not in _GOING_ON:
            self._part()
        for child in element if element.tag not in _PROPERTIES else ():
            self._walk(child)

    def _paragraph(self, paragraph: Element) -> None:
        outer, self._boxes = self._boxes, []
        self._part()
        for child in paragraph:
            self._walk(child)
        self._part()
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            for child in box:
                self._walk(child)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
