"""Contents entries: where a long one is broken so that its page number does not stand on a line alone."""

from __future__ import annotations

import re

from yanbian_report.layout.line_breaking import Setting, last_line, unbroken
from yanbian_report.layout.look import look_of
from yanbian_report.word.contents import Outlined
from yanbian_report.word.package import DOCUMENT
from yanbian_report.word.styles import style_sheet

_NUMBER = 5  # em: some dots and a page number
_MOVED = 6  # characters that go to the last line with them
_PAPER = 11_906  # A4, in twentieths of a point


def entry_breaks(outline: Outlined) -> dict[str, int]:
    """By the bookmark of a heading, before which character its entry is broken; of most there is none."""
    styles = style_sheet(outline.package)
    width = _width(outline.package.text(DOCUMENT))
    settings = {level: look_of(styles, style).setting(width) for level, style in outline.entry_styles.items()}
    found = {h.bookmark: _break(h.text, settings[h.level]) for h in outline.headings}
    return {bookmark: place for bookmark, place in found.items() if place}


def _break(text: str, setting: Setting) -> int:
    if last_line(text, setting) + _NUMBER * setting.size <= setting.width:
        return 0
    place = len(text)
    for piece in reversed(unbroken(text)):
        place -= len(piece)
        if len(text) - place >= _MOVED:
            break
    return place


def _width(document: str) -> float:
    """Between the margins of the first pages, in points."""
    size = re.search(r'<w:pgSz [^>]*\bw:w="(\d+)"', document)
    margins = re.search(r"<w:pgMar [^>]*>", document)
    sides = re.findall(r'w:(?:left|right|gutter)="(\d+)"', margins[0]) if margins else []
    return (int(size[1] if size else _PAPER) - sum(map(int, sides))) / 20
