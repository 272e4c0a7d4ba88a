"""The command work: it says where the workbench is, and ends by the page, by Ctrl+C and when it is told to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.cli import working
from yanbian_report.cli.parser import main
from yanbian_report.workbench.serve import show_in_browser


@contextmanager
def working_in(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the address that it says."""
    command = [sys.executable, "-m", "yanbian_report", "work", "--project", str(folder), "--no-browser", *options]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            assert "只能用一次" in process.stdout.readline()
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def let_in(address: str) -> tuple[http.client.HTTPConnection, str]:
    """A connection, and the cookie that the address gives."""
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?token=[\w-]+)", address)
    assert found is not None, address
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
    connection.request("GET", found[2])
    answer = connection.getresponse()
    answer.read()
    return connection, answer.headers["set-cookie"].partition(";")[0]


def rest(process: subprocess.Popen[str]) -> str:
    """What is said besides, to the end."""
    assert process.stdout is not None
    said = process.stdout.read()
    process.wait(60)
    return said


def test_the_address_opens_and_the_page_ends_it(frozen: Path) -> None:
    with working_in(frozen, "2021") as (process, address):
        connection, cookie = let_in(address)
        own = {"Cookie": cookie, "Origin": address.partition("/?")[0], "Content-Type": "application/json"}
        connection.request("GET", "/api/project", headers=own)
        assert b'"year":2021' in connection.getresponse().read()
        connection.request("POST", "/api/end", b"{}", own)
        assert connection.getresponse().status == 204
        said = rest(process)
        connection.close()
    assert (process.returncode, said) == (0, "工作台已经结束，写的都在。\n")


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_and_says_goodbye_to_its_pages(frozen: Path, told: signal.Signals) -> None:
    with working_in(frozen) as (process, address):
        connection, cookie = let_in(address)
        connection.request("GET", "/api/events?year=2021", headers={"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
        with connection.getresponse() as stream:
            stream.readline()
            process.send_signal(told)
            assert b"event: bye" in stream.read()
        said = rest(process)
        connection.close()
    if told is signal.SIGINT:
        assert process.returncode == 0 and said.strip() == "工作台已经结束，写的都在。"
    assert "Traceback" not in said and "token" not in said


def test_a_machine_without_the_packages_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(working, "find_spec", lambda name: None if name == "uvicorn" else True)
    assert main(["work"]) == 1
    said = capsys.readouterr().err
    assert "pip install uvicorn\n" in said and "starlette" not in said


def test_a_folder_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["work", "--project", str(tmp_path / "没有")]) == 1
    assert "没有" in capsys.readouterr().err


def test_the_browser_is_opened_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], frozen: Path
) -> None:
    opened: list[str] = []

    def browser(address: str) -> bool:
        opened.append(address)
        connection, cookie = let_in(address)
        own = {"Cookie": cookie, "Origin": address.partition("/?")[0], "Content-Type": "application/json"}
        connection.request("POST", "/api/end", b"{}", own)
        connection.getresponse().read()
        connection.close()
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    monkeypatch.setenv("DISPLAY", ":0")
    assert main(["work", "--project", str(frozen)]) == 0
    said = capsys.readouterr().out
    assert len(opened) == 1 and "token" not in said and opened[0].partition("?")[0] in said


def test_other_commands_load_nothing_of_it() -> None:
    code = (
        "import sys; from yanbian_report.cli.parser import main; main(['check', '2021']); "
        "print([n for n in sys.modules if n.split('.')[0] in ('starlette', 'uvicorn', 'watchfiles', 'asyncio') "
        "or 'workbench' in n])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a machine that always has a screen")
def test_no_browser_of_the_terminal_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("it was opened"))
    assert show_in_browser("http://127.0.0.1:1/") is False
