"""Looks: the styles of an edition that tables of the workbook are printed in, found by the names that people see.

Where a table has to be set smaller than its styles say, smaller ones are made of them, so that whatever else a
designer changes there still holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yanbian_report.word.styles import (
    WORKBOOK_AMOUNT,
    WORKBOOK_HEAD,
    WORKBOOK_TABLE,
    WORKBOOK_TEXT,
    StyleSheet,
)

TITLE, LABEL, CODE, NOTE = "公开表题", "公开表号", "公开表代码", "公开表注"
HEAD, TEXT, AMOUNT, TABLE = WORKBOOK_HEAD, WORKBOOK_TEXT, WORKBOOK_AMOUNT, WORKBOOK_TABLE
NAMES = (TITLE, LABEL, HEAD, TEXT, CODE, AMOUNT, NOTE, TABLE)
SMALLER = (HEAD, TEXT, CODE, AMOUNT)  # those of cells
SMALLEST = 15  # half-points
_LAST_LINE = "收尾行"
_SIZE = 18  # half-points, where the style says nothing
_LOOSE = 1.3  # a line's height by the size of its letters
_MARGIN = re.compile(r'<w:(?:left|start|right|end)\b[^>]*\bw:w="(\d+)"')


class Looks(NamedTuple):
    """The ids of the styles by their names, the size of cells in half-points, the height of their lines in twips, what
    a cell keeps free left and right together, the heights of lines of the other styles with their spaces, the
    properties of a paragraph of no height, and the size of what stands above a table.
    """

    ids: dict[str, str]
    size: int
    line: int
    margins: int
    heights: dict[str, int]
    last_line: str
    label: int = _SIZE

    def line_of(self, size: int) -> int:
        """The height of lines of cells of another size."""
        return round(self.line * size / self.size)

    def id(self, name: str, size: int) -> str:
        """The id of the style of cells ``name`` in a size."""
        return self.ids[name] if size >= self.size else f"{self.ids[name]}-{size}"

    def smaller(self, size: int) -> str:
        """The styles of cells in a smaller size."""
        return "".join(self._smaller(name, size) for name in SMALLER)

    def _smaller(self, name: str, size: int) -> str:
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id(name, size)}">'
            f'<w:name w:val="{name} {size / 2:g}磅"/><w:basedOn w:val="{self.ids[name]}"/><w:uiPriority w:val="99"/>'
            f'<w:pPr><w:spacing w:line="{self.line_of(size)}" w:lineRule="exact"/></w:pPr>'
            f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )


def missing(sheet: StyleSheet) -> list[str]:
    """The styles that tables need and the edition does not have."""
    known = {style.name for style in sheet.styles.values()}
    return [name for name in NAMES if name not in known]


def looks_of(sheet: StyleSheet) -> Looks:
    """How tables look in an edition. Raises KeyError where a style is missing."""
    by_name = {style.name: style.id for style in sheet.styles.values()}
    ids = {name: by_name[name] for name in NAMES}
    size = max(_number(sheet, ids[AMOUNT], "rPr", "sz", "val") or _SIZE, SMALLEST)
    margins = sum(int(width) for width in _MARGIN.findall(sheet.styles[ids[TABLE]].xml.partition("<w:tblCellMar>")[2]))
    heights = {name: _height(sheet, ids[name]) for name in (TITLE, LABEL, NOTE)}
    label = _number(sheet, ids[LABEL], "rPr", "sz", "val") or _SIZE
    return Looks(ids, size, _line(sheet, ids[AMOUNT], size), margins or 216, heights, last_line(sheet), label)


def last_line(sheet: StyleSheet) -> str:
    """The properties of a paragraph of no height, which ends a table or closes a section."""
    style = next((style.id for style in sheet.styles.values() if style.name == _LAST_LINE), "")
    return (
        f'<w:pStyle w:val="{style}"/>'
        if style
        else '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    )


def _height(sheet: StyleSheet, style: str) -> int:
    size = _number(sheet, style, "rPr", "sz", "val") or _SIZE
    around = sum(_number(sheet, style, "pPr", "spacing", side) for side in ("before", "after"))
    return _line(sheet, style, size) + around


def _line(sheet: StyleSheet, style: str, size: int) -> int:
    spacing = sheet.find(style, "pPr", "spacing") or {}
    given = spacing.get("w:line", "")
    exact = given.isdecimal() and spacing.get("w:lineRule") == "exact"
    return int(given) if exact else round(_LOOSE * size * 10)


def _number(sheet: StyleSheet, style: str, group: str, name: str, attribute: str) -> int:
    value = (sheet.find(style, group, name) or {}).get(f"w:{attribute}", "")
    return int(value) if value.isdecimal() else 0
