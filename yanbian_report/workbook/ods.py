"""Ods: OpenDocument spreadsheets, zipped (.ods) or as one text (.fods)."""

from __future__ import annotations

from yanbian_report.workbook.archive import Archive
from yanbian_report.workbook.grid import ERRORS, Grid, Grids, number
from yanbian_report.workbook.limits import MOST_COLUMNS, MOST_ROWS, damaged, password
from yanbian_report.workbook.markup import Attributes, attribute, local, read, whole
from yanbian_report.workbook.stored import Parsed
from yanbian_report.workbook.text import undeclared

_ASIDE = frozenset({"annotation", "shapes", "tracked-changes", "forms", "named-expressions", "dde-links"})
_NUMBERS = frozenset({"float", "percentage", "currency"})


def parse_archive(archive: Archive) -> Parsed:
    """The sheets of an .ods. Raises Refused."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.part(manifest):
        raise password()
    if "content.xml" not in archive:
        raise damaged()
    return _parse(archive.part("content.xml"))


def parse_text(text: str) -> Parsed:
    """The sheets of an .fods. Raises Refused."""
    return _parse(undeclared(text))


def _parse(data: bytes | str) -> Parsed:
    reader = _Reader()
    read(data, reader.start, reader.end, reader.text)
    return reader.grids.parsed()


class _Reader:
    """The content while it is read: the sheet, the row and the cell that it is in."""

    def __init__(self) -> None:
        self.grids = Grids()
        self.grid: Grid | None = None
        self.hiding: set[str] = set()  # styles of hidden sheets
        self.style = ""
        self.aside = 0  # how deep in what is not of the table
        self.row = self.column = 0
        self.rows = 1  # how often the row stands there
        self.cell: Attributes | None = None
        self.lines: list[str] = []
        self.spoken = False  # within a paragraph

    def start(self, element: str, attributes: Attributes) -> None:
        name = local(element)
        if self.aside or name in _ASIDE:
            self.aside += 1
        elif name == "style":
            self.style = attribute(attributes, "name") or ""
        elif name == "table-properties":
            if attribute(attributes, "display") == "false":
                self.hiding.add(self.style)
        elif name == "table":
            hidden = attribute(attributes, "style-name") in self.hiding
            self.grid = self.grids.add(attribute(attributes, "name") or "", hidden)
            self.row = 0
        elif name == "table-row":
            self.column, self.rows = 0, whole(attribute(attributes, "number-rows-repeated"), 1)
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.lines = attributes, []
        elif self.cell is not None:
            self._inline(name, attributes)

    def _inline(self, name: str, attributes: Attributes) -> None:
        """Texts of a cell: paragraphs, and the blanks and breaks in them that are elements."""
        if name == "p":
            self.lines.append("")
            self.spoken = True
        elif self.spoken and name == "s":
            self.lines[-1] += " " * min(whole(attribute(attributes, "c"), 1), 100)
        elif self.spoken and name in ("tab", "line-break"):
            self.lines[-1] += "\t" if name == "tab" else "\n"

    def text(self, words: str) -> None:
        if self.spoken and not self.aside:
            self.lines[-1] += words

    def end(self, element: str) -> None:
        if self.aside:
            self.aside -= 1
            return
        name = local(element)
        if name == "p":
            self.spoken = False
        elif name in ("table-cell", "covered-table-cell"):
            if self.cell is not None and self.grid is not None:
                self._put(self.grid, self.cell, "\n".join(self.lines))
            self.cell = None
        elif name == "table-row":
            self.row += self.rows
        elif name == "table":
            self.grid = None

    def _put(self, grid: Grid, cell: Attributes, text: str) -> None:
        """Fill the cell that ends here, as often as it stands there."""
        row, column = self.row, self.column
        plain = {local(key): value for key, value in cell.items()}
        across = whole(plain.get("number-columns-repeated"), 1)
        self.column += across
        down, right = whole(plain.get("number-rows-spanned"), 1), whole(plain.get("number-columns-spanned"), 1)
        grid.merge(row, column, row + down - 1, column + right - 1)
        is_formula = "formula" in plain
        grid.formulas += is_formula
        kinds = [value for key, value in cell.items() if local(key) == "value-type"]
        if is_formula and not kinds and not text:
            grid.unsaved.append((row, column))
        if not (text or kinds):
            return
        for r in range(row, row + min(self.rows, MOST_ROWS + 1)):
            for c in range(column, column + min(across, MOST_COLUMNS + 1)):
                self._fill(grid, (r, c), plain, kinds, text)

    def _fill(self, grid: Grid, place: tuple[int, int], cell: Attributes, kinds: list[str], text: str) -> None:
        value = cell.get("value")
        if "error" in kinds or ("formula" in cell and (text in ERRORS or text.startswith("Err:"))):
            grid.put_error(*place, text)
        elif value is not None and not _NUMBERS.isdisjoint(kinds):
            try:
                grid.put(*place, number(float(value)))
            except ValueError:
                raise damaged() from None
        elif "boolean" in kinds:
            grid.put(*place, "TRUE" if cell.get("boolean-value") == "true" else "FALSE")
        else:
            grid.put(*place, text or cell.get("string-value") or cell.get("date-value") or "")
