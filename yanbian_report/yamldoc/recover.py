"""Salvage: read a text whole, then put right, then in ever smaller pieces.

One bad line hides only itself: the pieces around it are read, and what is lost makes its parents ``partial``.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from yanbian_report.base.findings import Finding, is_failure
from yanbian_report.yamldoc.compose import DEEPEST, compose, duplicate
from yanbian_report.yamldoc.fixes import mended, structural, with_plain_indents
from yanbian_report.yamldoc.lookalikes import slips_in
from yanbian_report.yamldoc.source_map import SourceMap
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence

_ATTEMPTS = 1_000
_HEADER = re.compile(r" *(?P<key>\"[^\"]*\"|'[^']*'|[^\s#\"'\[{-][^:]*?) *: *(?:#.*)?")
_DASH = re.compile(r" *-(?= |$)")


class _Block(NamedTuple):
    """The lines from ``first`` to before ``last``; the first one without its leading ``dashes``."""

    first: int
    last: int
    dashes: int = 0

    def lines(self, source: SourceMap) -> list[str]:
        lines = list(source.lines[self.first : self.last])
        lines[0] = lines[0].replace("-", " ", self.dashes)
        return lines

    def trimmed(self, source: SourceMap) -> _Block:
        """This block without the blank lines and comments that it begins with."""
        skipped = next(structural(self.lines(source)), 0)
        return _Block(self.first + skipped, self.last) if skipped else self


@dataclass(slots=True)
class Salvage:
    """One reading of ``source``; ``findings`` fill up as it goes."""

    source: SourceMap
    known: Set[str]
    findings: list[Finding] = field(default_factory=list)
    exhausted: bool = False
    _attempts: int = 0

    def read(self) -> Node | None:
        """The whole text as a node. Raises LimitError beyond the limits of ``compose``."""
        block = _Block(0, len(self.source.lines))
        try:
            return self._as_meant(block, *self._compose(self.source, block))
        except yaml.YAMLError:
            self.source, odd = with_plain_indents(self.source)
            self.findings += odd
            return self._read(block, 0)

    def _read(self, block: _Block, depth: int) -> Node | None:
        self.exhausted |= self._attempts > _ATTEMPTS
        if self.exhausted:
            return None
        block = block.trimmed(self.source)
        try:
            return self._as_meant(block, *self._compose(self.source, block))
        except yaml.YAMLError as problem:
            failure = problem
        pieces = _pieces(block, self.source) if depth < DEEPEST else []
        if len(pieces) == 1:
            slip = mended(self.source, self.known, {pieces[0].first})
            return self._entry(pieces[0], slip, failure, depth)
        return self._in_pieces(pieces, block, failure, depth)

    def _compose(self, source: SourceMap, block: _Block) -> tuple[Node | None, list[Finding]]:
        self._attempts += 1
        return compose(source, block.first, block.lines(source))

    def _accept(self, source: SourceMap, block: _Block, node: Node | None, findings: list[Finding]) -> Node | None:
        self.findings += (*source.findings(block.first, block.last), *findings)
        return node

    def _as_meant(self, block: _Block, node: Node | None, findings: list[Finding]) -> Node | None:
        """``node``, read again with slips put right where lines became one text that are entries."""
        slips = slips_in(node, self.source, self.known) if node else set()
        if slips:
            plain, odd = with_plain_indents(self.source, slips)
            better = mended(plain, self.known, slips)
            try:
                node, found = self._compose(better, block)
                return self._accept(better, block, node, [*odd, *found])
            except yaml.YAMLError:
                pass
        return self._accept(self.source, block, node, findings)

    def _in_pieces(self, pieces: list[_Block], block: _Block, failure: yaml.YAMLError, depth: int) -> Node | None:
        before = len(self.findings)
        node = _merged(_frayed([self._read(piece, depth + 1) for piece in pieces]), self.findings)
        uneven = len({_indent(piece.lines(self.source)[0]) for piece in pieces}) > 1
        if uneven or not is_failure(self.findings[before:]):
            self.findings.append(_explained(failure, self.source, block.first))
            return _as_partial(node)
        return node

    def _entry(self, block: _Block, slip: SourceMap, failure: yaml.YAMLError, depth: int) -> Node | None:
        """The one entry of ``block``: its first line put right, or what can be read below its name or dash."""
        before = len(self.findings)
        if any(slip.findings(block.first, block.last)):
            try:
                return self._accept(slip, block, *self._compose(slip, block))
            except yaml.YAMLError as problem:
                failure = problem
        node = self._below(block, slip, depth)
        if not is_failure(self.findings[before:]):
            return _as_partial(self._accept(slip, block, node, [_explained(failure, slip, block.first)]))
        return node

    def _below(self, block: _Block, source: SourceMap, depth: int) -> Node | None:
        """The node of one entry that is broken somewhere below its ``key:`` or its dash."""
        first = block.lines(source)[0]
        header = _HEADER.fullmatch(first)
        if header is not None and any(structural(source.lines[block.first + 1 : block.last])):
            return self._under_header(block, header, source, depth)
        if _DASH.match(first):
            body = self._read(block._replace(dashes=block.dashes + 1), depth + 1)
            return None if body is None else Sequence((body,), body.span)
        return None

    def _under_header(self, block: _Block, header: re.Match[str], source: SourceMap, depth: int) -> Node | None:
        start, end = header.span("key")
        span = source.span(block.first, start, block.first, end)
        key = Scalar(header["key"].strip("\"'"), span)
        body = self._read(_Block(block.first + 1, block.last), depth + 1)
        self.findings += source.findings(block.first, block.first + 1)
        if body is None:
            return None
        return Mapping({key.text: (key, body)}, span)


def _pieces(block: _Block, source: SourceMap) -> list[_Block]:
    """``block`` cut at its outermost entries; a list may stand as far left as the name it belongs to."""
    lines = block.lines(source)
    indents = {n: _indent(lines[n]) for n in structural(lines)}
    if not indents:
        return []
    outermost = min(indents.values())
    starts = [n for n, indent in indents.items() if indent == outermost]
    named = [n for n in starts if not _DASH.match(lines[n])]
    starts = sorted({min(indents), *(named or starts)})
    bounds = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [_Block(block.first + a, block.first + b, 0 if a else block.dashes) for a, b in bounds]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _as_partial(node: Node | None) -> Node | None:
    return node._replace(partial=True) if isinstance(node, (Mapping, Sequence)) else node


def _frayed(nodes: list[Node | None]) -> list[Node | None]:
    """``nodes`` with the last entry before a broken piece marked partial: the piece may have been cut from it."""
    for before, after in zip(range(len(nodes)), nodes[1:], strict=False):
        node = nodes[before]
        broken = after is None or isinstance(after, Mapping) and after.partial
        if broken and isinstance(node, Mapping) and node.entries:
            name, (key, value) = next(reversed(node.entries.items()))
            nodes[before] = node._replace(entries={**node.entries, name: (key, _as_partial(value) or value)})
    return nodes


def _explained(problem: yaml.YAMLError, source: SourceMap, first: int) -> Finding:
    """What the parser stumbled over; how to say it is loaded only when it did."""
    from yanbian_report.yamldoc.explain import explain

    return explain(problem, source, first)


def _merged(nodes: list[Node | None], findings: list[Finding]) -> Node | None:
    """The pieces of one mapping or one sequence put together again; ``partial`` when a piece is missing."""
    from yanbian_report.yamldoc.explain import no_entry

    findings += (no_entry(node.raw, node.span) for node in nodes if isinstance(node, Scalar) and node.text)
    groups = [node for node in nodes if isinstance(node, Mapping)]
    lists = [node for node in nodes if isinstance(node, Sequence)]
    if lists and not groups:
        items = tuple(item for node in lists for item in node.items)
        return Sequence(items, lists[0].span, len(lists) < len(nodes))
    if not groups:
        return None
    entries: dict[str, tuple[Scalar, Node]] = {}
    for group in groups:
        for name, entry in group.entries.items():
            if entries.setdefault(name, entry) is not entry:
                findings.append(duplicate(entry[0], entries[name][0]))
    whole = len(groups) == len(nodes) and not any(group.partial for group in groups)
    return Mapping(entries, groups[0].span, not whole)
