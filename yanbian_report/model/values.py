"""Values: what a year is made of: figures, texts, and groups and lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.model.figure import Figure
from yanbian_report.yamldoc.tree import Scalar, span_of

TO_REVISE = "【待改】"
EXAMPLE, EXAMPLE_TEXT = "示例", "【示例】"  # before a made-up figure, before a made-up text
_DIGITS = 10  # of the number of an entry; Python refuses to read one of five thousand


class Text(NamedTuple):
    """A text of the data file with its place; ``position_of`` finds a character of it in the file.

    The mark of an example is no part of ``text``; ``scalar`` has it.
    """

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
    marked = text.scalar.text.startswith(EXAMPLE_TEXT)
    return span_of(text.scalar, offset + marked * len(EXAMPLE_TEXT))


def text_of(node: object) -> str:
    """The words of a leaf, without its place."""
    return node.text if isinstance(node, (Text, Figure)) else "" if node is None else str(node)


def branch(node: Value) -> Tree:
    """``node`` as a group, empty when it is not one."""
    return node if isinstance(node, dict) else {}


class Unknown(NamedTuple):
    """What a path leads to that has a name which nothing has; ``known`` are the names that could stand there."""

    name: str
    known: tuple[str, ...]


def look_up(node: Value, path: Iterable[str]) -> Value | Unknown:
    """What stands below ``node`` at the names of ``path``; entries of a list count from 1.

    The one look-up of the house, with one idea of absence: None is what may be left out and was, and all below it.
    """
    for name in path:
        if isinstance(node, dict):
            if name not in node:
                return Unknown(name, tuple(map(str, node)))
            node = node[name]
        elif isinstance(node, list) and name.isdecimal() and len(name) < _DIGITS and 0 < int(name) <= len(node):
            node = node[int(name) - 1]
        elif node is None:
            return None
        else:
            return Unknown(name, ())
    return node
