"""What is clicked: run.py sets up what a command needs; 工作台.bat and 工作台.command find a Python or say so."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py in a folder of its own, with an environment that is there and installs what it notes only."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    spec = importlib.util.spec_from_file_location("launcher", tmp_path / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.touch()
    installed: list[str] = []
    monkeypatch.setattr(module, "has_pip", lambda: True)
    monkeypatch.setattr(module.subprocess, "call", lambda words, **_: installed.append(words[-1]) or 0)
    monkeypatch.setattr(module, "in_environment", lambda *_: 0)
    module.installed = installed  # type: ignore[attr-defined]
    return module


def test_each_command_installs_what_it_needs_once(launcher: ModuleType) -> None:
    assert launcher.main(["check", "2021"]) == launcher.main(["check", "2021"]) == 0
    assert launcher.installed == ["."]
    assert launcher.main(["work"]) == launcher.main(["work", "2021"]) == launcher.main(["build", "2021"]) == 0
    assert launcher.installed == [".", ".[work]"]
    assert launcher.main(["test", "x"]) == launcher.main(["test", "x"]) == 0
    assert launcher.installed == [".", ".[work]", ".[dev]"]


def test_who_tests_has_what_every_command_needs(launcher: ModuleType) -> None:
    launcher.main(["test", "x"])
    launcher.main(["work"])
    launcher.main(["check", "2021"])
    assert launcher.installed == [".[dev]"]


def test_other_requirements_are_installed_again(launcher: ModuleType) -> None:
    launcher.main(["work"])
    with (launcher.ROOT / "constraints.txt").open("a") as file:
        file.write("# other\n")
    launcher.main(["work"])
    assert launcher.installed == [".[work]", ".[work]"]


def test_what_is_clicked_on_windows_is_as_windows_reads_it() -> None:
    data = (ROOT / "工作台.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 0
    before, _, after = data.partition(b":missing\r\nchcp 65001")
    assert before.isascii() and b"run.py work %*" in before
    words = after.decode()
    assert "Python 3.11" in words and "Add python.exe to PATH" in words and "再双击一次" in words


@pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell")
@pytest.mark.parametrize("found", [True, False])
def test_what_is_clicked_on_macos_finds_python_or_says_so(tmp_path: Path, found: bool) -> None:
    script = tmp_path / "甲 乙" / "工作台.command"
    script.parent.mkdir()
    shutil.copy(ROOT / script.name, script)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "cat", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    if found:
        fake = programs / "python3.13"
        fake.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$PWD: $*"\n')
        fake.chmod(0o755)
    assert os.access(ROOT / script.name, os.X_OK)
    done = subprocess.run(
        [script, "2021"], cwd="/", env={"PATH": str(programs)}, input="\n", capture_output=True, text=True, check=False
    )
    if found:
        assert (done.returncode, done.stdout) == (0, f"{script.parent}: run.py work 2021\n")
    else:
        assert done.returncode == 1 and "没有 Python 3.11" in done.stdout and "再双击一次" in done.stdout
