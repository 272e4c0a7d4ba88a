"""Sections: what stands on the pages of a document, measured, section by section.

What was measured before is not read again: most of a report is what it was before the last key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from yanbian_report.base.lru import LruCache
from yanbian_report.layout.blocks import Blocks, blocks_of, elements_of
from yanbian_report.layout.kept_blocks import KeptBlocks
from yanbian_report.layout.measure import Block, Measure, Measured
from yanbian_report.word.package import DOCUMENT, SETTINGS, Package
from yanbian_report.word.styles import StyleSheet, style_sheet
from yanbian_report.word.tree import Element, W, attribute, body_of, find, parse
from yanbian_report.word.workbook_tables import workbook_tables

_ROW_END = "</w:tr>"
_ADDS = "<w:doNotUseHTMLParagraphAutoSpacing"
_PAPER = (841.9, 595.3)  # A4, for a section that does not say


class Section(NamedTuple):
    """Pages of one kind with what stands on them. ``number`` is the one that its pages begin at, None to go on."""

    height: float
    begins: str
    number: int | None
    blocks: tuple[Block, ...]


def sections_of(document: Package, kept: KeptBlocks | None = None) -> list[Section]:
    """What stands on the pages of ``document``, whose blocks may be ``kept``. Raises SyntaxError for what is no XML."""
    styles = style_sheet(document)
    text = _without_cells(document.text(DOCUMENT), styles)
    adds = document.has(SETTINGS) and _ADDS in document.text(SETTINGS)
    blocks = blocks_of(text)
    if blocks is None:
        return list(_sections(body_of(parse(document.replaced({DOCUMENT: text}))), Measure(styles, adds=adds)))
    return list(_known_sections(blocks, styles, adds, kept))


def _known_sections(blocks: Blocks, styles: StyleSheet, adds: bool, kept: KeptBlocks | None) -> Iterator[Section]:
    """The sections of ``blocks``, of which those that were measured before are not read again."""
    begun: list[str] = []
    for piece in blocks.pieces:
        is_end = piece.startswith("<w:sectPr")
        if not is_end:
            begun.append(piece)
        paper = _paper(blocks.head, piece) if "<w:sectPr" in piece else None
        if paper is not None:
            yield _known_section(blocks.head, begun, paper, (styles, adds), kept)
            begun = []
    if begun:
        yield _known_section(blocks.head, begun, _paper_of(Element("none")), (styles, adds), kept)


def _known_section(
    head: str, pieces: Sequence[str], paper: _Paper, about: tuple[StyleSheet, bool], kept: KeptBlocks | None
) -> Section:
    measure = Measure(about[0], adds=about[1])
    known = _MEASURED.of((head, piece, paper.width, *about) for piece in pieces)
    new = [piece for (_, piece, *_), block in known.items() if block is None]
    found = dict(kept.found(head, paper.width, new)) if kept is not None else {}
    new = [piece for piece in new if piece not in found]
    # One by one they would take twice as long to read, and of a document that is new all are.
    elements = elements_of(head, new) if new else ()
    measured = {p: _measured(element, paper.width, measure) for p, element in zip(new, elements, strict=True)}
    if kept is not None:
        kept.put(head, paper.width, measured)
    for piece, one in (found | measured).items():
        key = (head, piece, paper.width, *about)
        known[key] = _MEASURED.put(key, one)
    laid = [block for piece in pieces if (block := known[head, piece, paper.width, *about]) is not None]
    return Section(paper.height, paper.begins, paper.number, _beside(laid, measure))


_MEASURED: LruCache[Block] = LruCache(4_096)  # by the XML of a block and all that it is measured by


def _measured(element: Element, width: float, measure: Measure) -> Block:
    return tuple(measure.rows(element, width)) if element.tag == W + "tbl" else measure.paragraph(element, width)


@lru_cache(maxsize=256)
def _paper(head: str, piece: str) -> _Paper | None:
    """What ``piece`` says of the paper of the section that it ends; None where it ends none."""
    [element] = elements_of(head, [piece])
    end = element if element.tag == W + "sectPr" else find(element, "pPr", "sectPr")
    return _paper_of(end) if end is not None else None


def _without_cells(document: str, styles: StyleSheet) -> str:
    """``document`` with nothing in the rows of the workbook's tables: they say themselves how high they are."""
    kept: list[str] = []
    after = 0
    for start, end in workbook_tables(document, styles):
        rows = document[start:end].split(_ROW_END)
        kept += (document[after:start], _ROW_END.join(map(_without_cells_of, rows)))
        after = end
    return "".join((*kept, document[after:]))


def _without_cells_of(row: str) -> str:
    head = row.partition("<w:tc>")[0]
    return head if head.endswith("</w:trPr>") else row


def _sections(body: Element, measure: Measure) -> Iterator[Section]:
    """The sections of ``body``: the last element of each says what paper it is on."""
    begun: list[Element] = []
    for block in flow(body):
        end = block if block.tag == W + "sectPr" else find(block, "pPr", "sectPr")
        if block is not end:
            begun.append(block)
        if end is not None:
            yield _section(begun, end, measure)
            begun = []
    if begun:
        yield _section(begun, Element("none"), measure)


def flow(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, those in content controls and the like too, and the end of the last section."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl", W + "sectPr"):
            yield child
        elif child.tag not in (W + "sdtPr", W + "tcPr"):
            yield from flow(child)


class _Paper(NamedTuple):
    """What a section says of its pages: their room between the margins, how it begins, and at which number."""

    height: float
    width: float
    begins: str
    number: int | None


def _section(blocks: Sequence[Element], end: Element, measure: Measure) -> Section:
    height, width, begins, number = _paper_of(end)
    laid = [_measured(block, width, measure) for block in blocks]
    return Section(height, begins, number, _beside(laid, measure))


def _beside(laid: list[Block], measure: Measure) -> tuple[Block, ...]:
    """``laid`` with the space that is left between paragraphs that follow each other."""
    for at, (above, block) in enumerate(pairwise(laid), 1):
        if isinstance(above, Measured) and isinstance(block, Measured):
            laid[at] = measure.below(above, block)
    return tuple(laid)


def _paper_of(end: Element) -> _Paper:
    size, margins = end.find(W + "pgSz"), end.find(W + "pgMar")
    height = _twentieths(attribute(size, "h")) or _PAPER[0]
    width = _twentieths(attribute(size, "w")) or _PAPER[1]
    width -= sum(_twentieths(attribute(margins, side)) for side in ("left", "right", "gutter"))
    height -= sum(abs(_twentieths(attribute(margins, side))) for side in ("top", "bottom"))
    start = attribute(end.find(W + "pgNumType"), "start")
    begins = attribute(end.find(W + "type")) or "nextPage"
    return _Paper(height, width, begins, int(start) if start.isdecimal() else None)


def _twentieths(text: str) -> float:
    try:
        return float(text) / 20
    except ValueError:
        return 0.0
