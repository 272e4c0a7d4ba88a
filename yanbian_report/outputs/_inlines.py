"""Inlines: what stands in the paragraphs of a document, read from a closed list; what is not on it is said.

Words keep what they mean by their looks (raised, struck out, bold, a link); fields show their results; signs of symbol
fonts become characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import NamedTuple

from yanbian_report.outputs._symbols import readable, symbol
from yanbian_report.outputs._web_looks import TO_DO
from yanbian_report.word import namespaces
from yanbian_report.word.package import Relation
from yanbian_report.word.styles import TO_DO_MARK, StyleSheet
from yanbian_report.word.tree import Element, R, W, attribute, find, is_on

MC = f"{{{namespaces.MC}}}"
_BREAKS = {"page": "", "column": ""}  # a page of the web has none
_PASSED = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "bookmarkStart", "bookmarkEnd", "instrText", "fldData", "lastRenderedPageBreak"),
        *("proofErr", "separator", "continuationSeparator", "sectPr"),
    )
)
_LETTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_INSIDE = frozenset(W + name for name in ("fldSimple", "smartTag", "dir", "bdo", "sdt", "sdtContent"))
_NOTE_MARKS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_OWN_MARKS = (W + "footnoteRef", W + "endnoteRef")  # in a note its own number, which the page writes itself
_DRAWN = (W + "drawing", W + "pict")
_CALLED = {"oMath": "公式", "oMathPara": "公式", "ruby": "拼音", "object": "嵌入的对象"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_FORMULAS = ("EQ",)  # fields without a result that show something
_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_STROKE = "\u0336"  # strikes out the letter before it


class Looks(NamedTuple):
    """What words mean by their looks: bold, struck out, raised (``sup``) or lowered (``sub``), a link's address, a mark
    of something to be done; and the path of the data that they come from, where that is asked for.
    """

    bold: bool = False
    struck: bool = False
    place: str = ""
    href: str = ""
    to_do: bool = False
    source: str = ""


class WordStyles(NamedTuple):
    """Styles that say what words mean, by their ids: of bold letters, and of marks of something to be done."""

    bold: frozenset[str]
    to_do: frozenset[str]


def word_styles(sheet: StyleSheet) -> WordStyles:
    """Those of a document."""
    found = ((id_, sheet.find(id_, "rPr", "b")) for id_ in sheet.styles)
    bold = frozenset(id_ for id_, flag in found if flag is not None and flag.get("w:val", "1") != "0")
    return WordStyles(bold, frozenset(id_ for id_, style in sheet.styles.items() if style.name == TO_DO_MARK))


class Span(NamedTuple):
    """Words of one look, or the mark of a note, of which ``words`` is the kind and ``note`` the id."""

    words: str
    looks: Looks = Looks()
    note: str = ""


class Field(NamedTuple):
    """A field that has begun: its instruction, and whether its result has."""

    instruction: str = ""
    shown: bool = False


class Content(NamedTuple):
    """What a paragraph holds: words, drawings, and what the page has no form for, each called as people call it."""

    spans: list[Span]
    drawings: list[Element]
    unknown: list[str]

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(span.words for span in self.spans if not span.note)

    def in_one_line(self) -> Content:
        """Without line breaks: those of a title are made for the width of a page."""
        return self._replace(spans=[span._replace(words=span.words.replace("\n", "")) for span in self.spans])


class InlineReader:
    """Reads the paragraphs of one part in their order."""

    def __init__(self, relations: Mapping[str, Relation], styles: WordStyles) -> None:
        self.relations = relations
        self.styles = styles
        self._fields: list[Field] = []
        self._content = Content([], [], [])

    def read(self, paragraph: Element) -> Content:
        """What ``paragraph`` holds; fields may go on from the one before."""
        self._content = Content([], [], [])
        for child in paragraph:
            self._child(child, Looks(href=self._field_href()))
        return self._content

    # ── what a paragraph has ──

    def _child(self, element: Element, looks: Looks) -> None:
        if element.tag == W + "r":
            self._run(element, looks)
        elif element.tag == W + "hyperlink":
            link = self.relations.get(element.get(R + "id", ""))
            address = unescape(link.target) if link is not None else ""
            for child in element:
                self._child(child, looks._replace(href=address if _ADDRESS.match(address) else ""))
        elif element.tag in _INSIDE:
            for child in element:
                self._child(child, looks)
        elif element.tag not in _PASSED:
            self._unknown(element, looks)

    def _run(self, run: Element, looks: Looks) -> None:
        properties = find(run, "rPr")
        own = self._looks(properties, looks)
        font = attribute(find(properties, "rFonts"), "ascii") if properties is not None else ""
        upper = properties is not None and (_is_on(properties, "caps") or _is_on(properties, "smallCaps"))
        for part in run:
            self._part(part, own._replace(href=own.href or self._field_href()), font, upper=upper)

    def _part(self, part: Element, looks: Looks, font: str, *, upper: bool) -> None:
        tag = part.tag
        if tag == W + "t":
            self._text(part.text or "", looks, font, upper=upper)
        elif tag in _LETTERS:
            self._add(_LETTERS[tag], looks)
        elif tag == W + "br":
            self._add(_BREAKS.get(attribute(part, "type"), "\n"), looks)
        elif tag == W + "fldChar":
            self._field(attribute(part, "fldCharType"))
        elif tag == W + "instrText" and self._fields and not self._fields[-1].shown:
            self._fields[-1] = Field(self._fields[-1].instruction + (part.text or ""))
        elif tag == W + "sym":
            self._sign(attribute(part, "font"), attribute(part, "char"), looks)
        elif tag in _NOTE_MARKS:
            if not self._hidden():
                self._content.spans.append(Span(_NOTE_MARKS[tag], note=attribute(part, "id")))
        elif tag in _DRAWN:
            self._content.drawings.append(part)
        elif tag == MC + "AlternateContent":
            self._alternative(part, looks, font, upper=upper)
        elif tag not in _PASSED and tag not in _OWN_MARKS:
            self._unknown(part, looks)

    def _alternative(self, part: Element, looks: Looks, font: str, *, upper: bool) -> None:
        """What is written twice, for programs that know it and for others, is read once."""
        choice = part.find(MC + "Choice")
        for inner in choice if choice is not None else ():
            self._part(inner, looks, font, upper=upper)

    def _unknown(self, element: Element, looks: Looks) -> None:
        """Its words are kept, and that they may look otherwise is said."""
        name = element.tag.rpartition("}")[2]
        self._content.unknown.append(_CALLED.get(name, f"“{name}”"))
        self._add("".join(part.text or "" for part in element.iter() if part.tag.endswith("}t")), looks)

    # ── words ──

    def _add(self, words: str, looks: Looks) -> None:
        if words and not self._hidden():
            self._content.spans.append(Span(words, looks))

    def _text(self, words: str, looks: Looks, font: str, *, upper: bool) -> None:
        shown = readable(words, font)
        if shown is None:
            self._content.unknown.append(f"字体 {font or '不明'} 的符号")
        self._add((shown or "").upper() if upper else shown or "", looks)

    def _sign(self, font: str, code: str, looks: Looks) -> None:
        try:
            shown = symbol(font, int(code, 16))
        except ValueError:
            shown = None
        if shown is None:
            self._content.unknown.append(f"字体 {font} 的符号 {code}")
        self._add(shown or "", looks)

    def _looks(self, properties: Element | None, looks: Looks) -> Looks:
        if properties is None:
            return looks
        place = {"superscript": "sup", "subscript": "sub"}.get(attribute(find(properties, "vertAlign")), "")
        struck = _is_on(properties, "strike") or _is_on(properties, "dstrike")
        bold = find(properties, "b")
        style = attribute(find(properties, "rStyle"))
        is_bold = _is_on(properties, "b") if bold is not None else style in self.styles.bold
        return Looks(is_bold, struck, place, looks.href, style in self.styles.to_do)

    # ── fields ──

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(Field())
        elif self._fields and kind == "separate":
            self._fields[-1] = self._fields[-1]._replace(shown=True)
        elif self._fields and kind == "end":
            field = self._fields.pop()
            name = (field.instruction.split() or [""])[0].upper()
            if name in _FORMULAS and not field.shown:
                self._content.unknown.append("域做的公式或带圈字符")

    def _hidden(self) -> bool:
        """Whether an instruction stands here, which nobody sees."""
        return any(not field.shown for field in self._fields)

    def _field_href(self) -> str:
        found = (_LINK_FIELD.match(field.instruction) for field in self._fields if field.shown)
        return next((match[1] for match in found if match and _ADDRESS.match(match[1])), "")


def _is_on(properties: Element, name: str) -> bool:
    return is_on(find(properties, name))


def as_html(spans: list[Span], note_mark: Mapping[str, str]) -> str:
    """``spans`` as HTML; ``note_mark`` has the mark of every note by its kind and id."""
    pieces: list[str] = []
    for span in _joined(spans):
        if span.note:
            pieces.append(note_mark[f"{span.words} {span.note}"])
            continue
        words = escape(span.words, quote=False).replace("\n", "<br>").replace("\t", "\u2003")
        bold, struck, place, href, to_do, source = span.looks
        words = f"<s>{words}</s>" if struck else words
        words = f"<{place}>{words}</{place}>" if place else words
        words = f"<strong>{words}</strong>" if bold else words
        words = f'<mark style="{TO_DO}">{words}</mark>' if to_do else words
        words = f'<span data-p="{escape(source)}">{words}</span>' if source else words
        pieces.append(f'<a href="{escape(href)}">{words}</a>' if href else words)
    return "".join(pieces)


def as_text(spans: list[Span], note_mark: Mapping[str, str]) -> str:
    """``spans`` as plain text: raised and lowered figures have signs of their own, others ^ or _ before them."""
    return "".join(
        note_mark[f"{span.words} {span.note}"] if span.note else _plain(span.words, span.looks)
        for span in _joined(spans)
    )


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Words of the same look beside each other as one span."""
    waiting: Span | None = None
    for span in spans:
        if waiting is not None and not span.note and not waiting.note and span.looks == waiting.looks:
            waiting = Span(waiting.words + span.words, span.looks)
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _plain(words: str, looks: Looks) -> str:
    if looks.struck:
        words = "".join(letter + _STROKE for letter in words)
    if not looks.place:
        return words
    signs, mark = (_RAISED, "^") if looks.place == "sup" else (_LOWERED, "_")
    return "".join(signs[letter] for letter in words) if set(words) <= signs.keys() else mark + words
