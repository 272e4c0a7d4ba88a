"""New year: the data file of the next year, written from this year's.

It is edited as text, so that comments and order survive: figures become 待填 (what repeats last year's is filled in),
prose is marked to be revised, standing facts stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.forms.final_accounts.last_year import repeated
from yanbian_report.inputs.yaml.read import Report
from yanbian_report.model.figure import TO_FILL, Figure
from yanbian_report.model.formats import typed
from yanbian_report.model.values import TO_REVISE, Leaf, Text, position_of
from yanbian_report.model.year import Year, flatten
from yanbian_report.yamldoc.schema import schema

_STANDING = re.compile(r"^(版本|年度|设置|单位|科目名称|名词解释|规则级别)(\.|$)|(^|\.)勾稽\.|^已知差异\.")
# One balanced total is the form's rule; a report that added both sides up did so by an accepted difference.
_FIXED = {"设置.收支总计写法": "单边"}
_TITLES = ("名称", "预算项目名称", "支出名称", "专项名称", "报告题目")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Edit(NamedTuple):
    """``text`` in place of what stands on ``line`` (from 0) between two columns (from 0)."""

    line: int
    start: int
    end: int
    text: str


def new_year(report: Report, year: Year, edition: str) -> str:
    """The text of the file for the year after ``year`` (read as ``report``), for an ``edition`` of the form."""
    next_one = int(year.text("年度")) + 1
    said = repeated(year)
    lines = report.text.replace("\r\n", "\n").split("\n")
    fixed = {**_FIXED, "年度": str(next_one), "版本": edition}
    edits = [
        _instead(leaf, fixed[p]) for p, leaf in flatten(report.tree).items() if p in fixed and isinstance(leaf, Text)
    ]
    edits += [edit for path, leaf in flatten(report.tree).items() for edit in _edits(path, leaf, said, next_one)]
    for edit in sorted((_below_the_sign(edit, lines) for edit in edits), reverse=True):
        line = lines[edit.line]
        lines[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    lines = _without_accepted(_headed(lines, next_one))
    return "\n".join(_with_last_year(_undated(lines), report, said))


def _edits(path: str, leaf: Leaf, said: dict[str, Figure], next_one: int) -> Iterator[_Edit]:
    if isinstance(leaf, Figure) and not _STANDING.search(path):
        yield _instead(leaf, typed(said[path]) if path in said else _NUMBER.sub(TO_FILL, leaf.text, count=1))
    elif isinstance(leaf, Text) and not _STANDING.search(path):
        yield from _words(path, leaf, next_one)


def _words(path: str, text: Text, next_one: int) -> Iterator[_Edit]:
    """A title keeps its words with the new year in it; prose and what was worked on are marked."""
    key = path.rpartition(".")[2]
    if key in _TITLES and path.startswith(("项目.", "整体评价.")):
        typed_as = text.text if text.scalar.style in ("|", ">") else text.scalar.raw
        shifted = typed_as.replace(f"{next_one - 1}年", f"{next_one}年")
        if shifted != typed_as and "\n" not in typed_as:
            yield _instead(text, shifted)
        return
    kind = schema().part([int(s) - 1 if s.isdecimal() and len(s) < 3 else s for s in path.split(".")]).get("x-type")
    if (kind == "prose" or key == "标题") and TO_REVISE not in text.text:
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


def _undated(lines: list[str]) -> list[str]:
    """The day of publication is not known yet."""
    return [f"# {line}" if _is_key(line, "公开日期") else line for line in lines]


def _without_accepted(lines: list[str]) -> list[str]:
    """Differences that were accepted last year are last year's."""
    start = next((n for n, line in enumerate(lines) if _is_key(line, "已知差异")), None)
    if start is None:
        return lines
    end = start + 1
    while end < len(lines) and (lines[end].startswith((" ", "-")) or (not lines[end] and end + 1 < len(lines))):
        end += 1
    return [*lines[:start], "已知差异: []", *lines[end:]]


def _with_last_year(lines: list[str], report: Report, said: dict[str, Figure]) -> list[str]:
    """The group 上年 with what it did not have before (a unit in its second year has none at all)."""
    paths = [path for path, figure in said.items() if path.startswith("上年.") and path not in report.spans and figure]
    if "上年" not in report.spans:
        paths = [path for path in said if path.startswith("上年.")]
    if not paths:
        return lines
    start = next((n for n, line in enumerate(lines) if _is_key(line, "上年")), None)
    added = [f"  {path.partition('.')[2]}: {typed(said[path])}" for path in paths if path.count(".") == 1]
    public = [f"    {path.rpartition('.')[2]}: {typed(said[path])}" for path in paths if path.count(".") == 2]
    if public and "上年.三公经费" not in report.spans:
        added += ["  三公经费:", *public]
    if start is None:
        return [*lines[: len(lines) - (not lines[-1])], "", "# ────────── 上年 ──────────", "上年:", *added, ""]
    return [*lines[: start + 1], *added, *lines[start + 1 :]]
