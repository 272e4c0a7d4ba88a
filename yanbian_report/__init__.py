"""部门决算 (departmental final accounts) as code: one YAML file and Word templates in, one publishable .docx out.

    from yanbian_report import build, load

    result = build(2021, project="path/to/project")   # result.document, result.pictures, result.findings
    loaded = load(2021, project="path/to/project")    # loaded.year.figure("支出.项目支出占比").value

Nothing is raised for what is wrong in the content: problems are ``Finding`` values with file, line and column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanbian_report.api import Loaded, build, check, inspect, load, new
    from yanbian_report.base.findings import Finding, Severity
    from yanbian_report.base.origin import Cell, Origin, Span, WordParagraph
    from yanbian_report.batch_runner import Job, Outcome, batch, jobs_in
    from yanbian_report.forms.final_accounts.starter import Unit
    from yanbian_report.importer import Action, Imported, ImportOptions, Row, import_workbook
    from yanbian_report.model.figure import Figure
    from yanbian_report.model.requirement import Answer, Inspected, Requirement, State
    from yanbian_report.model.year import Year
    from yanbian_report.options import BuildOptions, BuildResult
    from yanbian_report.rules.check import Checked
    from yanbian_report.scaffold import init
    from yanbian_report.watcher import Rebuilt, watch

__version__ = "0.2.0"

_HOMES = {
    "api": ("Loaded", "build", "check", "inspect", "load", "new"),
    "base.findings": ("Finding", "Severity"),
    "base.origin": ("Cell", "Origin", "Span", "WordParagraph"),
    "batch_runner": ("Job", "Outcome", "batch", "jobs_in"),
    "forms.final_accounts.starter": ("Unit",),
    "importer": ("Action", "ImportOptions", "Imported", "Row", "import_workbook"),
    "model.figure": ("Figure",),
    "model.requirement": ("Answer", "Inspected", "Requirement", "State"),
    "model.year": ("Year",),
    "options": ("BuildOptions", "BuildResult"),
    "rules.check": ("Checked",),
    "scaffold": ("init",),
    "watcher": ("Rebuilt", "watch"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = [
    "Action",
    "Answer",
    "BuildOptions",
    "BuildResult",
    "Cell",
    "Checked",
    "Figure",
    "Finding",
    "ImportOptions",
    "Imported",
    "Inspected",
    "Job",
    "Loaded",
    "Origin",
    "Outcome",
    "Rebuilt",
    "Requirement",
    "Row",
    "Severity",
    "Span",
    "State",
    "Unit",
    "WordParagraph",
    "Year",
    "batch",
    "build",
    "check",
    "import_workbook",
    "init",
    "inspect",
    "jobs_in",
    "load",
    "new",
    "watch",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
