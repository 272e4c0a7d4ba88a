"""A process that is killed at any moment of saving leaves every text that it took: forty kills lose nothing."""

from __future__ import annotations

import http.client
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest

from tests.conftest import ROOT
from tests.workbench.conftest import Client
from yanbian_report.base.project import Project
from yanbian_report.workbench.store import Store

KILLS = 40
_SAVER = """
import sys
from pathlib import Path
from threading import Timer
from yanbian_report.base.project import Project
from yanbian_report.workbench.store import Store
store = Store(Project(Path(sys.argv[1])), 2021)
print("ready", flush=True)
number = int(sys.argv[2])
while True:
    number += 1
    text = f"年度: 2021\\n# {number} " + "字" * 20_000 + "\\n"
    store.kept.keep_unsaved(text, store.open().etag)
    print(number, flush=True)  # the page has been answered: these words are taken
    store.save(text, store.open().etag)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no way to kill at once")
def test_forty_kills_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/2021.yaml").write_text("年度: 2021\n# 0 \n", "utf-8")
    store, chance, last = Store(Project(tmp_path), 2021), random.Random(20), 0
    for _ in range(KILLS):
        last = _killed(tmp_path, last, chance.uniform(0, 0.1))
        opened = store.open()
        assert _whole(opened.text) and all(_whole(one.text) for one in opened.unsaved)
        versions = [(store.kept.version(version.id) or b"").decode() for version in store.kept.versions()]
        assert all(map(_whole, versions))
        assert max(_number(text) for text in (opened.text, *(one.text for one in opened.unsaved))) >= last
    assert last > KILLS // 2


def _killed(folder: Path, number: int, seconds: float) -> int:
    """Save text after text in another process for so long; the last number that it said was taken."""
    command = [sys.executable, "-c", _SAVER, str(folder), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read().rpartition("\n")[0].split()
    return int(said[-1]) if said else number


def _whole(text: str) -> bool:
    """Whether a text is all of what was to be saved."""
    return text.startswith("年度: 2021\n# ") and text.endswith("\n") and text.count("字") in (0, 20_000)


def _number(text: str) -> int:
    return int(text.split("# ")[1].split(" ")[0])


_SERVER = """
import sys
from pathlib import Path
from threading import Timer
from yanbian_report.workbench.serve import work
work(Path(sys.argv[1]), 2021, lambda running: print(running.port, running.door(), flush=True))
"""


@contextmanager
def _served(folder: Path) -> Iterator[tuple[Client, subprocess.Popen[str]]]:
    """A workbench in a process of its own, killed with the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as p:
        assert p.stdout is not None
        port, door = p.stdout.readline().split()
        answer = Client(int(port)).ask("GET", f"/?{door.partition('?')[2]}")
        try:
            yield Client(int(port), answer.headers["set-cookie"].partition(";")[0]), p
        finally:
            p.kill()


def _had(client: Client) -> list[str]:
    """Every text that a page can get of the year: the file's, those that are offered, and the versions."""
    opened = client.get("/api/open?year=2021").json()
    offered = [one["text"] for one in (opened["unsaved"], *opened["more_unsaved"]) if one]
    ids = [one["id"] for one in client.get("/api/history?year=2021").json()]
    return [opened["text"], *offered, *(client.get(f"/api/history/{i}?year=2021").json()["text"] for i in ids)]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no way to kill at once")
def test_a_server_that_is_killed_and_a_program_that_writes_over_it_lose_no_answered_word(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "data").mkdir()
    file, chance, answered, number = tmp_path / "data/2021.yaml", random.Random(21), "", 0
    text = "年度: 2021\n"
    file.write_text("年度: 2021\n# 0\n", "utf-8")
    for turn in range(12):
        with _served(tmp_path) as (client, process):
            assert any(text.startswith(answered) for text in _had(client)), turn  # or one typed on
            etag, killer = (
                client.get("/api/open?year=2021").json()["etag"],
                Timer(chance.uniform(0, 0.15), process.kill),
            )
            killer.start()
            with suppress(OSError, http.client.HTTPException):
                while True:
                    number += 1
                    text, ways = f"{text}# {number}\n", ("/api/save", "/api/unsaved")
                    done = client.put(chance.choice(ways), year=2021, text=text, etag=etag, tab=f"t{turn}")
                    assert done.status in (200, 204, 409), done.body
                    answered = text
                    etag = done.json()["etag"] if done.body else etag
            killer.join()
        if chance.random() < 0.5:
            file.write_text(f"年度: 2021\n# 记事本 {turn}\n", "utf-8")
    assert number > 12
