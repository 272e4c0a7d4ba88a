"""Compose: the events of the YAML parser as nodes, within limits.

PyYAML's own composer recurses in C and crashes the interpreter on some thousand nested brackets, keeps the
last of two equal keys and expands aliases; here every one of these is a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from yanbian_report.base.findings import Finding, Related, Severity, error
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.encoding import unseen_escaped
from yanbian_report.yamldoc.source_map import SourceMap
from yanbian_report.yamldoc.tree import NOTHING, Mapping, Node, Scalar, Sequence

DEEPEST = 24
MOST = 20_000  # keys and values; a year has some two thousand

_PARSERS_LIMIT = "exceeded maximum nesting depth"  # PyYAML 6.0.4 looks ahead and refuses before DEEPEST is reached
_new = tuple.__new__  # the constructors of named tuples take twice as long, and there are thousands
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LimitError(Exception):
    """The text nests too deep or holds too much; ``finding`` says where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def compose(source: SourceMap, first: int, lines: list[str]) -> tuple[Node | None, list[Finding]]:
    """The node that ``lines`` say, which begin at line ``first`` of ``source``; None when they say nothing.

    Raises yaml.YAMLError on a syntax error and LimitError beyond the limits.
    """
    loader = _Loader("\n".join(lines) + "\n")
    composer = _Composer(source, first, loader.get_event)
    try:
        root = composer.document()
    except yaml.MarkedYAMLError as problem:
        if problem.problem != _PARSERS_LIMIT:
            raise
        raise composer.too_deep(problem.problem_mark, problem.problem_mark) from problem
    finally:
        loader.dispose()
    return root, composer.findings


class _Composer:
    """Events as nodes, each part asking for the events of its own; it goes no deeper than ``DEEPEST``."""

    def __init__(self, source: SourceMap, first: int, next_event: Callable[[], Any]) -> None:
        self.source = source
        self.first = first
        self.next_event = next_event
        self.findings: list[Finding] = []
        self._as_typed = not source.edits
        self._depth = 0
        self._count = 0

    def document(self) -> Node | None:
        """The node of the first document; a second one is a finding."""
        self.next_event()  # the stream begins
        event = self.next_event()
        if type(event) is yaml.StreamEndEvent:
            return None
        root = self._node(self.next_event())
        self.next_event()  # the document ends
        event = self.next_event()
        if type(event) is not yaml.StreamEndEvent:
            hint = "一个文件只写一份数据；删去这一行“---”，后面的内容才会读到"
            words = "这里开始了第二份数据，后面的内容没有读"
            self.findings.append(error("S124", words, self._span(event.start_mark, event.end_mark), hint=hint))
        return root

    def _node(self, event: Any) -> Node:
        self._count += 1
        if self._count > MOST:
            place = self._span(event.start_mark, event.end_mark)
            raise LimitError(error("S128", f"内容太多，超过 {MOST} 项", place, hint="检查是不是选错了文件"))
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event)
        if type(event) is yaml.AliasEvent:
            return self._refused_alias(event)
        self._refuse_magic(event)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.too_deep(event.start_mark, event.end_mark)
        node = self._mapping(event) if type(event) is yaml.MappingStartEvent else self._sequence(event)
        self._depth -= 1
        return node

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._refuse_magic(event)
        if event.style == '"' and (unseen := unseen_escaped(event.value)):
            place, number = self._span(event.start_mark, event.end_mark), ord(unseen)
            words = f"引号里写出了看不见的字符（U+{number:04X}）"
            self.findings.append(error("S106", words, place, hint="删去引号里反斜杠开头的那几个字符"))
        start, end = event.start_mark, event.end_mark
        line, column, end_line, end_column = start.line + self.first, start.column, end.line + self.first, end.column
        if self._as_typed and line == end_line and column < end_column:
            span = _new(Span, (self.source.file, line + 1, column + 1, end_column + 1))
            raw = self.source.typed[line][column:end_column]
            return _new(Scalar, (event.value, span, event.style or "", raw, not event.style and event.value in NOTHING))
        marks = (line, column, end_line, end_column)
        null = not event.style and event.value in NOTHING
        return Scalar(event.value, self.source.span(*marks), event.style or "", self.source.raw(*marks), null)

    def _sequence(self, start: Any) -> Sequence:
        items = []
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            items.append(self._node(event))
        return Sequence(tuple(items), self._span(start.start_mark, event.end_mark))

    def _mapping(self, start: Any) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            key, value = self._node(event), self._node(self.next_event())
            if isinstance(key, Scalar) and key.text.strip() and key.text not in entries and key.text != "<<":
                entries[key.text] = (key, value)
            else:
                self.findings.append(_no_key(key, entries, self.source))
        return Mapping(entries, self._span(start.start_mark, event.end_mark))

    def _span(self, start: Any, end: Any) -> Span:
        return self.source.span(start.line + self.first, start.column, end.line + self.first, end.column)

    def too_deep(self, start: Any, end: Any) -> LimitError:
        """What to raise where the text nests too deep."""
        hint = "检查这里的括号和缩进；以“[”“{”开头的文字要放进英文双引号"
        return LimitError(error("S127", f"层次太深，超过 {DEEPEST} 层", self._span(start, end), hint=hint))

    def _refuse_magic(self, event: Any) -> None:
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

    def _refused_alias(self, event: Any) -> Scalar:
        span = self._span(event.start_mark, event.end_mark)
        message = f"“*{str(event.anchor)[:20]}”会被当成引用别处的内容，不能这样写"
        hint = "是文字就放进英文双引号；要用别处的内容，请照写一遍"
        self.findings.append(error("S122", message, span, hint=hint))
        return Scalar("", span, null=True)


def _no_key(key: Node, entries: dict[str, tuple[Scalar, Node]], source: SourceMap) -> Finding:
    """The finding for an entry whose ``key`` cannot stand beside ``entries``."""
    if not isinstance(key, Scalar):
        return _not_a_name(key, source)
    if key.text == "<<":
        return error("S125", "不能用“<<”合并内容", key.span, hint="把要用的各项照写一遍")
    if not key.text.strip():
        return error("S129", "冒号前面没有项名", key.span, hint="写成“项名: 内容”")
    return duplicate(key, entries[key.text][0])


def _not_a_name(key: Mapping | Sequence, source: SourceMap) -> Finding:
    line = source.typed[key.span.line - 1]
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
