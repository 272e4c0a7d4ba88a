"""Measures: lengths in twentieths and halves of a point, left and right: strict files write 72pt, 50% and start."""

from __future__ import annotations

import re

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import rename_attribute
from yanbian_report.word.namespaces import W

_POINTS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|pc|pi|in|cm|mm)")
_SHARE = re.compile(r"(-?\d+(?:\.\d+)?)%")
_FIFTIETHS = 50  # of a percent, in widths of tables
_HALVES = frozenset(map(qualified, ("w:sz", "w:szCs", "w:kern", "w:position", "w:hps", "w:hpsRaise", "w:hpsBaseText")))
_TWENTIETHS = frozenset(
    map(
        qualified,
        (
            *("w:pgSz", "w:pgMar", "w:cols", "w:col", "w:docGrid", "w:ind", "w:spacing", "w:tab", "w:framePr"),
            *("w:tblW", "w:tcW", "w:wBefore", "w:wAfter", "w:tblInd", "w:tblCellSpacing", "w:gridCol", "w:trHeight"),
            *("w:tblpPr", "w:top", "w:left", "w:bottom", "w:right", "w:start", "w:end", "w:defaultTabStop"),
            *("w:fitText", "w:drawingGridHorizontalSpacing", "w:drawingGridVerticalSpacing"),
        ),
    )
)
_SCALE, _INDENT = qualified("w:w"), qualified("w:ind")
_SIDED = frozenset(map(qualified, ("w:jc", "w:lvlJc", "w:tab", "w:ptab")))
_BOXES = frozenset(map(qualified, ("w:tblBorders", "w:tcBorders", "w:tblCellMar", "w:tcMar")))
_SIDES = {"start": "left", "end": "right"}
_NAMES = {
    qualified(f"w:{side}{more}"): qualified(f"w:{_SIDES[side]}{more}") for side in _SIDES for more in ("", "Chars")
}
_VAL, _TYPE, _WIDTH = map(qualified, ("w:val", "w:type", "w:w"))


def in_twips(root: Element) -> None:
    """Write the lengths and sides below ``root`` as transitional files do."""
    for element in root.iter():
        if element.tag in _TWENTIETHS or element.tag in _HALVES:
            _lengths(element, 2 if element.tag in _HALVES else 20)
        elif element.tag == _SCALE and _SHARE.fullmatch(element.get(_VAL, "")):
            element.set(_VAL, element.get(_VAL)[:-1])
        if element.tag == _INDENT:
            for old, new in _NAMES.items():
                rename_attribute(element, old, new)
        elif element.tag in _SIDED and element.get(_VAL) in _SIDES:
            element.set(_VAL, _SIDES[element.get(_VAL)])
        elif element.tag in _BOXES:
            for side in element:
                side.tag = _NAMES.get(side.tag, side.tag)


def _lengths(element: Element, parts: int) -> None:
    for name, written in element.attrib.items():
        if not name.startswith(f"{{{W}}}"):
            continue
        if length := _LENGTH.fullmatch(written):
            element.set(name, str(round(float(length[1]) * _POINTS[length[2]] * parts)))
        elif name == _WIDTH and (share := _SHARE.fullmatch(written)):
            element.set(name, str(round(float(share[1]) * _FIFTIETHS)))
            element.set(_TYPE, "pct")
