"""Watch: the report built again whenever its data, templates or charts are saved, in one warm process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from yanbian_report.findings import Severity
from yanbian_report.make import Built, Wanted, build
from yanbian_report.project import Project

_EVERY = 0.1  # seconds between looks
_SETTLED = 0.05  # an editor may save in several writes
_CONTENT = ("data", "templates", "charts")
Snapshot = dict[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One build: why (files that changed, none for the first), what came of it, and how long it took in seconds."""

    changed: tuple[Path, ...]
    built: Built
    seconds: float


def watch(
    year: int, project: Project, wanted: Wanted, pause: Callable[[float], None] = time.sleep
) -> Iterator[Rebuilt]:
    """Build now and after every change, for ever. A file that is half saved gives findings and is looked at again."""
    seen: Snapshot = {}
    while True:
        now = _settled(project, pause)
        changed = tuple(sorted(path for path in seen | now if seen.get(path) != now.get(path)))
        if now != seen:
            start = time.perf_counter()
            built = _built(year, project, wanted)
            yield Rebuilt(changed if seen else (), built, time.perf_counter() - start)
            seen = now
        pause(_EVERY)


def _built(year: int, project: Project, wanted: Wanted) -> Built:
    """The report, or a draft while figures are still to be filled in and nothing else is wrong."""
    built = build(year, project.root, wanted=wanted)
    if built.document is None and all(f.to_do for f in built.findings if f.severity is Severity.ERROR):
        return build(year, project.root, wanted=replace(wanted, draft=True))
    return built


def _settled(project: Project, pause: Callable[[float], None]) -> Snapshot:
    """The files as they are once two looks agree."""
    before = _snapshot(project)
    while True:
        pause(_SETTLED)
        now = _snapshot(project)
        if now == before:
            return now
        before = now


def _snapshot(project: Project) -> Snapshot:
    found: Snapshot = {}
    for folder in _CONTENT:
        for path in (project.root / folder).rglob("*"):
            if path.name.startswith(("~$", ".")):
                continue
            try:
                stat = path.stat()
            except OSError:  # gone between two looks
                continue
            if path.is_file():
                found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
