"""Blocks: the paragraphs and tables of a document's body as pieces of its text, so that who knows a piece already need
not read it again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from xml.etree import ElementTree

from yanbian_report.word.tree import Element, body_of

_BODY, _END = "<w:body>", "</w:body></w:document>"
_PARAGRAPH, _TABLE, _SECTION = "p", "tbl", "sectPr"
_OPENING = re.compile(r"<w:(p|tbl|sectPr|bookmarkStart|bookmarkEnd)(?: [^>]*?)?(/?)>")
_CLOSINGS = {name: f"</w:{name}>" for name in (_PARAGRAPH, _TABLE, _SECTION)}
_NESTED = {name: re.compile(rf"<w:{name}(?: [^>]*?)?(?<!/)>") for name in (_PARAGRAPH, _TABLE, _SECTION)}


class Blocks(NamedTuple):
    """``pieces`` of a body that stand behind ``head``, the beginning of the document with its namespaces."""

    head: str
    pieces: tuple[str, ...]

    def element(self, piece: str) -> Element:
        """``piece`` as an element. Raises SyntaxError for what is no XML."""
        return elements_of(self.head, [piece])[0]


def elements_of(head: str, pieces: Collection[str]) -> list[Element]:
    """The blocks ``pieces`` of a document that begins with ``head``. Raises SyntaxError for what is no XML."""
    elements = list(body_of(ElementTree.fromstring(f"{head}{''.join(pieces)}{_END}")))
    if len(elements) != len(pieces):  # a comment with a tag in it, which only looks like one
        raise SyntaxError
    return elements


def blocks_of(document: str) -> Blocks | None:
    """The blocks of ``document``, the end of its last section among them; None where its body holds something else."""
    at = document.find(_BODY) + len(_BODY)
    if at < len(_BODY):
        return None
    head, pieces = document[:at], []
    while not document.startswith("</w:body>", at):
        opening = _OPENING.match(document, at)
        if opening is None:
            return None
        name, empty = opening.groups()
        end = opening.end() if empty or name not in _CLOSINGS else _end_of(document, name, opening.end())
        if end < 0:
            return None
        if name in _CLOSINGS:
            pieces.append(document[at:end])
        at = end
    return Blocks(head, tuple(pieces))


def _end_of(document: str, name: str, at: int) -> int:
    """Behind the element ``name`` that is open at ``at``; those of its name may stand in it."""
    closing, depth = _CLOSINGS[name], 1
    while depth:
        end = document.find(closing, at)
        if end < 0:
            return -1
        depth += len(_NESTED[name].findall(document, at, end)) - 1
        at = end + len(closing)
    return at
