"""Print sheet: the papers of a document as CSS: size and margins of every section, what stands in its margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yanbian_report.layout.look import Look, points
from yanbian_report.outputs._print_looks import PrintLooks, quoted
from yanbian_report.word.package import DOCUMENT_RELATIONS, Package, Relation, relations
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, R, W, attribute, find, parse, style_of

_SETTINGS = "word/settings.xml"
_SIDES = ("top", "right", "bottom", "left")
_PAPER = (595.3, 841.9)  # A4
_CORNERS = {"left": "left", "center": "center", "right": "right", "end": "right"}


class Paper(NamedTuple):
    """The pages of a section: its last element, the first number, how many they are, and which sheet is the first."""

    end: Element
    number: int
    pages: int
    sheet: int


class Papers:
    """Writes the rules of the papers of one document."""

    def __init__(self, document: Package, styles: StyleSheet, looks: PrintLooks) -> None:
        self._document = document
        self._styles = styles
        self._looks = looks
        self._relations = relations(document.text(DOCUMENT_RELATIONS))
        settings = parse(document, _SETTINGS) if _SETTINGS in document.parts else Element("none")
        self._both = find(settings, "evenAndOddHeaders") is not None
        self.last_edge = ""  # the words in the margins of the last sheet, with its number
        self._edges: dict[tuple[str, str], str] = {}  # goes on from section to section: header or footer, and which

    def rules(self, name: str, paper: Paper) -> Iterator[str]:
        """The rules of the pages called ``name``."""
        size, margins = paper.end.find(W + "pgSz"), paper.end.find(W + "pgMar")
        width, height = (points(attribute(size, side)) or _PAPER["wh".index(side)] for side in "wh")
        around = " ".join(f"{abs(points(attribute(margins, side))):g}pt" for side in _SIDES)
        yield f"@page {name} {{ size: {width:g}pt {height:g}pt; margin: {around} }}"
        yield from self._counter(name, paper)
        self.last_edge = ""
        last = paper.number + paper.pages - 1
        for edge in ("header", "footer"):
            for reference in paper.end.iterfind(f"{W}{edge}Reference"):
                self._edges[edge, attribute(reference, "type")] = reference.get(R + "id", "")
            default = self._edges.get((edge, "default"), "")
            even = self._edges.get((edge, "even"), "") if self._both else default
            for side, id_ in ((":right", default), (":left", even)):
                if id_ in self._relations:
                    is_last = (last % 2 == 1) == (side == ":right")
                    self.last_edge += self._said(self._relations[id_], last) if is_last else ""
                    yield from self._margin(f"@page {name}{side}", name, self._relations[id_], edge, margins)

    def _said(self, part: Relation, number: int) -> str:
        """What a header or footer says on the page of ``number``."""
        words = margin_words(parse(self._document, f"word/{part.target}"))
        return "".join(str(number) if word == PAGE else word for word in words)

    @staticmethod
    def _counter(name: str, paper: Paper) -> Iterator[str]:
        """What every sheet is called: browsers number sheets, and do so from the first one on."""
        symbols = " ".join(f'"{number}"' for number in range(paper.number, paper.number + paper.pages + 1))
        yield f"@counter-style {name} {{ system: fixed {paper.sheet}; symbols: {symbols} }}"

    def _margin(self, rule: str, name: str, part: Relation, edge: str, margins: Element | None) -> Iterator[str]:
        for paragraph in parse(self._document, f"word/{part.target}").iter(W + "p"):
            words = list(margin_words(paragraph))
            if not "".join(words).strip():
                continue
            content = " ".join(f"counter(page, {name})" if word == PAGE else quoted(word) for word in words)
            yield f"{rule} {{ {self._box(paragraph, edge, margins)} content: {content} }} }}"

    def _box(self, paragraph: Element, edge: str, margins: Element | None) -> str:
        """The beginning of the box that ``paragraph`` stands in."""
        style = style_of(paragraph)
        own, of_style = find(paragraph, "pPr", "jc"), self._styles.find(style, "pPr", "jc") or {}
        align = _CORNERS.get(attribute(own) if own is not None else of_style.get("w:val", ""), "left")
        fonts = self._styles.find(style, "rPr", "rFonts") or {}
        families = self._looks.families(fonts.get("w:ascii", ""), fonts.get("w:eastAsia", ""))
        look: Look = self._looks.measure.look(paragraph)
        colour = attribute(find(paragraph, "r", "rPr", "color")) or "000000"
        place, near = ("bottom", "bottom") if edge == "footer" else ("top", "top")
        far = points(attribute(margins, edge))
        return (
            f"@{place}-{align} {{ font: {look.size:g}pt/{look.line or look.size * 1.3:g}pt {families};"
            f" color: #{colour}; vertical-align: {near}; text-align: {align}; width: auto;"
            f" padding: {0 if edge == 'footer' else far:g}pt {look.sides - look.left:g}pt"
            f" {far if edge == 'footer' else 0:g}pt {look.left:g}pt;"
        )


PAGE = "\0"


def margin_words(paragraph: Element) -> Iterator[str]:
    """The words of a paragraph of the margins; ``PAGE`` for the number of the page."""
    shown, in_page = True, False
    for part in paragraph.iter():
        if part.tag == W + "fldChar":
            kind = attribute(part, "fldCharType")
            shown = kind != "begin" and not (kind == "separate" and in_page)
            in_page = in_page and kind != "end"
        elif part.tag == W + "instrText" and "PAGE" in (part.text or "").split():
            in_page = True
            yield PAGE
        elif part.tag == W + "fldSimple" and "PAGE" in attribute(part, "instr").split():
            yield PAGE
        elif part.tag == W + "t" and shown and part.text:
            yield part.text


def first_sheets(sections: Sequence[tuple[int, int]]) -> list[tuple[int, bool]]:
    """The sheet on which every section begins, and whether an empty one stands before it: odd numbers are printed on
    the front of a sheet.
    """
    found: list[tuple[int, bool]] = []
    sheet = 1
    for number, pages in sections:
        empty = sheet % 2 != number % 2
        found.append((sheet + empty, empty))
        sheet += empty + pages
    return found
