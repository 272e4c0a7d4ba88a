"""SourceMap: the lines of a file while they are being put right, with the way back to the columns as typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Span


class Edit(NamedTuple):
    """``old`` at ``column`` (from 0, as typed) became ``new``; ``finding`` tells the user, if still needed."""

    column: int
    old: str
    new: str
    finding: Finding | None = None


class SourceMap(NamedTuple):
    """``lines`` as YAML gets them, ``typed`` as the user wrote them: the same number of lines, always."""

    file: str
    typed: tuple[str, ...]
    lines: tuple[str, ...]
    edits: dict[int, tuple[Edit, ...]]

    @classmethod
    def of(cls, text: str, file: str) -> SourceMap:
        lines = tuple(text.split("\n"))
        return cls(file, lines, lines, {})

    def edited(self, edits: dict[int, list[Edit]]) -> SourceMap:
        """This source with more ``edits`` (by line, from 0)."""
        if not edits:
            return self
        merged = dict(self.edits)
        lines = list(self.lines)
        for number, more in edits.items():
            together = sorted((*merged.get(number, ()), *more), key=lambda edit: edit.column)
            merged[number] = tuple(together)
            lines[number] = _apply(self.typed[number], together)
        return self._replace(lines=tuple(lines), edits=merged)

    def column(self, line: int, column: int) -> int:
        """Where the character at ``column`` of a put-right line stands in the line as typed."""
        if line not in self.edits:
            return column
        shift = 0
        for edit in self.edits[line]:
            start = edit.column + shift
            if column < start:
                break
            if column < start + len(edit.new):
                return edit.column + min(column - start, max(len(edit.old) - 1, 0))
            shift += len(edit.new) - len(edit.old)
        return column - shift

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """The span of a node by its marks (from 0); one of several lines is shown to the end of its first."""
        start = self.column(line, column)
        if end_line == line:
            end = self.column(line, end_column)
        else:
            end = len(self.typed[line].rstrip()) if line < len(self.typed) else start
        return Span(self.file, line + 1, start + 1, max(end, start + 1) + 1)

    def raw(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """What the user typed between two marks."""
        start, end = self.column(line, column), self.column(end_line, end_column)
        if line == end_line:
            return self.typed[line][start:end] if line < len(self.typed) else ""
        between = self.typed[line + 1 : end_line]
        last = self.typed[end_line][:end] if end_line < len(self.typed) else ""
        return "\n".join((self.typed[line][start:], *between, last))

    def findings(self, first: int, last: int) -> Iterator[Finding]:
        """What the edits of the lines from ``first`` to before ``last`` have to say."""
        for number in range(first, last) if self.edits else ():
            for edit in self.edits.get(number, ()):
                if edit.finding is not None:
                    yield edit.finding


def _apply(line: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (line[position : edit.column], edit.new)
        position = edit.column + len(edit.old)
    return "".join((*parts, line[position:]))
