"""Drawing: a sheet written line by line, with the cells that are merged."""

from __future__ import annotations

from yanbian_report.workbook.sheet import Merge, Sheet, Value

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_LEFT, _ABOVE = "<", "^"


def numeral(number: int) -> str:
    """12 as 十二."""
    tens, ones = divmod(number, 10)
    return _NUMERALS[tens - 1] * (tens > 1) + "十" * (tens > 0) + "".join(_NUMERALS[ones - 1 : ones] if ones else "")


class Drawing:
    """Lines of cells: ``<`` is merged with the cell at its left, ``^`` with the one above it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[list[Value]] = []

    def line(self, *cells: Value) -> None:
        """A line, as wide as the sheet."""
        if len(cells) != self.width:
            raise ValueError(f"{len(cells)} cells in a sheet of {self.width}: {cells}")
        self.lines.append(list(cells))

    def across(self, text: str) -> None:
        """A line with one cell."""
        self.line(text, *[_LEFT] * (self.width - 1))

    def drawn(self, name: str) -> Sheet:
        """The sheet, called ``name``."""
        merges = tuple(
            merge
            for top, line in enumerate(self.lines)
            for left, cell in enumerate(line)
            if cell not in (_LEFT, _ABOVE) and (merge := self._merge(top, left)) != Merge(top, left, top, left)
        )
        rows = tuple(tuple("" if cell in (_LEFT, _ABOVE) else cell for cell in line) for line in self.lines)
        return Sheet(name, rows, merges)

    def _merge(self, top: int, left: int) -> Merge:
        right, bottom = left, top
        while right + 1 < self.width and self.lines[top][right + 1] == _LEFT:
            right += 1
        while bottom + 1 < len(self.lines) and self.lines[bottom + 1][left] == _ABOVE:
            bottom += 1
        return Merge(top, left, bottom, right)
