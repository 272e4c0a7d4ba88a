"""Tables as plain text, so that they can be read: in columns where a line holds them, else a row after the other, every
word behind what it is.

Columns are as wide as they show: a Chinese character is two Latin ones, and gaps are filled with the Chinese blank,
which editors neither join nor take away.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.widths import columns_of

_LINE = 160  # Latin characters that a line of columns may take: what a window shows
_LONG = 60  # Latin characters of a cell that is prose
_FILLED = 100  # Latin characters up to which words of a row share a line
_GAP = 2
_BLANK = "\u3000"


class TextCell(NamedTuple):
    """A cell with the columns and rows that it takes; ``scope`` is what it heads (``col`` …, ``row``, or nothing), and
    ``right`` whether its words stand at the right.
    """

    text: str
    across: int = 1
    down: int = 1
    scope: str = ""
    right: bool = False

    @property
    def heads_columns(self) -> bool:
        """Whether it heads columns."""
        return self.scope.startswith("col")


class Placed(NamedTuple):
    """A cell and its first column."""

    column: int
    cell: TextCell


def table_lines(rows: list[list[TextCell]]) -> list[str]:
    """The lines of a table."""
    placed = _placed(rows)
    lines = _in_columns(placed)
    fits = all(_width(line) <= _LINE for line in lines)
    prose = any(_width(cell.text) > _LONG for row in rows for cell in row if cell.across == 1)
    return lines if fits and not prose else _row_by_row(placed)


def _placed(rows: list[list[TextCell]]) -> list[list[Placed]]:
    taken: dict[int, int] = {}  # column → rows that a cell above still takes of it
    found: list[list[Placed]] = []
    for row in rows:
        column, line = 0, []
        begun: dict[int, int] = {}
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            line.append(Placed(column, cell))
            begun.update(dict.fromkeys(range(column, column + cell.across), cell.down))
            column += cell.across
        taken = {at: rest - 1 for at, rest in {**taken, **begun}.items() if rest > 1}
        found.append(line)
    return found


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return columns_of(text, "WFA")  # in a proportional Chinese font quotes and dashes are wide


# ── in columns ──


def _in_columns(rows: list[list[Placed]]) -> list[str]:
    widths = _widths(rows)
    starts = [0]
    for width in widths:
        starts.append(starts[-1] + width + _GAP)
    amounts = {column for row in rows for column, cell in row if cell.right and cell.text}
    lines = (_line(row, starts, amounts) for row in rows)
    return [line for line in lines if line]


def _widths(rows: list[list[Placed]]) -> list[int]:
    """The width of every column, even; a cell over several widens the last of them."""
    places = [place for row in rows for place in row]
    widths = [0] * max((column + cell.across for column, cell in places), default=0)
    for column, cell in sorted(places, key=lambda place: place.cell.across):
        last = column + cell.across - 1
        others = sum(widths[column:last]) + _GAP * (cell.across - 1)
        needed = _width(cell.text) - others
        widths[last] = max(widths[last], needed + needed % 2)
    return widths


def _line(row: list[Placed], starts: list[int], amounts: Set[int]) -> str:
    """A row; the words over ``amounts``, columns of them, stand at the right as these do."""
    line, at = "", 0
    for column, cell in row:
        own = _width(cell.text)
        room = starts[column + cell.across] - _GAP - starts[column]
        begins = starts[column] + (room - own if column in amounts and cell.across == 1 else 0)
        line += _gap(begins - at) + cell.text if cell.text else ""
        at = begins + own if cell.text else at
    return line


def _gap(width: int) -> str:
    """Blanks; an odd one in front, beside the figures that make it odd."""
    return " " * (width % 2) + _BLANK * (width // 2)


# ── row by row ──


def _row_by_row(rows: list[list[Placed]]) -> list[str]:
    lines: list[str] = []
    heads: dict[int, list[str]] = {}
    inside = 0  # rows that the group at hand still has
    headed = False
    for row in rows:
        spoken = [place for place in row if place.cell.text]
        groups = [place.cell for place in spoken if place.cell.scope == "row" and place.cell.down > 1]
        if groups and not inside:
            inside = max(cell.down for cell in groups)
            lines.append(_BLANK.join(cell.text for cell in groups))
        rest = [place for place in spoken if place.cell not in groups]
        indent = _BLANK * 2 if inside else ""
        heading = bool(rest) and all(place.cell.heads_columns for place in rest)
        if heading:
            lines.append(indent + (_BLANK * 2).join(place.cell.text for place in rest))
            if not any(place.cell.text.isdecimal() for place in rest):  # those are the numbers of the columns
                _take(heads, rest, anew=not headed)
        elif rest:
            lines += _filled(_pairs(rest, heads), indent)
        headed = heading
        inside = max(inside - 1, 0)
    return lines


def _take(heads: dict[int, list[str]], row: list[Placed], *, anew: bool) -> None:
    """Heads for the columns below them; they stand below those of the row above unless they begin ``anew``."""
    if anew:
        heads.clear()
    for column, cell in row:
        for covered in range(column, column + cell.across):
            heads.setdefault(covered, []).append(cell.text)


def _pairs(row: list[Placed], heads: dict[int, list[str]]) -> list[str]:
    """The words of a row, each behind what it is: the head of its row beside it, or of its column.

    What stands before the first amount is the row's name.
    """
    pieces: list[str] = []
    named_by = next((number for number, place in enumerate(row) if place.cell.right), 0)
    label = ""
    for number, (column, cell) in enumerate(row):
        named = heads.get(column)
        if cell.scope == "row" and not named:
            pieces += [label] if label else []
            label = cell.text
            continue
        if label:
            pieces.append(_labelled(label, cell.text))
        elif named and number >= named_by:
            pieces.append(_labelled("·".join(named), cell.text))
        else:
            pieces.append(cell.text)
        label = ""
    return [*pieces, label] if label else pieces


def _labelled(label: str, text: str) -> str:
    return f"{label.rstrip('：:')}：{text}"


def _filled(pieces: Iterable[str], indent: str) -> list[str]:
    """``pieces`` in lines; what goes on stands further in."""
    lines: list[str] = []
    for piece in pieces:
        if lines and _width(lines[-1]) + 2 * _GAP + _width(piece) <= _FILLED:
            lines[-1] += _BLANK * 2 + piece
        else:
            lines.append(indent + (_BLANK * 2 if lines else "") + piece)
    return lines
