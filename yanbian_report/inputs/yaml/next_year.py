"""Next year: the data file of the next year, written from this year's.

It is edited as text, so that comments and order survive: figures become 待填 (what repeats last year's is filled in),
prose is marked to be revised, standing facts stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yanbian_report.base.findings import Finding, note
from yanbian_report.base.origin import Span
from yanbian_report.forms.form import Form
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import TO_FILL, Figure
from yanbian_report.model.formats import typed
from yanbian_report.model.values import EXAMPLE, EXAMPLE_TEXT, TO_REVISE, Text, look_up, position_of
from yanbian_report.model.year import Year, flatten
from yanbian_report.yamldoc.patch import Edit, Noted, Put, Remove, patch

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Edit(NamedTuple):
    """``text`` in place of what stands on ``line`` (from 0) between two columns (from 0)."""

    line: int
    start: int
    end: int
    text: str


def next_year(data_file: DataFile, year: Year, form: Form, edition: str, published: str = "") -> str:
    """The text of the file for the year after ``year`` (read as ``data_file``), for an ``edition`` of ``form``.

    ``published`` is the day of publication, where it is known.
    """
    next_one = int(year.text("年度")) + 1
    said = {path: EXAMPLE * year.is_example(figure) + typed(figure) for path, figure in form.repeated(year).items()}
    lines = data_file.text.replace("\r\n", "\n").split("\n")
    fixed = {**form.next_year.fixed, "年度": str(next_one), "版本": edition}
    dated = dict.fromkeys(form.next_year.undated, published or TO_FILL)
    fixed |= dated
    moved = [
        _instead(leaf, fixed[p]) for p, leaf in flatten(data_file.tree).items() if p in fixed and isinstance(leaf, Text)
    ]
    for path, leaf in flatten(data_file.tree).items():
        if isinstance(leaf, (Figure, Text)) and not form.next_year.standing.search(path):
            moved += _edits(path, leaf, said, next_one, form)
    for edit in sorted((_below_the_sign(edit, lines) for edit in moved), reverse=True):
        line = lines[edit.line]
        lines[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    lines = _emptied(_headed(lines, next_one), form.next_year.emptied)
    missing = [key for key in dated if key not in data_file.spans]
    lines = [line for line in lines if not any(_is_key(line.lstrip("# "), key) for key in missing)]
    nil = {path for path, figure in form.repeated(year).items() if not figure}
    text = "\n".join(_with_last_year(lines, data_file, said, nil, form.next_year.last_year))
    edits: list[Edit] = [Put((key,), Noted(dated[key], form.next_year.undated[key])) for key in missing]
    edits += [Remove(tuple(path.split("."))) for path in form.next_year.dropped if path in data_file.spans]
    names = list(form.schema().part([])["properties"])
    return (patch(text, edits, data_file.file, lambda path: () if path else names)[0] if edits else None) or text


def changed_settings(data_file: DataFile, form: Form) -> Iterator[Finding]:
    """What the form itself sets in the year after ``data_file``, where that is another choice than was made there."""
    for path, value in form.next_year.fixed.items():
        leaf = look_up(data_file.tree, path.split("."))
        if isinstance(leaf, Text) and leaf.text != value:
            words = f"新建的文件把“{path}”由“{leaf}”改成了“{value}”"
            yield note("B526", words, hint=f"仍要照“{leaf}”印的，自己改回去", path=path)


def _edits(path: str, leaf: Figure | Text, said: dict[str, str], next_one: int, form: Form) -> Iterator[_Edit]:
    if isinstance(leaf, Figure):
        yield _instead(leaf, said[path] if path in said else _NUMBER.sub(TO_FILL, leaf.text, count=1))
    else:
        yield from _words(path, leaf, next_one, form)


def _words(path: str, text: Text, next_one: int, form: Form) -> Iterator[_Edit]:
    """A title keeps its words with the new year in it; prose and what was worked on are marked."""
    key = path.rpartition(".")[2]
    if key in form.next_year.titles and path.startswith(form.next_year.titled):
        typed_as = text.scalar.text.rstrip("\n") if text.scalar.style in ("|", ">") else text.scalar.raw
        shifted = typed_as.replace(f"{next_one - 1}年", f"{next_one}年")
        if shifted != typed_as and "\n" not in typed_as:
            yield _instead(text, shifted)
        return
    kind = form.schema().at(path.split(".")).get("x-type")
    listed = form.next_year.listed.search(path)
    if (
        (kind == "prose" or key == "标题" or listed)
        and TO_REVISE not in text.text
        and EXAMPLE_TEXT not in text.scalar.text
    ):
        place = position_of(text, 0)
        yield _Edit(place.line - 1, place.column - 1, place.column - 1, TO_REVISE)


def _instead(leaf: Figure | Text, text: str) -> _Edit:
    assert isinstance(leaf.origin, Span), "a data file's own figures stand on its lines"
    return _Edit(leaf.origin.line - 1, leaf.origin.column - 1, leaf.origin.end_column - 1, text)


def _below_the_sign(edit: _Edit, lines: list[str]) -> _Edit:
    """What replaces a value that begins with ``|`` or ``>`` goes to the line below, where its text stands."""
    if lines[edit.line][edit.start : edit.end][:1] not in tuple("|>"):
        return edit
    below = lines[edit.line + 1]
    start = len(below) - len(below.lstrip())
    return _Edit(edit.line + 1, start, len(below.rstrip()), edit.text)


def _is_key(line: str, name: str) -> bool:
    return re.match(rf"""["']?{name}["']?\s*:""", line) is not None


def _headed(lines: list[str], next_one: int) -> list[str]:
    """The comment at the head of the file speaks of the new year."""
    head = next((n for n, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return [line.replace(f"{next_one - 1}年度", f"{next_one}年度") for line in lines[:head]] + lines[head:]


def _emptied(lines: list[str], keys: Iterable[str]) -> list[str]:
    """Differences that were accepted last year are last year's."""
    for key in keys:
        start = next((n for n, line in enumerate(lines) if _is_key(line, key)), None)
        if start is None:
            continue
        end = start + 1
        while end < len(lines) and (lines[end].startswith((" ", "-")) or (not lines[end] and end + 1 < len(lines))):
            end += 1
        lines = [*lines[:start], f"{key}: []", *lines[end:]]
    return lines


def _with_last_year(
    lines: list[str], data_file: DataFile, said: dict[str, str], nil: set[str], group: str
) -> list[str]:
    """The ``group`` of last year with what it did not have before (a unit in its second year has none at all)."""
    paths = [path for path in said if path.startswith(f"{group}.") and path not in data_file.spans and path not in nil]
    if group not in data_file.spans:
        paths = [path for path in said if path.startswith(f"{group}.")]
    if not paths:
        return lines
    start = next((n for n, line in enumerate(lines) if _is_key(line, group)), None)
    added = [f"  {path.partition('.')[2]}: {said[path]}" for path in paths if path.count(".") == 1]
    for inner in dict.fromkeys(path.split(".")[1] for path in paths if path.count(".") == 2):
        if f"{group}.{inner}" not in data_file.spans:
            below = [path for path in paths if path.startswith(f"{group}.{inner}.")]
            added += [f"  {inner}:", *(f"    {path.rpartition('.')[2]}: {said[path]}" for path in below)]
    if start is None:
        return [*lines[: len(lines) - (not lines[-1])], "", f"# ────────── {group} ──────────", f"{group}:", *added, ""]
    return [*lines[: start + 1], *added, *lines[start + 1 :]]
