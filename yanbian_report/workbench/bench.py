"""Bench: everything that one run of the workbench holds: units, desks, stores, open pages, the computing thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TypeVar

from yanbian_report.base.files import why
from yanbian_report.base.project import Project
from yanbian_report.inputs import data_years
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.events import HEARTBEAT, Tab, Tabs, mark, message
from yanbian_report.workbench.keeping import years_left
from yanbian_report.workbench.openers import Opener
from yanbian_report.workbench.refused import Missing, Unwritable
from yanbian_report.workbench.store import KEPT, Store
from yanbian_report.workbench.turns import Turns
from yanbian_report.workbench.units import Units, id_of, year_of
from yanbian_report.workbench.watching import watched

T = TypeVar("T")
_GONE = 0.3  # seconds: a program may take a file away for a moment to put another in its place
_DESKS = 6  # years that are kept ready; each holds a year and what its page refers to


class Bench:
    """One run. ``stop`` ends the server; ``clock`` counts the seconds without an open page."""

    def __init__(
        self,
        start: Path,
        stop: Callable[[], None],
        opener: Opener | None = None,
        clock: Callable[[], float] = time.monotonic,
        heartbeat: float = HEARTBEAT,
        first_year: int | None = None,
    ) -> None:
        self.units = Units(start)
        self.tabs = Tabs(clock)
        self.turns = Turns()
        self._drawing = ThreadPoolExecutor(1, "draw")
        self.opener = opener
        self.first_year = first_year
        self._heartbeat = heartbeat
        self.arrivals = count(1)
        self._stop = stop
        self._desks: dict[tuple[str, int], Desk] = {}
        self._stores: dict[tuple[str, int], Store] = {}
        self._told: dict[tuple[str, int], str] = {}
        self._watches: dict[str, asyncio.Task[None]] = {}

    def project(self, unit: str) -> Project:
        """The project of a unit. Raises Missing."""
        found = self.units.find(unit)
        if found is None:
            raise Missing("没有这个单位" if unit else "这里还没有报告项目，先新建一个单位")
        return found

    def year(self, unit: str, text: object) -> tuple[Project, int]:
        """The project, and a year that it has, or had when it was opened. Raises Missing."""
        project = self.project(unit)
        year = year_of(text)
        if year is None or ((id_of(project), year) not in self._stores and year not in self.years(project)):
            raise Missing(f"没有这个年度的数据文件：{str(text)[:20]}")
        return project, year

    def years(self, project: Project) -> list[int]:
        """The years of ``project``: those with a file, or with words for one that is there no more."""
        return sorted({*data_years(project), *years_left(project.root / KEPT)})

    def desk(self, project: Project, year: int) -> Desk:
        """What the year is worked at."""
        key = id_of(project), year
        found = self._desks.pop(key, None) or Desk(project, year)
        self._desks[key] = found
        while len(self._desks) > _DESKS:
            del self._desks[next(iter(self._desks))]
        return found

    def store(self, project: Project, year: int) -> Store:
        """Where the year's file is read and saved: one for all who ask, as it holds the lock."""
        return self._stores.setdefault((id_of(project), year), Store(project, year))

    def file(self, name: str) -> Callable[[], bytes]:
        """How a file is made that the last looks refer to. Raises Missing."""
        for desk in reversed(list(self._desks.values())):
            if make := desk.files.get(name):
                return make
        raise Missing("没有这张图")

    async def drawn(self, make: Callable[[], bytes]) -> bytes:
        """What ``make`` makes, by the thread that draws: a look does not wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._drawing, make)

    async def at_disk(self, work: Callable[..., T], *given: object) -> T:
        """What ``work`` gives, by a thread that may wait for the disk."""
        return await asyncio.to_thread(work, *given)

    def show(self, file: Path) -> None:
        """Open ``file`` by the program that the person has for it. Raises Unwritable."""
        try:
            if self.opener is not None:
                self.opener(file)
        except OSError as problem:
            raise Unwritable(f"打不开“{file.name}”：{why(problem)}") from problem

    async def stream(self, project: Project, tab: Tab, etag: str | None) -> AsyncIterator[str]:
        """What ``tab`` is told from now on, and at once if the file is no longer what the tab has."""
        current, text = await self.at_disk(self.store(project, tab.year).current)
        if self._told.setdefault((tab.unit, tab.year), current) != current:  # it changed while nobody was there
            await self.tell_changed(project, tab.year)
        self._watch(project)
        if not current and etag:
            tab.put(message("gone", {}))
        elif current and etag not in (None, current):
            tab.put(message("changed", {"etag": current, "text": text}, current))
        else:
            tab.put(mark(current))
        return self.tabs.stream(tab, self._heartbeat)

    def _watch(self, project: Project) -> None:
        """Tell open pages what changes in ``project`` from now on."""
        unit = id_of(project)
        if unit not in self._watches or self._watches[unit].done():
            self._watches[unit] = asyncio.create_task(watched(project, lambda: self.look_around(project)))

    async def look_around(self, project: Project) -> None:
        """Something in ``project`` was written: tell the pages whose file it is, and all others that content moved."""
        unit = id_of(project)
        for tab in [tab for tab in self.tabs if tab.unit == unit]:
            tab.put(message("content", {}))
        for year in {tab.year for tab in self.tabs if tab.unit == unit}:
            await self.tell_changed(project, year)

    async def tell_changed(self, project: Project, year: int, saver: str = "") -> None:
        """Tell the pages of a year what its file holds, when that is not what they were told before; the ``saver``,
        if it is one of them, knows.
        """
        unit = id_of(project)
        try:
            etag, text = await asyncio.to_thread(self.store(project, year).current)
            if not etag and self._told.get((unit, year)):
                await asyncio.sleep(_GONE)
                etag, text = await asyncio.to_thread(self.store(project, year).current)
        except Unwritable:  # half written by a program that has it open: the next event comes
            return
        if self._told.get((unit, year)) == etag:
            return
        self._told[unit, year] = etag
        for tab in [tab for tab in self.tabs if (tab.unit, tab.year) == (unit, year)]:
            if not etag:  # what a page shows may be all there is of it
                tab.put(message("gone", {}))
            else:
                own = saver and tab.name == saver
                tab.put(mark(etag) if own else message("changed", {"etag": etag, "text": text}, etag))

    def end(self) -> None:
        """Say goodbye and end."""
        self.tabs.end()
        for task in self._watches.values():
            task.cancel()
        self.turns.close()
        self._drawing.shutdown(wait=False, cancel_futures=True)
        self._stop()
