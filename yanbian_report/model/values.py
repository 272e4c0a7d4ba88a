"""Values: what a year is made of: figures, texts, and groups and lists of them."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.model.figure import Figure
from yanbian_report.yamldoc.tree import Scalar, span_of

TO_REVISE = "【待改】"


class Text(NamedTuple):
    """A text of the data file with its place; ``position_of`` finds a character of it in the file."""

    text: str
    origin: Span
    path: str
    scalar: Scalar

    def __str__(self) -> str:
        return self.text


# Later stages put derived names, years and choices beside what was typed.
Leaf = Figure | Text | str | int | bool
Tree = dict[str, "Value"]
Value = Leaf | Tree | list["Value"] | None


def position_of(text: Text, offset: int) -> Span:
    """Where the character at ``offset`` of ``text`` stands in the file."""
    return span_of(text.scalar, offset)


def text_of(node: object) -> str:
    """The words of a leaf, without its place."""
    return node.text if isinstance(node, (Text, Figure)) else "" if node is None else str(node)


def branch(node: Value) -> Tree:
    """``node`` as a group, empty when it is not one."""
    return node if isinstance(node, dict) else {}
