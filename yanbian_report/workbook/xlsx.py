"""Xlsx: Excel's zipped XML, whoever wrote it: parts by their relations, cells with or without addresses."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import NamedTuple

from yanbian_report.workbook.archive import Archive
from yanbian_report.workbook.dates import date_format, shown
from yanbian_report.workbook.grid import Grid, Grids, number
from yanbian_report.workbook.limits import MOST_CELLS, damaged, too_large
from yanbian_report.workbook.markup import Attributes, attribute, local, read, whole
from yanbian_report.workbook.stored import Parsed

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class _Book(NamedTuple):
    """What cells refer to: shared texts, the date format of every style (empty for none), the first day."""

    texts: list[str]
    dates: list[str]
    since_1904: bool
    recalculated: bool


def parse(archive: Archive) -> Parsed:
    """The worksheets of an .xlsx. Raises Refused."""
    main = next((target for kind, target in _links(archive, "").values() if kind == "officeDocument"), "")
    main = main if main in archive else "xl/workbook.xml"
    if main not in archive:
        raise damaged()
    links = _links(archive, main)
    sheets, since_1904, recalculated = _contents(archive.part(main))
    parts = {kind: target for kind, target in links.values() if target in archive}
    texts = _texts(archive.part(parts["sharedStrings"])) if "sharedStrings" in parts else []
    dates = _dates(archive.part(parts["styles"])) if "styles" in parts else []
    book = _Book(texts, dates, since_1904, recalculated)
    grids = Grids()
    for name, hidden, link in sheets:
        kind, target = links.get(link, ("worksheet", ""))
        if kind != "worksheet":  # a chart, a macro
            continue
        if target not in archive:
            raise damaged(f"损坏了，缺工作表“{name}”的内容")
        _Sheet(grids.add(name, hidden), book).read(archive.part(target))
    return grids.parsed()


def _links(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by their ids: the kind, the part they lead to."""
    found: dict[str, tuple[str, str]] = {}
    folder = dirname(part)
    name = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")

    def start(element: str, attributes: Attributes) -> None:
        if local(element) == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            place = normpath(target if target.startswith("/") else join("/", folder, target)).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], place)

    if name in archive:
        read(archive.part(name), start, _nothing, _nothing)
    return found


def _nothing(_: str) -> None:
    """What no part of this is for."""


def _contents(data: bytes) -> tuple[list[tuple[str, bool, str]], bool, bool]:
    """The sheets by name, whether hidden, and relation; whether days count from 1904; whether all is still to be
    computed when the file is opened.
    """
    sheets: list[tuple[str, bool, str]] = []
    flags = {"date1904": False, "fullCalcOnLoad": False}

    def start(element: str, attributes: Attributes) -> None:
        if local(element) == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), hidden, attribute(attributes, "id") or ""))
        for name in flags:
            if attributes.get(name) in ("1", "true"):
                flags[name] = True

    read(data, start, _nothing, _nothing)
    return sheets, flags["date1904"], flags["fullCalcOnLoad"]


def _texts(data: bytes) -> list[str]:
    """The shared texts, of pieces with looks of their own, too, and without the readings above them."""
    texts: list[str] = []
    pieces: list[str] = []
    within = reading = False

    def start(element: str, _: Attributes) -> None:
        nonlocal within, reading
        name = local(element)
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            reading = True
        within = name == "t" and not reading

    def end(element: str) -> None:
        nonlocal within, reading
        within = False
        name = local(element)
        if name == "si":
            if len(texts) > MOST_CELLS:
                raise too_large("里的文字太多，不像决算的表")
            texts.append(unescaped("".join(pieces)))
        elif name == "rPh":
            reading = False

    def text(words: str) -> None:
        if within:
            pieces.append(words)

    read(data, start, end, text)
    return texts


def unescaped(text: str) -> str:
    """A text without Excel's own way to write what XML may not hold: ``_x000D_``."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _dates(data: bytes) -> list[str]:
    """The format of dates of every cell style, empty for one that shows no date."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    within = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal within
        name = local(element)
        if name == "numFmt":
            codes[whole(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            within = True
        elif name == "xf" and within:
            numbers.append(whole(attributes.get("numFmtId")))

    def end(element: str) -> None:
        nonlocal within
        within = within and local(element) != "cellXfs"

    read(data, start, end, _nothing)
    return [date_format(code, codes.get(code)) for code in numbers]


class _Sheet:
    """One worksheet while its part is read."""

    def __init__(self, grid: Grid, book: _Book) -> None:
        self.grid = grid
        self.book = book
        self.row = self.column = -1
        self.kind = self.style = ""
        self.formula = self.valued = False
        self.pieces: list[str] | None = None  # of the value that is being read
        self.reading = False

    def read(self, data: bytes) -> None:
        read(data, self.start, self.end, self.text)

    def start(self, element: str, attributes: Attributes) -> None:
        name = local(element)
        if name == "c":
            self.column += 1
            reference = attributes.get("r")
            if reference is not None:
                self.row, self.column = _place(reference)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.formula = self.valued = False
            self.words: list[str] = []
        elif name in ("v", "t"):
            self.pieces = None if self.reading else self.words
            self.valued = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row, self.column = whole(attributes.get("r"), self.row + 2) - 1, -1
        elif name == "rPh":
            self.reading = True
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            self.grid.merge(top, left, bottom, right)

    def text(self, words: str) -> None:
        if self.pieces is not None:
            self.pieces.append(words)

    def end(self, element: str) -> None:
        self.pieces = None
        name = local(element)
        if name == "c":
            self._put("".join(self.words))
        elif name == "rPh":
            self.reading = False

    def _put(self, text: str) -> None:
        """Fill the cell that ends here."""
        grid, place = self.grid, (self.row, self.column)
        if self.formula:
            grid.formulas += 1
            if not text and (self.kind != "str" or not self.valued):
                grid.unsaved.append(place)
            elif self.book.recalculated and text == "0":
                grid.doubtful.append(place)
        if not text or text.isspace():
            return
        if self.kind == "e":
            grid.put_error(*place, text)
        elif self.kind == "s":
            index = whole(text, -1)
            if not 0 <= index < len(self.book.texts):
                raise damaged()
            grid.put(*place, self.book.texts[index])
        elif self.kind == "b":
            grid.put(*place, "TRUE" if text.strip() == "1" else "FALSE")
        elif self.kind == "n":
            self._put_number(text)
        else:
            grid.put(*place, unescaped(text))

    def _put_number(self, text: str) -> None:
        try:
            stored = float(text)
        except ValueError:
            raise damaged() from None
        style = whole(self.style)
        form = self.book.dates[style] if style < len(self.book.dates) else ""
        date = shown(stored, form, self.book.since_1904) if form else None
        self.grid.put(self.row, self.column, number(stored) if date is None else date)


def _place(reference: str) -> tuple[int, int]:
    """``C7`` as row and column. Raises Refused."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise damaged()
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
