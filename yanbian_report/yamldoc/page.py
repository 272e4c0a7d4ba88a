"""Page: a YAML text as it was saved, line ends and all, with the first and the last character of every node."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence

BLOCK = ("|", ">")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BETWEEN = re.compile(r"(?:[\s,]|(?<![^\s,])#[^\r\n]*)*")  # what may stand before a closing bracket


class Splice(NamedTuple):
    """``new`` in place of the characters from ``start`` to before ``end``."""

    start: int
    end: int
    new: str


class Page(NamedTuple):
    """A text; ``starts`` and ``ends`` are where its lines begin, and end before their line end."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    newline: str

    @classmethod
    def of(cls, text: str) -> Page:
        marks = [match.span() for match in _LINE_END.finditer(text)]
        starts, ends = (0, *(end for _, end in marks)), (*(start for start, _ in marks), len(text))
        return cls(text, starts, ends, text[slice(*marks[0])] if marks else "\n")

    def line_of(self, offset: int) -> int:
        """The line (from 0) that the character at ``offset`` stands on."""
        return bisect_right(self.starts, offset) - 1

    def line(self, number: int) -> str:
        """The line ``number`` (from 0) without its end."""
        return self.text[self.starts[number] : self.ends[number]]

    def start(self, node: Node) -> int:
        """Where ``node`` begins."""
        return self.starts[node.span.line - 1] + node.span.column - 1

    def end(self, node: Node) -> int:
        """Where ``node`` ends: after its last character, without the blank lines and comments that follow."""
        if isinstance(node, Scalar):
            return self._end_of_scalar(node)
        children = [*_children(node)]
        if self.is_flow(node):
            position = self.end(children[-1]) if children else self.start(node) + 1
            between = _BETWEEN.match(self.text, position)
            return (between.end() if between else position) + 1
        return self.end(children[-1])

    def is_flow(self, node: Node) -> bool:
        """Whether ``node`` is a group in brackets."""
        return not isinstance(node, Scalar) and self.text[self.start(node)] in "[{"

    def _end_of_scalar(self, scalar: Scalar) -> int:
        raw = scalar.raw.rstrip() if scalar.style in BLOCK else scalar.raw
        if "\n" not in raw:
            return self.start(scalar) + len(raw)
        return self.starts[scalar.span.line - 1 + raw.count("\n")] + len(raw.rpartition("\n")[2])

    def after_colon(self, key: Scalar) -> int:
        """Where the value of ``key`` may begin: after its colon."""
        return self.text.index(":", self.end(key)) + 1

    def with_splices(self, splices: list[Splice]) -> str | None:
        """The text with all ``splices``, insertions at one place in their order; None when two are of one place."""
        pieces: list[str] = []
        position = 0
        for splice in sorted(splices, key=lambda s: s[:2]):
            if splice.start < position:
                return None
            pieces += (self.text[position : splice.start], splice.new)
            position = splice.end
        return "".join((*pieces, self.text[position:]))


def _children(node: Mapping | Sequence) -> tuple[Node, ...]:
    """The values in ``node``; a key without one stands for it."""
    if isinstance(node, Sequence):
        return node.items
    return tuple(key if isinstance(value, Scalar) and not value.raw else value for key, value in node.entries.values())
