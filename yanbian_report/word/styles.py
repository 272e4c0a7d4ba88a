"""Styles: the styles of a document by id and by name, each with what it inherits from the one it is based on.

Word gives styles new ids when it saves; the names that people see stay. What a style means to this program is
therefore told by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from yanbian_report.word.document import attributes, elements
from yanbian_report.word.namespaces import OFF
from yanbian_report.word.package import STYLES, Package

LABELS = ("附件号", "附表号")  # the line above the title of an annex; names of styles begin with these
TABLE_HEAD = "表头"
TO_DO_MARK = "待办标记"  # of characters: what is still to be filled in or revised
CAPTION = "图题"
WORKBOOK_TABLE, WORKBOOK_HEAD = "公开表格", "公开表头"  # of tables of the year's workbook
WORKBOOK_TEXT, WORKBOOK_AMOUNT = "公开表文字", "公开表数字"

_NAME = re.compile(r'\s*<w:name w:val="([^"]+)"')
_PARENT = re.compile(r'<w:basedOn\b[^>]*\bw:val="([^"]+)"')
_DEFAULTS = re.compile(r"<w:docDefaults\b.*?</w:docDefaults>", re.DOTALL)
_NOT_OUTLINED = 10  # level 10 is how Word writes that a style is plain text


class Style(NamedTuple):
    """One style: its id, its name (empty when it has none), the id of the one it is based on, and its own XML."""

    id: str
    name: str
    parent: str
    xml: str


class StyleSheet:
    """The styles part of a document, read from its XML."""

    def __init__(self, xml: str) -> None:
        self.styles: dict[str, Style] = {}
        for tag, inside in elements(xml, "w:style"):
            id_ = attributes(tag).get("w:styleId", "")
            name, parent = _NAME.match(inside), _PARENT.search(inside)
            own = inside.partition("<w:tblStylePr")[0]  # what follows is for parts of a table only
            self.styles[id_] = Style(id_, name[1] if name else "", parent[1] if parent else "", own)
        defaults = _DEFAULTS.search(xml)
        self._defaults = defaults[0] if defaults else ""

    def name(self, id_: str) -> str:
        """The name of the style ``id_``; empty for one that is not defined."""
        return self.styles[id_].name if id_ in self.styles else ""

    def find(self, id_: str, group: str, name: str) -> Mapping[str, str] | None:
        """The attributes of the property ``name`` in ``group`` (pPr or rPr) of a style: its own, else inherited.

        None where neither the style, nor those it is based on, nor the document's defaults have it.
        """
        for style in self.line(id_):
            found = _property(style.xml, group, name)
            if found is not None:
                return found
        return _property(self._defaults, group, name)

    def has(self, id_: str, flag: str) -> bool:
        """Whether a paragraph property that is on or off is on."""
        found = self.find(id_, "pPr", flag)
        return found is not None and found.get("w:val", "1") not in OFF

    @cached_property
    def outline_levels(self) -> Mapping[str, int]:
        """Outline level of every style that has one, by its id, counted from 1."""
        found = {id_: self.find(id_, "pPr", "outlineLvl") for id_ in self.styles}
        levels = {id_: int(level.get("w:val", "9")) + 1 for id_, level in found.items() if level is not None}
        return {id_: level for id_, level in levels.items() if level < _NOT_OUTLINED}

    def line(self, id_: str) -> Iterator[Style]:
        """The style ``id_`` and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while id_ in self.styles and id_ not in seen:
            seen.add(id_)
            yield self.styles[id_]
            id_ = self.styles[id_].parent


def style_sheet(package: Package) -> StyleSheet:
    """The styles of ``package``. Those of the last few documents are kept: most are one template's."""
    return _read(package.text(STYLES))


_read = lru_cache(maxsize=4)(StyleSheet)


def _property(xml: str, group: str, name: str) -> Mapping[str, str] | None:
    """Found in the text: no group holds another of its kind, and none of the properties asked for is nested."""
    start = xml.find(f"<w:{group}>")
    if start < 0:
        return None
    end = xml.find(f"</w:{group}>", start)
    for opening in (f"<w:{name} ", f"<w:{name}/"):
        at = xml.find(opening, start, end)
        if at >= 0:
            return attributes(xml[at : xml.index(">", at)])
    return None
