"""Forms: a small YAML file taken key by key; what is unknown, missing or of the wrong kind is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.base.suggest import closest
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence


@dataclass(slots=True)
class Form:
    """The entries of one mapping; ``findings`` gathers what is wrong with those that were taken."""

    mapping: Mapping
    shown: str
    findings: list[Finding] = field(default_factory=list)

    def has(self, key: str) -> bool:
        return key in self.mapping.entries

    def text(self, key: str, meaning: str = "") -> Scalar | None:
        """The text of ``key``. Missing it is a finding when ``meaning`` says what it is for."""
        node = self.node(key)
        if isinstance(node, Scalar) and not node.null:
            return node
        if node is not None and not isinstance(node, Scalar):
            self.refuse("P104", f"“{key}”只能写一段文字", node.span)
        elif meaning:
            self.refuse("P102", f"缺“{key}”", self.key_span(key), f"补一行“{key}: …”：{meaning}")
        return None

    def group(self, key: str) -> Mapping | None:
        """The group of ``key``, or None when it is not there."""
        node = self.node(key)
        if node is None or isinstance(node, Mapping):
            return node
        hint = f"“{key}:”后面换行，下面各项缩进两个空格"
        self.refuse("P104", f"“{key}”下面应当是一组“项名: 内容”", node.span, hint)
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """The list of ``key``."""
        node = self.node(key)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            hint = f"“{key}:”后面换行，每项以“- ”开头"
            self.refuse("P104", f"“{key}”下面应当是一列", node.span, hint)
        return ()

    def refuse_others(self, known: Iterable[str]) -> None:
        """A finding for every key that is not among ``known``."""
        names = list(known)
        for key, (place, _) in self.mapping.entries.items():
            if key not in names:
                likely = suggestion(key, names) or f"可以写的有：{'、'.join(names)}"
                self.refuse("P101", f"不认识“{key[:40]}”", place.span, likely)

    def refuse(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Add a finding about this form."""
        self.findings.append(error(code, self.shown + message, span, hint=hint))

    def key_span(self, key: str) -> Span:
        """Where ``key`` stands; the beginning of the mapping when it is missing."""
        entry = self.mapping.entries.get(key)
        if entry is not None:
            return entry[0].span
        whole = self.mapping.span
        return Span(whole.file, whole.line, whole.column, whole.column + 1)

    def node(self, key: str) -> Node | None:
        """Whatever stands under ``key``."""
        entry = self.mapping.entries.get(key)
        return entry[1] if entry else None


def understand(text: str, name: str, shown: str, known: Set[str]) -> tuple[Form | None, list[Finding]]:
    """The ``text`` of the file ``name``, whose keys may be ``known``; None when it cannot be read or is no mapping."""
    node, findings = parse(text, name, known)
    if isinstance(node, Mapping):
        return Form(node, shown), findings
    if not findings:
        place = node.span if node else Span(name, 1, 1, 2)
        findings = [error("P104", f"{shown}应当写成一行行“项名: 内容”", place)]
    return None, findings


def suggestion(name: str, known: Iterable[str]) -> str:
    """``是不是“…”？`` with the known name most like ``name``, or nothing."""
    names = list(known)
    tails = {n.rpartition(".")[2]: n for n in reversed(names)} | {n: n for n in names}
    near = closest(name, tails, 0.6)
    return f"是不是“{tails[near]}”？" if near else ""
