"""Fields: each is written in one way, in runs of their own: begin, instruction, separate, result, end.

Programs write a field as one element or as several, several pieces in one run or one piece in several, and beside its
result the number of the page that was shown when they saved.
"""

from __future__ import annotations

import re
from copy import deepcopy

from yanbian_report.word.canonical.markup import Element, fragment
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, remove, unwrap, value

_RUN, _LOOKS, _TEXT = map(qualified, ("w:r", "w:rPr", "w:t"))
_SIMPLE, _CHAR, _KIND, _INSTRUCTION = map(qualified, ("w:fldSimple", "w:fldChar", "w:fldCharType", "w:instrText"))
_PIECES = (_CHAR, _INSTRUCTION)
_MARGINS = frozenset(map(qualified, ("w:hdr", "w:ftr")))
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"))
_FIRST = "1"
_OUTSIDE_QUOTES = re.compile(r'"[^"]*"|\s+')
_KEEPS_LOOKS = re.compile(r"\s*\\\* MERGEFORMAT\b", re.IGNORECASE)


def write_fields(root: Element) -> None:
    """Write the fields below ``root`` in the one way."""
    for simple in list(root.iter(_SIMPLE)):
        _write_out(simple)
    for run in {piece.getparent(): None for piece in root.iter(*_PIECES)}:
        _part(run)
    for instruction in list(root.iter(_INSTRUCTION)):
        _join(instruction)
    for mark in root.iter(_CHAR):
        mark.attrib.pop(qualified("w:dirty"), None)
    if root.tag in _MARGINS:
        for instruction in list(root.iter(_INSTRUCTION)):
            _forget_result(instruction)


def _write_out(simple: Element) -> None:
    """A field of one element as runs."""
    looks = simple.find(f"{_RUN}/{_LOOKS}")
    instruction = simple.makeelement(_INSTRUCTION)
    instruction.text = value(simple, "w:instr")
    for part in (child(simple, "w:fldData"), child(simple, "w:fldChar")):
        if part is not None:
            simple.remove(part)
    pieces = (_mark(simple, "begin"), instruction, _mark(simple, "separate"))
    for number, piece in enumerate(pieces):
        simple.insert(number, _run(piece, looks))
    simple.append(_run(_mark(simple, "end"), looks))
    unwrap(simple)


def _mark(make: Element, kind: str) -> Element:
    mark = make.makeelement(_CHAR)
    mark.set(_KIND, kind)
    return mark


def _run(piece: Element, looks: Element | None) -> Element:
    run = piece.makeelement(_RUN)
    if looks is not None:
        run.append(deepcopy(looks))
    run.append(piece)
    return run


def _part(run: Element) -> None:
    """Give each piece of a field in ``run`` a run of its own, and what else stands there the others."""
    parts = [part for part in run if part.tag != _LOOKS]
    if run.tag != _RUN or len(parts) == 1:
        return
    looks = child(run, "w:rPr")
    made: list[Element] = []
    for part in parts:
        if made and not {part.tag, made[-1][-1].tag} & {*_PIECES}:
            made[-1].append(part)
        else:
            made.append(_run(part, looks))
    for new in made:
        run.addprevious(new)
    remove(run)


def _join(instruction: Element) -> None:
    """One instruction of those in runs beside each other, with single blanks."""
    run = instruction.getparent()
    if run is None or run.tag != _RUN:
        return
    while (more := _next(run, _INSTRUCTION)) is not None:
        instruction.text = (instruction.text or "") + (more.text or "")
        remove(more.getparent())
    said = _OUTSIDE_QUOTES.sub(lambda match: match[0] if match[0][0] == '"' else " ", instruction.text or "")
    if (end := _next(run, _CHAR)) is not None and _look_alike(run, end.getparent().getnext()):
        said = _KEEPS_LOOKS.sub("", said)
    instruction.text = f" {said.strip()} "


def _next(run: Element, tag: str) -> Element | None:
    """The piece of a field in the run that follows ``run``, where it is one of ``tag``."""
    following = run.getnext()
    return following.find(tag) if following is not None and following.tag == _RUN else None


def _look_alike(run: Element, other: Element | None) -> bool:
    """Whether the result of a field looks as its instruction does, and keeps no looks of its own."""
    if other is None or other.tag != _RUN:
        return False
    looks = [child(one, "w:rPr") for one in (run, other)]
    return len({"" if one is None else fragment(one) for one in looks}) == 1


def _forget_result(instruction: Element) -> None:
    """Every page shows its own number: the one that was there when the file was saved is none."""
    if ((instruction.text or "").split() or [""])[0].upper() not in _PAGES:
        return
    separate = _next(instruction.getparent(), _CHAR)
    result = separate.getparent().getnext() if separate is not None else None
    if result is None or value(separate, "w:fldCharType") != "separate" or result.find(_TEXT) is None:
        return
    text = result.find(_TEXT)
    text.text = _FIRST
    for part in list(result):
        if part.tag != _LOOKS and part is not text:
            remove(part)
    while (more := result.getnext()) is not None and more.tag == _RUN and more.find(_TEXT) is not None:
        remove(more)
