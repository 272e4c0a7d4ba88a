"""Xls: Excel's binary records of 1997 (BIFF8) in their OLE file, as Excel, WPS, POI and libraries write them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.workbook.biff_text import Pieces, shared_texts
from yanbian_report.workbook.compound import Compound
from yanbian_report.workbook.dates import date_format, shown
from yanbian_report.workbook.grid import Grid, Grids, number
from yanbian_report.workbook.limits import (
    MOST_PIECES,
    MOST_SHEETS,
    Refused,
    damaged,
    password,
    too_large,
    too_many_pieces,
)
from yanbian_report.workbook.stored import Parsed

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x809, 0x0A, 0x3C, 0x2F
_SHEET, _SST, _XF, _FORMAT, _DATES, _RECALCULATED = 0x85, 0xFC, 0xE0, 0x41E, 0x22, 0x1C1
_NUMBER, _RK, _RKS, _SHARED, _LABEL, _RICH, _BOOL = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205
_FORMULA, _STRING, _MERGES = 0x06, 0x207, 0xE5
_LATEST, _WORKSHEET = 0x600, 0x10
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SAVE = "在 Excel 或 WPS 里打开，另存为 .xlsx"
Record = tuple[int, bytes, list[bytes]]  # its number, its content, what continues it


class _Listed(NamedTuple):
    name: str
    hidden: bool
    place: int


class _Book:
    """What the beginning of a workbook says for all sheets."""

    def __init__(self) -> None:
        self.sheets: list[_Listed] = []
        self.texts: list[str] = []
        self.formats: dict[int, str] = {}
        self.styles: list[int] = []
        self.since_1904 = False
        self.computed = False  # by a program that keeps account of it

    def date(self, style: int) -> str:
        """The format of dates that a cell's style has, empty for another."""
        kind = self.styles[style] if style < len(self.styles) else 0
        return date_format(kind, self.formats.get(kind))


def parse(data: bytes) -> Parsed:
    """The worksheets of an .xls. Raises Refused, for whatever else lies in an OLE file, too."""
    file = Compound(data)
    if "Workbook" not in file:
        raise _other(file)
    try:
        return _parse(_Stream(file.stream("Workbook")))
    except (struct.error, IndexError):  # a record that is shorter than what it must hold
        raise damaged() from None


def _parse(stream: _Stream) -> Parsed:
    book = _globals(stream)
    grids = Grids()
    for listed in book.sheets:
        records = stream.records(listed.place)
        if _begins(records) == _WORKSHEET:
            _Sheet(grids.add(listed.name, listed.hidden), book).read(records)
    return grids.parsed()


def _other(file: Compound) -> Refused:
    """What an OLE file is without a workbook."""
    if "EncryptedPackage" in file or "EncryptionInfo" in file:
        return password()
    if "Book" in file:
        return Refused("X106", "是很早以前的 .xls，读不了这种格式", _SAVE)
    for stream, words in (("WordDocument", "Word 文件"), ("PowerPoint Document", "演示文稿")):
        if stream in file:
            return Refused("X106", f"是{words}，不是工作簿", "换成系统导出的 Excel 表（.xlsx、.xls、.ods）")
    if not file.streams():
        return damaged()
    return Refused("X106", "不是 Excel 的工作簿，可能是别的程序的文件", _SAVE)


class _Stream:
    """The stream of records, as many as may be taken from it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MOST_PIECES

    def records(self, place: int) -> Iterator[Record]:
        """The records from ``place`` to the end."""
        data, size = self._data, len(self._data)
        head: Record | None = None
        while place + 4 <= size:
            kind, length = struct.unpack_from("<HH", data, place)
            content = data[place + 4 : place + 4 + length]
            self._left -= 1
            if len(content) < length:
                raise damaged()
            if self._left < 0:
                raise too_many_pieces()
            place += 4 + length
            if kind == _CONTINUE and head is not None:
                head[2].append(content)
                continue
            if head is not None:
                yield head
            head = kind, content, []
        if head is not None:
            yield head


def _begins(records: Iterator[Record]) -> int:
    """What kind of sheet begins here. Raises Refused for none."""
    kind, content, _ = next(records, (0, b"", []))
    if kind != _BOF or len(content) < 4:
        raise damaged()
    version, sort = struct.unpack_from("<HH", content)
    if version != _LATEST:
        raise Refused("X106", "是很早以前的 .xls，读不了这种格式", _SAVE)
    return int(sort)


def _globals(stream: _Stream) -> _Book:
    records = stream.records(0)
    _begins(records)
    book = _Book()
    for kind, content, more in records:
        if kind == _EOF:
            return book
        if kind == _FILEPASS:
            raise password()
        if kind == _SHEET:
            place, state, sort = struct.unpack_from("<IBB", content)
            if sort == 0:
                book.sheets.append(_Listed(Pieces([content[6:]]).text(1), state & 3 != 0, place))
            if len(book.sheets) > MOST_SHEETS:
                raise too_large(f"里的工作表超过 {MOST_SHEETS} 张，不像决算的表")
        elif kind == _SST:
            book.texts = shared_texts([content, *more])
        elif kind == _FORMAT:
            book.formats[struct.unpack_from("<H", content)[0]] = Pieces([content[2:], *more]).text()
        elif kind == _XF:
            book.styles.append(struct.unpack_from("<2xH", content)[0])
        elif kind == _DATES:
            book.since_1904 = content[:1] == b"\1"
        elif kind == _RECALCULATED:
            book.computed = True
    raise damaged()


class _Sheet:
    """One worksheet while its records are read."""

    def __init__(self, grid: Grid, book: _Book) -> None:
        self.grid = grid
        self.book = book
        self.waiting: tuple[int, int] | None = None  # a formula whose text comes in a record of its own

    def read(self, records: Iterator[Record]) -> None:
        """Take the records in, to the end of the sheet; charts within have ends of their own."""
        depth = 0
        for kind, content, more in records:
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                if not depth:
                    return
                depth -= 1
            elif not depth:
                self._take(kind, content, more)
        raise damaged()

    def _take(self, kind: int, content: bytes, more: list[bytes]) -> None:
        if kind == _MERGES:
            for n in range(struct.unpack_from("<H", content)[0]):
                top, bottom, left, right = struct.unpack_from("<4H", content, 2 + 8 * n)
                self.grid.merge(top, left, bottom, right)
        elif kind == _STRING:
            if self.waiting is not None:
                self.grid.put(*self.waiting, Pieces([content, *more]).text())
            self.waiting = None
        elif kind == _RKS:
            row, first = struct.unpack_from("<HH", content)
            for n, (style, stored) in enumerate(struct.iter_unpack("<Hi", content[4:-2])):
                self._put_number(row, first + n, style, _compressed(stored))
        elif kind in (_NUMBER, _RK, _SHARED, _LABEL, _RICH, _BOOL, _FORMULA):
            row, column, style = struct.unpack_from("<3H", content)
            self._put(kind, (row, column, style), content[6:], more)

    def _put(self, kind: int, place: tuple[int, int, int], content: bytes, more: list[bytes]) -> None:
        """Fill the cell of a record."""
        row, column, _ = place
        if kind == _NUMBER:
            self._put_number(*place, struct.unpack_from("<d", content)[0])
        elif kind == _RK:
            self._put_number(*place, _compressed(struct.unpack_from("<i", content)[0]))
        elif kind == _SHARED:
            index = struct.unpack_from("<I", content)[0]
            if index >= len(self.book.texts):
                raise damaged()
            self.grid.put(row, column, self.book.texts[index])
        elif kind in (_LABEL, _RICH):
            self.grid.put(row, column, Pieces([content, *more]).text())
        elif kind == _BOOL:
            self._put_other(row, column, content[0], content[1] == 1)
        else:
            self._put_formula(place, content)

    def _put_formula(self, place: tuple[int, int, int], content: bytes) -> None:
        """Fill a formula's cell with its result, which is a number where it does not end in two full bytes."""
        row, column, _ = place
        self.grid.formulas += 1
        self.waiting = None
        result, flags = content[:8], struct.unpack_from("<8xH", content)[0]
        if result[6:] != b"\xff\xff":
            stored = struct.unpack("<d", result)[0]
            if stored == 0 and (flags & 2 or not self.book.computed):
                self.grid.doubtful.append((row, column))
            self._put_number(*place, stored)
        elif result[0] == 0:
            self.waiting = row, column
        elif result[0] in (1, 2):
            self._put_other(row, column, result[2], result[0] == 2)
        elif not self.book.computed:
            self.grid.doubtful.append((row, column))

    def _put_other(self, row: int, column: int, value: int, is_error: bool) -> None:
        if is_error:
            self.grid.put_error(row, column, _ERRORS.get(value, "#N/A"))
        else:
            self.grid.put(row, column, "TRUE" if value else "FALSE")

    def _put_number(self, row: int, column: int, style: int, stored: float) -> None:
        form = self.book.date(style)
        date = shown(stored, form, self.book.since_1904) if form else None
        self.grid.put(row, column, number(stored) if date is None else date)


def _compressed(stored: int) -> float:
    """A number in four bytes: a whole one or the upper half of a float, either times a hundred."""
    upper: float = struct.unpack("<d", struct.pack("<4xi", stored & ~3))[0]
    value = stored >> 2 if stored & 2 else upper
    return value / 100 if stored & 1 else value
