"""Counted lines: paragraphs and rows of tables with lines in the place of their texts, for a copy that is measured.

rdocx never parts a row of a table that a page can hold; one that Word may part is as many rows of one line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

from yanbian_report.layout.line_breaking import Setting, count_lines
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, SubElement, W, attribute, find, style_of, text_of

_PLAIN = 32  # half-points: 三号
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TALL = 12  # lines; lower rows fall where they fall within a line or two
_MOST = 1_000  # lines; what is higher is too long for rdocx
_CELL_MARGINS = 7.0  # points, left and right together


def fill(paragraph: Element, lines: int) -> None:
    """Let the paragraph have so many lines of one character, with its bookmarks."""
    for run in [*paragraph.findall(W + "r"), *paragraph.findall(W + "hyperlink")]:
        paragraph.remove(run)
    run = SubElement(paragraph, W + "r")
    for number in range(lines):
        if number:
            SubElement(run, W + "br")
        SubElement(run, W + "t").text = "国"


def part_rows(table: Element, styles: StyleSheet) -> None:
    """Make as many rows of one line of each high row that may be parted."""
    for row in table.findall(W + "tr"):
        if find(row, "trPr", "cantSplit") is not None:
            continue
        lines = max((_cell_lines(cell, styles) for cell in row.findall(W + "tc")), default=0)
        if lines > _TALL:
            _part_row(table, row, min(lines, _MOST))


def _cell_lines(cell: Element, styles: StyleSheet) -> int:
    """The lines of a cell that reaches over no other row."""
    given = attribute(find(cell, "tcPr", "tcW"), "w")
    if find(cell, "tcPr", "vMerge") is not None or not given.isdecimal():
        return 0
    width = int(given) / 20 - _CELL_MARGINS
    return sum(count_lines(text_of(p), setting(styles, style_of(p), width)) for p in cell.findall(W + "p"))


def _part_row(table: Element, row: Element, lines: int) -> None:
    for cell in row.findall(W + "tc"):
        first, *others = cell.findall(W + "p")
        for paragraph in others:
            cell.remove(paragraph)
        properties = find(first, "pPr")
        if properties is None:
            properties = Element(W + "pPr")
            first.insert(0, properties)
        spacing = properties.find(W + "spacing")
        spacing = SubElement(properties, W + "spacing") if spacing is None else spacing
        spacing.attrib.update({W + "before": "0", W + "after": "0"})
        fill(first, 1)
    at = list(table).index(row)
    for _ in range(lines - 1):
        again = deepcopy(row)
        for merge in again.iter(W + "vMerge"):
            merge.attrib.clear()
        for paragraph in again.iter(W + "p"):
            for mark in [*paragraph.findall(W + "bookmarkStart"), *paragraph.findall(W + "bookmarkEnd")]:
                paragraph.remove(mark)
        table.insert(at + 1, again)


def setting(styles: StyleSheet, style: str, width: float) -> Setting:
    """How a paragraph of the style is set between margins ``width`` apart."""
    indent, size, letters = (styles.find(style, w, n) for w, n in (("pPr", "ind"), ("rPr", "sz"), ("rPr", "spacing")))
    sides = of(indent, "left") + of(indent, "right")
    points = (of(size, "val") or _PLAIN) / 2
    first = of(indent, "firstLineChars") / 100 * points or of(indent, "firstLine") / 20
    return Setting(width - sides / 20, points, first, of(letters, "val") / 20)


def of(element: Mapping[str, str] | None, name: str) -> float:
    return number(element.get(f"w:{name}", "0")) if element is not None else 0


def number(value: str) -> float:
    return float(value) if _NUMBER.fullmatch(value) else 0
