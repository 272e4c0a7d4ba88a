"""The command line, as a person meets it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.api import check
from yanbian_report.base.findings import error, note
from yanbian_report.cli.parser import DONE, ERRORS, WRONG_CALL, main
from yanbian_report.options import BuildResult
from yanbian_report.watcher import Rebuilt


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


ENGINES = "own、libreoffice"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("", "还要写 命令"),
        ("build", "还要写 年度"),
        ("biuld 2021", "没有“biuld”这个命令，是不是 build？"),
        ("CHECK 2021", "没有“CHECK”这个命令，是不是 check？"),
        ("build 二〇二一", "年度：“二〇二一”不是四位数的年度，写 2021"),
        ("diff 2021 22", "年度：“22”不是四位数的年度，写 2022"),
        ("new 2022年", "年度：“2022年”不是四位数的年度，写 2022"),
        ("batch . --years 21", "--years：“21”不是四位数的年度，写 2021"),
        ("build 2021 --drfat", "没有“--drfat”这个选项，是不是 --draft？"),
        ("build 2021 --porject=甲", "没有“--porject”这个选项，是不是 --project？"),
        ("build 2021 22", "多写了“22”"),
        ("build 2021 --pages libreofice", f"--pages：不能写“libreofice”，是不是 libreoffice？可以写：{ENGINES}"),
        ("build 2021 --pages 全部", f"--pages：不能写“全部”，可以写：{ENGINES}"),
        ("check 2021 --format jsn", "--format：不能写“jsn”，是不是 json？可以写：text、short、json、github"),
        ("check 2021 --format", "--format：后面要跟一个值"),
        ("check 2021 --strict=3", "--strict：后面不跟值，多写了 3"),
        ("init 甲 --nature 事业", "--nature：不能写“事业”，是不是 事业单位？可以写：行政单位"),
        ("batch . --jobs 两个", "--jobs：“两个”不是个数，写 1 以上的整数，例如 2"),
        ("batch . --jobs 0", "--jobs：“0”不是个数，写 1 以上的整数，例如 2"),
        ("build 2021 --p 甲", "“--p”没有写全，可能是 --"),
    ],
)
def test_a_wrong_call_exits_with_two_and_says_what_was_meant(
    call: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(call.split())
    assert stopped.value.code == WRONG_CALL
    usage, _, said = capsys.readouterr().err.partition("命令写得不对：")
    assert usage.startswith("用法：")
    assert said.startswith(words)
    assert said.count("\n") == 1


def test_init_says_what_is_wrong_before_it_asks_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "旧").mkdir()
    (tmp_path / "旧/数据.txt").write_text("", "utf-8")
    assert main(["init", str(tmp_path / "旧")]) == ERRORS
    assert "已经有东西了" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "新"), "--unit", "甲", "--year", "2017"]) == WRONG_CALL


def test_a_word_like_no_command_is_answered_with_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["生成", "2021"])
    assert "没有“生成”这个命令，可以写：build、check、watch、work、new、init" in capsys.readouterr().err


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


@pytest.mark.parametrize("command", ["build 2021", "check 2021", "watch 2021", "new 2022", "list", "styles 2020-2021"])
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("没有的", "没有“{}”这个文件夹"),
        ("data/没有的", "没有“{}”这个文件夹"),
        ("data/2021.yaml", "“{}”是一个文件，不是项目目录"),
        ("../别处", "“{}”里没有报告项目"),
    ],
)
def test_a_project_that_is_none_is_an_error_and_not_the_one_above_it(
    folder: str, words: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "别处").mkdir()
    given = tmp_path / "项目" / folder
    (tmp_path / "项目/data").mkdir(parents=True)
    (tmp_path / "项目/templates").mkdir()
    (tmp_path / "项目/data/2021.yaml").write_text("年度: 2021\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert main([*command.split(), "--project", str(given)]) == ERRORS
    said = "".join(capsys.readouterr())
    assert f"错误 B501　{words.format(given)}" in said
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_inside_a_project_stands_for_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["trace", "2021", "支出.项目支出", "--project", str(project / "data/科目")]) == DONE
    monkeypatch.chdir(project / "charts")
    assert main(["trace", "2021", "支出.项目支出"]) == DONE


def test_the_place_of_a_text_is_traced(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "2021", "单位.名称", "--project", str(frozen)]) == DONE
    assert re.search(r"单位.名称　盐边县社会保险事务中心　data/2021.yaml:\d+:\d+\n", capsys.readouterr().out)


def test_a_file_beside_the_document_that_cannot_be_written_is_an_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = project / "build/2021/2021年度盐边县社会保险事务中心部门决算网页"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"")
    assert main(["build", "2021", "--web", "--project", str(project)]) == ERRORS
    said = capsys.readouterr()
    assert "B513" in said.err
    assert "index.html" not in said.out
    assert said.out.strip().endswith("部门决算.docx")


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
    assert check(2021, frozen).accepted  # compiles the templates, unless they are kept
    code = (
        "import sys; from yanbian_report.api import check; assert check(2021, sys.argv[1]).accepted;"
        "print([m for m in ('jinja2','matplotlib','docxtpl','docx','lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(frozen)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_watch_prints_a_line_a_build_until_ctrl_c(
    frozen: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = note("T506", "样式不一样", hint="用 styles 改")
    to_do = error("D215", "待填")
    made = BuildResult(Path("报告.docx"), [], [to_do, spoilt], [])

    def watch(*_: object) -> Iterator[Rebuilt]:
        yield Rebuilt((), made, 1.2344)
        yield Rebuilt(tuple(map(Path, "甲乙丙丁")), BuildResult.failed([to_do]), 0.0211)
        raise KeyboardInterrupt

    monkeypatch.setattr("yanbian_report.watcher.watch", watch)
    monkeypatch.setattr("time.strftime", lambda _: "12:00:00")
    assert main(["watch", "2021", "--project", str(frozen)]) == DONE
    assert capsys.readouterr().out.split("\n") == [
        "-: 提示 T506 样式不一样　用 styles 改",
        "12:00:00　第一次　报告.docx　1234 毫秒",
        "12:00:00　甲、乙、丙　没有生成：待填 1 处　21 毫秒",
        "",
        "",
    ]
