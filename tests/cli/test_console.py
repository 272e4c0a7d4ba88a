"""Colours where they are wanted, whole commands where a hint names one, years as people type them."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from yanbian_report.base.findings import error, note
from yanbian_report.cli import console
from yanbian_report.cli.console import count_by_severity, has_colours, next_command, parse_year, print_findings


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "YANBIAN_REPORT_LAUNCHER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("stream", "settings", "wanted"),
    [
        (Terminal(), {}, True),
        (io.StringIO(), {}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (Terminal(), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (Terminal(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_and_as_the_person_says(
    stream: io.StringIO, settings: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert has_colours(stream) is wanted


@pytest.mark.parametrize("obeys", [True, False])
def test_a_console_that_does_not_obey_escapes_gets_none(obeys: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_obeys_escapes", lambda _: obeys)
    stream = Terminal()
    print_findings([error("D210", "不是一个数")], Path(), stream)
    assert ("\033[31;1m错误\033[0m D210" in stream.getvalue()) is obeys


def test_work_left_is_listed_apart(tmp_path: Path) -> None:
    stream = io.StringIO()
    print_findings([error("D215", "待填", path="收入.其他收入"), note("W314", "页码是上一次的")], tmp_path, stream)
    assert (
        stream.getvalue() == "\n提示 W314　页码是上一次的\n\n\n还没有填好的：\n收入：待填 1\n  None　待填　其他收入\n\n"
    )


def test_findings_are_counted_by_severity_and_work_left_apart() -> None:
    findings = [error("D210", ""), error("D210", ""), note("W314", ""), error("D215", ""), error("D216", "")]
    assert count_by_severity(findings) == "错误 2 处、提示 1 处、待填 1 处、待改 1 处"
    assert count_by_severity([]) == "没有问题"


@pytest.mark.parametrize(
    ("hint", "command"),
    [
        ("用 check 2020 看是什么错误", " check 2020"),
        ("第一年的从别的项目复制来改，或用 init 新建一个项目", " init 新项目"),
        ("换一个写法，或安装中文字体包：pip install pylopdf-fonts-zh-cn", " -m pip install pylopdf-fonts-zh-cn"),
        ("改成 年度: 2021", ""),
    ],
)
def test_a_hint_that_names_a_command_is_followed_by_the_whole_command(hint: str, command: str, frozen: Path) -> None:
    whole = next_command(note("B503", "", hint=hint), frozen)
    assert whole.removesuffix(f" --project {frozen}").endswith(command)
    assert bool(whole) == bool(command)
    assert whole.endswith(f"--project {frozen}") == (" check " in command)


@pytest.mark.parametrize("text", ["2021", "２０２１"])
def test_four_digits_are_a_year(text: str) -> None:
    assert parse_year(text) == 2021


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("21", "写 2021"),
        ("21年", "写 2021"),
        ("2021年", "写 2021"),
        ("2021年度", "写 2021"),
        ("二〇二一", "写 2021"),
        ("data/2021.yaml", "写 2021"),
        ("今年", "例如 2021"),
        ("12021", "例如 2021"),
        ("-2021x", "写 2021"),
    ],
)
def test_a_year_typed_otherwise_is_answered_with_how_to_write_it(text: str, advice: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"“{text}”不是四位数的年度，{advice}$"):
        parse_year(text)


@pytest.mark.skipif(sys.platform != "win32", reason="only a Windows console has a mode to set")
def test_a_windows_stream_that_is_no_console_gets_no_escapes(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w") as file:
        assert not console._obeys_escapes(file)


class WindowsConsole:
    """The part of Windows that a console is told of escape sequences by."""

    def __init__(self, *, console: bool, obeys: bool) -> None:
        self.console, self.obeys, self.mode = console, obeys, 3

    def GetConsoleMode(self, handle: int, mode: Any) -> int:  # noqa: N802 - as Windows calls it
        assert handle == 7
        mode._obj.value = self.mode
        return int(self.console)

    def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802
        assert handle == 7
        self.mode = mode
        return int(self.obeys)


@pytest.mark.parametrize(
    ("console", "obeys", "mode"), [(True, True, 7), (True, False, 7), (False, True, 3)], ids=["new", "old", "none"]
)
def test_a_console_of_windows_has_colours_once_it_obeys(
    console: bool, obeys: bool, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = WindowsConsole(console=console, obeys=obeys)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda _: 7))
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    terminal = SimpleNamespace(isatty=lambda: True, fileno=lambda: 1)
    assert has_colours(terminal) is (console and obeys)  # type: ignore[arg-type]
    assert kernel.mode == mode
