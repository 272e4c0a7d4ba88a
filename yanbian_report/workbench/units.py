"""Units: the projects that one workbench shows: the one it was started in, and those that lie beside it.

A unit is named by what the server made up for it; no path comes from the page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from yanbian_report.base.files import is_folder, list_folder, resolved
from yanbian_report.base.project import Project, find_project

_MOST = 300
_YEAR = re.compile(r"[0-9]{4}")
_NAME = re.compile(r"[\w（）()·\-][\w（）()·\- ]{0,58}[\w（）()·\-]|\w")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")  # Windows keeps these names for itself


class Units:
    """What there is to work at from the folder ``start``."""

    def __init__(self, start: Path) -> None:
        project, _ = find_project(start)
        self.start = Project(resolved(project.root)) if project is not None else None
        self._known: dict[str, Project] = {}
        self.folder = self.start.root.parent if self.start is not None else resolved(start)

    @property
    def first(self) -> str:
        """The unit that is shown first; empty where there is none."""
        return id_of(self.start) if self.start is not None else next(iter(self.all()), "")

    def all(self) -> dict[str, Project]:
        """Every unit by its name, the one that was started in first."""
        found = {id_of(self.start): self.start} if self.start is not None else {}
        for project in self._beside():
            found.setdefault(id_of(project), project)
        self._known = found
        return found

    def find(self, unit: str) -> Project | None:
        """The unit of that name, the first one without a name."""
        if not unit and self.start is not None:
            return self.start
        known = self._known.get(unit)  # to look through a folder on another machine takes long
        return known if known is not None and is_folder(known.root) else self.all().get(unit or self.first)

    def _beside(self) -> Iterator[Project]:
        for folder in list_folder(self.folder, "")[0][:_MOST]:
            if not folder.name.startswith(".") and is_folder(folder / "data") and is_folder(folder / "templates"):
                yield Project(folder)


def id_of(project: Project) -> str:
    """The name of a unit: of its folder, which nobody can guess another from."""
    return hashlib.sha256(str(resolved(project.root)).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def year_of(text: object) -> int | None:
    """The year that ``text`` names."""
    named = not isinstance(text, bool) and isinstance(text, (int, str)) and _YEAR.fullmatch(str(text))
    return int(str(text)) if named else None


def folder_name(text: str) -> str:
    """``text`` as the name of a new folder; empty where no system would take it for one name."""
    name = text.strip().rstrip(".")
    return name if _NAME.fullmatch(name) and not _RESERVED.fullmatch(name) else ""
