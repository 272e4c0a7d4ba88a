"""Sections: where tables stand in a document, each on paper that lies as it needs, the rest as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.grids.paper import Paper

_SIDE, _HIGH, _FOOTER, _HEADER = 1134, 1361, 794, 851  # twips: margins of paper that is turned
_A4 = (11906, 16838)
_USUAL = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587}
_LENGTH = re.compile(r"<w:(pgSz|pgMar)\b([^>]*)/>")
_ATTRIBUTE = re.compile(r'w:(\w+)="(-?\d+)"')
_PAGES = re.compile(r"<w:pgNumType\b[^>]*/>")
_SIDE_TYPE = re.compile(r'(<w:type\b[^>]*w:val=")(?:odd|even)Page')
_CLOSES_WITH = re.compile(r'(?:<w:p><w:pPr>(?:<w:pStyle w:val="[^"]*"/>)?)?')


class Place(NamedTuple):
    """Where tables go: what stands before and behind them, and the section that they stand in as it is written."""

    before: str
    section: str
    after: str


class Laid(NamedTuple):
    """The markup of a table and whether its paper is turned; ``cells`` are those of the sheet that its cells are, in
    their order (``C8``, ``-`` for a heading), with blanks between them.
    """

    turned: bool
    xml: str
    cells: str = ""


def place_in(document: str, mark: str) -> Place:
    """The place of ``mark`` in ``document``; a second one is taken out."""
    before, _, after = document.partition(mark)
    after = after.replace(mark, "")
    start = after.find("<w:sectPr")
    end = after.find("</w:sectPr>", start)
    if start < 0 or end < 0:
        return Place(before, "<w:sectPr></w:sectPr>", after)
    return Place(before, after[start : end + len("</w:sectPr>")], after)


def papers(section: str) -> list[Paper]:
    """The papers that tables in ``section`` may be printed on, the widest last."""
    own = _paper(section)
    return [own] if own.turned else [own, _paper(_turned(section))]


def put_in(place: Place, tables: Sequence[Laid], last_line: str) -> str:
    """The document with ``tables`` in their place. Paper turns between them as they need it."""
    own = _paper(place.section).turned
    pieces = [place.before]
    now: bool | None = own if _has_begun(place.before) else None
    first = True  # of the sections made of this one: its pages may begin with a number, and on a side

    def close(turned: bool) -> str:
        nonlocal first
        section = place.section if turned == own else _turned(place.section)
        section, first = section if first else _going_on(section), False
        return section

    for table in tables:
        turned = table.turned or own
        if now is not None and turned != now:
            pieces.append(f"<w:p><w:pPr>{last_line}{close(now)}</w:pPr></w:p>")
        pieces.append(table.xml)
        now = turned
    ends = _ends(place)
    if ends is not None:
        return "".join((*pieces, ends[0], close(bool(now)), ends[1]))
    if now != own:
        pieces.append(f"<w:p><w:pPr>{last_line}{close(bool(now))}</w:pPr></w:p>")
    return "".join((*pieces, place.after.replace(place.section, close(own), 1)))


def _has_begun(before: str) -> bool:
    """Whether the section has words before the tables."""
    at = before.rfind("</w:sectPr>")
    return before.find("<w:r>", max(at, 0)) >= 0 or before.find("<w:r ", max(at, 0)) >= 0


def _ends(place: Place) -> tuple[str, str] | None:
    """What stands between the tables and the end of their section, and behind it; None where words stand between."""
    between, _, behind = place.after.partition(place.section)
    closes = _CLOSES_WITH.fullmatch(between) is not None and (not between or behind.startswith("</w:pPr></w:p>"))
    return (between, behind) if closes else None


def _paper(section: str) -> Paper:
    said = {name: {k: int(v) for k, v in _ATTRIBUTE.findall(inside)} for name, inside in _LENGTH.findall(section)}
    size, margins = said.get("pgSz", {}), {**_USUAL, **said.get("pgMar", {})}
    width, height = size.get("w", _A4[0]), size.get("h", _A4[1])
    between = width - margins["left"] - margins["right"] - margins.get("gutter", 0)
    return Paper(between, height - margins["top"] - margins["bottom"], turned=width > height)


def _turned(section: str) -> str:
    """``section`` on paper that is turned, with margins that leave room for columns and no lines to stand on."""
    section = re.sub(r"<w:docGrid\b[^>]*/>", "", section)
    return _LENGTH.sub(_other, section)


def _other(match: re.Match[str]) -> str:
    said = dict(_ATTRIBUTE.findall(match[2]))
    if match[1] == "pgSz":
        return f'<w:pgSz w:w="{said.get("h", _A4[1])}" w:h="{said.get("w", _A4[0])}" w:orient="landscape"/>'
    sides = f'w:top="{_HIGH}" w:right="{_SIDE}" w:bottom="{_HIGH}" w:left="{_SIDE}"'
    return f'<w:pgMar {sides} w:header="{_HEADER}" w:footer="{_FOOTER}" w:gutter="0"/>'


def _going_on(section: str) -> str:
    """``section`` whose pages go on from those before, on whatever side they end."""
    section = _SIDE_TYPE.sub(r"\g<1>nextPage", section)
    return _PAGES.sub(lambda match: "" if "w:fmt" not in match[0] else re.sub(r' w:start="\d+"', "", match[0]), section)
