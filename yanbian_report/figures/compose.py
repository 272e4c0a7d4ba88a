"""Compose: the events of the YAML parser as nodes, within limits.

PyYAML's own composer recurses in C and crashes the interpreter on some thousand nested brackets, keeps the
last of two equal keys and expands aliases; here every one of these is a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from yanbian_report.figures.draft import Draft
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence
from yanbian_report.findings import Finding, Related, Severity, Span, error

DEEPEST = 24
MOST = 50_000

_PARSERS_LIMIT = "exceeded maximum nesting depth"  # PyYAML 6.0.4 looks ahead and refuses before DEEPEST is reached
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LimitError(Exception):
    """The text nests too deep or holds too much; ``finding`` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is still open."""

    start: Any
    is_mapping: bool
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: Node | None = None


def compose(draft: Draft, first: int, lines: list[str]) -> tuple[Node | None, list[Finding]]:
    """The node that ``lines`` say, which begin at line ``first`` of ``draft``; None when they say nothing.

    Raises yaml.YAMLError on a syntax error and LimitError beyond the limits.
    """
    composer = _Composer(draft, first)
    loader = _Loader("\n".join(lines) + "\n")
    try:
        while composer.take(loader.get_event()):
            pass
    except yaml.MarkedYAMLError as problem:
        if problem.problem != _PARSERS_LIMIT:
            raise
        raise composer.too_deep(problem.problem_mark, problem.problem_mark) from problem
    finally:
        loader.dispose()
    return composer.root, composer.findings


class _Composer:
    def __init__(self, draft: Draft, first: int) -> None:
        self.draft = draft
        self.first = first
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._open: list[_Frame] = []
        self._documents = 0
        self._count = 0

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False when the rest is not wanted."""
        take = _TAKE.get(type(event))
        if take is not None:
            take(self, event)
            return True
        if isinstance(event, yaml.DocumentStartEvent):
            return self._begin_document(event)
        return not isinstance(event, yaml.StreamEndEvent)

    def _span(self, start: Any, end: Any) -> Span:
        return self.draft.span(start.line + self.first, start.column, end.line + self.first, end.column)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_magic(event)
        start: Any = event.start_mark
        end: Any = event.end_mark
        span, raw = self.draft.place(start.line + self.first, start.column, end.line + self.first, end.column)
        self._put(Scalar(event.value, span, event.style or "", raw))

    def _push(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_magic(event)
        self._open.append(_Frame(event.start_mark, isinstance(event, yaml.MappingStartEvent)))
        if len(self._open) > DEEPEST:
            raise self.too_deep(event.start_mark, event.end_mark)

    def too_deep(self, start: Any, end: Any) -> LimitError:
        """What to raise where the text nests too deep."""
        hint = "检查这里的括号和缩进；以“[”“{”开头的文字要放进英文双引号"
        return LimitError(error("S127", f"层次太深，超过 {DEEPEST} 层", self._span(start, end), hint=hint))

    def _pop(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._open.pop()
        span = self._span(frame.start, event.end_mark)
        if frame.is_mapping:
            self._put(Mapping(frame.entries, span))
        else:
            self._put(Sequence(tuple(frame.items), span))

    def _put(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST:
            raise LimitError(error("S128", f"内容太多，超过 {MOST} 项", node.span, hint="检查是不是选错了文件"))
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = node
        else:
            key, frame.key = frame.key, None
            self._enter(frame, key, node)

    def _enter(self, frame: _Frame, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.findings.append(_not_a_name(key, self.draft))
        elif key.text == "<<":
            self.findings.append(error("S125", "不能用“<<”合并内容", key.span, hint="把要用的各项照写一遍"))
        elif not key.text.strip():
            self.findings.append(error("S129", "冒号前面没有项名", key.span, hint="写成“项名: 内容”"))
        elif key.text in frame.entries:
            self.findings.append(duplicate(key, frame.entries[key.text][0]))
        else:
            frame.entries[key.text] = (key, value)

    def _begin_document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            span = self._span(event.start_mark, event.end_mark)
            hint = "一个文件只写一份数据；删去这一行“---”，后面的内容才会读到"
            self.findings.append(error("S124", "这里开始了第二份数据，后面的内容没有读", span, hint=hint))
        return self._documents == 1

    def _refuse_magic(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        anchor, tag = event.anchor, event.tag
        if anchor is None and tag is None:
            return
        span = self._span(event.start_mark, event.end_mark)
        hint = "是文字就把整段放进英文双引号；不是就删去这个标记"
        if anchor is not None:
            message = f"文字不能以“&{anchor[:20]}”开头，它会被当成标记"
            self.findings.append(error("S122", message, span, hint=hint))
        if tag is not None:
            message = f"文字不能以“!”开头（“{tag[:20]}”），它会被当成标记"
            self.findings.append(error("S123", message, span, hint=hint))

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(event.start_mark, event.end_mark)
        message = f"“*{str(event.anchor)[:20]}”会被当成引用别处的内容，不能这样写"
        hint = "是文字就放进英文双引号；要用别处的内容，请照写一遍"
        self.findings.append(error("S122", message, span, hint=hint))
        self._put(Scalar("", span))


_TAKE: dict[type, Callable[[_Composer, Any], None]] = {
    yaml.ScalarEvent: _Composer._scalar,
    yaml.MappingStartEvent: _Composer._push,
    yaml.SequenceStartEvent: _Composer._push,
    yaml.MappingEndEvent: _Composer._pop,
    yaml.SequenceEndEvent: _Composer._pop,
    yaml.AliasEvent: _Composer._refuse_alias,
}


def _not_a_name(key: Mapping | Sequence, draft: Draft) -> Finding:
    line = draft.typed[key.span.line - 1]
    if line[key.span.column - 2 : key.span.column + 1].strip().startswith("{") and isinstance(key, Mapping):
        hint = '把整段放进英文双引号，例如 "{{ 年度 }}年……"，或者换行用“|”写'
        return error("S126", "以“{{”开头的文字要加引号", key.span, hint=hint)
    return error("S126", "项名只能是文字，不能是括号里的一组", key.span, hint="是文字就放进英文双引号")


def duplicate(key: Scalar, earlier: Scalar) -> Finding:
    """The finding for ``key``, which stands at ``earlier`` already."""
    return Finding(
        "S121",
        Severity.ERROR,
        f"“{key.text[:40]}”写了两次",
        key.span,
        related=(Related(f"第一次在第 {earlier.span.line} 行", earlier.span),),
        hint="同一项只写一次，删去其中一个",
    )
