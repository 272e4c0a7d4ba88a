"""Kept: the workbooks that belong to a year: ``data/公开表/2022.xlsx``, or ``2022-1.xlsx`` and so on."""

from __future__ import annotations

import re
from pathlib import Path

from yanbian_report.base.files import list_folder
from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".xml", ".html", ".htm")


def folder(project: Project) -> Path:
    """Where the workbooks of a project are kept."""
    return project.root / "data" / "公开表"


def kept(project: Project, year: int | str) -> tuple[list[Path], list[Finding]]:
    """The workbooks of ``year`` in their order; B504 when nobody may look."""
    files, findings = list_folder(folder(project), project.shown(folder(project)))
    found = [(int(number or 0), file) for file in files if (number := _number(file, year)) is not None]
    return [file for _, file in sorted(found)], findings


def _number(file: Path, year: int | str) -> str | None:
    """Which of the workbooks of ``year`` a file is by its name; None when it is none.

    What is no file that can be read has its number, too: reading says so (X101, X102).
    """
    match = re.fullmatch(rf"{year}(?:-(\d{{1,3}}))?", file.stem)
    return (match[1] or "") if match and file.suffix.lower() in ENDINGS else None
