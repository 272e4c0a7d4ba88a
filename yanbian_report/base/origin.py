"""Origin: where something that is read stands: in a text, in a cell of a workbook, in a paragraph of a Word file.

Figures and findings carry one, so that whatever is said can be followed to the place that the person opened.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in a text file; lines and columns count from 1, columns count characters."""

    file: str
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Cell(NamedTuple):
    """A cell of a workbook: the file, the sheet as it is titled, and the cell in A1 notation (``C7``).

    Without a sheet it is the file as a whole.
    """

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file}:{self.sheet}!{self.cell}" if self.sheet else self.file


class WordParagraph(NamedTuple):
    """A paragraph of a Word file, counted from 1 as a reader does (0 for the file as a whole), and how it begins."""

    file: str
    number: int
    text: str = ""

    def __str__(self) -> str:
        number = f":第{self.number}段" if self.number else ""
        return self.file + number + (f"“{self.text}”" if self.text else "")


Origin = Span | Cell | WordParagraph


def position(origin: Origin | None) -> tuple[str, int, int, str]:
    """A key that sorts origins by file, then by their place in it; what stands nowhere comes first."""
    if isinstance(origin, Span):
        return origin.file, origin.line, origin.column, ""
    if isinstance(origin, WordParagraph):
        return origin.file, origin.number, 0, ""
    return ("", 0, 0, "") if origin is None else (origin.file, 0, 0, f"{origin.sheet}!{origin.cell}")
