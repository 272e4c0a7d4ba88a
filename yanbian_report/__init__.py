"""部门决算 (departmental final accounts) as code: one YAML file and Word templates in, one publishable .docx out.

    from yanbian_report import build
    from yanbian_report import load

    result = build(2021, project="path/to/project")   # result.document, result.pictures, result.findings
    loaded = load(2021, project="path/to/project")    # loaded.year.figure("支出.项目支出占比").value

Nothing is raised for what is wrong in the content: problems are ``Finding`` values with file, line and column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanbian_report.api import Built, Loaded, Wanted, build, check, load, new
    from yanbian_report.base.findings import Finding, Severity
    from yanbian_report.base.origin import Span
    from yanbian_report.model.figure import Figure
    from yanbian_report.model.year import Year

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
    "Built": "api",
    "Loaded": "api",
    "Wanted": "api",
    "new": "api",
    "build": "api",
    "check": "api",
    "load": "api",
    "Figure": "model.figure",
    "Year": "model.year",
    "Finding": "base.findings",
    "Severity": "base.findings",
    "Span": "base.findings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
