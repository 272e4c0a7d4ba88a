"""Batch: many reports, of many offices and years, on any executor.

Errors are collected and stop nothing; what has not changed since it was built is passed over, so that an interrupted
run is taken up by running it again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, as_completed
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from yanbian_report.api import build
from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.files import is_folder, list_folder, read_regular, resolved
from yanbian_report.base.findings import Finding, error, unexpected
from yanbian_report.base.kept import kept
from yanbian_report.base.processes import Loss, Workers
from yanbian_report.base.project import Project
from yanbian_report.base.versions import LIBRARIES, version_of
from yanbian_report.forms import find_form
from yanbian_report.inputs import data_file, data_years
from yanbian_report.options import DEFAULT, BuildOptions, BuildResult
from yanbian_report.templates.edition_files import LARGEST, belongs

SECONDS = 300  # for one report, which takes a few
UNKNOWN_YEAR = 0  # of the job of a folder that may not be looked into


class Job(NamedTuple):
    """One report to build; the year is ``UNKNOWN_YEAR`` in a folder that may not be looked into, which is told."""

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
    projects: dict[Path, Project] = {}
    for project in found_in:  # two names of one folder are one project, which two workers may not build at once
        projects.setdefault(resolved(project.root), project)
    found = ((project, year) for project in projects.values() for year in _years(project))
    return [Job(project.root, year) for project, year in found if not wanted or year in {*wanted, UNKNOWN_YEAR}]


def workers(count: int | None = None, seconds: float = SECONDS) -> Workers:
    """A process for each core, or ``count``; they load what a build needs while the list of jobs is made.

    A report that takes more than ``seconds`` is given up.
    """
    return Workers(max(1, min(count or os.cpu_count() or 1, _MOST)), _load, seconds)


def _load() -> None:
    """Load what a build loads when it comes to it."""
    for name in _NEEDED:
        import_module(f"yanbian_report.{name}")
    form = find_form()
    form.rules()
    list(form.schema().problems({}))


_MOST = 61  # what Windows can wait for; one machine with more cores is a case for Dask
_NEEDED = ("word.contents", "templates.fill", "proof", "charts.resolve", "charts.drawing.fonts", "charts.cache_key")


def batch(
    jobs: Iterable[Job],
    executor: Executor | Workers | None = None,
    options: BuildOptions = DEFAULT,
    *,
    again: bool = False,
) -> Iterator[Outcome]:
    """Build ``jobs`` and yield each outcome as it comes; ``again`` builds what has not changed, too.

    Without an ``executor`` a process for each core is used (``workers``): one that dies or hangs is replaced, and the
    job that it had says so (B507, B508). Any ``concurrent.futures.Executor`` will do, too (Dask's
    ``Client.get_executor()`` where one machine is not enough). Nothing is raised for what becomes of a job.
    """
    work = partial(attempt, options=options, again=again)
    if isinstance(executor, Executor):
        yield from _executed(executor, work, jobs)
    elif executor is not None:
        yield from executor.run(work, jobs, _lost)
    else:
        with workers() as pool:
            yield from pool.run(work, jobs, _lost)


def _executed(executor: Executor, work: partial[Outcome], jobs: Iterable[Job]) -> Iterator[Outcome]:
    futures: dict[Future[Outcome], Job] = {}
    refused: list[Outcome] = []
    for job in jobs:
        try:
            futures[executor.submit(work, job)] = job
        except Exception as problem:  # an executor that is broken takes no more
            refused.append(Outcome(job, None, [unexpected(problem)]))
    try:
        for future in as_completed(futures):
            failure = future.exception()
            yield Outcome(futures[future], None, [unexpected(failure)]) if failure is not None else future.result()
        yield from refused
    finally:  # interrupted, or no longer wanted: what is not begun is left to the next run
        for future in futures:
            future.cancel()


def _lost(job: Job, loss: Loss) -> Outcome:
    if loss == "hung":
        words, hint = "做得太久，放下了", "单独用 build 做这一份，看停在哪一步；机器慢的，把 --limit 写大一些"
        return Outcome(job, None, [error("B508", words, hint=hint)])
    hint = "再运行一次；还是这样，用 --jobs 1 一份一份地做，或者关掉别的程序腾出内存"
    return Outcome(job, None, [error("B507", "做这一份的进程被系统结束了，多半是内存不够", hint=hint)])


def office(project: Path) -> str:
    """What the office of a project is called: by its folder, also when that is given as ``.`` or ``..``."""
    return resolved(project).name


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


def attempt(job: Job, options: BuildOptions = DEFAULT, again: bool = False) -> Outcome:
    """``build_one`` as workers run it: an exception, which is a fault of this program, is a finding (B505)."""
    start = time.perf_counter()
    try:
        return build_one(job, options, again)
    except Exception as problem:  # the other reports are not to suffer for it
        return Outcome(job, None, [unexpected(problem)], time.perf_counter() - start)


def build_one(job: Job, options: BuildOptions = DEFAULT, again: bool = False) -> Outcome:
    """The outcome of one job."""
    start = time.perf_counter()
    project = Project(job.project)
    if job.year == UNKNOWN_YEAR:
        return Outcome(job, None, _closed(project.root) or _closed(project.data("").parent))
    cache, key = DiskCache(project.cache), own_key(project, job.year, options)
    earlier = None if again else cache.read("built", key, partial(_earlier, project))
    if earlier is not None:
        return Outcome(job, earlier, [], time.perf_counter() - start, unchanged=True)
    result = build(job.year, job.project, options=options)
    if result.document is not None and not result.findings:
        cache.put("built", key, _record(project, result))
    return Outcome(job, result.document, result.findings, time.perf_counter() - start)


def _projects(folder: Path) -> list[Project]:
    """The projects that ``folder`` is or holds, and what of it may not be looked into."""
    inside, closed = list_folder(folder, str(folder))
    inside = [path for path in inside if is_folder(path) and path.name not in _SYSTEM]
    return [Project(path) for path in (folder, *inside) if _is_project(path) or (path != folder and _closed(path))] or [
        Project(folder) for _ in closed
    ]


_SYSTEM = frozenset(("lost+found", "System Volume Information", "$RECYCLE.BIN"))


def _is_project(folder: Path) -> bool:
    return is_folder(folder / "data") and is_folder(folder / "templates")


def _closed(folder: Path) -> list[Finding]:
    return list_folder(folder, str(folder))[1]


def _years(project: Project) -> list[int]:
    return data_years(project) or ([UNKNOWN_YEAR] if _closed(project.root) or _closed(project.data("").parent) else [])


def own_key(project: Project, year: int, options: BuildOptions) -> str:
    """A key of the program, what is asked of it, and the year's own files and last year's: data, codes, workbooks."""
    workbooks = (file for one in (year, year - 1) for file in kept(project, one)[0])
    files = (data_file(project, year), data_file(project, year - 1), *find_form().tables(project, year), *workbooks)
    texts = (piece for file in files for piece in (project.shown(file), read_regular(file, LARGEST) or b""))
    return key_of(code_of(""), map(version_of, LIBRARIES), repr(options), texts)


def _content_key(project: Project, edition: str) -> str:
    """A key of the templates of ``edition`` and of the charts; of a file that is no template the name is enough."""
    templates, charts = (str(folder) + os.sep for folder in (project.templates(edition), project.charts))
    paths = sorted(entry.path for entry in project.content() if entry.path.startswith((templates, charts)))
    read = (path.startswith(charts) or belongs(Path(path)) for path in paths)
    contents = (
        read_regular(Path(path), LARGEST) if is_read else b"" for path, is_read in zip(paths, read, strict=True)
    )
    pieces = zip(paths, contents, strict=True)
    return key_of(p for path, content in pieces for p in (path.removeprefix(str(project.root)), content or b""))


def _record(project: Project, result: BuildResult) -> bytes:
    """What a later run holds against what there is: the files, the document first, by their paths in the project."""
    files = [file for file in (result.document, *result.pictures, *result.also) if file is not None]
    digests = {file.relative_to(project.root).as_posix(): _digest(file) for file in files}
    known = {"edition": result.edition, "content": _content_key(project, result.edition), "files": digests}
    return json.dumps(known).encode()


def _earlier(project: Project, record: bytes) -> Path | None:
    """The document that ``record`` tells of, when all that was made is there, whole, and from the same content."""
    known = json.loads(record)
    files = {project.root / name: digest for name, digest in known["files"].items() if _is_inside(name)}
    same = len(files) == len(known["files"]) and known["content"] == _content_key(project, known["edition"])
    return next(iter(files)) if same and all(_digest(file) == digest for file, digest in files.items()) else None


def _is_inside(name: str) -> bool:
    """Whether a path of a record leads to where reports are written."""
    path = PurePosixPath(name)
    return path.parts[:1] == ("build",) and ".." not in path.parts


def _digest(file: Path) -> str:
    return key_of(read_regular(file, LARGEST) or b"")
