"""Tall rows: a row of a table that is higher than a sixth of a page may be parted between pages.

Word keeps a row whole as long as a page holds it and leaves as much of the page before empty; LibreOffice loses the end
of one that does not fit below the table's repeated head.
"""

from __future__ import annotations

import re
from functools import lru_cache

from yanbian_report.layout.line_breaking import Setting, count_lines
from yanbian_report.word.document import pieces, words_of
from yanbian_report.word.styles import StyleSheet

_WHOLE = "<w:cantSplit/>"
_SHARE = 1 / 6  # of the page between its margins
_LOWEST = 60.0  # points: what is lower is nowhere parted
_CELL_MARGINS = 10.8  # points, left and right together, as Word has them by default
_SPACED = 1.3  # a line's height by the size of its letters, where nothing is said
_PAGE = 640.0  # points, where nothing is said of paper and margins
_SIZE = 21  # half-points, where nothing is said
_WIDTH = re.compile(r'<w:tcW\b(?=[^>]*\bw:type="dxa")[^>]*\bw:w="(\d{1,6})"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def split_tall_rows(document: str, styles: StyleSheet) -> str:
    """``document`` in which rows that are higher than a sixth of a page of their section may be parted."""
    kept: list[str] = []
    after = 0
    at = document.find(_WHOLE)
    while at >= 0:
        start = document.rfind("<w:tr", 0, document.rfind("<w:trPr", 0, at))
        end = document.find("</w:tr>", at)
        height = _height(document[start:end], styles)
        if height > _LOWEST and height > _SHARE * _page_height(document, end):
            kept.append(document[after:at])
            after = at + len(_WHOLE)
        at = document.find(_WHOLE, at + 1)
    return "".join((*kept, document[after:])) if kept else document


@lru_cache(maxsize=2_048)
def _height(row: str, styles: StyleSheet) -> float:
    """About how high a row is, in points; cells that reach over several rows are left out."""
    cells = row.split("<w:tc>")[1:]
    return max((_cell_height(cell, styles, len(cells)) for cell in cells if "<w:vMerge" not in cell), default=0)


def _cell_height(cell: str, styles: StyleSheet, beside: int) -> float:
    given = _WIDTH.search(cell)
    width = (int(given[1]) / 20 if given else 440 / beside) - _CELL_MARGINS
    height = 0.0
    for piece in pieces(cell)[:-1]:
        style, text = words_of(piece)
        size, line = _letters(styles, style)
        height += line * (count_lines(text, Setting(max(width, size), size)) + piece.count("<w:br/>"))
    return height


@lru_cache(maxsize=256)
def _letters(styles: StyleSheet, style: str) -> tuple[float, float]:
    """The size of the letters of a style and the height of its lines, in points."""
    size = (_number(styles, style, "rPr", "sz", "val") or _SIZE) / 2
    return size, _line_height(styles, style, size)


def _line_height(styles: StyleSheet, style: str, size: float) -> float:
    line = _number(styles, style, "pPr", "spacing", "line")
    rule = (styles.find(style, "pPr", "spacing") or {}).get("w:lineRule", "auto")
    if not line:
        return _SPACED * size
    return line / 20 if rule != "auto" else _SPACED * size * line / 240


def _page_height(document: str, at: int) -> float:
    """The height between the margins of the section that holds the place ``at``."""
    section = document.find("<w:sectPr", at)
    return _between_margins(document[section : document.find("</w:sectPr>", section)]) if section >= 0 else _PAGE


@lru_cache(maxsize=64)
def _between_margins(section: str) -> float:
    sides = {name: re.search(rf'\bw:{name}="(\d+)"', section) for name in ("h", "top", "bottom")}
    if not all(sides.values()):
        return _PAGE
    height, top, bottom = (int(side[1]) / 20 for side in sides.values() if side)
    return height - top - bottom


def _number(styles: StyleSheet, style: str, group: str, name: str, attribute: str) -> float:
    found = styles.find(style, group, name)
    text = found.get(f"w:{attribute}", "") if found is not None else ""
    return float(text) if _NUMBER.fullmatch(text) else 0
