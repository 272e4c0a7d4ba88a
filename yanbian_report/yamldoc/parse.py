"""Source: a YAML file as text with positions.

Scalars stay the text that was typed. All errors of one pass come together: slips are put right and reported,
and what is still broken is read entry by entry, so that one bad line hides only itself.
"""

from __future__ import annotations

from collections.abc import Set

import yaml

from yanbian_report.base.findings import Finding, error, is_failure
from yanbian_report.yamldoc.compose import LimitError, compose
from yanbian_report.yamldoc.encoding import holds_unseen, plain_line_ends, read_text
from yanbian_report.yamldoc.lookalikes import doubts, slips_in
from yanbian_report.yamldoc.source_map import SourceMap
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse", "read_text"]

_SHOWN = 40
LINES = 20_000


def parse(text: str, file_name: str, known: Set[str] = frozenset()) -> tuple[Node | None, list[Finding]]:
    """``text`` as nodes, with every finding of the pass; ``known`` are the keys the schema names.

    None when nothing can be read. What lost entries to a syntax error is ``partial``.
    """
    if text.count("\n") > LINES:
        hint = "检查是不是选错了文件，一年的数据一般不到一千行"
        return None, [error("S128", f"“{file_name}”超过 {LINES} 行，不像数据文件", hint=hint)]
    source = SourceMap.of(plain_line_ends(text), file_name)
    node = parse_clean(source, 0, len(source.lines), known)
    return (node, []) if node is not None else _salvaged(source, known)


def parse_clean(source: SourceMap, first: int, last: int, known: Set[str]) -> Node | None:
    """The node of the lines from ``first`` to before ``last``; None when there is anything to be said about them."""
    lines = list(source.lines[first:last])
    if holds_unseen("\n".join(lines)):
        return None
    try:
        node, findings = compose(source, first, lines)
    except (yaml.YAMLError, LimitError):
        return None
    if node is None or findings or (isinstance(node, Scalar) and node.null):
        return None
    return None if slips_in(node, source, known) or doubts(node, source, range(first, last)) else node


def _salvaged(source: SourceMap, known: Set[str]) -> tuple[Node | None, list[Finding]]:
    """What can be read of a text with slips or mistakes; how is loaded only for such a text."""
    from yanbian_report.yamldoc.fixes import without_unseen
    from yanbian_report.yamldoc.recover import Salvage

    try:
        source, findings = without_unseen(source)
        salvage = Salvage(source, known)
        node = salvage.read()
    except LimitError as limit:
        return None, [limit.finding]
    findings += salvage.findings
    if salvage.exhausted:
        hint = "先改列出的这些，再检查一遍；整个文件都不对的，从备份里复制一份"
        findings.append(error("S119", f"“{source.file}”里问题太多，后面的内容没有检查", hint=hint))
    if isinstance(node, Scalar) and node.null:
        node = None
    if node is None and not is_failure(findings):
        hint = "照 data/README.md 填写，或复制上一年的文件来改"
        findings.append(error("S107", f"“{source.file}”里没有内容", hint=hint))
    if node is not None:
        findings += doubts(node, source, range(len(source.typed)))
    return node, few(findings)


def few(findings: list[Finding]) -> list[Finding]:
    """``findings`` with at most some forty of each code, and a word on how many more there are."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        if counts[finding.code] <= _SHOWN:
            kept.append(finding)
    for code, count in counts.items():
        if count > _SHOWN:
            first = next(f for f in kept if f.code == code)
            more = f"同类问题还有 {count - _SHOWN} 处，没有一一列出"
            kept.append(Finding(code, first.severity, more, hint="先改列出的这些，再检查一遍"))
    return kept
