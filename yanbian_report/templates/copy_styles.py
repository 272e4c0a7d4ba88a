"""Styles: those of the master (the first Word file of an edition) copied to its chapters, so that all look alike."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.files import is_file, list_folder, write_file
from yanbian_report.base.findings import Finding, error
from yanbian_report.word.package import STYLES, read_package, to_bytes


def copy_styles(folder: Path) -> tuple[list[Path], list[Finding]]:
    """Give every chapter of ``folder`` the master's styles; the files that were changed, and what went wrong."""
    beside, closed = list_folder(folder, folder.as_posix())
    if closed:
        return [], closed
    files = [p for p in beside if p.suffix == ".docx" and not p.name.startswith(("~$", ".")) and is_file(p)]
    if not files:
        return [], [error("T105", f"“{folder}”里没有 .docx 模板", hint="模板放在 templates/版本/ 里")]
    findings: list[Finding] = []
    changed: list[Path] = []
    master, *chapters = [read_package(file) for file in files]
    for _, problems in (master, *chapters):
        findings += problems
    if findings or master[0] is None:
        return [], findings
    styles = master[0].parts[STYLES]
    for file, (package, _) in zip(files[1:], chapters, strict=True):
        if package is not None and package.parts[STYLES] != styles:
            problems = write_file(file, to_bytes(package.replaced({STYLES: styles})))
            findings += problems
            changed += [] if problems else [file]
    return changed, findings
