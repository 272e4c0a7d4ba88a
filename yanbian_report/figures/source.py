"""Source: a YAML file as text with positions.

Scalars stay the text that was typed. All errors of one pass come together: slips are put right and reported, and
what is still broken is read entry by entry, so that one bad line hides only itself.
"""

from __future__ import annotations

from collections.abc import Set

from yanbian_report.figures.compose import Overflow
from yanbian_report.figures.draft import Draft
from yanbian_report.figures.encoding import read_text
from yanbian_report.figures.nodes import Mapping, Node, Scalar, Sequence
from yanbian_report.figures.repair import without_unseen
from yanbian_report.figures.salvage import Salvage, comments
from yanbian_report.findings import Finding, error, fails

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse", "read_text"]

_SHOWN = 40


def parse(text: str, file_name: str, known: Set[str] = frozenset()) -> tuple[Node | None, list[Finding]]:
    """``text`` as nodes, with every finding of the pass; ``known`` are the keys the schema names.

    None when nothing can be read. Mappings and sequences that lost something to a syntax error are ``partial``.
    """
    draft, findings = without_unseen(Draft.of(text, file_name))
    salvage = Salvage(draft, known)
    try:
        node = salvage.read()
    except Overflow as overflow:
        return None, few([*findings, overflow.finding])
    findings += salvage.findings
    if isinstance(node, Scalar) and not node.text:
        node = None
    if node is None and not fails(findings):
        findings.append(error("S107", f"“{file_name}”里没有内容", hint="照 data/README.md 填写，或复制上一年的文件来改"))
    return node, few([*findings, *(comments(node, draft) if node else ())])


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
