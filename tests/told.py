"""Findings in words for goldens: everything that they say, and nothing of how a console shows it."""

from __future__ import annotations

from collections.abc import Iterable

from yanbian_report.base.findings import Finding, sort_by_place


def told(findings: Iterable[Finding]) -> str:
    """``findings`` in the order of their places, each with all its parts."""
    return "\n".join(line for finding in sort_by_place(findings) for line in _lines(finding))


def _lines(finding: Finding) -> Iterable[str]:
    yield f"{finding.severity.value} {finding.code} {finding.message}"
    yield f"  {finding.origin or '-'}　{finding.path or '-'}"
    for related in finding.related:
        yield f"  另见 {related.origin or '-'}　{related.message}"
    if finding.hint:
        yield f"  → {finding.hint}"
    if finding.basis:
        yield f"  据 {finding.basis}"
