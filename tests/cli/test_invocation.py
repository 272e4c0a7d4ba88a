"""Whatever a command tells the person to run next works as it is printed, however the program was called."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project
from yanbian_report.cli import invocation
from yanbian_report.cli.invocation import LAUNCHER, full_command, program, program_from_anywhere

Run = Callable[[str], str]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a wheel of this package has been installed, with the script in ``bin``."""
    folder = tmp_path_factory.mktemp("installed")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", str(folder)]
    pip = [sys.executable, "-m", "pip", "install", *options, str(ROOT)]
    made = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


def shell(line: str, folder: Path, **settings: str) -> str:
    """What one line of the shell prints, with the status that it ends with."""
    environment = {k: v for k, v in os.environ.items() if k not in (LAUNCHER, "PYTHONPATH")} | settings
    done = subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return f"{done.stdout}{done.stderr}\n[{done.returncode}]"


def printed_commands(said: str) -> list[str]:
    """The commands in ``said``: what stands after a colon up to the end of the sentence, and calls this program."""
    return re.findall(r"[：　]((?:\S*python\S*|py|yanbian_report|\S*bin/yanbian_report) [^\n。]*)", said)


def run_py(folder: Path) -> str:
    """A copy of run.py in ``folder``, whose environment is this one."""
    folder.mkdir()
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    text = (ROOT / "run.py").read_text("utf-8").replace("if not set_up(", "if False and not set_up(")
    (folder / "run.py").write_text(text, "utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(folder / 'run.py'))}"


@pytest.fixture(params=["run.py", "module", "script"])
def called(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs this program in one of three ways, in a folder beside the projects: ``called("check 2021")``."""
    if os.name == "nt":
        pytest.skip("the lines are those of a POSIX shell")
    office, settings = tmp_path / "办公 室", {"PYTHONPATH": str(ROOT)}
    office.mkdir()
    words = f"{shlex.quote(sys.executable)} -m yanbian_report"
    if request.param == "run.py":
        words = run_py(tmp_path / "程 序")
    if request.param == "script":
        target = request.getfixturevalue("installed")
        words, settings = "yanbian_report", {"PYTHONPATH": str(target), "PATH": f"{target}/bin:{os.environ['PATH']}"}

    def run(line: str) -> str:
        return shell(line.replace("X ", f"{words} ", 1), office, **settings)

    return run


@pytest.mark.slow
def test_what_a_new_project_is_told_to_run_next_works(called: Run, tmp_path: Path) -> None:
    said = called("X init '我们 单位' --unit 甲县乙局 --year 2022")
    (build,) = printed_commands(said)
    assert called(build).strip().endswith("[0]")
    (check,) = printed_commands(called("X new 2023 --project '我们 单位'"))
    left = called(check)
    assert "还没有填好的" in left
    (draft,) = printed_commands(called("X build 2023 --project '我们 单位'"))
    assert "（草稿）.docx" in called(draft)
    readme = (tmp_path / "办公 室/我们 单位/README.md").read_text("utf-8")
    in_the_project = [line.strip() for line in readme.split("\n") if line.startswith("    ")]
    assert len(in_the_project) == 4
    program = build.partition(" build ")[0]
    assert "（程序移到别处以后，把 `" + program + "` 换成" in readme
    for line, status in zip(in_the_project[:2], "10", strict=True):  # what is left of the example keeps check from 0
        command = re.split(r"  +[^ -~]", line)[0]
        assert called(f"cd '我们 单位' && {command}").strip().endswith(f"[{status}]"), line


@pytest.mark.slow
def test_what_check_batch_and_explain_tell_to_run_next_works(called: Run, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "办公 室/甲 局")
    (accepted,) = printed_commands(called("X check 2021 --project '甲 局'"))
    assert "没有别的数可以核对" in called(accepted)
    broken = (project / "data/2021.yaml").read_text("utf-8").replace("年度: 2021", "年度: 2022")
    (project / "data/2022.yaml").write_text(broken, "utf-8")
    (project / "data/2021.yaml").write_text("收入 100\n", "utf-8")
    (last_year,) = printed_commands(called("X check 2022 --project '甲 局' 2>&1 | grep -A1 B503 -A3"))
    assert "data/2021.yaml" in called(last_year)
    (failed,) = printed_commands(called("X batch . --years 2021"))
    assert "data/2021.yaml" in called(failed)
    (explained,) = printed_commands(called("X explain | tail -1"))
    assert "S112　" in called(explained)
    (again,) = printed_commands(called("X new 2030 --project '甲 局'"))
    assert "单位全称" in called(again)


@pytest.mark.parametrize("words", ["chek 2021", "check", "check 2021 --alll"])
def test_a_wrong_call_shows_the_program_as_it_was_called(words: str, called: Run) -> None:
    said = called(f"X {words}")
    assert "用法：" in said and said.endswith("[2]")
    assert re.search(r"用法：('[^']*'|\S+)( '[^']*run\.py'| -m yanbian_report)? ", said)


def test_the_project_is_named_only_where_it_is_needed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LAUNCHER, "python3\nrun.py")
    monkeypatch.chdir(project / "charts")
    assert full_command("check", 2021, project=Path()) == "python3 run.py check 2021"
    assert full_command("check", 2021, project=project) == "python3 run.py check 2021"
    assert full_command("check", 2021) == "python3 run.py check 2021"
    monkeypatch.chdir(project.parent)
    assert full_command("check", 2021, project=project) == f"python3 run.py check 2021 --project {project}"


@pytest.mark.skipif(os.name == "nt", reason="quotes of a POSIX shell")
@pytest.mark.parametrize("name", ["决算", "我们 单位", "a'b", "$HOME", "a;b", "100%", "（甲）", "　全角", "*"])
def test_what_is_printed_is_one_word_to_the_shell(name: str) -> None:
    line = full_command("init", name)
    assert shlex.split(line)[-2:] == ["init", name]
    assert subprocess.check_output(f"printf %s {line.partition(' init ')[2]}", shell=True, text=True) == name


def test_chinese_names_need_no_quotes() -> None:
    assert full_command("init", "决算/2021").endswith(" init 决算/2021")


def test_windows_quotes_blanks_and_leaves_backslashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invocation.os, "name", "nt")
    assert invocation._quoted(r"D:\决算") == r"D:\决算"
    assert invocation._quoted(r"D:\我们 单位") == r'"D:\我们 单位"'
    assert invocation._quoted("a&b") == '"a&b"'


def test_a_script_is_named_as_the_shell_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LAUNCHER, raising=False)
    script = tmp_path / "yanbian_report"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert program() == str(script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program() == "yanbian_report"


def test_from_another_folder_run_py_is_called_by_its_whole_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "charts")
    monkeypatch.setenv(LAUNCHER, "python3\n../run.py")
    assert program() == "python3 ../run.py"
    assert program_from_anywhere() == f"python3 {ROOT / 'run.py'}"
    monkeypatch.delenv(LAUNCHER)
    assert program_from_anywhere().endswith(" -m yanbian_report")
