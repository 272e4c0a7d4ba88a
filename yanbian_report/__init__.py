"""部门决算 (departmental final accounts) as code: one YAML file and Word templates in, one publishable .docx out.

    from yanbian_report import build, load

    result = build(2021, project="path/to/project")   # result.document, result.pictures, result.findings
    loaded = load(2021, project="path/to/project")    # loaded.year.figure("支出.项目支出占比").value

Nothing is raised for what is wrong in the content: problems are ``Finding`` values with file, line and column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanbian_report.figures.money import Figure
    from yanbian_report.figures.year import Year
    from yanbian_report.findings import Finding, Severity, Span
    from yanbian_report.make import Built, Loaded, Wanted, build, check, load, new

__all__ = [
    "Built",
    "Figure",
    "Finding",
    "Loaded",
    "Severity",
    "Span",
    "Wanted",
    "Year",
    "build",
    "check",
    "load",
    "new",
]

_HOMES = {
    "Built": "make",
    "Loaded": "make",
    "Wanted": "make",
    "new": "make",
    "build": "make",
    "check": "make",
    "load": "make",
    "Figure": "figures.money",
    "Year": "figures.year",
    "Finding": "findings",
    "Severity": "findings",
    "Span": "findings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
