"""Slips: what the parser reads without complaint, and its author meant otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from yanbian_report.base.findings import Finding, note
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.source_map import SourceMap
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence, groups, walk


def slips_in(node: Node, source: SourceMap, known: Set[str]) -> set[int]:
    """The lines (from 0) that are one text to YAML and entries with slips to the eye."""
    if isinstance(node, Scalar):
        return _lines_of_entries(node, source, known, least=1)
    found: set[int] = set()
    for group in groups(node):
        if isinstance(group, Mapping):
            for key, value in group.entries.values():
                if key.text.strip() != key.text or "\t" in key.text:
                    found.add(key.span.line - 1)
                if isinstance(value, Scalar) and value.span.line > key.span.line:
                    found |= _lines_of_entries(value, source, known, least=2)
        elif any(isinstance(item, Mapping) for item in group.items):
            for item in group.items:
                found |= _lines_of_entries(item, source, known, least=1)
    return found


def _lines_of_entries(node: Node, source: SourceMap, known: Set[str], least: int) -> set[int]:
    """The lines of a plain text if every one is an entry: at least so many, unless a figure follows."""
    if not isinstance(node, Scalar) or node.style or not node.text:
        return set()
    from yanbian_report.yamldoc.fixes import holds_figure, is_entry, opens_block

    first = node.span.line - 1
    lines = [n for n in range(first, first + node.raw.count("\n") + 1) if source.typed[n].strip()]
    if opens_block(source.typed[first]) and is_entry(source.typed, first, known):
        return {first}
    if not all(is_entry(source.typed, n, known) for n in lines):
        return set()
    return set(lines) if len(lines) >= least or holds_figure(source.typed[first]) else set()


def doubts(node: Node, source: SourceMap, lines: range) -> list[Finding]:
    """What may be meant otherwise in ``node``, which stands on ``lines`` (from 0)."""
    typed = source.typed[lines.start : lines.stop]
    cut = {number for number, line in enumerate(typed, lines.start + 1) if " #" in line and _doubtful(line)}
    bracketed = any("[" in line and not line.endswith("[]") for line in typed)
    return [*(_comments(node, source, cut) if cut else ()), *(_full_width_commas(node, source) if bracketed else ())]


_CUT = re.compile(r" #[^\s#]")
_PAIRS = ("（）", "“”", "《》", "【】")


def _full_width_commas(node: Node, source: SourceMap) -> list[Finding]:
    """Hints where items in brackets are parted by full-width commas, which makes one item of them."""
    lists = (n for n in groups(node) if isinstance(n, Sequence))
    bracketed = (n for n in lists if source.typed[n.span.line - 1].startswith("[", n.span.column - 1))
    texts = (item for n in bracketed for item in n.items if isinstance(item, Scalar) and not item.style)
    message = "方括号里的全角逗号不把各项隔开，这里算一项"
    hint = "各项用英文逗号和空格隔开；本来就是一项的，放进英文双引号"
    return [note("S131", message, item.span, hint=hint) for item in texts if "，" in item.text]


def _comments(node: Node, source: SourceMap, lines: set[int]) -> list[Finding]:
    """Hints where `` #`` seems to cut a text on ``lines`` (from 1) that was meant to go on."""
    texts = (n for n in walk(node) if isinstance(n, Scalar) and n.span.line in lines and n.text and not n.style)
    message = "“ #”后面的文字被当成了注释，不会印出来"
    hint = "是正文就把整段放进英文双引号；是注释就在“#”前后都空一格"
    return [note("S130", message, span, hint=hint) for span in _cuts(texts, source)]


def _doubtful(line: str) -> bool:
    """Whether what follows `` #`` on ``line`` may be text: told without knowing where the entry ends."""
    before = line.partition(" #")[0]
    return any(pair[0] in before for pair in _PAIRS) or _CUT.search(line) is not None


def _cuts(texts: Iterable[Scalar], source: SourceMap) -> Iterator[Span]:
    for scalar in texts:
        line = source.typed[scalar.span.line - 1]
        rest = line[scalar.span.end_column - 1 :]
        if "\n" not in scalar.raw and (_CUT.match(rest) or " #" in rest and _unclosed(scalar.text)):
            column = line.index("#", scalar.span.end_column - 1) + 1
            yield Span(source.file, scalar.span.line, column, len(line.rstrip()) + 1)


def _unclosed(text: str) -> bool:
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)
