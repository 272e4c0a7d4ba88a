"""Watch: the report built again whenever its data, templates or charts are saved, in one warm process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from yanbian_report.api import build
from yanbian_report.base.findings import Severity, unexpected
from yanbian_report.base.project import Project, find_project
from yanbian_report.options import DEFAULT, BuildOptions, BuildResult

_EVERY = 0.01  # seconds between looks
_SETTLED = 0.05  # an editor may save in several writes
Snapshot = dict[str, tuple[int, int]]


class Rebuilt(NamedTuple):
    """One build: why (files that changed, none for the first), what came of it, and how long it took in seconds."""

    changed: tuple[Path, ...]
    built: BuildResult
    seconds: float


def watch(
    year: int,
    project: str | Path | Project = ".",
    options: BuildOptions = DEFAULT,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Rebuilt]:
    """Build now and after every change, for ever.

    A file that is half saved is looked at again before anything is said of it. Where there is no project, that is all
    that comes.
    """
    if isinstance(project, Project):
        yield from _watched(year, project, options, pause)
        return
    found, findings = find_project(Path(project))
    if found is None:
        yield Rebuilt((), BuildResult.failed(findings), 0)
    else:
        yield from _watched(year, found, options, pause)


def _watched(year: int, project: Project, options: BuildOptions, pause: Callable[[float], None]) -> Iterator[Rebuilt]:
    seen: Snapshot = {}
    while True:
        now = _snapshot(project)
        if now != seen:
            done = _timed(year, project, options)
            if done.built.document is None:
                pause(_SETTLED)
                if _snapshot(project) != now:
                    continue
            changed = tuple(Path(p) for p in sorted(seen | now) if seen.get(p) != now.get(p)) if seen else ()
            yield done._replace(changed=changed)
            seen = now
        pause(_EVERY)


def _timed(year: int, project: Project, options: BuildOptions) -> Rebuilt:
    start = time.perf_counter()
    try:
        built = _built(year, project, options)
    except Exception as problem:  # the next save may mend it
        built = BuildResult.failed([unexpected(problem)])
    return Rebuilt((), built, time.perf_counter() - start)


def _built(year: int, project: Project, options: BuildOptions) -> BuildResult:
    """The report, or a draft while figures are still to be filled in and nothing else is wrong."""
    built = build(year, project.root, options=options)
    if built.document is None and all(f.to_do for f in built.findings if f.severity is Severity.ERROR):
        return build(year, project.root, options=options._replace(draft=True))
    return built


def _snapshot(project: Project) -> Snapshot:
    """Every file with the time and size that it was last saved with."""
    seen: Snapshot = {}
    for entry in project.content():
        with suppress(OSError):  # gone between two looks
            stat = entry.stat()
            seen[entry.path] = (stat.st_mtime_ns, stat.st_size)
    return seen
