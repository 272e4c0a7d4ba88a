"""Notation: texts, lists and groups as they are written in YAML, in the style of what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from yanbian_report.yamldoc.tree import NOTHING

Content: TypeAlias = "str | Noted | Sequence[Content] | Mapping[str, Content]"


class Noted(NamedTuple):
    """Content of a new entry with a comment for the line of its key."""

    content: Content
    comment: str


class Layout(NamedTuple):
    """How a file is set: the columns that a group is indented by, and a list below its key; the quotes of codes; the
    column of comments beside keys.
    """

    group: int = 2
    list: int = 2
    quote: str = '"'
    note: int = 0


_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`{][^\r\n]*|-[\d.][^\r\n]*""")
_SIGNS = re.compile(r":(?:\s|$)|\s#|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\t]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, style: str = "", in_flow: bool = False) -> str:
    """``text`` on one line, with the quotes ``style`` where they can say it."""
    if style == "'" and "\n" not in text and not _CONTROLS.search(text):
        return "'" + text.replace("'", "''") + "'"
    if style in ("", "|", ">") and _is_plain(text) and not (in_flow and _FLOW_SIGNS.search(text)):
        return text
    return '"' + _ESCAPED.sub(lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), text) + '"'


def _is_plain(text: str) -> bool:
    plain = _PLAIN.fullmatch(text) is not None and text == text.strip() and text not in NOTHING
    return plain and not _SIGNS.search(text) and not text.startswith("---")


def is_block(text: str) -> bool:
    """Whether ``text`` is written as lines below a sign: it has several, and none that would be lost there."""
    _, *more = text.rstrip("\n").split("\n")
    return bool(more) and fits_block(text)


def fits_block(text: str) -> bool:
    """Whether ``text`` can be written as lines below a sign."""
    return text[:1] not in ("", " ", "\n") and bool(text.strip()) and not _CONTROLS.search(text)


def block(text: str, indent: int) -> list[str]:
    """The lines of ``text`` below its sign."""
    return [" " * indent + line if line else "" for line in text.rstrip("\n").split("\n")]


def key(name: str, layout: Layout, in_flow: bool = False) -> str:
    """``name`` as a key; codes are quoted, as other programs would take them for numbers."""
    return scalar(name, layout.quote if name.isdecimal() else "", in_flow)


def entry(name: str, content: Content, indent: int, layout: Layout) -> list[str]:
    """The lines of an entry whose key stands at column ``indent``."""
    content, comment = (content.content, content.comment) if isinstance(content, Noted) else (content, "")
    head, *rest = _value(content, indent, layout)
    line = f"{' ' * indent}{key(name, layout)}:{head}"
    return [f"{f'{line} '.ljust(layout.note - 1)} # {comment}" if comment else line, *rest]


def item(content: Content, indent: int, layout: Layout) -> list[str]:
    """The lines of an item whose dash stands at column ``indent``."""
    dash = " " * indent + "-"
    if isinstance(content, Mapping) and content:
        first, *rest = (line for name, value in content.items() for line in entry(name, value, indent + 2, layout))
        return [f"{dash} {first[indent + 2 :]}", *rest]
    head, *rest = _value(content, indent, layout)
    return [dash + head, *rest]


def _value(content: Content, indent: int, layout: Layout) -> list[str]:
    """What follows a colon or a dash at ``indent``, and the lines below."""
    if isinstance(content, Noted):
        return _value(content.content, indent, layout)
    if isinstance(content, str):
        if is_block(content):
            return [" |", *block(content, indent + layout.group)]
        return [f" {scalar(content)}"]
    return ["", *below(content, indent, layout)] if content else [f" {flow(content, layout)}"]


def below(content: Content, indent: int, layout: Layout) -> Iterator[str]:
    """The lines of a group or list below a key or dash at ``indent``."""
    if isinstance(content, Noted):
        content = content.content
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from entry(name, value, indent + layout.group, layout._replace(note=0))
    else:
        for value in content:
            yield from item(value, indent + layout.list, layout)


def flow(content: Content, layout: Layout) -> str:
    """``content`` on one line, in brackets where it is a group."""
    if isinstance(content, Noted):
        return flow(content.content, layout)
    if isinstance(content, str):
        return scalar(content, in_flow=True)
    if isinstance(content, Mapping):
        return "{" + ", ".join(f"{key(n, layout, True)}: {flow(value, layout)}" for n, value in content.items()) + "}"
    return "[" + ", ".join(flow(value, layout) for value in content) + "]"
