"""Paginate: on which page every heading stands, as Word and LibreOffice break pages.

The body is laid into sections; paragraphs are filled in line by line, rows of tables one by one, under the rules that
both programs share: what keeps with the next goes to the next page with it, a table's headings stand on each of its
pages, a row that may be parted is parted between lines. Footnotes and columns are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yanbian_report.layout.measure import RULE, Block, Measured, Row, headings_of, least_of, part
from yanbian_report.layout.sections import Section, sections_of
from yanbian_report.word.package import Package

_SLACK = 0.5  # points by which a last line may be lower than its page
_BELOW_TABLE = 0.85  # points that a page keeps free below a table, of which a last line may take nothing


class Placed(NamedTuple):
    """A row of a table where it begins: how high it is, what room it has there, and that of a whole page."""

    height: float
    room: float
    page: float


class Laid(NamedTuple):
    """What stands where: the page number of every bookmark, and where pages begin.

    ``starts`` has the blocks, and of tables the rows, that begin a page, each with whether the text flows on there,
    so that no space stands above it; ``sections`` the first page number of every section, and how many pages it has;
    ``parted`` after how many of its lines a block goes on on the next page, as often as it does.
    """

    numbers: Mapping[str, int]
    starts: Mapping[tuple[int, int], bool]
    sections: Sequence[tuple[int, int]]
    parted: Mapping[int, Sequence[int]]


def page_numbers(document: Package) -> dict[str, int]:
    """The printed page number of every bookmark of ``document``. Raises SyntaxError for what is no XML."""
    return numbers_of(sections_of(document))


def placed_rows(document: Package) -> tuple[dict[str, int], dict[str, Placed]]:
    """The printed page number of every bookmark, and of those in rows how the row is placed.

    Raises SyntaxError for what is no XML.
    """
    pages = _filled(sections_of(document))
    return pages.numbers, pages.rows


def lay_out(document: Package) -> Laid:
    """Where the pages of ``document`` begin. Raises SyntaxError for what is no XML."""
    pages = _filled(sections_of(document))
    return Laid(pages.numbers, pages.starts, pages.sections, pages.parted)


def numbers_of(sections: Iterable[Section]) -> dict[str, int]:
    """The printed page number of every bookmark in ``sections``."""
    return _filled(sections).numbers


def _filled(sections: Iterable[Section]) -> _Pages:
    pages = _Pages()
    for section in sections:
        pages.add(section)
    return pages


def page_ends(blocks: Sequence[Block], height: float) -> list[tuple[int, float]]:
    """Where ``blocks`` leave each of their pages of ``height``: at which of them, and how far it is filled."""
    pages = _filled([Section(height, "nextPage", None, tuple(blocks))])
    return [*pages.turns, *([] if pages.is_empty else [(len(blocks), pages.filled)])]


class _Pages:
    """Pages as they fill: the number of the one at hand, its height, and how far down it is filled."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.starts: dict[tuple[int, int], bool] = {}
        self.sections: list[tuple[int, int]] = []
        self.parted: dict[int, list[int]] = {}
        self.turns: list[tuple[int, float]] = []  # which block was at hand, and how far the page was filled
        self._block = -1  # the one at hand, counted over all sections
        self.rows: dict[str, Placed] = {}
        self._page = 1
        self._height = 0.0
        self.filled = 0.0
        self.is_empty = True
        self._has_begun = False

    def add(self, section: Section) -> None:
        """Put ``section`` behind what there is."""
        if self._has_begun and (section.begins != "continuous" or section.number is not None):
            self._turn()
        self._has_begun = True
        if section.number is not None:
            self._page = section.number
        if section.begins in ("oddPage", "evenPage") and self._page % 2 != (section.begins == "oddPage"):
            self._page += 1
        self._height = section.height + _SLACK
        first = self._page
        for at, block in enumerate(section.blocks):
            self._block += 1
            if isinstance(block, Measured):
                self._put(block, section.blocks, at)
            else:
                self._put_table(block)
        self.sections.append((first, self._page - first + 1))

    def _begin(self, row: int = 0, *, flows: bool = True) -> None:
        """Turn the page before the block at hand, or before one of its rows."""
        self._turn()
        self.starts[self._block, row] = flows

    def _turn(self) -> None:
        self.turns.append((self._block, self.filled))
        self._page += 1
        self.filled = 0.0
        self.is_empty = True

    def _fits(self, height: float) -> bool:
        return self.is_empty or self.filled + height <= self._height

    def _put(self, paragraph: Measured, blocks: Sequence[Block], at: int) -> None:
        if paragraph.breaks_before and not self.is_empty:
            self._begin(flows=False)
        needed = _together(blocks, at, self._height) if paragraph.keeps_next else paragraph.beginning
        if not self._fits(min(needed, self._height)):
            self._begin()
            paragraph = paragraph._replace(before=0.0)  # where the text flows on, no space stands at a page's head
        self._mark(paragraph.marks)
        self._fill(paragraph)
        if paragraph.breaks_after:
            self._turn()

    def _fill(self, paragraph: Measured) -> None:
        """Put lines on pages one after another."""
        self.filled += paragraph.before
        self.is_empty = False
        left = paragraph.lines
        while left:
            room = int((self._height - self.filled) / paragraph.line) if paragraph.line else left
            fitting = min(left, max(room, 0))
            if paragraph.whole or (fitting < left and left - fitting < paragraph.least):
                fitting = left if paragraph.whole or fitting == left else max(fitting - 1, 0)
            if not fitting and not self.filled:
                fitting = left  # higher than any page
            self.filled += paragraph.line * fitting
            left -= fitting
            if left:
                self.parted.setdefault(self._block, []).append(paragraph.lines - left)
                self._turn()
                self.is_empty = False
        self.filled += paragraph.after

    def _put_table(self, rows: Sequence[Row]) -> None:
        headings = headings_of(rows)
        repeated = RULE + sum(row.height for row in headings)
        self.filled += RULE  # above the first row, on every page
        for number, row in enumerate(rows):
            needed = row.height
            if number == 0 and headings and len(rows) > len(headings):
                needed = repeated + least_of(rows[len(headings)])
            elif row.cells:
                needed = least_of(row)
            if not self.is_empty and needed > self._room():
                self._begin(number)
                self.filled = repeated if number >= len(headings) else RULE
            self._mark(row.marks)
            self.rows.update(dict.fromkeys(row.marks, Placed(row.height, self._room(), self._height)))
            self._put_row(row, repeated if number >= len(headings) else RULE)

    def _put_row(self, row: Row, repeated: float) -> None:
        """A row that may be parted goes on below the headings of the next page."""
        self.is_empty = False
        height = row.height
        while row.cells and height > self._room():
            parted = part(row.cells, self._room() - RULE)
            if parted is None:
                break
            row = row._replace(cells=parted)
            height = max(sum(p.height for p in cell) for cell in parted) + RULE
            self._turn()
            self.filled, self.is_empty = repeated, False
        self.filled += height

    def _room(self) -> float:
        """How high a row may be that stands on the page at hand."""
        return self._height - _SLACK - _BELOW_TABLE - self.filled

    def _mark(self, marks: Sequence[str]) -> None:
        for name in marks:
            self.numbers.setdefault(name, self._page)


def _together(blocks: Sequence[Block], at: int, most: float) -> float:
    """How much must stand on one page where paragraphs keep with the next; looked for up to ``most``."""
    height = 0.0
    for number in range(at, len(blocks)):
        block = blocks[number]
        if height > most:
            break
        if not isinstance(block, Measured):
            headings = headings_of(block)
            return height + sum(r.height for r in headings) + sum(map(least_of, block[len(headings) :][:1]))
        if not block.keeps_next:
            return height + block.beginning
        height += block.height
    return height
