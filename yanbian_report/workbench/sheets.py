"""Sheets: the filled document as pages of HTML, each whole in itself: the paper, what stands on it, its margins.

Pages begin and lines end where they were counted to, so that they are those of the printed report. Printed values carry
the path that they come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from html import escape
from typing import NamedTuple

from yanbian_report.layout.blocks import blocks_of
from yanbian_report.layout.look import points
from yanbian_report.layout.measure import Measure
from yanbian_report.outputs._drawings import Source
from yanbian_report.outputs._inlines import Content
from yanbian_report.outputs._print_looks import PrintLooks
from yanbian_report.outputs._print_page import Printed
from yanbian_report.outputs._print_sheet import PAGE, first_sheets, margin_words
from yanbian_report.outputs._web_page import Made
from yanbian_report.templates.marks import Mark, Marks
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, Package, relations
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, R, W, attribute, find, parse, style_of
from yanbian_report.workbench.sources import with_sources

_SETTINGS = "word/settings.xml"
_PAPER = {"w": 595.3, "h": 841.9}  # A4
_SIDES = ("top", "right", "bottom", "left")
_SECTION = "<w:sectPr"
_DRAWN = ("<w:drawing", "<w:pict")  # pictures may change where their paragraphs do not
_TURN = "\f"  # between two pages; no HTML of ours has it
_ID = re.compile(r' id="[^"]*"')
_LINES = re.compile(r"<wbr>|<br>")
_ROWS = re.compile(r'(?=<tr class="starts")')
_NUMBER = f"{W}rsidR"
_GO_ON = ("text-indent:0", "padding-top:0")


class Sheet(NamedTuple):
    """One page: its printed number (0 for an empty one), and all that stands on it."""

    number: int
    html: str


class Known(NamedTuple):
    """What a block that was set is known by: its text, the room between the margins, the rows of it that begin pages,
    and after which of its lines it goes on on the next page.
    """

    text: str
    width: float
    starts: tuple[tuple[int, bool], ...]
    parted: tuple[int, ...]


class Block(NamedTuple):
    """A block of the body: its text, empty where it cannot be known by it, and what reads it."""

    text: str
    element: Callable[[], Element]


class Memory:
    """What pages of one template have in common: looks under their names, and blocks that were set before."""

    def __init__(self, styles: StyleSheet) -> None:
        self.styles = styles
        self.looks = PrintLooks(styles, Measure(styles))
        self.classes: dict[str, str] = {}
        self.made: dict[Known, str] = {}


class Sheets(Printed):
    """The pages of one document; ``marks`` are those of its printed values, by the numbers of their paragraphs.

    ``memory`` is what pages made before leave, and is brought to what these leave.
    """

    def __init__(self, document: Package, marks: Marks, source: Source, memory: Memory | None = None) -> None:
        super().__init__(document)
        self.drawings.source = source
        self.memory = memory if memory is not None and memory.styles is self.styles else Memory(self.styles)
        self.looks = self.memory.looks
        self._marks: Mapping[int, tuple[Mark, ...]] = marks
        self._papers: list[str] = []
        self._made: dict[Known, str] = {}
        self._relations = relations(document.text(DOCUMENT_RELATIONS))
        settings = parse(document, _SETTINGS) if _SETTINGS in document.parts else Element("none")
        self._both = find(settings, "evenAndOddHeaders") is not None
        self._margins: dict[str, list[tuple[str, list[str]]]] = {}
        self._edges: dict[tuple[str, str], str] = {}  # headers and footers go on from section to section

    def pages(self) -> list[Sheet]:
        """Every page in its order."""
        found: list[Sheet] = []
        for number, (blocks, end) in enumerate(self._pieces()):
            paper = self._paper(number, end)
            first, count = self.laid.sections[number]
            if first_sheets(self.laid.sections)[number][1]:
                found.append(Sheet(0, f'<div class="sheet p{number}"></div>'))
            pages = "".join(self._section(blocks)).split(_TURN)
            for at, html in enumerate(pages[:count] if len(pages) > count else pages):
                edges = "".join(self._edge(edge, first + at, end) for edge in ("header", "footer"))
                found.append(Sheet(first + at, f'<div class="sheet {paper}">{html}{edges}</div>'))
        self.memory.made = self._made
        return found

    def css(self) -> str:
        """The looks of all pages that were made."""
        named = (f".sheet .{name} {{ {look} }}" for look, name in self.memory.classes.items())
        return "\n".join([self.looks.sheet(), *self._papers, *named])

    def _pieces(self) -> Iterator[tuple[list[Block], Element]]:
        """The blocks of every section, each with what it is known by, and the end of the section."""
        blocks = None if self._counts() else blocks_of(self.document.text(DOCUMENT))
        if blocks is None:
            for elements, end in self.sections():
                yield [Block("", partial(_same, element)) for element in elements], end
            return
        begun: list[Block] = []
        for piece in blocks.pieces:
            element = partial(blocks.element, piece)
            if not piece.startswith(_SECTION):
                begun.append(Block(piece, element))
            last = _end_of(element()) if _SECTION in piece else None
            if last is not None:
                yield begun, last
                begun = []

    def _counts(self) -> bool:
        """Whether blocks say something that those before them decide: numbers of lists and notes."""
        text = self.document.text(DOCUMENT)
        styled = any("<w:numPr>" in style.xml for style in self.styles.styles.values())
        return styled or any(mark in text for mark in ("<w:numPr", "footnoteReference", "endnoteReference"))

    def _depth(self, level: int) -> int:
        """Levels as they are: what a block is does not depend on those before it."""
        return level

    def _paper(self, number: int, end: Element) -> str:
        """The class of a section's paper."""
        size, margins = end.find(W + "pgSz"), end.find(W + "pgMar")
        width, height = (points(attribute(size, side)) or _PAPER[side] for side in "wh")
        around = " ".join(f"{abs(points(attribute(margins, side))):g}pt" for side in _SIDES)
        self.width = width - sum(points(attribute(margins, side)) for side in ("left", "right", "gutter"))
        self._papers.append(f".p{number} {{ width: {width:g}pt; height: {height:g}pt; padding: {around}; }}")
        for edge in ("header", "footer"):
            for reference in end.iterfind(f"{W}{edge}Reference"):
                self._edges[edge, attribute(reference, "type")] = reference.get(R + "id", "")
        return f"p{number}"

    def _section(self, blocks: list[Block]) -> Iterator[str]:
        empty = True
        for block in blocks:
            self.number += 1
            part = self._block(block)
            if self.laid.starts.get((self.number, 0)) is not None and not empty:
                yield _TURN
            yield part
            empty = False
            if part.find(' ends"') >= 0 or '"ends"' in part:
                yield _TURN
                empty = True

    def _block(self, block: Block) -> str:
        """The block at hand, as it was set before where it is the same and stands in the same way."""
        parted = tuple(self.laid.parted.get(self.number, ()))
        known = Known(block.text, self.width, self._rows_that_begin.get(self.number, ()), parted)
        html = self.memory.made.get(known) if block.text and not any(d in block.text for d in _DRAWN) else None
        if html is None:
            self.number -= 1  # the reader counts it again
            html = self._classed("".join(self._blocks([block.element()]).html))
        self._made[known] = html
        return html

    @cached_property
    def _rows_that_begin(self) -> Mapping[int, tuple[tuple[int, bool], ...]]:
        """The rows that begin a page by the number of their block, each with whether the text flows on there."""
        found: dict[int, tuple[tuple[int, bool], ...]] = {}
        for (block, row), flows in self.laid.starts.items():
            found[block] = (*found.get(block, ()), (row, flows))
        return found

    # ── paragraphs ──

    def _set(self, block: Element, html: str, kind: str) -> str:
        """``html`` in the element of its paragraph, parted where a page turns."""
        element = super()._set(block, html, kind)
        turns = () if self.in_table or kind else self.laid.parted.get(self.number, ())
        if not turns:
            return element
        lines = _LINES.split(html)
        opening, _, closing = element.partition(html)
        pieces = []
        for start, stop in zip((0, *turns), (*turns, len(lines)), strict=True):
            begin = opening
            if start:
                begin = _ID.sub("", begin).replace('style="', f'style="{";".join(_GO_ON)};', 1)
                begin = re.sub(r"(;padding:)\S+", r"\g<1>0", begin, count=1)
                begin = re.sub(r";text-indent:[^;\"]*", "", begin)
            if stop < len(lines):
                begin = begin.replace('class="', 'class="goes-on ', 1) if self.looks.is_justified(block) else begin
                begin = re.sub(r"(;padding:\S+ \S+ )\S+", r"\g<1>0", begin, count=1)
            pieces.append(f"{begin}{'<wbr>'.join(lines[start:stop])}{closing}")
        return _TURN.join(pieces)

    def _read(self, block: Element) -> Content:
        """The words of a paragraph, those that come from the data with their paths."""
        content = super()._read(block)
        number = block.get(_NUMBER, "")
        marks = self._marks.get(int(number, 16), ()) if number else ()
        return content._replace(spans=list(with_sources(content.spans, marks))) if marks else content

    # ── tables ──

    def _table(self, table: Element, made: Made) -> None:
        within, before = self.in_table, len(made.html)
        super()._table(table, made)
        if within:
            return
        html = "".join(made.html[before:])
        opening, body, rows = html.partition("<tbody>")
        first, *more = _ROWS.split(rows)
        head = opening.removeprefix('<div class="starts"></div>')
        del made.html[before:]
        again = _ID.sub("", head)
        pieces = [head + body + first, *(again + body + chunk for chunk in more)]
        made.html.append(
            _TURN.join(piece if piece.endswith("</table>") else f"{piece}</tbody></table>" for piece in pieces)
        )

    # ── margins ──

    def _edge(self, edge: str, number: int, end: Element) -> str:
        """What the header or footer of the page ``number`` says, in its place."""
        default = self._edges.get((edge, "default"), "")
        id_ = (self._edges.get((edge, "even"), "") if self._both else default) if number % 2 == 0 else default
        if id_ not in self._relations:
            return ""
        margins = end.find(W + "pgMar")
        far = points(attribute(margins, edge))
        place = "bottom" if edge == "footer" else "top"
        sides = ";".join(f"{side}:{points(attribute(margins, side)):g}pt" for side in ("left", "right"))
        pieces = []
        for opening, said in self._margin(id_):
            words = "".join(str(number) if word == PAGE else word for word in said)
            if words.strip():
                pieces.append(f"{opening}{escape(words)}</p>")
        inside = "".join(pieces)
        html = f'<div class="edge" aria-hidden="true" style="{place}:{far:g}pt;{sides}">{inside}</div>'
        return self._classed(html) if inside else ""

    def _margin(self, id_: str) -> list[tuple[str, list[str]]]:
        """The paragraphs of a header or footer, each as its opening tag and its words; read once, for every page."""
        if id_ not in self._margins:
            found = []
            for paragraph in parse(self.document, f"word/{self._relations[id_].target}").iter(W + "p"):
                look = self.looks.of(paragraph, self.measure.look(paragraph), starts=True)
                class_ = self.looks.class_of(style_of(paragraph))
                found.append((f'<p class="{class_}" style="{look}">', list(margin_words(paragraph))))
            self._margins[id_] = found
        return self._margins[id_]

    # ── looks ──

    def _classed(self, html: str) -> str:
        """``html`` with classes instead of looks of its own, which the page's policy does not allow."""
        return _STYLED.sub(self._with_class, html)

    def _with_class(self, match: re.Match[str]) -> str:
        before, look, after = match.groups()
        classes = self.memory.classes
        name = classes.setdefault(look, f"z{len(classes)}")
        known = _CLASS.search(before) or _CLASS.search(after)
        if known is None:
            return f'<{before}class="{name}"{after}>'
        tag = f"{before.rstrip()}{after}"
        with_both = _CLASS.sub(lambda m: m[0][:-1] + f' {name}"', tag, count=1)
        return f"<{with_both}>"


_STYLED = re.compile(r'<([a-z][^<>]*?)style="([^"]*)"([^<>]*)>')
_CLASS = re.compile(r'class="([^"]*)"')


def _same(element: Element) -> Element:
    return element


def _end_of(block: Element) -> Element | None:
    """What ends a section in ``block``."""
    return block if block.tag == W + "sectPr" else find(block, "pPr", "sectPr")
