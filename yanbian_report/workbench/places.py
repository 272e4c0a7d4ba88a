"""Places: lines and columns as the engine counts them, and as an editor in a browser does.

An editor counts UTF-16 code units from the beginning of the text, the engine lines and characters from 1.
"""

from __future__ import annotations

from itertools import accumulate

from yanbian_report.base.origin import Cell, Origin, Span, WordParagraph


class Offsets:
    """Where the lines of ``text``, which has plain line ends, begin for an editor."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._plain = units(text) == len(text)
        self._lengths = list(map(len if self._plain else units, self._lines))
        self._starts = [0, *accumulate(length + 1 for length in self._lengths)]

    def of(self, span: Span) -> tuple[int, int]:
        """Where ``span`` begins and ends; a place behind the end of its line is that end."""
        return self.at(span.line, span.column), self.at(span.line, max(span.column, span.end_column))

    def at(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        number = min(max(line, 1), len(self._lines)) - 1
        if line > len(self._lines):
            return self._starts[number] + self._lengths[number]
        before = max(column, 1) - 1
        if self._plain:
            return self._starts[number] + min(before, self._lengths[number])
        return self._starts[number] + units(self._lines[number][:before])


def units(text: str) -> int:
    """The UTF-16 code units of ``text``: signs outside the basic plane, like rare characters of names, count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def place_words(origin: Origin | None, own: str) -> str:
    """Where something stands, for a person: the file is left out where it is ``own``, the one that is open."""
    match origin:
        case None:
            return ""
        case Span(file=file, line=line):
            return f"第 {line} 行" if file == own else f"{file} 第 {line} 行"
        case Cell(file=file, sheet=sheet, cell=cell):
            return f"{file} {sheet}!{cell}" if sheet else file
        case WordParagraph(file=file, number=number):
            return f"{file} 第 {number} 段" if number else file
