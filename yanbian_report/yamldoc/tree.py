"""Tree: a YAML text as it was typed, every scalar still text and every node with its place."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.origin import Span

NOTHING = frozenset(("", "~", "null"))  # editors take all three for nothing


class Scalar(NamedTuple):
    """A piece of text. ``style`` is YAML's sign (``'``, ``"``, ``|``, ``>``, empty for plain), ``raw`` what
    stands in the file, signs, line breaks and indentation included; ``null`` when nothing was typed.
    """

    text: str
    span: Span
    style: str = ""
    raw: str = ""
    null: bool = False


class Mapping(NamedTuple):
    """``key: value`` lines in their order. ``partial`` when entries were lost to a syntax error."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span
    partial: bool = False


class Sequence(NamedTuple):
    """``- item`` lines in their order. ``partial`` when items were lost to a syntax error."""

    items: tuple[Node, ...]
    span: Span
    partial: bool = False


Node = Scalar | Mapping | Sequence


def bare(node: Node) -> object:
    """``node`` without places: texts, None for nothing, dicts and lists."""
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Mapping):
        return {name: bare(value) for name, (_, value) in node.entries.items()}
    return [bare(item) for item in node.items]


def walk(node: Node) -> Iterator[Node]:
    """``node`` and every value below it."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Mapping):
            waiting += [value for _, value in reversed(node.entries.values())]
        elif isinstance(node, Sequence):
            waiting += reversed(node.items)


def groups(node: Node) -> Iterator[Mapping | Sequence]:
    """Every mapping and sequence that ``node`` is or holds."""
    waiting = [node] if isinstance(node, (Mapping, Sequence)) else []
    while waiting:
        group = waiting.pop()
        yield group
        inner = group.items if isinstance(group, Sequence) else [value for _, value in group.entries.values()]
        waiting += [node for node in reversed(inner) if not isinstance(node, Scalar)]


def span_of(scalar: Scalar, offset: int) -> Span:
    """Where the character at ``offset`` of the value of ``scalar`` stands; its start when that cannot be told."""
    positions = _raw_positions(scalar)
    if not 0 <= offset < len(positions):
        return scalar.span
    before = scalar.raw[: positions[offset]]
    line = scalar.span.line + before.count("\n")
    column = len(before) - before.rfind("\n") - 1
    column += scalar.span.column if line == scalar.span.line else 1
    return Span(scalar.span.file, line, column, column + 1)


@lru_cache(maxsize=64)  # much may be said of one text, and each time of another place
def _raw_positions(scalar: Scalar) -> array[int]:
    """How far into ``raw`` every character stands, as far as that can be told.

    Both are read side by side, as spaces fold and signs escape.
    """
    raw, position = scalar.raw, _begin(scalar)
    space_of = (_ESCAPED_SPACE if scalar.style == '"' else _SPACE).match
    found = array("l")
    for character in scalar.text:
        if character.isspace():
            found.append(position)
            continue
        space = space_of(raw, position)
        position = space.end() if space else position
        width = _width(scalar, position, character)
        if not width:
            break
        found.append(position)
        position += width
    return found


_SPACE = re.compile(r"\s*")
_ESCAPED_SPACE = re.compile(r"(?:\s|\\[ntrvf_NLP \t\n])*")
_ESCAPES = {"x": 4, "u": 6, "U": 10}


def _begin(scalar: Scalar) -> int:
    """Where the text begins in ``raw``: after the quote, or on the line below ``|``."""
    if scalar.style in ("|", ">"):
        return scalar.raw.find("\n") + 1
    return 1 if scalar.style else 0


def _width(scalar: Scalar, position: int, character: str) -> int:
    """How many signs of ``raw`` stand for ``character``; 0 when it is not there."""
    raw = scalar.raw
    if scalar.style == '"' and raw[position : position + 1] == "\\":
        return _ESCAPES.get(raw[position + 1 : position + 2], 2)
    if scalar.style == "'" and raw.startswith("''", position):
        return 2
    return int(raw.startswith(character, position))
