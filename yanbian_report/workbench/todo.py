"""To do: what is left of a year and what is wrong in it, section by section of its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.workbench.said import Json

ELSEWHERE = "其他"  # findings of no section: templates, charts, the file as a whole


@dataclass
class _Section:
    left: list[str] = field(default_factory=list)
    wrong: int = 0
    noted: int = 0


def to_do(findings: Iterable[Finding], sections: Iterable[str]) -> list[Json]:
    """For each of ``sections`` that has any: the paths ``left`` to be filled in, looked over or made one's own, how
    many findings are ``wrong``, and how many are only ``noted``. What belongs to none comes last.
    """
    found = {name: _Section() for name in (*sections, ELSEWHERE)}
    for finding in findings:
        section = found.get(finding.path.partition(".")[0]) or found[ELSEWHERE]
        if finding.to_do:
            section.left.append(finding.path)
        elif finding.severity is Severity.NOTE:
            section.noted += 1
        else:
            section.wrong += 1
    return [
        {"section": name, "left": section.left, "wrong": section.wrong, "noted": section.noted}
        for name, section in found.items()
        if section.left or section.wrong or section.noted
    ]
