"""SpreadsheetML: Excel's XML of 2003, which systems write from a pattern and save as .xls."""

from __future__ import annotations

from yanbian_report.workbook.grid import Grid, Grids, number
from yanbian_report.workbook.limits import damaged
from yanbian_report.workbook.markup import Attributes, attribute, local, read, whole
from yanbian_report.workbook.stored import Parsed
from yanbian_report.workbook.text import undeclared

_MIDNIGHT = "T00:00:00"


def parse(text: str) -> Parsed:
    """The worksheets of ``text``. Raises Refused."""
    reader = _Reader()
    read(undeclared(text), reader.start, reader.end, reader.text)
    return reader.grids.parsed()


class _Reader:
    """The workbook while it is read: the sheet, the row and the cell that it is in."""

    def __init__(self) -> None:
        self.grids = Grids()
        self.grid: Grid | None = None
        self.row = self.column = -1
        self.next_row = self.next_column = 0
        self.kind: str | None = None  # of the data that is being read
        self.formula = self.comment = self.visibility = False
        self.pieces: list[str] = []

    def start(self, element: str, attributes: Attributes) -> None:
        name = local(element)
        if name == "Worksheet":
            self.grid = self.grids.add(attribute(attributes, "Name") or "")
            self.next_row = 0
        elif name == "Row":
            self.row = whole(attribute(attributes, "Index"), self.next_row + 1) - 1
            self.next_row = self.row + 1 + whole(attribute(attributes, "Span"))
            self.next_column = 0
        elif name == "Cell" and self.grid is not None:
            self._cell(self.grid, attributes)
        elif name == "Comment":
            self.comment = True
        elif name == "Data" and not self.comment:
            self.kind = attribute(attributes, "Type") or "String"
            self.pieces = []
        elif name == "Visible":
            self.visibility = True
            self.pieces = []

    def _cell(self, grid: Grid, attributes: Attributes) -> None:
        self.column = whole(attribute(attributes, "Index"), self.next_column + 1) - 1
        across = whole(attribute(attributes, "MergeAcross"))
        grid.merge(self.row, self.column, self.row + whole(attribute(attributes, "MergeDown")), self.column + across)
        self.next_column = self.column + across + 1
        self.formula = attribute(attributes, "Formula") is not None
        grid.formulas += self.formula

    def text(self, words: str) -> None:
        if self.kind is not None or self.visibility:
            self.pieces.append(words)

    def end(self, element: str) -> None:
        name = local(element)
        if name == "Data" and self.kind is not None and not self.comment:
            if self.grid is not None:
                self._put(self.grid, self.kind, "".join(self.pieces))
            self.kind, self.formula = None, False
        elif name == "Cell":
            if self.formula and self.grid is not None:  # and no data within
                self.grid.unsaved.append((self.row, self.column))
            self.formula = False
        elif name == "Comment":
            self.comment = False
        elif name == "Visible":
            if self.grid is not None and "".join(self.pieces).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.grid.hidden = True
            self.visibility = False
        elif name == "Worksheet":
            self.grid = None

    def _put(self, grid: Grid, kind: str, text: str) -> None:
        """Fill the cell whose data end here."""
        if kind == "Number" and text.strip():
            try:
                grid.put(self.row, self.column, number(float(text)))
            except ValueError:
                raise damaged(f"损坏了：“{grid.name}”里有不是数的“数”（{text.strip()[:20]}）") from None
        elif kind == "Boolean":
            grid.put(self.row, self.column, "TRUE" if text.strip() == "1" else "FALSE")
        elif kind == "Error":
            grid.put_error(self.row, self.column, text.strip())
        elif kind == "DateTime":
            grid.put(self.row, self.column, text.strip().partition(_MIDNIGHT)[0].partition(".")[0].replace("T", " "))
        else:
            grid.put(self.row, self.column, text)
