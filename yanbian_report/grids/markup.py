"""Markup: tables as a document has them, written as text: lines above, rows that do not split, heads that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.grids.arrange import Arranged, Part
from yanbian_report.grids.grid import Grid
from yanbian_report.grids.looks import AMOUNT, CODE, HEAD, LABEL, NOTE, TABLE, TEXT, TITLE, Looks
from yanbian_report.word.document import escaped

_STYLES = {"amount": AMOUNT, "text": TEXT, "code": CODE, "ordinal": CODE}
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NUMERALS = "一二三四五六七八九十"
_SPECIAL = frozenset("&<>\n ")


class Columns(NamedTuple):
    """How cells of each column begin and end in heads and in the body."""

    head: str
    body: list[str]


def markup(grid: Grid, arranged: Arranged, looks: Looks) -> str:
    """Everything that is printed of a table, from its title to its last note; it ends with a paragraph."""
    pieces = [_paragraph(looks.ids[TITLE], grid.lines.title), *_above(grid, arranged, looks)]
    for number, part in enumerate(arranged.parts):
        if number:
            pieces.append(_continued(grid, arranged, looks, number))
        pieces.append(_table(grid, arranged, part, looks, _described(grid, number)))
    pieces += [_paragraph(looks.ids[NOTE], note) for note in grid.notes]
    if not grid.notes:
        pieces.append(f"<w:p><w:pPr>{looks.last_line}</w:pPr></w:p>")
    return "".join(pieces)


def _above(grid: Grid, arranged: Arranged, looks: Looks) -> list[str]:
    """The number of the table on the right; whose it is, the year and the unit below it."""
    lines, width = grid.lines, arranged.paper.width
    shown = []
    if lines.label:
        shown.append(_paragraph(looks.ids[LABEL], lines.label, '<w:jc w:val="right"/>'))
    if any((lines.unit, lines.year, lines.money)):
        shown.append(_tabbed(looks, width, lines.unit, lines.year, lines.money))
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


def _tabbed(looks: Looks, width: int, left: str, middle: str, right: str, properties: str = "") -> str:
    stops = f'<w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{looks.ids[LABEL]}"/>{properties}<w:tabs>{stops}</w:tabs></w:pPr>'
        f"{_run(left)}<w:r><w:tab/></w:r>{_run(middle)}<w:r><w:tab/></w:r>{_run(right)}</w:p>"
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


def _table(grid: Grid, arranged: Arranged, part: Part, looks: Looks, described: str) -> str:
    size = arranged.size
    head = _opening(looks.id(HEAD, size))
    body = [_opening(looks.id(_STYLES[grid.kinds[c]], size)) for c in part.columns]
    rows = []
    for r, height in enumerate(part.heights):
        is_head = r < grid.heads
        row = _row(grid, r, part.columns, [head] * len(body) if is_head else body)
        mark = "<w:tblHeader/>" if is_head else ""
        rows.append(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{mark}</w:trPr>{row}</w:tr>'
        )
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in part.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{looks.ids[TABLE]}"/><w:tblW w:w="{sum(part.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{described}</w:tblPr><w:tblGrid>{widths}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _opening(style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'


def _row(grid: Grid, r: int, columns: Sequence[int], openings: list[str]) -> str:
    row, merged = grid.texts[r], grid.merged
    if not any((r, c) in merged for c in columns):
        return "".join(
            f"<w:tc>{opening}{_run(row[c])}</w:p></w:tc>" if row[c] else f"<w:tc>{opening}</w:p></w:tc>"
            for c, opening in zip(columns, openings, strict=True)
        )
    cells: list[str] = []
    n = 0
    while n < len(columns):
        cell, n = _cell(grid, r, columns, n, openings[n])
        cells.append(cell)
    return "".join(cells)


def _cell(grid: Grid, r: int, columns: Sequence[int], n: int, opening: str) -> tuple[str, int]:
    """The cell that begins at the ``n``-th of ``columns``, and where the next one does."""
    merge = grid.merged.get((r, columns[n]))
    if merge is None:
        return f"<w:tc>{opening}{_run(grid.texts[r][columns[n]])}</w:p></w:tc>", n + 1
    end = n + 1
    while end < len(columns) and grid.merged.get((r, columns[end])) is merge:
        end += 1
    properties = f'<w:gridSpan w:val="{end - n}"/>' if end - n > 1 else ""
    if merge.bottom > merge.top:
        properties += '<w:vMerge w:val="restart"/>' if r == merge.top else "<w:vMerge/>"
    words = _run(grid.texts[merge.top][merge.left]) if r == merge.top else ""
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{opening}{words}</w:p></w:tc>", end
