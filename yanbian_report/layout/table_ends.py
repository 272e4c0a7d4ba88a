"""Table ends: what is done to the rows of a table where a page ends.

A table that begins with headings for every page has them from the program that opens it. A form in which they stand
further down has them said again in front of the row that begins a page; the rows above are made higher, so that the
page is filled and every program ends it there. Labels of merged cells, which are said once however many pages they
take, begin anew with the page. A row is parted only where it is higher than half a page, or, below headings that
repeat by themselves, where moving it would leave many lines of a page empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.layout.measure import RULE
from yanbian_report.layout.paginate import Placed
from yanbian_report.layout.table_description import heads_columns
from yanbian_report.layout.table_text import CellText, RowText, TableText
from yanbian_report.word.styles import StyleSheet

_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End)\b[^>]*/>")
_HEIGHT = re.compile(r"<w:trHeight\b[^>]*/>")
_PROPERTIES, _WHOLE, _AGAIN = "<w:trPr>", "<w:cantSplit/>", "<w:tblHeader/>"
_ROOM = 1 / 6  # of a page may stay empty below a table that goes on
_HALF = 0.5  # of a page; a row that is higher is parted, for programs do not agree on where it goes
_LEFT = 14.0  # points that stay free on a page that is filled: less than a row, more than programs differ by
_TWIPS = 20


class _End(NamedTuple):
    """The row that begins a page, and the row of the headings that stand in front of it again."""

    row: int
    heading: int


class Ends:
    """A table and what was found where its pages end."""

    def __init__(self, table: TableText, styles: StyleSheet) -> None:
        self.table = table
        self.rows = list(table.rows)
        self._headings = [heads_columns(row, styles) for row in self.rows]
        self._repeats = bool(self.rows) and self.rows[0].is_heading
        self._ends: list[_End] = []
        self._seen = 0  # rows in front of it are settled

    def set(self, mark: str = "") -> str:
        """The XML of the table; ``mark`` names a bookmark of every row by its number."""
        ends = {end.row: end for end in self._ends}
        laid: list[str] = []
        for r, row in enumerate(self.rows):
            if (end := ends.get(r)) is not None:
                laid.append(self._again(end.heading, r).xml)
            at = f'<w:bookmarkStart w:id="0" w:name="{mark.format(r)}"/>' if mark else ""
            laid.append(row._replace(head=row.head + at).xml)
        return TableText(self.table.opening, ()).xml.replace("</w:tbl>", f"{''.join(laid)}</w:tbl>")

    def end_next(self, placed: Sequence[tuple[int, Placed]]) -> bool:
        """Settle the next page that ends in the table; ``placed`` are its rows as they are now. False where none is."""
        if not self._repeats and self._keep_whole(placed):
            return True
        for r in range(max(self._seen, 1), len(self.rows)):
            (page, row), (page_before, before) = placed[r], placed[r - 1]
            is_first = page != page_before and before.height <= before.room
            if self._repeats and self._may_be_whole(r, row) and (is_first or _leaves_little(row)):
                self.rows[r] = _whole(self.rows[r])
                return True
            if page != page_before:
                self._seen = r + 1
                if self._end_at(r, placed, is_first=is_first):
                    return True
        self._seen = len(self.rows)
        return False

    def _keep_whole(self, placed: Sequence[tuple[int, Placed]]) -> bool:
        """Keep every row whole that may be; whether that changes anything."""
        found = [r for r in range(len(self.rows)) if self._may_be_whole(r, placed[r][1])]
        for r in found:
            self.rows[r] = _whole(self.rows[r])
        return bool(found)

    def _may_be_whole(self, r: int, row: Placed) -> bool:
        return _WHOLE not in self.rows[r].head and row.height <= _HALF * row.page

    def _end_at(self, r: int, placed: Sequence[tuple[int, Placed]], *, is_first: bool) -> bool:
        """End a page in front of the row ``r``; whether that changes anything."""
        heading = self._heading_of(r) if is_first and not self._repeats else None
        if heading is not None:
            alone = heading == r - 1  # they would stand at the foot of the page with nothing below
            self._fill(heading if alone else r, placed)
            if alone:
                return True
            self._ends.append(_End(r, heading))
        said = self._said_by(heading, r)
        again = [c.column for c in self.rows[r].cells if c.merge == "continue" and c.column not in said]
        self.rows[r] = _begun_anew(self.rows, r, again)
        return heading is not None or bool(again)

    def _said_by(self, heading: int | None, r: int) -> list[int]:
        """The columns in which headings say again what is merged into the row ``r``."""
        cells = self.rows[heading].cells if heading is not None else ()
        return [c.column for c in cells if c.merge and _begins(self.rows, r, c.column) in (heading, None)]

    def _heading_of(self, r: int) -> int | None:
        """The nearest headings of columns above the row ``r``, which is none."""
        above = [h for h in range(r) if self._headings[h]]
        return above[-1] if above and not self._headings[r] else None

    def _fill(self, r: int, placed: Sequence[tuple[int, Placed]]) -> None:
        """Make the rows that stand above the row ``r`` on its page so much higher that nothing else stands there."""
        number, last = placed[r - 1]
        left = last.room - last.height - _LEFT
        on_page = [n for n in range(r) if placed[n][0] == number and not self._headings[n]]
        heading = max((h for h in range(r) if self._headings[h]), default=-1)
        page = [n for n in on_page if n > heading] or on_page[-1:]
        for n in page if left > 0 else ():
            self.rows[n] = _as_high(self.rows[n], placed[n][1].height - RULE + left / len(page))

    def _again(self, heading: int, r: int) -> RowText:
        """The headings of the row ``heading`` as they stand in front of the row ``r``."""
        row, said = self.rows[heading], self._said_by(heading, r)
        cells = [
            cell.merged("restart", _BOOKMARK.sub("", cell.words)) if cell.column in said else _single(cell)
            for cell in row.cells
        ]
        head = _HEIGHT.sub("", row.head)
        if _PROPERTIES in head:
            return RowText(head.replace("</w:trPr>", f"{_AGAIN}</w:trPr>", 1), tuple(cells))
        return RowText(f"{head}{_PROPERTIES}{_AGAIN}</w:trPr>", tuple(cells))


def _leaves_little(row: Placed) -> bool:
    """Whether a row that is parted leaves few lines of its page empty when it is not."""
    return row.room < row.height and row.room <= _ROOM * row.page


def _single(cell: CellText) -> CellText:
    """``cell`` merged with none, without marks, which are there once."""
    xml = re.sub(r"<w:vMerge\b[^>]*/>", "", cell.xml)
    return cell._replace(xml=_BOOKMARK.sub("", xml), merge="")


def _whole(row: RowText) -> RowText:
    if _PROPERTIES in row.head:
        return row._replace(head=row.head.replace(_PROPERTIES, _PROPERTIES + _WHOLE, 1))
    return row._replace(head=f"{row.head}{_PROPERTIES}{_WHOLE}</w:trPr>")


def _as_high(row: RowText, height: float) -> RowText:
    """``row`` at least ``height`` points high."""
    given = f'<w:trHeight w:val="{round(height * _TWIPS)}" w:hRule="atLeast"/>'
    head = _HEIGHT.sub("", row.head)
    if _PROPERTIES in head:
        return row._replace(head=head.replace("</w:trPr>", f"{given}</w:trPr>", 1))
    return row._replace(head=f"{head}{_PROPERTIES}{given}</w:trPr>")


def _begun_anew(rows: Sequence[RowText], number: int, columns: Sequence[int]) -> RowText:
    """The row ``number`` with what is merged into it in ``columns`` begun anew."""
    cells = [
        cell.merged("restart", _words_above(rows, number, cell)) if cell.column in columns else cell
        for cell in rows[number].cells
    ]
    return rows[number]._replace(cells=tuple(cells))


def _words_above(rows: Sequence[RowText], number: int, cell: CellText) -> str:
    """The words of the cell that reaches down to ``cell`` of the row ``number``."""
    begins = _begins(rows, number, cell.column)
    above = rows[begins].at(cell.column) if begins is not None else None
    return _BOOKMARK.sub("", above.words) if above is not None else cell.words


def _begins(rows: Sequence[RowText], number: int, column: int) -> int | None:
    """The row in which the cell begins that is merged into the row ``number``."""
    for r in range(number, -1, -1):
        cell = rows[r].at(column)
        if cell is None or cell.merge != "continue":
            return r if cell is not None and cell.merge == "restart" else None
    return None
