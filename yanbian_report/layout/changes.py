"""Changes: what was decided of paragraphs, written into the document's XML. No other character moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from yanbian_report.word.document import attributes
from yanbian_report.word.package import DOCUMENT, Package

_TAG = re.compile(r"<(/?)w:(p|tbl)(?: [^>]*?)?(/?)>")
_TABLE, _TABLE_END = ("<w:tbl>", "<w:tbl "), "</w:tbl>"
_RUN = re.compile(r"<w:r(?: [^>]*)?>(?:(<w:rPr>)(.*?)</w:rPr>)?", re.DOTALL)
_APART = re.compile(r"<w:spacing [^>]*/>")
# These two are compiled where a paragraph is changed, and not at every start.
_BEHIND = (  # what stands behind the spacing of letters among the properties of a run
    "<w:(?:w|kern|position|szC?s?|highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|"
    "specVanish|oMath)[ />]"
)
_BEHIND_ROOM = (  # and behind the room around a paragraph among its own
    "<w:(?:ind|contextualSpacing|mirrorIndents|suppressOverlap|jc|text(?:Direction|Alignment|boxTightWrap)|outlineLvl|"
    "divId|cnfStyle|rPr|sectPr|pPrChange)[ />]"
)
_OPENING = re.compile("<w:p(?: [^>]*)?>")
_STYLE = re.compile("<w:pStyle [^>]*/>")
_SUFFIX = re.compile("(?:Lines|Autospacing)$")
_KEPT = re.compile(r"<w:keep(?:Next|Lines)(?: [^>]*)?/>")
_WORDS = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)</w:t>")
_SIGN = re.compile(r"&[^;]+;|.", re.DOTALL)


class Change(NamedTuple):
    """What is done to one paragraph; they are counted through all that stand in no table.

    ``letters`` is the spacing of its letters in twentieths of a point, ``breaks`` are the characters before which a
    line begins, ``before`` and ``after`` the room around the paragraph in twentieths of a point. One that is
    ``kept`` is not parted and, with ``joined``, stands with the next. ``raised`` paragraphs go above it, those that
    begin ``below`` paragraphs further down.
    """

    paragraph: int
    letters: int | None = None
    breaks: tuple[int, ...] = ()
    before: int | None = None
    after: int | None = None
    kept: bool = False
    joined: bool = False
    below: int = 0
    raised: int = 0


def read_changes(told: Iterable[Sequence[object]]) -> list[Change]:
    """Changes from what was kept of them. Raises for anything else."""
    changes: list[Change] = []
    for one in told:
        change = Change(*one)  # type: ignore[arg-type]
        numbers = (change.paragraph, change.below, change.raised, *change.breaks)
        said = (n for n in (change.letters, change.before, change.after) if n is not None)
        if not all(type(n) is int for n in (*numbers, *said)) or not {type(change.kept), type(change.joined)} == {bool}:
            raise ValueError(told)
        changes.append(change._replace(breaks=tuple(change.breaks)))
    return changes


def with_changes(package: Package, changes: Sequence[Change]) -> Package:
    """``package`` with ``changes`` made to the paragraphs of its document."""
    if not changes:
        return package
    document = package.text(DOCUMENT)
    spans = paragraphs_outside_tables(document)
    order: list[tuple[int, int]] = []  # the document, cut where paragraphs are raised
    edits: list[tuple[int, int, str]] = []
    after = 0
    for change in changes:
        start, end = spans[change.paragraph]
        edits.append((start, end, _changed(document[start:end], change)))
        if change.raised:
            first = change.paragraph + change.below
            begin, last = spans[first][0], spans[first + change.raised - 1][1]
            order += ((after, start), (begin, last), (start, begin))
            after = last
    order.append((after, len(document)))
    return package.replaced({DOCUMENT: "".join(_edited(document, *piece, edits) for piece in order)})


def _edited(document: str, begin: int, last: int, edits: Sequence[tuple[int, int, str]]) -> str:
    """``document`` from ``begin`` to ``last`` with what stands there changed."""
    pieces: list[str] = []
    for start, end, text in edits:
        if begin <= start < last:
            pieces += (document[begin:start], text)
            begin = end
    return "".join((*pieces, document[begin:last]))


def _changed(paragraph: str, change: Change) -> str:
    if change.breaks:
        paragraph = _broken(paragraph, change.breaks)
    if change.letters is not None:
        paragraph = _RUN.sub(lambda run: _spaced(run, f'<w:spacing w:val="{change.letters}"/>'), paragraph)
    if change.before is not None or change.after is not None:
        paragraph = _with_room(paragraph, {"before": change.before, "after": change.after})
    if change.kept or change.joined:
        paragraph = _held(paragraph, "<w:keepNext/>" * change.joined + "<w:keepLines/>" * change.kept)
    return paragraph


def _spaced(run: re.Match[str], apart: str) -> str:
    if run[1] is None:
        return f"{run[0]}<w:rPr>{apart}</w:rPr>"
    own = _APART.sub("", run[2])
    at = _first(_BEHIND, own)
    return f"{run[0][: run.start(2) - run.start()]}{own[:at]}{apart}{own[at:]}</w:rPr>"


def _with_room(paragraph: str, room: Mapping[str, int | None]) -> str:
    wanted = {f"w:{side}": str(points) for side, points in room.items() if points is not None}
    head, own, rest = _own_properties(paragraph)
    spacing = _APART.search(own)
    start = end = _first(_BEHIND_ROOM, own)
    if spacing:
        start, end = spacing.span()
        wanted |= {name: value for name, value in attributes(spacing[0]).items() if _SUFFIX.sub("", name) not in wanted}
    said = "".join(f' {name}="{value}"' for name, value in wanted.items())
    return f"{head}{own[:start]}<w:spacing{said}/>{own[end:]}{rest}"


def with_indents(paragraph: str, left: int, right: int) -> str:
    """``paragraph`` so many twentieths of a point further in than its cell or its margins."""
    head, own, rest = _own_properties(paragraph)
    at = _first(_BEHIND_ROOM, own)
    return f'{head}{own[:at]}<w:ind w:left="{left}" w:right="{right}"/>{own[at:]}{rest}'


def _first(pattern: str, properties: str) -> int:
    """Where the first of what ``pattern`` names stands, else the end."""
    found = re.search(pattern, properties)
    return found.start() if found else len(properties)


def _own_properties(paragraph: str) -> tuple[str, str, str]:
    """What stands before the properties of ``paragraph``, those, and what is behind them; with tags if it has none."""
    opening = _OPENING.match(paragraph)
    at = opening.end() if opening else 0
    if not paragraph.startswith("<w:pPr>", at):
        return f"{paragraph[:at]}<w:pPr>", "", f"</w:pPr>{paragraph[at:]}"
    at += len("<w:pPr>")
    own, end, rest = paragraph[at:].partition("</w:pPr>")
    return paragraph[:at], own, end + rest


def _held(paragraph: str, flags: str) -> str:
    head, own, rest = _own_properties(paragraph)
    had = "<w:keepNext/>" if "<w:keepNext" in own and "<w:keepNext" not in flags else ""
    own = _KEPT.sub("", own)
    style = _STYLE.match(own)
    at = style.end() if style else 0
    return f"{head}{own[:at]}{had}{flags}{own[at:]}{rest}"


def _broken(paragraph: str, breaks: Sequence[int]) -> str:
    """``paragraph`` with line breaks before those of its characters."""
    at = 0

    def cut(words: re.Match[str]) -> str:
        nonlocal at
        signs = _SIGN.findall(words[2])
        inside = [place - at for place in breaks if at <= place < at + len(signs)]
        at += len(signs)
        pieces = ["".join(signs[a:b]) for a, b in zip([0, *inside], [*inside, len(signs)], strict=True)]
        return "<w:br/>".join(f"{words[1]}{piece}</w:t>" for piece in pieces)

    return _WORDS.sub(cut, paragraph)


def paragraphs_outside_tables(document: str) -> list[tuple[int, int]]:
    """Where each paragraph of ``document`` begins and ends that stands in no table and in no other paragraph."""
    found: list[tuple[int, int]] = []
    depth = start = at = 0
    while tag := _TAG.search(document, at):
        at = tag.end()
        closes, name, is_empty = tag.groups()
        if is_empty:
            if not depth and name == "p":
                found.append(tag.span())
        elif closes:
            depth -= 1
            if not depth and name == "p":
                found.append((start, at))
        elif not depth and name == "tbl":
            at = _table_end(document, at)
        else:
            if not depth:
                start = tag.start()
            depth += 1
    return found


def _table_end(document: str, at: int) -> int:
    """Behind the table that is open at ``at``; others may stand in it."""
    depth = 1
    while depth and (end := document.find(_TABLE_END, at)) >= 0:
        depth += sum(document.count(opening, at, end) for opening in _TABLE) - 1
        at = end + len(_TABLE_END)
    return at if not depth else len(document)
