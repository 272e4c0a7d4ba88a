"""Keep: imported workbooks put where they belong to their year, and what they replace moved aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import has_content, is_file, read_regular, resolved, write_file
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.kept import ENDINGS, folder, kept
from yanbian_report.base.project import Project
from yanbian_report.model.table import Table
from yanbian_report.workbook.limits import LARGEST


class Keeping(NamedTuple):
    """What is to be done: files and the names they are kept under, and files and the names they are moved aside to."""

    copies: tuple[tuple[Path, Path], ...] = ()
    aside: tuple[tuple[Path, Path], ...] = ()


class Moved(NamedTuple):
    """A cell that says something else than in the workbook that it was read from before; empty for nothing."""

    place: str
    row: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.place}　{self.row}　{self.column}　{self.before or '没有'} → {self.after or '没有'}"


def keeping(project: Project, year: int, files: Iterable[Path], replaced: list[Path], staying: list[Path]) -> Keeping:
    """How ``files`` are kept as the workbooks of ``year`` beside those ``staying``, in place of those ``replaced``."""
    there = {resolved(file) for file in (*replaced, *staying, *kept(project, year)[0])}  # and those read again
    new = [file for file in files if resolved(file) not in there]
    same = {file for file in replaced if any(_same(file, other) for other in new)}
    new = [file for file in new if not any(_same(other, file) for other in same)]
    used = {resolved(file) for file in files}
    gone = [file for file in replaced if file not in same and resolved(file) not in used]
    taken = [file.stem for file in (*staying, *same, *(file for file in replaced if resolved(file) in used))]
    single = len(new) == 1 and str(year) not in taken
    copies = []
    for number, file in enumerate(new, 1):
        name = str(year) if single else _free(str(year), number, taken)
        taken.append(name)
        copies.append((file, folder(project) / f"{name}{_ending(file)}"))
    return Keeping(tuple(copies), tuple((file, _aside(file)) for file in gone))


def _same(one: Path, other: Path) -> bool:
    data = read_regular(other, LARGEST + 1)
    return data is not None and has_content(one, data)


def _free(year: str, number: int, taken: list[str]) -> str:
    while f"{year}-{number}" in taken:
        number += 1
    return f"{year}-{number}"


def _aside(file: Path) -> Path:
    """A name beside ``file`` that nothing has, and that no year's workbook can have."""
    number, name = 1, file.with_name(f"{file.name}.bak")
    while name.exists():
        number += 1
        name = file.with_name(f"{file.name}.bak{number}")
    return name


def _ending(file: Path) -> str:
    """The ending that says what the file is, which exports do not always have."""
    data, ending = read_regular(file, 200) or b"", file.suffix.lower()
    if data.startswith(b"PK"):
        return ".ods" if b"opendocument" in data else ending if ending in (".xlsm", ".xlsb") else ".xlsx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".et" if ending == ".et" else ".xls"
    return ending if ending in ENDINGS else ".xls"


def keep(wanted: Keeping) -> list[Finding]:
    """Do it; when it cannot be, everything stays where it was, and findings say why."""
    moved: list[tuple[Path, Path]] = []
    findings: list[Finding] = []
    for file, name in wanted.aside:
        try:
            file.rename(name)
            moved.append((file, name))
        except OSError:
            hint = "在 Excel 或 WPS 里关掉它，再运行一次"
            findings = [error("X306", f"“{file.name}”移不开：它正打开着，或者没有权限", hint=hint)]
            break
    for file, name in () if findings else wanted.copies:
        data = read_regular(file, LARGEST + 1)
        findings = (
            write_file(name, data) if data is not None else [error("X306", f"“{file}”读不到了", hint="再运行一次")]
        )
        if findings:
            break
    if findings:
        undo(Keeping(wanted.copies, tuple(moved)))
    return findings


def undo(done: Keeping) -> None:
    """Put back what was moved aside, and take away what was copied."""
    for _, name in done.copies:
        with suppress(OSError):
            name.unlink(missing_ok=True)
    for file, name in done.aside:
        if is_file(name) and not is_file(file):
            with suppress(OSError):
                name.rename(file)


def moved_cells(before: Mapping[str, Table], after: Mapping[str, Table]) -> tuple[Moved, ...]:
    """The amounts that are not what they were, in tables that there were before."""
    found = []
    for key, old in before.items():
        new = after.get(key)
        for name in dict.fromkeys((*old.figures, *(new.figures if new else ()))) if new else ():
            one, other = old.get(*name), new.get(*name) if new else None
            if one is None or other is None or one.value != other.value:
                shown = other or one
                cell = getattr(shown.origin if shown else None, "cell", "")
                place = f"{new.place if new else old.place}!{cell}"
                found.append(Moved(place, *name, one.text if one else "", other.text if other else ""))
    return tuple(found)
