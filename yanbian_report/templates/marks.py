"""Marks: from which path of the data every printed value comes, for who shows a document beside its data.

While a template is filled for them, a listener puts signs around what is printed; they are taken out again before
anything else is done with the document, which is then the same to the byte but for a number on every paragraph that has
marks. Nobody else pays for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

from yanbian_report.base.lru import remembered
from yanbian_report.word.document import printed_text

_BEGIN, _WORDS, _END = "\ufdd0", "\ufdd1", "\ufdd2"  # Unicode keeps them for inside of programs: no text has them
_SIGNED = re.compile(f"{_BEGIN}[^{_WORDS}]*{_WORDS}|{_END}")
_TOKEN = re.compile(rf"{_BEGIN}([^{_WORDS}]*){_WORDS}|({_END})|(<[^>]*>)|[^<{_BEGIN}{_END}]+")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_CLOSED = "</w:p>"
_NONE: Mapping[tuple[str, str], str] = {}


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` of a paragraph's printed text come from ``path``. Marks may lie within marks."""

    start: int
    end: int
    path: str


Marks = Mapping[int, tuple[Mark, ...]]  # by the number of their paragraphs, outer marks before those within them


class Marking:
    """A listener to one filling; ``marks`` are those of the document once they have been taken out of it.

    ``cells`` are the paths that cells of the year's tables are to be known by, by table and cell (公开01表, C8).
    """

    def __init__(self, cells: Mapping[tuple[str, str], str] = _NONE) -> None:
        self.marks: dict[int, tuple[Mark, ...]] = {}
        self.cells = cells

    @staticmethod
    def mark(words: str, path: str) -> str:
        """``words`` between the signs of ``path``."""
        return f"{_BEGIN}{path}{_WORDS}{words}{_END}" if path and words else words

    def take_out(self, document: str) -> str:
        """``document`` without the signs, its marked paragraphs numbered."""
        found: dict[int, tuple[Mark, ...]] = {}
        pieces = document.split(_CLOSED)
        for at, piece in enumerate(pieces):
            if _BEGIN in piece:
                start = max(match.start() for match in _PARAGRAPH.finditer(piece))
                paragraph, marks = _clean(piece[start:])
                number = _number(marks, found)
                found[number] = marks
                pieces[at] = f'{piece[:start]}<w:p w:rsidR="{number:08X}"{paragraph[4:]}'
        self.marks = found
        return _CLOSED.join(pieces)

    def number(self, table: str, cell: str, words: str) -> str:
        """The number for the paragraph of a cell that says ``words``; empty for a cell that comes from nowhere."""
        path = self.cells.get((table, cell))
        if path is None:
            return ""
        marks = (Mark(0, len(printed_text(f"<w:t>{words}")), path),)
        number = _number(marks, self.marks)
        self.marks[number] = marks
        return f"{number:08X}"

    @staticmethod
    def without(text: str) -> str:
        """``text`` of a header or footer without the signs: nobody asks where its words come from."""
        return _SIGNED.sub("", text)


def _number(marks: tuple[Mark, ...], taken: Marks) -> int:
    """A number for ``marks``, the same in every filling, so that a paragraph which says what it said stays the same."""
    number = crc32("\n".join([f"{mark.start} {mark.end} {mark.path}" for mark in marks]).encode()) or 1
    while taken.get(number, marks) != marks:
        number += 1
    return number


@remembered(4_096)
def _clean(paragraph: str) -> tuple[str, tuple[Mark, ...]]:
    """``paragraph`` without the signs, and its marks. Most paragraphs are those of the filling before."""
    kept: list[str] = []
    open_marks: list[tuple[int, str, int]] = []
    found: list[Mark | None] = []
    at = 0
    is_text = False
    for match in _TOKEN.finditer(paragraph):
        path, end, tag = match.groups()
        if path is not None:
            open_marks.append((at, path, len(found)))
            found.append(None)
        elif end:
            start, path, place = open_marks.pop()
            found[place] = Mark(start, at, path)
        else:
            kept.append(match[0])
            if tag:
                is_text = tag.startswith(("<w:t>", "<w:t ")) and not tag.endswith("/>")
            elif is_text:
                at += len(printed_text(f"<w:t>{match[0]}"))
    return "".join(kept), tuple(mark for mark in found if mark and mark.end > mark.start)
