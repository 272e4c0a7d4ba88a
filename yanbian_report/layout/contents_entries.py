"""Contents entries: where a long one is broken, between words, and so that its page number does not stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yanbian_report.layout.line_breaking import Setting, count_lines, last_line, unbroken, widths
from yanbian_report.layout.look import look_of
from yanbian_report.layout.titles import in_pieces, parting_costs
from yanbian_report.word.contents import Outlined
from yanbian_report.word.document import words
from yanbian_report.word.package import DOCUMENT
from yanbian_report.word.styles import style_sheet

_NUMBER = 5  # em: some dots and a page number
_MOVED = 4  # characters that go to the last line with them, at least
_EMPTY = 2.0  # what it costs when the first line stays empty
_ROOM = 0.5  # em: a fuller line might be broken once more by another engine
_PAPER = 11_906  # A4, in twentieths of a point


def entry_breaks(outline: Outlined, names: Sequence[str] = ()) -> dict[str, int]:
    """By the bookmark of a heading, before which character its entry is broken; of most there is none.

    ``names`` stay whole where they can.
    """
    styles = style_sheet(outline.package)
    document = outline.package.text(DOCUMENT)
    width = _width(document)
    settings = {level: look_of(styles, style).setting(width) for level, style in outline.entry_styles.items()}
    long = [h for h in outline.headings if not fits(h.text, settings[h.level])]
    said = in_pieces([paragraph.text for paragraph in words(document, boxes=False)] if long else [])
    found = {h.bookmark: place_of_break(h.text, settings[h.level], said, names) for h in long}
    return {bookmark: place for bookmark, place in found.items() if place}


@lru_cache(maxsize=1_024)
def fits(text: str, setting: Setting) -> bool:
    """Whether one line holds ``text`` and its page number."""
    return count_lines(text, setting) == 1 and last_line(text, setting) + _NUMBER * setting.size <= setting.width


def place_of_break(text: str, setting: Setting, said: Sequence[str], names: Sequence[str]) -> int:
    """The place that costs least: no word is parted, and the first line is long; 0 where two lines do not hold all."""
    room = setting.width - _ROOM * setting.size
    at, reach, ends = 0, setting.indent, {}
    pieces = list(zip(unbroken(text), widths(text, setting), strict=True))
    for piece, width in pieces:
        at, reach = at + len(piece), reach + width
        ends[at] = reach
    whole = ends.pop(at)
    left = room - _NUMBER * setting.size
    places = [p for p in ends if len(text) - p >= _MOVED and ends[p] <= room and whole - ends[p] <= left]
    costs = parting_costs(text, places, said, names)
    return min(places, key=lambda p: costs[p] + _EMPTY * (1 - ends[p] / room), default=0)


def _width(document: str) -> float:
    """Between the margins of the first pages, in points."""
    size = re.search(r'<w:pgSz [^>]*\bw:w="(\d+)"', document)
    margins = re.search(r"<w:pgMar [^>]*>", document)
    sides = re.findall(r'w:(?:left|right|gutter)="(\d+)"', margins[0]) if margins else []
    return (int(size[1] if size else _PAPER) - sum(map(int, sides))) / 20
