"""Desk: what one year of one project is worked at. Only the one computing thread changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from yanbian_report.api import Examined, examine
from yanbian_report.base.lru import round_done
from yanbian_report.base.project import Project
from yanbian_report.forms import FINAL_ACCOUNTS
from yanbian_report.inputs import data_file
from yanbian_report.options import BuildOptions

Make = Callable[[], bytes]
_FILES = 80  # a page refers to a few; those of the looks before, and of another tab's, are still asked for


@dataclass
class Desk:
    """A year on the desk.

    ``text`` and ``examined`` are those of the last look: what is asked of a figure is answered from them. ``files`` are
    what the page of the last looks refers to, by names (``3f2a.png``, ``9c1b.css``); each is made when it is asked for,
    by another thread, so that no look waits for a picture. ``memory`` is for what a look keeps for the next one;
    ``printed`` says how often a path is printed on the last pages, ``cells`` by which path a cell of the year's tables
    is known there.
    """

    project: Project
    year: int
    form: str = FINAL_ACCOUNTS
    text: str = ""
    examined: Examined | None = None
    files: dict[str, Make] = field(default_factory=dict)
    memory: dict[str, object] = field(default_factory=dict)
    printed: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The data file as findings name it."""
        return self.project.shown(data_file(self.project, self.year))

    def refer(self, name: str, make: Make) -> None:
        """The page of this look refers to the file ``name``; those that no look referred to for long are forgotten."""
        others = [one for one in self.files.items() if one[0] != name]
        self.files = dict([*others[1 - _FILES :], (name, self.files.get(name, make))])  # others read it meanwhile

    def examine(self, text: str) -> Examined:
        """Read and check ``text`` as if the data file held it, and keep what was found for later questions."""
        round_done()  # who types for hours leaves a text a key
        draft = BuildOptions(draft=True)  # a page is shown while figures are missing, too
        self.text = text
        self.examined = examine(self.year, self.project.root, draft, form=self.form, text=text)
        return self.examined
