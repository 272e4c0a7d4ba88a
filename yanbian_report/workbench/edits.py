"""Edits: values that are put into the form, as edits of the text that the editor has, and no other character moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.forms import find_form
from yanbian_report.importer.text import YearText
from yanbian_report.inputs.yaml.read import parse_data
from yanbian_report.model.figure import TO_FILL, Figure
from yanbian_report.model.parse_figure import Unreadable, parse_amount, parse_quantity, parse_rate
from yanbian_report.model.values import TO_REVISE, Unknown, look_up
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.places import units
from yanbian_report.workbench.renaming import citing
from yanbian_report.workbench.said import Json
from yanbian_report.yamldoc.encoding import Saved
from yanbian_report.yamldoc.notation import Content
from yanbian_report.yamldoc.page import Splice
from yanbian_report.yamldoc.patch import Edit, Put, Remove, Rename
from yanbian_report.yamldoc.schema import Part, Schema

_PARSERS: dict[str, Callable[[str], Figure]] = {
    "amount": parse_amount,
    "quantity": parse_quantity,
    "rate": parse_rate,
}
_DEEPEST = 20  # steps of a path
_WRITING = "S"  # codes of what cannot be read as YAML
_BARE = re.compile(r"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"\"(?P<straight>[^\"]+)\"|'(?P<plain>[^']+)'|[“”](?P<code>[0-9A-Za-z-]+)[“”]")
_REPEATED = re.compile(r"[+-]?0\d")  # a digit typed behind the 0 that stood there: nobody knows which was meant
_UNIT = re.compile(r"如 ?(?:待填|[\d.]+)(?P<unit>[^\d\s，。；、]+)")


class Wanted(NamedTuple):
    """``value`` at ``path``, as somebody typed or pasted it; an empty one takes away what the schema gives a name to.

    Items of lists, and what the unit gave a name itself, go only by ``remove``: the next one would take the place of
    one that is emptied, and be emptied in turn. At the path of a group or list a value begins one that is not there.
    With a ``name``, what stands at ``path`` is called so from now on, and what cites it goes on doing so.
    """

    path: str
    value: str
    remove: bool = False
    name: str = ""


def is_wanted(one: object) -> bool:
    """Whether ``one`` says what is wanted where; the form is not as deep as a path that somebody made up."""
    if not isinstance(one, dict):
        return False
    path, value, name = one.get("path"), one.get("value"), one.get("name", "")
    return all(isinstance(each, str) for each in (path, value, name)) and str(path).count(".") < _DEEPEST


def edits(desk: Desk, text: str, wanted: Sequence[Mapping[str, Any]]) -> Json:
    """The changes of ``text``, at an editor's offsets, that put values at paths, or a message why they cannot."""
    asked = [
        Wanted(one["path"], one["value"], one.get("remove") is True, one.get("name", "").strip()) for one in wanted
    ]
    found, findings = put(text, desk.shown, asked, find_form(desk.form).schema())
    if found is None:
        said = [f"{f.message}。{f.hint}" if f.hint else f.message for f in findings]
        return {"message": "\n".join(dict.fromkeys(said))}
    return {"edits": [as_change(text, splice) for splice in found]}


def as_change(text: str, splice: Splice) -> Json:
    """``splice`` of ``text`` as an editor takes it."""
    return {"from": units(text[: splice.start]), "to": units(text[: splice.end]), "insert": splice.new}


def put(text: str, file: str, wanted: Sequence[Wanted], schema: Schema) -> tuple[list[Splice] | None, list[Finding]]:
    """The splices of ``text`` that put in all of ``wanted``, or None and why not.

    Commas, full-width signs and missing units of figures are put right. What the text says elsewhere stays as it is.
    """
    data, findings = parse_data(text, file, schema)
    unread = [f for f in findings if f.code.startswith(_WRITING) and f.severity is Severity.ERROR]
    if data is None or unread:
        return None, [_broken(unread or findings)]
    page = YearText(Saved(text, b"", "utf-8"), data, findings, schema)
    refused: list[Finding] = []
    changes: list[Edit] = []
    for one in wanted:
        edit, finding = ([], []) if one.name else _edit(page, one)
        changes += edit
        refused += finding
    if refused:
        return None, refused
    edited, findings = page.with_edits(changes)
    for one in wanted:
        if one.name and edited is not None:
            edited, findings = _renamed(edited, one)
    return (None, findings) if edited is None else (splices(text, edited.saved.text), [])


def splices(before: str, after: str) -> list[Splice]:
    """What turns ``before`` into ``after``: line by line, and within lines only what differs."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(_narrow(starts[a], before[starts[a] : starts[b]], "".join(new[c:d])))
    return found


def _narrow(start: int, old: str, new: str) -> Splice:
    """``new`` for ``old`` without what both begin and end with."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    return Splice(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _edit(page: YearText, wanted: Wanted) -> tuple[list[Edit], list[Finding]]:
    steps = tuple(wanted.path.split("."))
    part = page.schema.at(steps)
    found = look_up(page.data.tree, steps)
    there = None if isinstance(found, Unknown) else found
    if wanted.remove:
        return ([Remove(steps)] if there is not None or wanted.path in page.data.spans else []), []
    if part.get("type") in ("object", "array"):
        return ([Put(steps, _begun(page.schema, part))] if there is None else []), []
    value = _unquoted(wanted.value.strip() if part.get("x-type") != "prose" else wanted.value.strip("\n "))
    if not value:
        return _emptied(page, steps, part), []
    if part.get("x-type") not in _PARSERS:
        return [Put(steps, value)], []
    try:
        return [Put(steps, _figure(value, part, there))], []
    except Unreadable as problem:
        place = page.data.spans.get(wanted.path)
        return [], [error("D210", str(problem), place, hint=problem.hint, path=wanted.path)]


def _renamed(page: YearText, wanted: Wanted) -> tuple[YearText | None, list[Finding]]:
    """``page`` with another name for what stands at a path; texts that cite it are changed first."""
    path = tuple(wanted.path.split("."))
    if path[-1] in page.schema.at(path[:-1]).get("properties", {}):
        return None, [error("S132", f"“{path[-1]}”是固定的名称，不能改", page.data.spans.get(wanted.path))]
    followed, findings = page.with_edits(citing(page.data.tree, path, wanted.name))
    return (None, findings) if followed is None else followed.with_edits([Rename(path, wanted.name)])


def _emptied(page: YearText, steps: tuple[str, ...], part: Part) -> list[Edit]:
    """Nothing is typed at ``steps``: what has a name in the schema goes, unless it must be there."""
    above, path = page.schema.at(steps[:-1]), ".".join(steps)
    if steps[-1] in above.get("required", ()):
        return [Put(steps, TO_FILL)]
    if path not in page.data.spans:
        return []
    return [Remove(steps)] if steps[-1] in above.get("properties", {}) else [Put(steps, _left(part))]


def _unquoted(value: str) -> str:
    """``value`` without the quotes that a data file has around a code or a text; the form needs none."""
    if match := _QUOTED.fullmatch(value):
        return match["straight"] or match["plain"] or match["code"]
    return value


def _begun(schema: Schema, part: Part) -> Content:
    """A new group or list with what must be in it, to be filled in."""
    if part.get("type") == "array":
        each = schema.below(part, 0)
        return [_begun(schema, each) if each.get("type") in ("object", "array") else TO_REVISE]
    below = {name: schema.below(part, name) for name in part.get("required", ())}
    return {
        name: _begun(schema, one) if one.get("type") in ("object", "array") else _left(one)
        for name, one in below.items()
    }


def _left(part: Part) -> str:
    return TO_FILL if part.get("x-type") in _PARSERS else TO_REVISE


def _figure(value: str, part: Part, there: object) -> str:
    """``value`` as a figure is typed. Raises Unreadable."""
    parse = _PARSERS[part["x-type"]]
    try:
        parse(value)
    except Unreadable as problem:
        if not problem.meant or _REPEATED.match(value):
            raise
        value = problem.meant
    if part["x-type"] == "quantity" and _BARE.fullmatch(value):
        value += _unit(part, there)
    parse(value)
    return value


def _unit(part: Part, there: object) -> str:
    """The unit that a bare number is meant in: that of the figure before, else that of the schema's example."""
    if isinstance(there, Figure) and (unit := re.sub(rf"^(?:{TO_FILL}|-?[\d.]+)", "", there.text)) != there.text:
        return unit
    example = _UNIT.search(part.get("description", ""))
    return example["unit"] if example else ""


def _broken(findings: Sequence[Finding]) -> Finding:
    """The text cannot be read, so nothing can be put into it."""
    first = next(iter(findings), None)
    words = (
        f"文本里还有读不懂的地方，先改好它，再在表里填：{first.message}"
        if first
        else "文本读不懂，先改好它，再在表里填"
    )
    return error("S132", words, first.origin if first else None, hint=first.hint if first else "")
