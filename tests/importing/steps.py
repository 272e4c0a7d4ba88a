"""What tests of imports do again and again."""

from __future__ import annotations

from pathlib import Path

from yanbian_report import ImportOptions
from yanbian_report.base.findings import Finding
from yanbian_report.importer import Action, Imported, import_workbook


def text(office: Path) -> str:
    return (office / "data/2022.yaml").read_text("utf-8")


def put(office: Path, old: str, written: str) -> None:
    """Change the data file by hand."""
    assert old in text(office)
    (office / "data/2022.yaml").write_text(text(office).replace(old, written, 1), "utf-8")


def ran(office: Path, *files: Path, year: int = 2022, **how: object) -> Imported:
    return import_workbook(year, files, office, ImportOptions(**how))  # type: ignore[arg-type]


def codes(findings: list[Finding]) -> set[str]:
    return {f.code for f in findings}


def actions(done: Imported) -> dict[str, Action]:
    return {row.path: row.action for row in done.rows}
