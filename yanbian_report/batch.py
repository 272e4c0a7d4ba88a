"""Batch: many reports, of many offices and years, on any executor.

Errors are collected and stop nothing; what has not changed since it was built is passed over, so that an interrupted
run is taken up by running it again.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from threading import current_thread, main_thread
from typing import NamedTuple

from yanbian_report.api import USUAL, Wanted, build
from yanbian_report.base.cache import Kept, key_of
from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.base.versions import version_of
from yanbian_report.forms.final_accounts.classification import table_for
from yanbian_report.rules.rule import rules
from yanbian_report.yamldoc.schema import schema


class Job(NamedTuple):
    """One report to build."""

    project: Path
    year: int


class Outcome(NamedTuple):
    """What came of a job: the document (None when errors forbade it), all findings, and the seconds it took.

    ``unchanged`` when the document is that of an earlier run.
    """

    job: Job
    document: Path | None
    findings: list[Finding]
    seconds: float = 0
    unchanged: bool = False


def jobs_in(folders: Iterable[str | Path], years: Iterable[int] = ()) -> list[Job]:
    """Every report of every project that a folder is or holds; all its years, or those of ``years`` that it has."""
    wanted = set(years)
    projects = [project for folder in folders for project in _projects(Path(folder))]
    return [Job(project.root, year) for project in projects for year in project.years() if not wanted or year in wanted]


def workers(count: int | None = None) -> ProcessPoolExecutor:
    """A process for each core, or ``count``; they load what a build needs while the list of jobs is made."""
    number = max(1, min(count or os.cpu_count() or 1, _MOST))
    pool = ProcessPoolExecutor(number, initializer=_load)
    with _ctrl_c_ignored():
        for _ in range(number):
            pool.submit(int)  # a worker starts when there is something to do
    return pool


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Processes that are started meanwhile do not hear Ctrl+C, not even before ``_load`` has told them."""
    if current_thread() is not main_thread():  # only there can it be said
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _load() -> None:
    """Load what a build loads when it comes to it, and leave Ctrl+C to the process that gives out the jobs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _NEEDED:
        import_module(f"yanbian_report.{name}")
    rules()
    list(schema().errors({}))


_MOST = 61  # what Windows can wait for; one machine with more cores is a case for Dask
_NEEDED = ("word.contents", "templates.fill", "proof.proof", "charts.chart", "charts.drawing.fonts", "charts.cache_key")


def batch(
    jobs: Iterable[Job], executor: Executor | None = None, wanted: Wanted = USUAL, *, again: bool = False
) -> Iterator[Outcome]:
    """Build ``jobs`` and yield each outcome as it comes; ``again`` builds what has not changed, too.

    Any ``concurrent.futures.Executor`` will do (Dask's ``Client.get_executor()`` where one machine is not enough);
    without one a process for each core is used (``workers``).
    """
    context: AbstractContextManager[Executor] = nullcontext(executor) if executor else workers()
    with context as pool:
        futures = [pool.submit(build_one, job, wanted, again) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:  # interrupted, or no longer wanted: what is not begun is left to the next run
            for future in futures:
                future.cancel()


class Count(NamedTuple):
    """How many reports were built, were unchanged, and could not be built."""

    built: int
    unchanged: int
    failed: int


def tally(outcomes: Iterable[Outcome]) -> Count:
    """The outcomes by what came of them."""
    found = list(outcomes)
    unchanged = sum(o.unchanged for o in found)
    failed = sum(o.document is None for o in found)
    return Count(len(found) - unchanged - failed, unchanged, failed)


def by_office(outcomes: Iterable[Outcome]) -> dict[Path, Count]:
    """The outcomes of every project, by its folder."""
    offices: dict[Path, list[Outcome]] = {}
    for outcome in outcomes:
        offices.setdefault(outcome.job.project, []).append(outcome)
    return {project: tally(offices[project]) for project in sorted(offices)}


def build_one(job: Job, wanted: Wanted = USUAL, again: bool = False) -> Outcome:
    """The outcome of one job; also what a worker runs."""
    start = time.perf_counter()
    project = Project(job.project)
    kept, key = Kept(project.kept), key_of(_inputs(project, job.year, wanted))
    earlier = kept.get("built", key)
    if earlier is not None and not again and (document := Path(earlier.decode())).is_file():
        return Outcome(job, document, [], time.perf_counter() - start, unchanged=True)
    result = build(job.year, job.project, wanted=wanted)
    if result.document is not None and not result.findings:
        kept.put("built", key, str(result.document).encode())
    return Outcome(job, result.document, result.findings, time.perf_counter() - start)


def _projects(folder: Path) -> list[Project]:
    inside = [folder, *sorted(p for p in folder.iterdir() if p.is_dir())] if folder.is_dir() else []
    return [Project(p) for p in inside if (p / "data").is_dir() and (p / "templates").is_dir()]


def _inputs(project: Project, year: int, wanted: Wanted) -> Iterator[str | bytes]:
    """All that a report depends on: its data file and last year's, its classification, its edition, the charts."""
    yield version_of("yanbian_report")
    yield repr(wanted)
    table = table_for(project.classification, str(year))
    files = {str(file) for file in (project.data(year), project.data(year - 1), table) if file is not None}
    folders = (str(project.templates(_edition(project.data(year)))), str(project.charts))
    content = (entry.path for entry in project.content())
    for path in sorted(path for path in content if path in files or path.startswith(folders)):
        yield path.removeprefix(str(project.root))
        yield Path(path).read_bytes()


_EDITION = re.compile("^版本:[ ]*[\"']?([^\\s\"'#]+)".encode(), re.MULTILINE)


def _edition(data: Path) -> str:
    """The edition that a data file names on a line of its own; empty, for all of them, where that cannot be told."""
    named = _EDITION.search(data.read_bytes()) if data.is_file() else None
    return named[1].decode("utf-8", "replace") if named else ""
