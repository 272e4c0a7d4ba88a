"""Read: the data file as a tree of figures and texts, understood by the schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from yanbian_report.figures import money
from yanbian_report.figures.compose import MOST
from yanbian_report.figures.draft import Draft
from yanbian_report.figures.encoding import plain_line_ends
from yanbian_report.figures.money import TO_FILL, Figure, Unreadable
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence, span_of
from yanbian_report.figures.place import short
from yanbian_report.figures.repair import holds_unseen
from yanbian_report.figures.schema import Part, Schema, schema
from yanbian_report.figures.source import LINES, few, parse, parse_entry, read_text
from yanbian_report.figures.validate import plain, validate
from yanbian_report.findings import TO_DO, UNFILLED, UNREVISED, Finding, Span, error
from yanbian_report.memory import Memory


class Text(NamedTuple):
    """A text of the data file with its place; ``position_of`` finds a character of it in the file."""

    text: str
    span: Span
    path: str
    scalar: Scalar

    def __str__(self) -> str:
        return self.text


# Later stages put derived names, years and choices beside what was typed.
Leaf = Figure | Text | str | int | bool
Tree = dict[str, "Value"]
Value = Leaf | Tree | list["Value"] | None


class Report(NamedTuple):
    """One data file as read: ``tree`` nests as the file does, ``spans`` tells where every path stands.

    What could not be understood is missing from the tree; the findings beside the report say so.
    """

    tree: Tree
    spans: dict[str, Span]
    text: str
    file: str


def read(path: Path, name: str = "") -> tuple[Report | None, list[Finding]]:
    """The data file at ``path``, and all that is wrong with it in one pass; findings show it as ``name``."""
    shown = name or path.as_posix()
    text, findings = read_text(path, shown)
    if text is None:
        return None, findings
    report, more = understand(text, shown)
    return report, [*findings, *more]


def understand(text: str, file: str) -> tuple[Report | None, list[Finding]]:
    """The text of a data file as a report, as ``read`` does it for a file."""
    report = _by_entries(text, file)
    return (report, []) if report is not None else understand_whole(text, file)


def understand_whole(text: str, file: str) -> tuple[Report | None, list[Finding]]:
    """``understand`` in one piece, with all that is to be said about the text."""
    rules = schema()
    node, findings = parse(text, file, rules.known)
    if node is None:
        return None, findings
    if not isinstance(node, Mapping):
        hint = "每行写“项名: 内容”，从“年度: 2021”开始"
        return None, findings or [error("D203", "数据文件应当是一组“项: 值”", node.span, hint=hint)]
    reader = _Reader(rules)
    tree = reader.group(node, rules.root, "")
    findings += few([*validate(node, rules), *(f for f in reader.findings if not f.to_do)])
    findings += [f for f in reader.findings if f.to_do]
    return Report(tree, reader.spans, text, file), findings


class _Entry(NamedTuple):
    """One entry of the outermost group, with nothing to be said about it: its name, what it says, and its places."""

    name: str
    value: Value
    spans: dict[str, Span]
    plain: object


_ENTRIES: Memory[_Entry] = Memory(256)
_INSIDE = frozenset(("", " ", "#", "-"))  # how lines begin that belong to the entry above
_NO_NAME = frozenset("?:,[]{}&*!|>%@`.\t")


def _by_entries(text: str, file: str) -> Report | None:
    """The report of a text with nothing to be said about it, each entry read once in a process; else None.

    Most entries are those of the year before it was last edited.
    """
    rules = schema()
    draft = Draft.of(plain_line_ends(text), file)
    starts = [number for number, line in enumerate(draft.lines) if line[:1] not in _INSIDE]
    if len(draft.lines) > LINES or any(line.strip() and line[0] != "#" for line in draft.lines[: (starts or [0])[0]]):
        return None
    entries: dict[str, _Entry] = {}
    for first, last in pairwise((*starts, len(draft.lines))):
        entry = _entry(draft, first, last, rules)
        if entry is None or entry.name in entries:
            return None
        entries[entry.name] = entry
    spans = {path: span for entry in entries.values() for path, span in entry.spans.items()}
    wrong = next(rules.errors({name: entry.plain for name, entry in entries.items()}), None)
    if wrong is not None or not entries or 2 * len(spans) > MOST:
        return None
    return Report({name: e.value for name, e in entries.items() if e.value is not None}, spans, text, file)


def _entry(draft: Draft, first: int, last: int, rules: Schema) -> _Entry | None:
    lines = "\n".join(draft.lines[first:last])
    key = (draft.file, first, lines)
    if (known := _ENTRIES.get(key)) is not None:
        return known
    if lines[0] in _NO_NAME or holds_unseen(lines):
        return None
    node = parse_entry(draft, first, last, rules.known)
    reader = _Reader(rules)
    tree = reader.group(node, rules.root, "") if node is not None else {}
    if node is None or reader.findings:
        return None
    name = next(iter(node.entries))
    return _ENTRIES.put(key, _Entry(name, tree.get(name), reader.spans, plain(node.entries[name][1])))


def at(report: Report, path: str) -> Value:
    """What stands at ``path`` (``重点工作.3.数据.追回率``, lists count from 1); KeyError when nothing does."""
    found: Value = report.tree
    for step in path.split("."):
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif isinstance(found, list) and step.isdecimal() and 0 < int(step) <= len(found):
            found = found[int(step) - 1]
        else:
            raise KeyError(path)
    return found


def position_of(text: Text, offset: int) -> Span:
    """Where the character at ``offset`` of ``text`` stands in the file."""
    return span_of(text.scalar, offset)


TO_REVISE = "【待改】"

_GROUPS = ("object", "array")
_PARSERS: dict[str, tuple[str, Callable[[str, str, Span], Figure]]] = {
    "amount": ("D210", money.parse_amount),
    "quantity": ("D211", money.parse_quantity),
    "rate": ("D212", money.parse_rate),
}


class _Reader:
    """Turns nodes into values; ``findings`` and ``spans`` fill up as it goes."""

    def __init__(self, rules: Schema) -> None:
        self.rules = rules
        self.findings: list[Finding] = []
        self.spans: dict[str, Span] = {}

    def group(self, node: Mapping, part: Part, path: str) -> Tree:
        tree: Tree = {}
        before = f"{path}." if path else ""
        for name, (key, child) in node.entries.items():
            below = before + name
            self.spans[below] = child.span if isinstance(child, Scalar) and child.text else key.span
            value = self._value(child, self.rules.below(part, name), below)
            if value is not None:
                tree[name] = value
        return tree

    def _value(self, node: Node, part: Part, path: str) -> Value:
        if isinstance(node, Scalar):
            return None if node.null or part.get("type") in _GROUPS else self._leaf(node, part, path)
        if isinstance(node, Mapping):
            return self.group(node, part, path) if part.get("type", "object") == "object" else None
        return self._list(node, part, path) if part.get("type", "array") == "array" else None

    def _list(self, node: Sequence, part: Part, path: str) -> list[Value]:
        values: list[Value] = []
        each = self.rules.below(part, 0)
        for number, item in enumerate(node.items, 1):
            below = f"{path}.{number}"
            self.spans[below] = item.span
            values.append(self._value(item, each, below))
        return values

    def _leaf(self, node: Scalar, part: Part, where: str) -> Leaf | None:
        kind = part.get("x-type")
        if kind == "date" and not _is_date(node.text):
            message = f"“{short(node.text)}”不是日期"
            self.findings.append(error("D213", message, node.span, hint="写成 2022年9月1日 这样", path=where))
        if "待" in node.text and (unfinished := _unfinished(node.text, kind)):
            self.findings.append(error(*unfinished, node.span, hint="填好以后删去这个记号", path=where))
        if kind not in _PARSERS:
            return Text(node.text.rstrip("\n"), node.span, where, node)
        code, parser = _PARSERS[kind]
        try:
            return parser(node.text, where, node.span)
        except Unreadable as problem:
            self.findings.append(error(code, str(problem), node.span, hint=problem.hint, path=where))
            return None


def _unfinished(text: str, kind: str | None) -> tuple[str, str] | None:
    """Code and words when ``text`` is still to be filled in or looked over."""
    if text.strip() == TO_FILL or (kind in _PARSERS and TO_FILL in text):
        return UNFILLED, TO_DO[UNFILLED]
    return (UNREVISED, TO_DO[UNREVISED]) if TO_REVISE in text else None


def _is_date(text: str) -> bool:
    match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
    try:
        return match is not None and bool(date(*map(int, match.groups())))
    except ValueError:
        return False
