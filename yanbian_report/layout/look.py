"""Look: how the paragraphs of a style are set, told by the style alone. Lengths are in points."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.layout.line_breaking import Setting
from yanbian_report.word.styles import StyleSheet

_PLAIN = 16.0  # 三号
_SIDES = 5.4  # Word's own margins of cells, left and right
_CELL_MARGINS = re.compile(r"<w:tblCellMar>.*?</w:tblCellMar>", re.DOTALL)
_SIDE = re.compile(r'<w:(\w+)[^>]*w:w="(\d+)"')
_SIDE_NAMES = {"start": "left", "end": "right"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Look(NamedTuple):
    """How the paragraphs of a style are set. ``line`` is 0 where lines are as high as their font, ``times`` over;
    ``sides`` is what is left free of the width, ``left`` of it on the left.
    """

    before: float
    after: float
    line: float
    times: float
    size: float
    letters: float
    sides: float
    indent: float
    keeps_next: bool
    whole: bool
    breaks_before: bool
    least: int
    left: float = 0
    align: str = ""
    is_heading: bool = False

    def setting(self, width: float) -> Setting:
        """How their text is set between margins ``width`` apart."""
        return Setting(width - self.sides, self.size, self.indent, self.letters)


@lru_cache(maxsize=512)
def look_of(styles: StyleSheet, style: str) -> Look:
    """The look of the paragraphs of ``style``."""
    spacing, indent = styles.find(style, "pPr", "spacing") or {}, styles.find(style, "pPr", "ind") or {}
    size = number((styles.find(style, "rPr", "sz") or {}).get("w:val", "")) / 2 or _PLAIN
    letters = points((styles.find(style, "rPr", "spacing") or {}).get("w:val", ""))
    align = (styles.find(style, "pPr", "jc") or {}).get("w:val", "")
    plain = Look(
        0, 0, 0, 1, size, letters, 0, 0, False, False, False, 1, align=align, is_heading=style in styles.outline_levels
    )
    return flagged(indented(spaced(plain, spacing, "w:"), indent, "w:"), lambda flag: styles.has(style, flag))


def spaced(look: Look, spacing: Mapping[str, str], prefix: str) -> Look:
    """``look`` with the space around a paragraph and the height of its lines."""
    given = {name: spacing.get(prefix + name) for name in ("before", "after", "line", "lineRule")}
    line, times = look.line, look.times
    if given["line"]:
        fixed = given["lineRule"] in ("exact", "atLeast")
        line, times = (points(given["line"]), 1.0) if fixed else (0.0, number(given["line"]) / 240)
    before, after = (points(given[name] or "") if given[name] else had for name, had in _around(look))
    return look._replace(before=before, after=after, line=line, times=times)


def _around(look: Look) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("before", look.before), ("after", look.after)


def indented(look: Look, indent: Mapping[str, str], prefix: str) -> Look:
    """``look`` with its indents; those in characters go before those in points."""

    def length(name: str) -> float:
        characters = number(indent.get(f"{prefix}{name}Chars", "")) / 100
        return characters * look.size if characters else points(indent.get(prefix + name, ""))

    if not indent:
        return look
    left = length("left") + length("start")
    sides = left + length("right") + length("end")
    return look._replace(sides=sides, indent=length("firstLine") - length("hanging"), left=left)


def flagged(look: Look, is_on: Callable[[str], bool]) -> Look:
    """``look`` with what is on or off."""
    return look._replace(
        keeps_next=is_on("keepNext"),
        whole=is_on("keepLines"),
        breaks_before=is_on("pageBreakBefore"),
        least=2 if is_on("widowControl") else 1,
    )


def style_margins(styles: StyleSheet, style: str) -> dict[str, float]:
    """What cells of tables in ``style`` keep free on their sides; Word's own where no style says."""
    sides = {"left": _SIDES, "right": _SIDES, "top": 0.0, "bottom": 0.0}
    for xml in reversed([s.xml for s in styles.line(style)]):
        inside = _CELL_MARGINS.search(xml)
        for name, given in _SIDE.findall(inside[0]) if inside else ():
            sides[_SIDE_NAMES.get(name, name)] = points(given)
    return sides


def points(twentieths: str) -> float:
    """Twentieths of a point, as Word writes lengths."""
    return number(twentieths) / 20


def number(text: str) -> float:
    """The number that ``text`` is, else 0."""
    return float(text) if _NUMBER.fullmatch(text) else 0.0
