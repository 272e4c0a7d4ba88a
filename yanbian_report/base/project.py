"""Project: where the content of a report lies.

A project is a folder with ``data/``, ``templates/`` and ``charts/``; it is found from any folder inside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import is_folder, list_folder, resolved
from yanbian_report.base.findings import Finding, error

CONTENT = ("data", "templates", "charts")
_DEEPEST = 5  # folders within each other


class Project(NamedTuple):
    """The folder of one office's reports."""

    root: Path

    def data(self, year: int | str) -> Path:
        """Where the data file of ``year`` usually stands; other kinds of files stand beside it (see ``inputs``)."""
        return self.root / "data" / f"{year}.yaml"

    @property
    def classification(self) -> Path:
        """The folder with the tables of functional codes, one a year."""
        return self.root / "data" / "科目"

    @property
    def charts(self) -> Path:
        return self.root / "charts"

    def templates(self, edition: str) -> Path:
        """The templates of an edition of the form (``2020-2021``)."""
        return self.root / "templates" / edition

    def content(self) -> Iterator[os.DirEntry[str]]:
        """Every file that reports are made of; what editors and Word leave about is none."""
        for folder in CONTENT:
            yield from _files(str(self.root / folder))

    def output(self, year: int | str) -> Path:
        """Where a year's document and pictures are put."""
        return self.root / "build" / str(year)

    @property
    def cache(self) -> Path:
        """Where builds keep what the next one can use."""
        return self.root / "build" / ".cache"

    def editions(self) -> list[str]:
        """The editions at hand."""
        return [path.name for path in list_folder(self.root / "templates", "")[0] if is_folder(path)]

    def shown(self, path: Path) -> str:
        """``path`` as messages name it: from the project's folder, with forward slashes."""
        for here, root in ((path, self.root), (resolved(path), resolved(self.root))):
            if here.is_relative_to(root):
                return here.relative_to(root).as_posix()
        return path.as_posix()


def _files(folder: str, depth: int = 0) -> Iterator[os.DirEntry[str]]:
    """The files below ``folder``. By scandir, as a watch looks a hundred times a second."""
    try:
        entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(("~$", "."))]
    except OSError:  # gone between two looks, or not to be looked into
        return
    for entry in entries:
        if not _leads_to_folder(entry):
            yield entry
        elif depth < _DEEPEST:  # a link may lead to a folder that it lies in
            yield from _files(entry.path, depth + 1)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def edition_for(editions: Iterable[str], year: int) -> str:
    """Which of ``editions`` (``2022-2024``, ``2025``) is for ``year``; empty when none says so."""
    for edition in editions:
        first, _, last = edition.partition("-")
        if first.isdecimal() and int(first) <= year <= int(last if last.isdecimal() else first):
            return edition
    return ""


def nearest_edition(editions: Iterable[str], year: int) -> str:
    """The one for ``year``; else the last before it, else the first after it. Empty when none is named by years."""
    dated = sorted(edition for edition in editions if edition.partition("-")[0].isdecimal())
    before = [edition for edition in dated if int(edition.partition("-")[0]) <= year]
    return edition_for(dated, year) or next(iter([*before[-1:], *dated]), "")


def find_project(start: Path) -> tuple[Project | None, list[Finding]]:
    """The project that ``start`` is or lies in; ``start`` must be a folder that there is."""
    if not is_folder(start):
        wrong = f"“{start}”是一个文件，不是项目目录" if os.path.lexists(start) else f"没有“{start}”这个文件夹"
        return None, [error("B501", wrong, hint="写报告项目的目录，里面有 data、templates、charts 三个文件夹")]
    for folder in (start, *resolved(start).parents):  # resolved, or ../other would lie in the current folder
        if is_folder(folder / "data") and is_folder(folder / "templates"):
            return Project(folder), []
    closed = list_folder(start, str(start))[1]
    hint = "进入有 data、templates、charts 三个文件夹的目录再运行，或用 --project 指明它"
    return None, closed or [error("B501", f"“{start}”里没有报告项目", hint=hint)]
