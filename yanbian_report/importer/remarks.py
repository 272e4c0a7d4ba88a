"""Remarks: what an import leaves to a person, as findings X307, X308 and X310."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yanbian_report.base.findings import Finding, Related, Severity, note
from yanbian_report.base.origin import Span
from yanbian_report.importer.plan import Action, Row


def remarks(rows: Iterable[Row], spans: Mapping[str, Span]) -> list[Finding]:
    """What somebody has to look at: typed figures that differ from their cells, and codes that are in no table."""
    findings = []
    for row in rows:
        origin = spans.get(row.path)
        if row.action is Action.KEPT:
            words = f"“{row.path}”填的是 {row.typed}，{row.place} 是 {row.read}，没有改"
            related = tuple(Related(f"{cell.sheet}!{cell.cell} {row.read}", cell) for cell in row.cells[:1])
            hint = "核对是哪一个对：表对的，加上 --overwrite 再导入一次，或者手工改；填的对的，在系统里改表"
            findings.append(Finding("X307", Severity.INCONSISTENCY, words, origin, row.path, related, hint))
        elif row.action is Action.ABSENT:
            words = f"“{row.path}”在工作簿里没有"
            hint = "今年没有这一项支出的，加上 --remove 再导入一次，就连同下面的几行删去；有的，核对科目编码"
            findings.append(note("X308", words, origin, hint=hint, path=row.path))
        elif row.action is Action.PROPOSED:
            words = f"“{row.path}”由两年的表拟写了：{row.read}"
            hint = "逐条补上原因，改好就删去【待改】；说不清各项的整个删去，写“原因”"
            findings.append(note("X310", words, origin, hint=hint, path=row.path))
    return findings
