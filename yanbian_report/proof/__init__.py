"""Proof: the finished document is read back before anyone sees it. A module put here is found by itself.

A module that has ``check`` is a proof: it gives the findings on one thing that must be true of every document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yanbian_report.base.findings import Finding
from yanbian_report.base.modules import load_modules
from yanbian_report.forms.form import Printing
from yanbian_report.model.year import Year
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.package import Package

FIRST = "well_formed"  # what is no XML cannot be read back: its findings stop the others

Check = Callable[[ReadBack], Iterator[Finding]]


def prove(package: Package, year: Year | None = None, printing: Printing | None = None) -> list[Finding]:
    """What every proof finds in ``package``, in the order of the codes.

    With ``year`` and ``printing`` (the form's) also the figures that were typed and are printed nowhere.
    """
    document, checks = ReadBack(package, year, printing), _checks()
    findings = list(checks.pop(FIRST)(document))
    if not findings:
        findings = [finding for check in checks.values() for finding in check(document)]
    return sorted(findings, key=lambda finding: finding.code)


def _checks() -> dict[str, Check]:
    """Every proof by the name of its module."""
    return {name: module.check for name, module in load_modules(__name__).items() if hasattr(module, "check")}
