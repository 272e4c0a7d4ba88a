"""Batch: many reports, of many offices and years, on any executor.

Errors are collected and stop nothing; what has not changed since it was built is passed over, so that an interrupted
run is taken up by running it again.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from threading import current_thread, main_thread
from typing import NamedTuple

from yanbian_report.api import build
from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.base.versions import LIBRARIES, version_of
from yanbian_report.forms import find_form
from yanbian_report.inputs import data_file, data_years
from yanbian_report.options import DEFAULT, BuildOptions


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
    found_in = (project for folder in folders for project in _projects(Path(folder)))
    projects: dict[
        Path, Project
    ] = {}  # two names of one folder are one project, which two workers may not build at once
    for project in found_in:
        projects.setdefault(project.root.resolve(), project)
    found = ((project, year) for project in projects.values() for year in data_years(project))
    return [Job(project.root, year) for project, year in found if not wanted or year in wanted]


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
    form = find_form()
    form.rules()
    list(form.schema().problems({}))


_MOST = 61  # what Windows can wait for; one machine with more cores is a case for Dask
_NEEDED = ("word.contents", "templates.fill", "proof", "charts.resolve", "charts.drawing.fonts", "charts.cache_key")


def batch(
    jobs: Iterable[Job], executor: Executor | None = None, options: BuildOptions = DEFAULT, *, again: bool = False
) -> Iterator[Outcome]:
    """Build ``jobs`` and yield each outcome as it comes; ``again`` builds what has not changed, too.

    Any ``concurrent.futures.Executor`` will do (Dask's ``Client.get_executor()`` where one machine is not enough);
    without one a process for each core is used (``workers``).
    """
    context: AbstractContextManager[Executor] = nullcontext(executor) if executor else workers()
    with context as pool:
        futures = [pool.submit(build_one, job, options, again) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:  # interrupted, or no longer wanted: what is not begun is left to the next run
            for future in futures:
                future.cancel()


def office(project: Path) -> str:
    """What the office of a project is called: by its folder, also when that is given as ``.`` or ``..``."""
    return project.resolve().name


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


def build_one(job: Job, options: BuildOptions = DEFAULT, again: bool = False) -> Outcome:
    """The outcome of one job; also what a worker runs."""
    start = time.perf_counter()
    project = Project(job.project)
    cache, key = DiskCache(project.cache), _own_key(project, job.year, options)
    earlier = None if again else _earlier(project, cache.get("built", key))
    if earlier is not None:
        return Outcome(job, earlier, [], time.perf_counter() - start, unchanged=True)
    result = build(job.year, job.project, options=options)
    if result.document is not None and not result.findings:
        record = {"edition": result.edition, "content": _content_key(project, result.edition)}
        record |= {"document": str(result.document), "digest": _digest(result.document)}
        cache.put("built", key, json.dumps(record).encode())
    return Outcome(job, result.document, result.findings, time.perf_counter() - start)


def _projects(folder: Path) -> list[Project]:
    inside = [folder, *sorted(p for p in folder.iterdir() if p.is_dir())] if folder.is_dir() else []
    return [Project(p) for p in inside if (p / "data").is_dir() and (p / "templates").is_dir()]


def _own_key(project: Project, year: int, options: BuildOptions) -> str:
    """A key of the program, what is asked of it, and the year's own files: its data, last year's, its tables."""
    files = (data_file(project, year), data_file(project, year - 1), *find_form().tables(project, year))
    texts = (piece for file in files for piece in (project.shown(file), file.read_bytes() if file.is_file() else b""))
    return key_of(code_of(""), map(version_of, LIBRARIES), repr(options), texts)


def _content_key(project: Project, edition: str) -> str:
    """A key of the templates of ``edition`` and of the charts."""
    folders = (str(project.templates(edition)) + os.sep, str(project.charts) + os.sep)
    paths = sorted(entry.path for entry in project.content() if entry.path.startswith(folders))
    root = str(project.root)
    return key_of(piece for path in paths for piece in (path.removeprefix(root), Path(path).read_bytes()))


def _earlier(project: Project, record: bytes | None) -> Path | None:
    """The document that ``record`` tells of, when it is there, whole, and made from the same content."""
    if record is None:
        return None
    known = json.loads(record)
    document = Path(known["document"])
    same = document.is_file() and known["content"] == _content_key(project, known["edition"])
    return document if same and _digest(document) == known["digest"] else None


def _digest(document: Path) -> str:
    return key_of(document.read_bytes())
