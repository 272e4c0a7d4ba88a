"""Measure: how high paragraphs and rows of tables stand, by their styles and their lines. Lengths are in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from yanbian_report.base.lru import remembered
from yanbian_report.layout.content import Content
from yanbian_report.layout.line_breaking import Setting, count_lines
from yanbian_report.layout.look import Look, flagged, indented, look_of, points, spaced, style_margins
from yanbian_report.word.styles import WORKBOOK_TABLE, StyleSheet
from yanbian_report.word.tree import Element, W, attribute, find, is_on, merge_of, style_of

_SINGLE = 1.3  # em: a line that is as high as its font
_STRUT = 0.25  # em: what stands below a picture that is a sign in a line
RULE = 0.5  # above and below a row
_lines = remembered(16_384)(count_lines)


_NO_SETTING = Setting(0, 0)
Kind = Literal["text", "title", "heading", "picture", "other"]


class Measured(NamedTuple):
    """A paragraph as it stands between its margins.

    ``least`` are the lines that must stand together where it is parted, all where it is ``whole``. A paragraph of the
    ``kind`` text is nothing but words of a justified paragraph, a title centred words; ``text`` is set by ``setting``.
    """

    before: float
    after: float
    line: float
    lines: int
    least: int
    whole: bool = False
    keeps_next: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    marks: tuple[str, ...] = ()
    kind: Kind = "other"
    text: str = ""
    setting: Setting = _NO_SETTING

    @property
    def height(self) -> float:
        """All of it, with the space around it."""
        return self.before + self.line * self.lines + self.after

    @property
    def beginning(self) -> float:
        """What must stand on the page where it begins."""
        together = self.lines if self.whole or self.lines < 2 * self.least else self.least
        return self.before + self.line * together


class Row(NamedTuple):
    """A row of a table; ``cells`` hold their paragraphs where it may be parted, nothing else."""

    height: float
    is_heading: bool
    cells: tuple[tuple[Measured, ...], ...]
    marks: tuple[str, ...]


Block = Measured | tuple[Row, ...]  # a paragraph, or a table


class _Cell(NamedTuple):
    column: int
    merge: str
    need: float
    inside: tuple[Measured, ...]


class Measure:
    """Measures by the styles of one document. ``adds`` says whether the spaces of two paragraphs that follow each other
    are added; else the larger of them stands between the two.
    """

    def __init__(self, styles: StyleSheet, *, adds: bool = False) -> None:
        self._styles = styles
        self._adds = adds

    def paragraph(self, element: Element, width: float) -> Measured:
        """The paragraph ``element`` between margins ``width`` apart."""
        look = self.look(element)
        content = Content(element)
        line, lines = look.line or _SINGLE * look.size * look.times, 1
        setting = _sized(look, content).setting(width)
        if content.picture:
            line = max(line if look.line else 0, content.picture + _STRUT * look.size)
        else:
            lines = sum(_lines(text, setting) for text in content.text.split("\n"))
        return Measured(
            look.before,
            look.after,
            line,
            lines,
            look.least,
            look.whole,
            look.keeps_next,
            look.breaks_before,
            content.breaks_page,
            content.marks,
            _kind(look, content),
            content.text,
            setting,
        )

    def look(self, paragraph: Element) -> Look:
        """How ``paragraph`` is set: by its style, and by what it says itself."""
        look = look_of(self._styles, style_of(paragraph))
        own = paragraph.find(W + "pPr")
        return _with_own(look, own) if own is not None and len(own) > 1 else look

    def setting(self, paragraph: Element, width: float) -> Setting:
        """How the text of ``paragraph`` is set between margins ``width`` apart."""
        return _sized(self.look(paragraph), Content(paragraph)).setting(width)

    def below(self, above: Measured, paragraph: Measured) -> Measured:
        """``paragraph`` with the space that is left to it below ``above``."""
        if self._adds or not (above.after and paragraph.before):
            return paragraph
        return paragraph._replace(before=max(paragraph.before - above.after, 0.0))

    def rows(self, table: Element, width: float) -> list[Row]:
        """The rows of ``table``; what a cell needs that reaches over several is added to the last of them."""
        if self._styles.name(attribute(find(table, "tblPr", "tblStyle"))) == WORKBOOK_TABLE:
            return _rows_as_told(table)
        across, edges = self.cell_margins(table)
        columns = [points(attribute(c, "w")) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        elements = table.findall(W + "tr")
        laid = [list(self._cells(row, columns, across, edges, width)) for row in elements]
        heights = [
            max([_row_height(row), *(c.need for c in cells if not c.merge)]) + RULE
            for row, cells in zip(elements, laid, strict=True)
        ]
        for first, last, need in _merged(laid):
            heights[last] += max(0.0, need + RULE - sum(heights[first : last + 1]))
        return [
            Row(
                height,
                _is_on(row, "trPr", "tblHeader"),
                () if _is_on(row, "trPr", "cantSplit") else tuple(c.inside for c in cells if not c.merge),
                tuple(m.get(W + "name", "") for m in row.iter(W + "bookmarkStart")),
            )
            for row, cells, height in zip(elements, laid, heights, strict=True)
        ]

    def _cells(self, row: Element, columns: list[float], across: float, edges: float, width: float) -> Iterator[_Cell]:
        at = 0
        for cell in row.iterfind(W + "tc"):
            span = int(attribute(find(cell, "tcPr", "gridSpan")) or 1)
            room = sum(columns[at : at + span]) or points(attribute(find(cell, "tcPr", "tcW"), "w")) or width
            inside = self._paragraphs(cell, room - across)
            nested = sum(r.height for t in cell.iterfind(W + "tbl") for r in self.rows(t, room - across))
            yield _Cell(at, merge_of(cell), sum(p.height for p in inside) + nested + edges, inside)
            at += span

    def _paragraphs(self, cell: Element, width: float) -> tuple[Measured, ...]:
        found: list[Measured] = []
        for element in cell.iterfind(W + "p"):
            paragraph = self.paragraph(element, width)
            found.append(self.below(found[-1], paragraph) if found else paragraph)
        return tuple(found)

    def cell_margins(self, table: Element) -> tuple[float, float]:
        """Left and right, top and bottom together: the table's own, else its style's."""
        style = attribute(find(table, "tblPr", "tblStyle"))
        sides = style_margins(self._styles, style)
        for margin in table.iterfind(f"{W}tblPr/{W}tblCellMar/*"):
            sides[margin.tag.removeprefix(W)] = points(attribute(margin, "w"))
        left, right = sides.get("start", sides["left"]), sides.get("end", sides["right"])
        return left + right, sides["top"] + sides["bottom"]


def _rows_as_told(table: Element) -> list[Row]:
    """The rows of a table of the workbook, which say how high they are: that was measured when it was set."""
    return [Row(*_told(row), (), ()) for row in table.iterfind(W + "tr")]


def _told(row: Element) -> tuple[float, bool]:
    """How high ``row`` says it is, and whether it is one of the headings."""
    properties = row.find(W + "trPr")
    if properties is None:
        return 0.0, False
    heading = properties.find(W + "tblHeader")
    height = points(attribute(properties.find(W + "trHeight")))
    return height, is_on(heading)


def _sized(look: Look, content: Content) -> Look:
    """``look`` with the size and the spacing that the letters say themselves."""
    if not content.size and content.letters is None:
        return look
    letters = look.letters if content.letters is None else content.letters
    return look._replace(size=content.size or look.size, letters=letters)


def _kind(look: Look, content: Content) -> Kind:
    if content.picture:
        return "picture"
    if not content.is_plain:
        return "other"
    if look.align == "center":
        return "title"
    if look.is_heading:
        return "heading"
    return "text" if look.align == "both" and look.least > 1 and not look.keeps_next else "other"


def _merged(laid: list[list[_Cell]]) -> Iterator[tuple[int, int, float]]:
    """The first and the last row of every cell that reaches over several, and what it needs."""
    begun: dict[int, tuple[int, int, float]] = {}
    for place, cells in enumerate(laid):
        for cell in cells:
            if cell.merge == "continue" and cell.column in begun:
                first, _, need = begun[cell.column]
                begun[cell.column] = (first, place, need)
            elif cell.column in begun:
                yield begun.pop(cell.column)
            if cell.merge == "restart":
                begun[cell.column] = (place, place, cell.need)
    yield from sorted(begun.values(), key=lambda group: group[1])


def _with_own(look: Look, own: Element) -> Look:
    """``look`` with what a paragraph says itself."""
    spacing, indent = own.find(W + "spacing"), own.find(W + "ind")
    if spacing is not None:
        look = spaced(look, spacing.attrib, W)
    if indent is not None:
        look = indented(look, indent.attrib, W)
    look = look._replace(align=attribute(own.find(W + "jc")) or look.align)
    flags = {name: own.find(W + name) for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl")}
    said = {name: is_on(flag) for name, flag in flags.items() if flag is not None}
    had = {
        "keepNext": look.keeps_next,
        "keepLines": look.whole,
        "pageBreakBefore": look.breaks_before,
        "widowControl": look.least > 1,
    }
    return flagged(look, lambda flag: said.get(flag, had[flag])) if said else look


def _is_on(element: Element, group: str, flag: str) -> bool:
    return is_on(find(element, group, flag))


def _row_height(row: Element) -> float:
    """What a row says of its own height; cut where it is exact, which no cell here needs."""
    return points(attribute(find(row, "trPr", "trHeight")))


def headings_of(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows at the head of a table that stand on each of its pages."""
    number = next((n for n, row in enumerate(rows) if not row.is_heading), 0)
    return rows[:number]


def least_of(row: Row) -> float:
    """What of a row must stand on the page where it begins: a line of each cell, which may be alone."""
    return min(row.height, max((c[0].before + c[0].line + RULE for c in row.cells if c), default=row.height))


def part(cells: Sequence[Sequence[Measured]], room: float) -> tuple[tuple[Measured, ...], ...] | None:
    """What is left of ``cells`` when ``room`` of them stands on a page; None when nothing of some cell would."""
    left: list[tuple[Measured, ...]] = []
    moved = False
    for cell in cells:
        filled, rest = 0.0, list(cell)
        while rest and filled + rest[0].height <= room:
            filled += rest.pop(0).height
        if rest:
            fitting = int((room - filled - rest[0].before) / rest[0].line) if rest[0].line else 0
            if fitting > 0:
                rest[0] = rest[0]._replace(before=0.0, lines=rest[0].lines - fitting)
        moved = moved or rest != list(cell)
        left.append(tuple(rest))
    return tuple(left) if moved else None
