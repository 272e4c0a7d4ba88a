"""Salvage: read a text whole, then put right, then in ever smaller pieces.

One bad line hides only itself: the pieces around it are read, and what is lost makes its parents ``partial``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

import yaml

from yanbian_report.figures.compose import DEEPEST, compose, duplicate
from yanbian_report.figures.draft import Draft
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence, walk
from yanbian_report.figures.repair import holds_figure, is_entry, mended, structural, with_plain_indents
from yanbian_report.figures.syntax import explain
from yanbian_report.findings import Finding, Span, error, fails, note

_ATTEMPTS = 1_000
_HEADER = re.compile(r" *(?P<key>\"[^\"]*\"|'[^']*'|[^\s#\"'\[{-][^:]*?) *: *(?:#.*)?")
_CUT = re.compile(r" #[^\s#]")
_MEANT = "是正文就把整段放进英文双引号；是注释就在“#”前后多空一格"
_DASH = re.compile(r" *-(?= |$)")


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines from ``first`` to before ``last``; the first one without its leading ``dashes``."""

    first: int
    last: int
    dashes: int = 0

    def lines(self, draft: Draft) -> list[str]:
        lines = list(draft.lines[self.first : self.last])
        for _ in range(self.dashes):
            lines[0] = lines[0].replace("-", " ", 1)
        return lines


@dataclass(slots=True)
class Salvage:
    """One reading of ``draft``; ``findings`` fill up as it goes."""

    draft: Draft
    known: Set[str]
    findings: list[Finding] = field(default_factory=list)
    _attempts: int = 0

    def read(self) -> Node | None:
        """The whole text as a node. Raises Overflow beyond the limits of ``compose``."""
        block = _Block(0, len(self.draft.lines))
        try:
            return self._as_meant(block, *self._compose(self.draft, block))
        except yaml.YAMLError:
            self.draft, odd = with_plain_indents(self.draft)
            self.findings += odd
            return self._read(block, 0)

    def _read(self, block: _Block, depth: int) -> Node | None:
        try:
            return self._as_meant(block, *self._compose(self.draft, block))
        except yaml.YAMLError as problem:
            failure = problem
        pieces = [] if self._attempts > _ATTEMPTS or depth > DEEPEST else _pieces(block, self.draft)
        if len(pieces) == 1:
            slip = mended(self.draft, self.known, {pieces[0].first})
            return self._entry(pieces[0], slip, failure, depth)
        return self._in_pieces(pieces, block, failure, depth)

    def _compose(self, draft: Draft, block: _Block) -> tuple[Node | None, list[Finding]]:
        self._attempts += 1
        return compose(draft, block.first, block.lines(draft))

    def _accept(self, draft: Draft, block: _Block, node: Node | None, findings: list[Finding]) -> Node | None:
        self.findings += (*draft.findings(block.first, block.last), *findings)
        return node

    def _as_meant(self, block: _Block, node: Node | None, findings: list[Finding]) -> Node | None:
        """``node``, read again with slips put right where lines became one text that are entries."""
        slips = _slips(node, self.draft, self.known) if node else set()
        if slips:
            plain, odd = with_plain_indents(self.draft, slips)
            better = mended(plain, self.known, slips)
            try:
                node, found = self._compose(better, block)
                return self._accept(better, block, node, [*odd, *found])
            except yaml.YAMLError:
                pass
        return self._accept(self.draft, block, node, findings)

    def _in_pieces(self, pieces: list[_Block], block: _Block, failure: yaml.YAMLError, depth: int) -> Node | None:
        before = len(self.findings)
        nodes = [self._read(piece, depth + 1) for piece in pieces]
        node = _merged(nodes, self.findings)
        uneven = len({len(line) - len(line.lstrip(" ")) for line in (piece.lines(self.draft)[0] for piece in pieces)}) > 1
        if uneven or not fails(self.findings[before:]):
            self.findings.append(explain(failure, self.draft, block.first))
            return replace(node, partial=True) if isinstance(node, Mapping | Sequence) else node
        return node

    def _entry(self, block: _Block, slip: Draft, failure: yaml.YAMLError, depth: int) -> Node | None:
        """The one entry of ``block``, its first line put right, or what can be read below its name or dash."""
        before = len(self.findings)
        if any(slip.findings(block.first, block.last)):
            try:
                return self._accept(slip, block, *self._compose(slip, block))
            except yaml.YAMLError as problem:
                failure = problem
        node = self._below(block, slip, depth)
        if not fails(self.findings[before:]):
            self._accept(slip, block, None, [explain(failure, slip, block.first)])
        return node

    def _below(self, block: _Block, draft: Draft, depth: int) -> Node | None:
        """The node of one entry that is broken somewhere below its ``key:`` or its dash."""
        first = block.lines(draft)[0]
        header = _HEADER.fullmatch(first)
        if header is not None and any(structural(draft.lines[block.first + 1 : block.last])):
            return self._under_header(block, header, draft, depth)
        if _DASH.match(first) and depth < DEEPEST:
            body = self._read(replace(block, dashes=block.dashes + 1), depth + 1)
            return None if body is None else Sequence((body,), body.span, partial=True)
        return None

    def _under_header(self, block: _Block, header: re.Match[str], draft: Draft, depth: int) -> Node | None:
        start, end = header.span("key")
        span = draft.span(block.first, start, block.first, end)
        key = Scalar(header["key"].strip("\"'"), span)
        body = self._read(_Block(block.first + 1, block.last), depth + 1)
        self.findings += draft.findings(block.first, block.first + 1)
        if body is None:
            return None
        return Mapping({key.text: (key, body)}, span, partial=True)


def _pieces(block: _Block, draft: Draft) -> list[_Block]:
    """``block`` cut at its outermost entries; a list may stand as far left as the name it belongs to."""
    lines = block.lines(draft)
    indents = {n: len(lines[n]) - len(lines[n].lstrip(" ")) for n in structural(lines)}
    if not indents:
        return []
    outermost = min(indents.values())
    starts = [n for n, indent in indents.items() if indent == outermost]
    named = [n for n in starts if not _DASH.match(lines[n])]
    starts = sorted({min(indents), *(named or starts)})
    ends = [*starts[1:], len(lines)]
    return [_Block(block.first + a, block.first + b, 0 if a else block.dashes) for a, b in zip(starts, ends, strict=True)]


def _merged(nodes: list[Node | None], findings: list[Finding]) -> Node | None:
    """The pieces of one mapping or one sequence put together again; ``partial`` when a piece is missing."""
    findings += (_no_entry(node) for node in nodes if isinstance(node, Scalar) and node.text)
    groups = [node for node in nodes if isinstance(node, Mapping)]
    lists = [node for node in nodes if isinstance(node, Sequence)]
    if lists and not groups:
        items = tuple(item for node in lists for item in node.items)
        return Sequence(items, lists[0].span, len(lists) < len(nodes))
    if not groups:
        return None
    entries: dict[str, tuple[Scalar, Node]] = {}
    for group in groups:
        findings += (duplicate(e[0], entries[name][0]) for name, e in group.entries.items() if name in entries)
        entries = {**entries, **{n: e for n, e in group.entries.items() if n not in entries}}
    whole = len(groups) == len(nodes) and not any(group.partial for group in groups)
    return Mapping(entries, groups[0].span, not whole)


def _no_entry(scalar: Scalar) -> Finding:
    hint = "写成“项名: 内容”；是上一段文字的下半段，就比那一项多缩进两格"
    return error("S120", "这一行没有冒号，不是“项名: 内容”", scalar.span, hint=hint)


def _slips(node: Node, draft: Draft, known: Set[str]) -> set[int]:
    """The lines (from 0) that are one text to YAML and entries with slips to the eye."""
    if isinstance(node, Scalar):
        return _lines_of_entries(node, draft, known, least=1)
    found: set[int] = set()
    for inner in walk(node):
        if isinstance(inner, Sequence):
            if any(isinstance(item, Mapping) for item in inner.items):
                for item in inner.items:
                    found |= _lines_of_entries(item, draft, known, least=1)
        elif isinstance(inner, Mapping):
            for key, value in inner.entries.values():
                if key.text.strip() != key.text or "\t" in key.text:
                    found.add(key.span.line - 1)
                if value.span.line > key.span.line:
                    found |= _lines_of_entries(value, draft, known, least=2)
    return found


def _lines_of_entries(node: Node, draft: Draft, known: Set[str], least: int) -> set[int]:
    """The lines of a plain text of which every line is an entry: at least so many, unless a figure follows."""
    if not isinstance(node, Scalar) or node.style or not node.text:
        return set()
    first = node.span.line - 1
    lines = [n for n in range(first, first + node.raw.count("\n") + 1) if draft.typed[n].strip()]
    if not all(is_entry(draft.typed, n, known) for n in lines):
        return set()
    return set(lines) if len(lines) >= least or holds_figure(draft.typed[first]) else set()


def comments(node: Node, draft: Draft) -> list[Finding]:
    """Hints where `` #`` seems to cut a text that was meant to go on."""
    texts = (n for n in walk(node) if isinstance(n, Scalar) and n.text and not n.style)
    return [note("S130", "“ #”后面的文字被当成了注释，不会印出来", span, hint=_MEANT) for span in _cuts(texts, draft)]


def _cuts(texts: Iterable[Scalar], draft: Draft) -> Iterator[Span]:
    for scalar in texts:
        line = draft.typed[scalar.span.line - 1]
        rest = line[scalar.span.end_column - 1 :]
        if "\n" not in scalar.raw and (_CUT.match(rest) or " #" in rest and _unclosed(scalar.text)):
            column = line.index("#", scalar.span.end_column - 1) + 1
            yield Span(draft.file, scalar.span.line, column, len(line.rstrip()) + 1)


def _unclosed(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("（）", "“”", "《》", "【】", "()"))
