"""Many reports at once: all are built, errors stop nothing, what has not changed is passed over."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, begin
from yanbian_report.batch_runner import Job, batch, build_one, jobs_in
from yanbian_report.cli.parser import DONE, ERRORS, main


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of three offices; the third one's file is broken."""
    folder = tmp_path_factory.mktemp("county")
    for name in ("甲局", "乙局", "丙局"):
        begin(folder / name, f"某县{name}")
    text = (folder / "丙局/data/2021.yaml").read_text("utf-8")
    (folder / "丙局/data/2021.yaml").write_text(text.replace("项目支出: 40.20", "项目支出: 四十"), "utf-8")
    shutil.copytree(ROOT / "docs", folder / "不是项目")
    return folder


def test_every_office_of_a_folder_is_found(county: Path) -> None:
    assert {job.project.name for job in jobs_in([county])} == {"甲局", "乙局", "丙局"}
    assert jobs_in([county / "甲局"]) == [Job(county / "甲局", 2021)]
    assert jobs_in([str(county)], [2021]) == jobs_in([county])
    assert jobs_in([county], [2019]) == []


def test_errors_stop_nothing_and_what_is_unchanged_is_passed_over(county: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        first = {o.job.project.name: o for o in batch(jobs_in([county]), pool)}
        second = {o.job.project.name: o for o in batch(jobs_in([county]), pool)}
    assert {name for name, o in first.items() if o.document} == {"甲局", "乙局"}
    assert first["丙局"].findings[0].code == "D210"
    assert {name for name, o in second.items() if o.unchanged} == {"甲局", "乙局"}
    assert second["甲局"].document == first["甲局"].document
    data = county / "乙局/data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("48人次", "49人次"), "utf-8")
    assert [o.unchanged for o in batch([Job(county / "乙局", 2021)], ThreadPoolExecutor(1))] == [False]


OWN = ["templates/2020-2021/句式.txt", "charts/样式.yaml", "data/2020.yaml", "data/科目/2021.yaml"]
OTHERS = ["templates/2022-2024/句式.txt", "data/科目/2020.yaml", "data/2019.yaml", "data/README.md"]


@pytest.mark.parametrize(("name", "unchanged"), [*((n, False) for n in OWN), *((n, True) for n in OTHERS)])
def test_a_report_is_built_again_when_something_that_it_depends_on_has_changed(
    name: str, unchanged: bool, tmp_path: Path
) -> None:
    begin(tmp_path / "戊局", "某县戊局")
    job = Job(tmp_path / "戊局", 2021)
    assert [o.unchanged for o in (build_one(job), build_one(job))] == [False, True]
    with (job.project / name).open("a", encoding="utf-8") as file:
        file.write("\n# 改过\n")
    assert build_one(job).unchanged is unchanged


def test_processes_build_the_same_bytes(county: Path) -> None:
    document = next(batch([Job(county / "甲局", 2021)], ThreadPoolExecutor(1))).document
    assert document is not None
    before = document.read_bytes()
    outcomes = list(batch([Job(county / "甲局", 2021)], again=True))
    assert [o.unchanged for o in outcomes] == [False]
    assert document.read_bytes() == before


def test_the_command_sums_up_by_office(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(county), "--again"]) == ERRORS
    first = capsys.readouterr().out
    assert main(["batch", str(county)]) == ERRORS
    second = capsys.readouterr().out
    for said, came in ((first, "生成 1 份，没有变动 0 份"), (second, "生成 0 份，没有变动 1 份")):
        assert [said.count(f"{number}/3") for number in (1, 2, 3)] == [1, 1, 1]
        tally = said[said.index("3/3") :].split("\n")[1:]
        assert tally[:3] == [
            "丙局：生成 0 份，没有变动 0 份，没有生成 1 份",
            f"乙局：{came}，没有生成 0 份",
            f"甲局：{came}，没有生成 0 份",
        ]
        assert tally[3] == f"共 3 份：{came.replace('1', '2')}，没有生成 1 份"
        assert "丙局　2021　错误 1 处" in tally[4]


@pytest.mark.parametrize("folder", [".", "../甲局", "./../甲局/."])
def test_the_office_is_named_however_its_folder_is_given(
    folder: str, county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(county / "甲局")
    assert main(["batch", folder]) == DONE
    first, office, *_ = capsys.readouterr().out.split("\n")
    assert "1/1 甲局　2021　" in first
    assert office.startswith("甲局：生成 ")


def test_a_folder_named_twice_is_built_once(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county / "甲局")
    assert [job.project.resolve().name for job in jobs_in([".", "../甲局", county])] == ["甲局", "丙局", "乙局"]


def test_what_failed_is_followed_by_the_command_that_says_why(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(county / "丙局")]) == ERRORS
    last = capsys.readouterr().out.strip().split("\n")[-1]
    assert re.fullmatch(rf"{county}/丙局　2021　错误 1 处，看是什么问题：.+ check 2021 --project {county}/丙局", last)


class Remembering(ThreadPoolExecutor):
    """One thread, and every job that it was given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given: list[Future[Any]] = []

    def submit(self, *job: Any, **options: Any) -> Future[Any]:
        self.given.append(super().submit(*job, **options))
        return self.given[-1]


def test_what_is_no_longer_wanted_is_not_begun(county: Path) -> None:
    with Remembering() as pool:
        outcomes = batch([Job(county / "甲局", 2021)] * 20, pool, again=True)
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined] - as an interrupted loop does
    assert sum(future.cancelled() for future in pool.given) > 10


def test_a_folder_without_reports_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(tmp_path / "没有这个文件夹")]) == ERRORS
    assert "B518" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent otherwise on Windows")
def test_ctrl_c_ends_a_batch_without_a_traceback_and_leaves_no_process(county: Path, tmp_path: Path) -> None:
    for number in range(20):  # so many that some are still to be built when the first one is
        shutil.copytree(county / "甲局", tmp_path / f"{number}局")
    command = [sys.executable, "-m", "yanbian_report", "batch", str(tmp_path), "--again", "--jobs", "2"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "start_new_session": True}
    pipes["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a run in the background ignores it
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        assert "1/20" in process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)  # ends when every process has let go of the pipe
    assert "Traceback" not in said
    assert "已中断" in said
    assert process.returncode == 130
    assert not list(tmp_path.rglob("*.tmp"))
