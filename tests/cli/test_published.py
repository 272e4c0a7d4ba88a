"""The day of publication is asked for where somebody can answer, and is an option everywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from yanbian_report.cli.console import DONE, WRONG_CALL
from yanbian_report.cli.parser import main

Call = Callable[[Path], list[str]]
CALLS: dict[str, tuple[Call, str, str]] = {
    "new": (lambda root: ["new", "2022", "--project", str(root)], "data/2022.yaml", "待填"),
    "init": (
        lambda root: ["init", str(root / "新"), "--unit", "甲县乙局", "--year", "2022"],
        "新/data/2022.yaml",
        "【示例】2023年9月1日",
    ),
}


def line_of(file: Path) -> str:
    (line,) = [line for line in file.read_text("utf-8").split("\n") if line.startswith("公开日期:")]
    return line.partition("#")[0].removeprefix("公开日期:").strip()


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Somebody at the terminal who answers every question with one word; the questions."""

    def answer(word: str) -> list[str]:
        asked: list[str] = []

        def said(question: str) -> str:
            asked.append(question)
            return word

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", said)
        return asked

    return answer


@pytest.mark.parametrize("command", CALLS)
def test_what_is_answered_stands_in_the_data(
    command: str, project: Path, answering: Callable[[str], list[str]]
) -> None:
    call, file, _ = CALLS[command]
    asked = answering(" 2023-8-31 ")
    assert main(call(project)) == DONE
    assert len(asked) == 1 and "公开日期" in asked[0]
    assert line_of(project / file) == "2023年8月31日"


@pytest.mark.parametrize("command", CALLS)
def test_who_does_not_know_yet_fills_it_in_later(
    command: str, project: Path, answering: Callable[[str], list[str]]
) -> None:
    call, file, otherwise = CALLS[command]
    answering("")
    assert main(call(project)) == DONE
    assert line_of(project / file) == otherwise


@pytest.mark.parametrize("command", CALLS)
def test_the_option_is_not_asked_for(command: str, project: Path, answering: Callable[[str], list[str]]) -> None:
    call, file, _ = CALLS[command]
    asked = answering("2000-1-1")
    assert main([*call(project), "--published", "2023/8/31"]) == DONE
    assert asked == []
    assert line_of(project / file) == "2023年8月31日"


@pytest.mark.parametrize("command", CALLS)
def test_where_nobody_answers_nobody_is_asked(command: str, project: Path) -> None:
    call, file, otherwise = CALLS[command]
    assert main(call(project)) == DONE
    assert line_of(project / file) == otherwise


@pytest.mark.parametrize("command", CALLS)
def test_a_day_that_is_none_is_said_and_nothing_is_written(
    command: str, project: Path, answering: Callable[[str], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    call, file, _ = CALLS[command]
    answering("下个月")
    assert main(call(project)) == WRONG_CALL
    assert "“下个月”不是日期，写成 2023年9月1日 这样" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*call(project), "--published", "2023年2月30日"])
    assert not (project / file).exists()
