"""Flow: a part of the document that has words of its own (the body, a header, the notes), as proofs look at it.

Everything is found a paragraph at a time, since most paragraphs of a report are those of the report before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from yanbian_report.base.lru import remembered
from yanbian_report.word.contents import ENTRY
from yanbian_report.word.document import attributes, pieces, printed_text

# What refers to something, or may not be published.
_NAMES = (
    *("pStyle", "fldChar", "instrText", "fldSimple", "hyperlink", "bookmarkStart", "bookmarkEnd"),
    *("rStyle", "tblStyle", "numId", "footnoteReference", "endnoteReference", "footnote", "endnote"),
)
UNFIT = {
    **dict.fromkeys(("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:cellMerge"), "修订"),
    **dict.fromkeys(("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange"), "修订"),
    **dict.fromkeys(("w:tcPrChange", "w:tblGridChange", "w:tblPrExChange", "w:numberingChange"), "修订"),
    **dict.fromkeys(("w:commentReference", "w:commentRangeStart", "w:commentRangeEnd"), "批注"),
    **dict.fromkeys(("w:vanish", "w:specVanish"), "隐藏文字"),
    **dict.fromkeys(("w:object", "w:control", "w:altChunk", "w:subDoc"), "嵌入的对象"),
}
_OF_WORD = "|".join([*_NAMES, *(name.removeprefix("w:") for name in UNFIT)])
_MARK = re.compile(rf"<(w:(?:{_OF_WORD})|wp:docPr)(?=[ />])([^>]*)>([^<]*)")
_STYLE = "w:pStyle"
_REFERENCE = re.compile(r'<([\w:]+)[^>]* r:(?:id|embed|link|pict)="([^"]*)"')
_UNSEEN = r'="([^"]*)"|<w:instrText[^>]*>([^<]*)'
_TAG = r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{\{|\{%"  # compiled when there is one, as hardly ever
_LONGEST = 20  # characters of a paragraph that a message quotes


class Mark(NamedTuple):
    """An element that a proof asks for: its name, its attributes, the words directly in it."""

    name: str
    attributes: Mapping[str, str]
    words: str


class Reference(NamedTuple):
    """An element that refers to a relation by its id."""

    element: str
    id: str


class Contents(NamedTuple):
    """What a paragraph, with what stands before it, has for proofs: styles of paragraphs, marks, references, and tags
    of the template that stand where no words do (in a picture's text alternative, in a field).
    """

    styles: tuple[str, ...]
    marks: tuple[Mark, ...]
    references: tuple[Reference, ...]
    tags: tuple[str, ...]


class Open(NamedTuple):
    """A field that has begun: in which paragraph, its instruction so far, whether its result has begun."""

    paragraph: int
    instruction: str = ""
    shown: bool = False


class Field(NamedTuple):
    """A whole field: its instruction, and the paragraphs in which it begins and ends."""

    instruction: str
    first: int
    last: int


class Flow:
    """The flow in ``part``, whose XML is ``xml``. Paragraphs are counted from 0."""

    def __init__(self, part: str, xml: str) -> None:
        self.part = part
        self.xml = xml

    @cached_property
    def pieces(self) -> list[str]:
        """The XML of each paragraph with what stands before it, and what follows the last one."""
        return pieces(self.xml)

    @cached_property
    def contents(self) -> list[tuple[int, Contents]]:
        """What each paragraph has, with its number; only of those that have something."""
        return [(number, found) for number, piece in enumerate(self.pieces) if (found := _contents(piece))]

    @cached_property
    def styles(self) -> set[str]:
        """The ids of the styles that paragraphs have."""
        return {style for _, found in self.contents for style in found.styles}

    @cached_property
    def references(self) -> list[tuple[int, Reference]]:
        """Everything that refers to a relation, with the number of its paragraph."""
        return [(number, one) for number, found in self.contents for one in found.references]

    @cached_property
    def tags(self) -> list[tuple[int, str]]:
        """The tags left where no words stand, with the numbers of their paragraphs."""
        return [(number, tag) for number, found in self.contents for tag in found.tags]

    @cached_property
    def marks(self) -> list[tuple[int, Mark]]:
        """Every mark in its order, with the number of its paragraph."""
        return [(number, mark) for number, found in self.contents for mark in found.marks]

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[int, Mark]]]:
        found: dict[str, list[tuple[int, Mark]]] = {}
        for place in self.marks:
            found.setdefault(place[1].name, []).append(place)
        return found

    def named(self, name: str) -> list[tuple[int, Mark]]:
        """The marks called ``name``."""
        return self._by_name.get(name, [])

    @cached_property
    def unfit(self) -> list[tuple[int, Mark]]:
        """What may not be published."""
        return [place for name in self._by_name.keys() & UNFIT.keys() for place in self._by_name[name]]

    @property
    def fields(self) -> list[Field]:
        """The whole fields, in the order of their ends."""
        return self._fields[0]

    @property
    def broken_fields(self) -> list[int]:
        """The paragraphs in which a field is not whole."""
        return self._fields[1]

    @cached_property
    def _fields(self) -> tuple[list[Field], list[int]]:
        return _fields_in(self.marks)

    def near(self, paragraph: int) -> str:
        """How a message calls a paragraph: by its words, or by those of the nearest one before it that has some."""
        for piece in reversed(self.pieces[: paragraph + 1]):
            if text := printed_text(piece).strip():
                return text[:_LONGEST]
        return "开头"


@remembered(8_192)
def _contents(piece: str) -> Contents | None:
    if "> TC " in piece:
        piece = ENTRY.sub("", piece)  # the entry of a heading, made by word/contents.py, hidden as Word hides them
    found = _MARK.findall(piece)
    special = " r:" in piece or "{" in piece
    if not special and len(found) <= 1:
        if not found:
            return None
        if found[0][0] == _STYLE:
            return _of_style(found[0][1])
    styles = tuple(attributes(inside).get("w:val", "") for name, inside, _ in found if name == _STYLE)
    marks = tuple(Mark(name, attributes(inside), words) for name, inside, words in found if name != _STYLE)
    references = tuple(map(Reference._make, _REFERENCE.findall(piece))) if " r:" in piece else ()
    unseen = "\n".join(map("".join, re.findall(_UNSEEN, piece))) if "{" in piece else ""
    contents = Contents(styles, marks, references, tuple(re.findall(_TAG, unseen) if unseen else ()))
    return contents if any(contents) else None


@lru_cache(maxsize=1_024)
def _of_style(inside: str) -> Contents:
    """Contents of a paragraph that has a style and nothing else, as most do."""
    return Contents((attributes(inside).get("w:val", ""),), (), (), ())


def _fields_in(marks: list[tuple[int, Mark]]) -> tuple[list[Field], list[int]]:
    """The whole fields among ``marks``, and the paragraphs in which one is broken."""
    begun: list[Open] = []
    fields: list[Field] = []
    broken: list[int] = []
    for number, mark in marks:
        if mark.name != "w:fldChar":
            if mark.name == "w:instrText" and begun and not begun[-1].shown:
                begun[-1] = Open(begun[-1].paragraph, begun[-1].instruction + mark.words)
            continue
        kind = mark.attributes.get("w:fldCharType")
        if kind == "begin":
            begun.append(Open(number))
        elif not begun or (kind == "separate" and begun[-1].shown):
            broken.append(number)
        elif kind == "separate":
            begun[-1] = Open(begun[-1].paragraph, begun[-1].instruction, shown=True)
        else:
            one = begun.pop()
            if _hides(one, number):
                broken.append(one.paragraph)
            fields.append(Field(one.instruction, one.paragraph, number))
    return fields, [*broken, *(one.paragraph for one in begun)]


def _hides(field: Open, last: int) -> bool:
    """Whether a field has no result though it should, so that what stands in it is never seen."""
    name = field.instruction.split()[:1]
    return not field.shown and (field.paragraph != last or name in (["TOC"], ["PAGEREF"], ["REF"], ["HYPERLINK"]))
