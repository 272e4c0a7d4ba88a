"""Html page: the tables of a web page, which systems save as .xls; with several names of sheets each is one.

What stands around a table, and a table of a row or three before another, belongs to the table that follows, as titles
do. Texts stay texts, for a page does not say what is a number, except where Excel wrote it (``x:num``).
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from yanbian_report.workbook.grid import ERRORS, Grid, Grids, number
from yanbian_report.workbook.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Refused, damaged, too_large
from yanbian_report.workbook.stored import Parsed

_QUOTED = r'"[^"<]*+"|\'[^\'<]*+\''  # no tag reaches over the beginning of another, so that time grows with length only
_TOKEN = re.compile(
    rf"<!--(.*?)(?:-->|\Z)|<([!?])[^>]*+>?|<(/?)([A-Za-z][\w:.-]*+)((?:{_QUOTED}|[^\"'<>]++)*+)>|([^<]++|<)", re.DOTALL
)
_ATTRIBUTE = re.compile(rf"([\w:.-]++)\s*+(?:=\s*+({_QUOTED}|[^\s\"'>]++))?")
_UNSPOKEN = re.compile(r"<(script|style|title|noscript)\b.*?(?:</\1\s*+>|\Z)", re.DOTALL | re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_ONLY = re.compile(" +")
_AROUND_BREAKS = re.compile(r" ?\n[ \n]*")
_SHEET = re.compile("<x:ExcelWorksheet>", re.IGNORECASE)
_DESCRIBED = 5_000  # characters that describe a sheet
_NAME = re.compile(r"<x:Name>(.*?)</x:Name>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "tr"})
_TITLE_ROWS = 3


class _Cell(NamedTuple):
    text: str
    across: int = 1
    down: int = 1
    number: str = ""


_Row = list[_Cell]
_Table = list[_Row]


def parse(text: str) -> Parsed:
    """The tables of a page as sheets. Raises Refused."""
    named = [
        (unescape(name[1]).strip(), _HIDDEN.search(piece[:_DESCRIBED]) is not None)
        for piece in _SHEET.split(text, MOST_SHEETS)[1:]
        if (name := _NAME.search(piece[:_DESCRIBED])) is not None
    ]
    tables = _Page().read(_UNSPOKEN.sub("", text))
    if not tables:
        hint = "在 Excel 或 WPS 里打开，另存为 .xlsx；分成几个文件的网页，要和旁边的文件夹放在一起打开"
        raise Refused("X106", "是网页，里面没有表", hint)
    if len(tables) != len(named):
        tables = _joined(tables)
    grids = Grids()
    if len(tables) != len(named):
        named = [(f"表{number_}", False) for number_ in range(1, len(tables) + 1)]
    for (title, hidden), table in zip(named, tables, strict=True):
        _fill(grids.add(title, hidden), table)
    return grids.parsed()


def _joined(tables: list[_Table]) -> list[_Table]:
    """The tables with those that are only titles at the head of the next, or at the foot of the last."""
    found: list[_Table] = []
    waiting: _Table = []
    for table in tables:
        if len(table) <= _TITLE_ROWS:
            waiting += table
        else:
            found.append([*waiting, *table])
            waiting = []
    if not found:
        return [waiting]
    found[-1] += waiting
    return found


def _fill(grid: Grid, table: _Table) -> None:
    """Place the cells, each in the next column that no cell above reaches down to."""
    reaching: dict[int, int] = {}  # columns that cells above take, for how many rows yet
    for row, cells in enumerate(table):
        column = 0
        taken = dict(reaching)
        for cell in cells:
            while taken.get(column):
                column += 1
            grid.merge(row, column, row + cell.down - 1, column + cell.across - 1)
            _put(grid, row, column, cell)
            if cell.down > 1 and column <= MOST_COLUMNS:
                reaching.update(dict.fromkeys(range(column, column + cell.across), cell.down))
            column += cell.across
        reaching = {place: left - 1 for place, left in reaching.items() if left > 1}


def _put(grid: Grid, row: int, column: int, cell: _Cell) -> None:
    if cell.number:
        try:
            grid.put(row, column, number(float(cell.number.replace(",", ""))))
            return
        except ValueError:  # then it is what it looks like
            pass
    if cell.text in ERRORS:
        grid.put_error(row, column, cell.text)
    else:
        grid.put(row, column, cell.text)


class _Page:
    """The page while it is read: its tables, those that are open, and what is being said."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.open: list[tuple[_Table, dict[str, str] | None, list[str]]] = []  # with the cell left for a table in it
        self.around: _Table = []  # what was said outside tables and belongs to the next
        self.cell: dict[str, str] | None = None
        self.pieces: list[str] = []
        self.leading = -1  # where the text of a link to another place of the page begins: no table's title
        self.rows = self.cells = 0

    def read(self, text: str) -> list[_Table]:
        for found in _TOKEN.finditer(text):
            if found[6] is not None:
                if self.cell is not None or not self.open:
                    self.pieces.append(_BLANKS.sub(" ", unescape(found[6])))
            elif found[4] is not None:
                name = found[4].lower()
                if found[3]:
                    self._end(name)
                else:
                    self._start(name, found[5])
        if self.open:
            raise damaged("不完整：后面缺了一段，有的表没有结尾")
        self._say()
        if self.tables:
            self.tables[-1] += self.around
        return self.tables

    def _start(self, name: str, attributes: str) -> None:
        if name == "table":
            self._say()
            self.open.append((self.around, self.cell, self.pieces))
            self.tables.append(self.around)
            self.cell, self.pieces, self.around, self.leading = None, [], [], -1
            if len(self.tables) > MOST_CELLS // 100:
                raise too_large("里的表太多，不像决算的表")
        elif name in ("td", "th") and self.open:
            self._end_cell()
            if not self.open[-1][0]:
                self._add_row()
            self.cell = _attributes(attributes)
        elif name == "tr" and self.open:
            self._end_cell()
            self._add_row()
        elif name == "a" and not self.open and _attributes(attributes).get("href", "").startswith("#"):
            self.leading = len(self.pieces)
        elif name == "br" or name in _BLOCKS:
            self.pieces.append("\n")

    def _end(self, name: str) -> None:
        if name in ("td", "th", "tr"):
            self._end_cell()
        elif name == "table" and self.open:
            self._end_cell()
            _, self.cell, self.pieces = self.open.pop()
        elif name == "a" and self.leading >= 0:
            del self.pieces[self.leading :]
            self.leading = -1
        elif name in _BLOCKS:
            self.pieces.append("\n")

    def _add_row(self) -> None:
        self.rows += 1
        self.open[-1][0].append([])
        if self.rows > MOST_CELLS:
            raise too_large("里的行太多，不像决算的表")

    def _end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None:
            return
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_large(f"里的格超过 {MOST_CELLS // 10_000} 万个，不像决算的表")
        text = self._spoken()
        across, down = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS)
        stored = (cell["x:num"] or text) if "x:num" in cell else ""
        self.open[-1][0][-1].append(_Cell(text, across, down, stored))

    def _say(self) -> None:
        """What was said outside tables becomes rows, a line each."""
        if not self.open:
            self.around += [[_Cell(line)] for line in self._spoken().split("\n") if line.strip()]

    def _spoken(self) -> str:
        text = _AROUND_BREAKS.sub("\n", _BLANKS_ONLY.sub(" ", "".join(self.pieces)))
        self.pieces = []
        return text.strip(" \n")


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape((found[2] or "").strip("\"'")).strip()
        for found in _ATTRIBUTE.finditer(text[:20_000])
    }


def _span(cell: dict[str, str], name: str, most: int) -> int:
    digits = cell.get(name, "1")
    return min(max(int(digits), 1), most + 1) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1
