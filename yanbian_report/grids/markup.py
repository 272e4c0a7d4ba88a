"""Markup: tables as a document has them, written as text: lines above, rows that do not split, heads that repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yanbian_report.grids.arrange import Arranged, Part
from yanbian_report.grids.grid import Grid
from yanbian_report.grids.looks import AMOUNT, CODE, HEAD, LABEL, NOTE, TABLE, TEXT, TITLE, Looks
from yanbian_report.grids.measure import EM, ems
from yanbian_report.layout.changes import with_indents
from yanbian_report.layout.insets import inset
from yanbian_report.layout.line_breaking import Setting
from yanbian_report.word.document import escaped

_STYLES = {"amount": AMOUNT, "text": TEXT, "code": CODE, "ordinal": CODE}
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NUMERALS = "一二三四五六七八九十"
_APART = 1.0  # em between what stands beside each other above a table
_TWIPS = 20  # to a point
_SPECIAL = frozenset("&<>\n ")


def markup(grid: Grid, arranged: Arranged, looks: Looks, said: Sequence[str] = ()) -> str:
    """Everything that is printed of a table, from its title to its last note; it ends with a paragraph.

    ``said`` tells what words are, which lines of a cell should not part.
    """
    pieces = [_paragraph(looks.ids[TITLE], grid.lines.title), *_above(grid, arranged, looks)]
    for number, part in enumerate(arranged.parts):
        if number:
            pieces.append(_continued(grid, arranged, looks, number))
        pieces.append(_table(grid, arranged, part, looks, (_described(grid, number), said)))
    pieces += [_paragraph(looks.ids[NOTE], note) for note in grid.notes]
    if not grid.notes:
        pieces.append(f"<w:p><w:pPr>{looks.last_line}</w:pPr></w:p>")
    return "".join(pieces)


def _above(grid: Grid, arranged: Arranged, looks: Looks) -> list[str]:
    """The number of the table on the right; whose it is, the year and the unit below it."""
    lines, width = grid.lines, arranged.paper.width
    shown = []
    beside = (lines.unit, lines.year, lines.money)
    if lines.label and lines.unit and not _fits(looks, width, *beside):  # a long name goes up to the number
        shown.append(_tabbed(looks, width, lines.unit, "", lines.label))
        beside = ("", lines.year, lines.money)
    elif lines.label:
        shown.append(_paragraph(looks.ids[LABEL], lines.label, '<w:jc w:val="right"/>'))
    if any(beside):
        shown.append(_tabbed(looks, width, *beside))
    return shown


def _described(grid: Grid, number: int) -> str:
    """What a reader who hears it is told of a table: its title, and whose, of which year and in which money it is."""
    lines = grid.lines
    caption = escaped(_later(lines.title, number) if number else lines.title).replace('"', "&quot;")
    about = "　".join(filter(None, (lines.label, lines.unit, lines.year, lines.money)))
    about = escaped(" ".join(about.split())).replace('"', "&quot;")
    said = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
    return said + (f'<w:tblDescription w:val="{about}"/>' if about else "")


def _later(title: str, number: int) -> str:
    """What a later part of a table is called."""
    return f"{title}（续{_NUMERALS[number - 1] if number <= len(_NUMERALS) else number}）"


def _continued(grid: Grid, arranged: Arranged, looks: Looks, number: int) -> str:
    """What stands above a later part: which table it is, on a page of its own."""
    lines = grid.lines
    right = "　".join(filter(None, (lines.label, lines.money)))
    title = _later(lines.title, number)
    return _tabbed(looks, arranged.paper.width, lines.unit, title, right, "<w:pageBreakBefore/>")


def _fits(looks: Looks, width: int, left: str, middle: str, right: str) -> bool:
    """Whether a line holds the three beside each other."""
    return (ems(left) + ems(middle) + ems(right) + 2 * _APART) * looks.label * EM <= width


def _tabbed(looks: Looks, width: int, left: str, middle: str, right: str, properties: str = "") -> str:
    """A line with words at the left, in the middle, or as near to it as the left leaves room, and at the right."""
    em = looks.label * EM
    half, begins, ends = ems(middle) * em / 2, (ems(left) + _APART) * em, width - (ems(right) + _APART) * em
    centre = round(max(min(width / 2, ends - half), begins + half) if left else width / 2)
    stops = f'<w:tab w:val="center" w:pos="{centre}"/>' if middle else ""
    stops += f'<w:tab w:val="right" w:pos="{width}"/>'
    between = f"<w:r><w:tab/></w:r>{_run(middle)}" if middle else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{looks.ids[LABEL]}"/>{properties}<w:tabs>{stops}</w:tabs></w:pPr>'
        f"{_run(left)}{between}<w:r><w:tab/></w:r>{_run(right)}</w:p>"
    )


def _paragraph(style: str, words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{_run(words)}</w:p>'


def _run(words: str) -> str:
    if not words:
        return ""
    if _SPECIAL.isdisjoint(words):
        return f"<w:r><w:t>{words}</w:t></w:r>"
    return f'<w:r><w:t xml:space="preserve">{escaped(words).replace(chr(10), _BREAK)}</w:t></w:r>'


# ── rows and cells ──


class _Columns(NamedTuple):
    """The columns of a part: which they are and how wide, how their cells begin in heads and in the body, and what else
    tells how lines are broken.
    """

    part: Part
    head: str
    body: list[str]
    margins: int
    size: int
    said: Sequence[str]

    def opening(self, grid: Grid, r: int, n: int, end: int, words: str) -> str:
        """How a cell begins that says ``words`` and reaches from the ``n``-th column to the ``end``-th."""
        is_head = r < grid.heads
        plain = self.head if is_head else self.body[n]
        room = sum(self.part.widths[n:end]) - self.margins
        kind = grid.kinds[self.part.columns[n]]
        if len(words) * self.size * EM <= room or "\n" in words or (kind == "amount" and not is_head):
            return plain
        is_label = is_head or kind != "text"
        narrower = round(_TWIPS * inset(words, Setting(room / _TWIPS, self.size / 2), self.said, is_label=is_label))
        left = narrower // 2 if is_label else 0
        return with_indents(plain, left, narrower - left) if narrower else plain


def _table(grid: Grid, arranged: Arranged, part: Part, looks: Looks, told: tuple[str, Sequence[str]]) -> str:
    described, said = told
    size = arranged.size
    body = [_opening(looks.id(_STYLES[grid.kinds[c]], size)) for c in part.columns]
    columns = _Columns(part, _opening(looks.id(HEAD, size)), body, looks.margins, size, said)
    rows = []
    for r, height in enumerate(part.heights):
        mark = "<w:tblHeader/>" if r < grid.heads else ""
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{mark}</w:trPr>'
            f"{_row(grid, r, columns)}</w:tr>"
        )
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in part.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{looks.ids[TABLE]}"/><w:tblW w:w="{sum(part.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{described}</w:tblPr><w:tblGrid>{widths}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _opening(style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'


def _row(grid: Grid, r: int, columns: _Columns) -> str:
    cells: list[str] = []
    n = 0
    while n < len(columns.body):
        cell, n = _cell(grid, r, columns, n)
        cells.append(cell)
    return "".join(cells)


def _cell(grid: Grid, r: int, columns: _Columns, n: int) -> tuple[str, int]:
    """The cell that begins at the ``n``-th of ``columns``, and where the next one does."""
    columns_of, end = columns.part.columns, _end(grid, r, columns.part.columns, n)
    merge = grid.merged.get((r, columns_of[n]))
    if merge is None:
        words = grid.texts[r][columns_of[n]]
        return f"<w:tc>{columns.opening(grid, r, n, end, words)}{_run(words)}</w:p></w:tc>", end
    properties = f'<w:gridSpan w:val="{end - n}"/>' if end - n > 1 else ""
    if merge.bottom > merge.top:
        properties += '<w:vMerge w:val="restart"/>' if r == merge.top else "<w:vMerge/>"
    words = grid.texts[merge.top][merge.left] if r == merge.top else ""
    opening = columns.opening(grid, r, n, end, words)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{opening}{_run(words)}</w:p></w:tc>", end


def _end(grid: Grid, r: int, columns: Sequence[int], n: int) -> int:
    """Where the cell ends that begins at the ``n``-th of ``columns``."""
    merge, end = grid.merged.get((r, columns[n])), n + 1
    while merge is not None and end < len(columns) and grid.merged.get((r, columns[end])) is merge:
        end += 1
    return end


def places(grid: Grid, arranged: Arranged) -> Iterator[tuple[int, int]]:
    """Row and column of the sheet for every cell that ``markup`` writes; -1 for heads and what is not in the sheet."""
    for part in arranged.parts:
        for r in range(len(part.heights)):
            n = 0
            while n < len(part.columns):
                known = grid.heads <= r < len(grid.rows)
                yield (grid.rows[r], grid.left + part.columns[n]) if known else (-1, -1)
                n = _end(grid, r, part.columns, n)
