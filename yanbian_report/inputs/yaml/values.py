"""Values: what the nodes of a data file say, as figures and texts, understood by the schema."""

from __future__ import annotations

from collections.abc import Callable

from yanbian_report.base.findings import EXAMPLE, TO_DO, UNFILLED, UNREVISED, Finding, Repair, error
from yanbian_report.base.origin import Span
from yanbian_report.model import parse_figure
from yanbian_report.model.days import is_day
from yanbian_report.model.figure import TO_FILL, Figure
from yanbian_report.model.parse_figure import Unreadable
from yanbian_report.model.values import EXAMPLE as MADE_UP
from yanbian_report.model.values import EXAMPLE_TEXT, TO_REVISE, Leaf, Text, Tree, Value
from yanbian_report.yamldoc.located import short
from yanbian_report.yamldoc.schema import Part, Schema
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence

LONGEST = 10_000  # characters of one text; a page has some six hundred
_GROUPS = ("object", "array")
_PARSERS: dict[str, tuple[str, Callable[[str, str, Span], Figure]]] = {
    "amount": ("D210", parse_figure.parse_amount),
    "quantity": ("D211", parse_figure.parse_quantity),
    "rate": ("D212", parse_figure.parse_rate),
}


class Reader:
    """Turns nodes into values; ``findings``, ``spans`` and ``examples`` fill up as it goes."""

    def __init__(self, rules: Schema) -> None:
        self.rules = rules
        self.findings: list[Finding] = []
        self.spans: dict[str, Span] = {}
        self.examples: dict[str, Span] = {}

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
        said = self._without_mark(node, kind, where)
        if kind == "date" and not is_day(said) and said.strip() != TO_FILL:
            message = f"“{short(said)}”不是日期"
            self.findings.append(error("D213", message, node.span, hint="写成 2022年9月1日 这样", path=where))
        if "待" in node.text and (unfinished := _unfinished(node.text, kind)):
            self.findings.append(error(*unfinished, node.span, hint="填好以后删去这个记号", path=where))
        if len(node.text) > LONGEST:
            message, hint = f"这段文字有 {len(node.text)} 字，太长", f"一段最多 {LONGEST} 字，分成几段写"
            self.findings.append(error("D214", message, node.span, hint=hint, path=where))
            return None
        if kind not in _PARSERS:
            return Text(said.rstrip("\n"), node.span, where, node)
        code, parser = _PARSERS[kind]
        try:
            return parser(said, where, node.span)
        except Unreadable as problem:
            found = error(code, str(problem), node.span, hint=problem.hint, path=where)
            repairs = (Repair(node.span, problem.meant),) if problem.meant else ()
            self.findings.append(found._replace(repairs=repairs))
            return None

    def _without_mark(self, node: Scalar, kind: str | None, where: str) -> str:
        """What ``node`` says without the mark of an example, which is work left."""
        if MADE_UP not in node.text[: len(EXAMPLE_TEXT)]:
            return node.text
        said = node.text.removeprefix(MADE_UP if kind in _PARSERS else EXAMPLE_TEXT)
        if said != node.text:
            self.examples[where] = node.span
            hint = "换成本单位的，连“示例”两个字一起换掉；正好相同的，只删去记号"
            self.findings.append(error(EXAMPLE, TO_DO[EXAMPLE], node.span, hint=hint, path=where))
        return said


def _unfinished(text: str, kind: str | None) -> tuple[str, str] | None:
    """Code and words when ``text`` is still to be filled in or looked over."""
    if text.strip() == TO_FILL or (kind in _PARSERS and TO_FILL in text):
        return UNFILLED, TO_DO[UNFILLED]
    return (UNREVISED, TO_DO[UNREVISED]) if TO_REVISE in text else None
