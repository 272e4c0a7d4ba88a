"""The command line, as a person meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.cli.parser import DONE, ERRORS, WRONG_CALL, main


def test_build_ends_with_the_path_of_the_report(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "2021", "--project", str(project)]) == DONE
    last = capsys.readouterr().out.strip().split("\n")[-1]
    assert Path(last).name == "2021年度盐边县社会保险事务中心部门决算.docx"
    assert Path(last).is_file()


def test_errors_in_the_content_exit_with_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("基本支出: 2650568.24元", "基本支出: 2,650,568.24元"), "utf-8")
    assert main(["build", "2021", "--project", str(project)]) == ERRORS
    said = capsys.readouterr().err
    assert "data/2021.yaml:" in said
    assert "2650568.24元" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "call", [[], ["build"], ["biuld", "2021"], ["build", "二〇二一"], ["build", "2021", "--wrong"]]
)
def test_a_wrong_call_exits_with_two_and_says_so_in_chinese(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(call)
    assert stopped.value.code == WRONG_CALL
    said = capsys.readouterr().err
    assert "命令写得不对" in said
    assert "invalid" not in said
    assert "required" not in said


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：")
    assert "项目目录" in said
    assert not any(word in said for word in ("usage", "options", "positional", "show this"))


def test_a_console_that_knows_only_gbk_is_no_obstacle(project: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp936", "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "yanbian_report", "build", "2021", "--project", str(project)]
    done = subprocess.run(call, capture_output=True, env=environment, check=False)
    assert done.returncode == DONE, done.stderr.decode("cp936")
    assert "部门决算.docx" in done.stdout.decode("cp936")


def test_trace_shows_formula_inputs_and_lines(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "2021", "支出.项目支出占比", "--project", str(frozen)]) == DONE
    said = capsys.readouterr().out
    assert "8.67%" in said
    assert "项目支出 ÷ 本年支出合计" in said
    assert "data/2021.yaml:" in said


def test_trace_of_an_unknown_figure_suggests_one(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "2021", "支出.项目支处", "--project", str(frozen)]) == WRONG_CALL
    assert "支出.项目支出" in capsys.readouterr().err


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "('yaml', 'jinja2', 'matplotlib', 'docxtpl', 'lxml')"
    code = f"import sys, yanbian_report; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_check_imports_no_engine_of_documents_or_pictures(frozen: Path) -> None:
    code = (
        "import sys; from yanbian_report.api import check; assert check(2021, sys.argv[1]).accepted;"
        "print([m for m in ('jinja2','matplotlib','docxtpl','docx','lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(frozen)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
