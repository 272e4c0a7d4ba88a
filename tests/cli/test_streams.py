"""Closed pipes, full disks and consoles without Chinese cost no build and print no traceback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.cli.parser import DONE, ERRORS, WRONG_CALL

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes and joins the streams")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built once, so that the next builds are quick."""
    folder = copy_project(tmp_path_factory.mktemp("warm"))
    assert shell("build 2021", folder).returncode == DONE
    return folder


@pytest.fixture
def project(warm: Path) -> Iterator[Path]:
    """The same without its document."""
    for document in warm.glob("build/2021/*.docx"):
        document.unlink()
    yield warm


def shell(words: str, project: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command line of the shell in ``project``; ``X`` in the place of the program is this one."""
    line = words if words.startswith("X ") else f"X {words}"
    line = line.replace("X ", f"'{sys.executable}' -m yanbian_report ")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    call = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(call, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)


def documents(project: Path) -> list[Path]:
    return list(project.glob("build/2021/*.docx"))


def quiet(done: subprocess.CompletedProcess[str]) -> bool:
    return not any(word in done.stdout + done.stderr for word in ("Traceback", "Error", "Exception"))


@pytest.mark.parametrize("closing", ["2>&1 | head -1", "2>&1 | true", "| head -0"])
def test_who_reads_no_further_loses_no_build(closing: str, project: Path) -> None:
    done = shell(f"build 2021 {closing}", project)
    assert quiet(done), done.stderr
    assert done.returncode == DONE
    assert documents(project)


@pytest.mark.parametrize(
    "words", ["list", "check 2021 --format json --all", "trace 2021 支出.项目支出", "--help", "explain"]
)
def test_who_reads_no_further_is_no_error(words: str, project: Path) -> None:
    done = shell(f"{words} | true", project)
    assert quiet(done), done.stderr
    assert done.returncode == DONE


def test_nothing_is_said_of_a_closed_pipe_on_the_way_out(project: Path) -> None:
    # From 3.13 on Python says what it did not say before but in development mode.
    done = shell("list | true", project, PYTHONDEVMODE="1")
    assert quiet(done), done.stderr


def test_a_closed_pipe_hides_no_error_of_the_content(project: Path) -> None:
    assert shell("check 2019 | true", project).returncode == ERRORS
    assert shell("chek 2021 2>&1 | true", project).returncode == WRONG_CALL


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["build 2021", "check 2021 --format json --all", "trace 2021 支出.项目支出", "list"])
def test_a_full_disk_is_said_in_a_line_and_is_no_success(words: str, project: Path) -> None:
    done = shell(f"{words} > {FULL}", project)
    assert quiet(done), done.stderr
    assert done.stderr.strip().endswith("该显示的内容没能写完：磁盘满了")
    assert done.returncode == ERRORS
    assert bool(documents(project)) == (words == "build 2021")


@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lose_no_build(closing: str, project: Path) -> None:
    done = shell(f"build 2021 {closing}", project)
    assert quiet(done), done.stderr
    assert done.returncode == DONE
    assert documents(project)


def test_nobody_is_asked_where_there_is_no_input(project: Path, tmp_path: Path) -> None:
    done = shell(f"init '{tmp_path}/新' <&-", project)
    assert quiet(done), done.stderr
    assert done.returncode == WRONG_CALL


LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("settings", LOCALES, ids=lambda s: "-".join(s.values()))
def test_consoles_without_chinese_are_no_obstacle(settings: dict[str, str], project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yanbian_report", "build", "2021"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        check=False,
    )
    assert done.returncode == DONE, done.stderr
    assert [file.name for file in documents(project)] == ["2021年度盐边县社会保险事务中心部门决算.docx"]
    assert b"Traceback" not in done.stderr


def test_ctrl_c_ends_with_130_and_a_line(project: Path) -> None:
    shutil.rmtree(project / "build")
    call = [sys.executable, "-m", "yanbian_report", "batch", ".", "--again"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a run in the background ignores it
    with subprocess.Popen(
        call, cwd=project, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heard
    ) as process:
        while not (project / "build").exists():  # the first folder that it makes
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip() == "已中断。文件都是完整的，再运行一次就行。"
