"""A batch survives whatever an office does: each fault is told by its office, and the others have their reports."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import yanbian_report.batch_runner as runner
from tests.codes.situations import close_folders
from tests.conftest import begin
from yanbian_report.base.cache import DiskCache
from yanbian_report.base.processes import Workers
from yanbian_report.batch_runner import UNKNOWN_YEAR, Job, Outcome, attempt, batch, build_one, jobs_in, tally, workers
from yanbian_report.cli.parser import ERRORS, main
from yanbian_report.options import BuildOptions, BuildResult

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and signals of POSIX")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose report was built once, so that its pictures are at hand."""
    folder = tmp_path_factory.mktemp("office") / "甲局"
    begin(folder, "某县甲局")
    assert attempt(Job(folder, 2021)).findings == []
    return folder


@pytest.fixture
def county(office: Path, tmp_path: Path) -> Path:
    for name in ("甲局", "乙局"):
        shutil.copytree(office, tmp_path / name)
    return tmp_path


def codes(outcome: Outcome) -> list[str]:
    return [f.code for f in outcome.findings]


# ── what stands in a project ──


@pytest.mark.parametrize("folder", ["data", "charts", "templates/2020-2021", "data/科目"])
@pytest.mark.parametrize("kind", ["dangling", "loop", "pipe"])
def test_links_that_lead_nowhere_and_pipes_stop_nothing(folder: str, kind: str, county: Path) -> None:
    strange = county / "甲局" / folder / "19-x.yaml"
    if kind == "pipe":
        os.mkfifo(strange)
    else:
        strange.symlink_to("/nowhere/x" if kind == "dangling" else strange.name)
    outcomes = {o.job.project.name: o for o in batch(jobs_in([county]), ThreadPoolExecutor(1), again=True)}
    assert outcomes["乙局"].document is not None
    assert outcomes["乙局"].findings == []
    if folder == "charts":
        assert codes(outcomes["甲局"])[0] == "S102"
        assert "charts/19-x.yaml" in outcomes["甲局"].findings[0].message
    again = build_one(Job(county / "甲局", 2021))
    assert not again.unchanged or folder.startswith("data")  # it is no file of this year


def test_a_pipe_in_the_place_of_a_template_is_named(county: Path) -> None:
    template = next((county / "甲局/templates/2020-2021").glob("20-*.docx"))
    template.unlink()
    os.mkfifo(template)
    outcome = attempt(Job(county / "甲局", 2021))
    assert codes(outcome) == ["T106"]


@pytest.mark.parametrize("name", ["data", "charts", "templates", "2020-2021", "科目", "甲局"])
def test_a_folder_that_cannot_be_looked_into_is_told_by_its_office(
    name: str, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    close_folders(monkeypatch, name)
    if name == "甲局":
        monkeypatch.setattr(runner, "_is_project", lambda folder: folder.name == "乙局")
    monkeypatch.setattr(runner, "workers", lambda *_: ThreadPoolExecutor(1))
    jobs = [job for job in jobs_in([county]) if job.project.name == "甲局"]
    assert [job.year for job in jobs] == [UNKNOWN_YEAR if name in ("甲局", "data") else 2021]
    assert "B504" in codes(attempt(jobs[0], again=True))
    assert jobs_in([county], [2021])
    assert main(["batch", str(county), "--again"]) == ERRORS
    said = capsys.readouterr().out
    assert f"{county / '甲局'}　" in said
    assert "B504 打不开文件夹" in said


def test_a_folder_of_offices_that_cannot_be_looked_into_is_an_error(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_folders(monkeypatch, county.name)
    assert jobs_in([county]) == [Job(county, UNKNOWN_YEAR)]
    assert codes(attempt(Job(county, UNKNOWN_YEAR))) == ["B504"]


def test_a_link_to_a_folder_above_is_followed_only_so_far(county: Path) -> None:
    (county / "甲局/charts/回路").symlink_to(county / "甲局")
    (county / "甲局/templates/2020-2021/回路").symlink_to("..")
    outcome = attempt(Job(county / "甲局", 2021))
    assert outcome.document is not None


# ── exceptions, deaths, hanging ──


def broken(*_: object, **__: object) -> BuildResult:
    raise RuntimeError("甲")


def test_an_exception_in_a_job_is_a_finding_and_the_summary_is_true(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = runner.build

    def build(year: int, project: Path, **options: Any) -> BuildResult:
        return broken() if project.name == "甲局" else real(year, project, **options)

    monkeypatch.setattr(runner, "build", build)
    monkeypatch.setattr(runner, "workers", lambda *_: ThreadPoolExecutor(1))
    assert main(["batch", str(county), "--again"]) == ERRORS
    said = capsys.readouterr().out
    assert "共 2 份：生成 1 份，没有变动 0 份，没有生成 1 份" in said
    assert "B505 程序遇到了没有料到的情况（RuntimeError：甲，" in said


class Broken(Executor):
    """An executor that takes one job and fails at it."""

    taken = 0

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # type: ignore[override]
        self.taken += 1
        if self.taken > 1:
            raise RuntimeError("cannot schedule new futures")
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("a process ended"))
        return future


def test_any_executor_may_break(county: Path) -> None:
    outcomes = list(batch(jobs_in([county]), Broken()))
    assert [codes(o) for o in outcomes] == [["B505"]] * 2
    assert {o.job.project.name for o in outcomes} == {"甲局", "乙局"}
    assert tally(outcomes) == (0, 0, 2)


@pytest.fixture
def pool() -> Iterator[Workers]:
    with workers(1) as made:
        yield made


def test_a_worker_that_is_killed_costs_one_report_and_the_next_run_makes_it(county: Path, pool: Workers) -> None:
    os.kill(pool.processes[0], signal.SIGKILL)
    first = list(batch(jobs_in([county]), pool, again=True))
    assert sorted(codes(o) for o in first) == [[], ["B507"]]
    assert [o.document is not None for o in batch(jobs_in([county]), pool)] == [True, True]


def test_a_report_that_takes_too_long_is_given_up(
    county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "workers", lambda count, _: workers(count, 0.001))
    assert main(["batch", str(county), "--again", "--jobs", "1"]) == ERRORS
    assert capsys.readouterr().out.count("B508 做得太久，放下了") == 2


# ── unchanged means there and whole ──


def build_again(project: Path, options: BuildOptions = BuildOptions()) -> Outcome:  # noqa: B008
    outcome = build_one(Job(project, 2021), options)
    assert outcome.document is not None
    assert outcome.findings == []
    return outcome


@pytest.mark.parametrize("damage", [b"", b"x" * 1_000, None])
@pytest.mark.parametrize("file", ["*.docx", "图1.png", "*网页/index.html", "*网页/图2.png"])
def test_whatever_is_cut_or_gone_is_made_again(damage: bytes | None, file: str, county: Path) -> None:
    options = BuildOptions(outputs=("web",))
    build_again(county / "甲局", options)
    assert build_again(county / "甲局", options).unchanged
    [made] = (county / "甲局/build/2021").glob(file)
    whole = made.read_bytes()
    made.unlink()
    if damage is not None:
        made.write_bytes(damage)
    assert not build_again(county / "甲局", options).unchanged
    assert made.read_bytes() == whole
    assert build_again(county / "甲局", options).unchanged


def test_a_copy_of_a_project_looks_at_its_own_report(county: Path) -> None:
    build_again(county / "甲局")
    shutil.copytree(county / "甲局", county / "丙局")
    outcome = build_again(county / "丙局")
    assert outcome.unchanged
    assert outcome.document is not None
    assert outcome.document.is_relative_to(county / "丙局")
    shutil.rmtree(county / "丙局/build/2021")
    assert not build_again(county / "丙局").unchanged
    assert list((county / "丙局/build/2021").glob("*.docx"))


@pytest.mark.parametrize("record", [b"null", b"[]", b"{}", b'{"files": {}}', b"\xff", b"[" * 100_000])
def test_a_record_that_says_nothing_is_no_report(record: bytes, county: Path) -> None:
    project = county / "甲局"
    build_again(project)
    cache = DiskCache(project / "build/.cache")
    [entry] = cache.folder.glob("built-*")  # type: ignore[union-attr]
    cache.put("built", entry.name.removeprefix("built-"), record)
    assert not build_again(project).unchanged


ELSEWHERE = ["../乙局/build/2021/x.docx", "/etc/hostname", "data/2021.yaml", "build/../data/2021.yaml"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_record_leads_nowhere_but_to_the_output_of_its_own_project(path: str, county: Path) -> None:
    project = county / "甲局"
    build_again(project)
    cache = DiskCache(project / "build/.cache")
    [entry] = cache.folder.glob("built-*")  # type: ignore[union-attr]
    key = entry.name.removeprefix("built-")
    known = json.loads(cache.get("built", key) or b"")
    known["files"] = {path: runner._digest(project / path)}
    cache.put("built", key, json.dumps(known).encode())
    assert not build_again(project).unchanged
