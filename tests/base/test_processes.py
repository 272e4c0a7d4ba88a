"""Work shared out among processes: each piece comes back, or is told as lost; one that dies or hangs stops no other."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yanbian_report.base.processes import Loss, Workers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are ended by signals of POSIX")
Came = tuple[str, str]


def work(item: str) -> Came:
    if item == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hangs":
        time.sleep(60)
    return item, "done"


def lost(item: str, loss: Loss) -> Came:
    return item, loss


def nothing() -> None:
    """There is nothing to load."""


@pytest.fixture
def pool() -> Iterator[Workers]:
    with Workers(2, nothing, 0.7) as made:
        yield made


def test_every_piece_of_work_comes_back(pool: Workers) -> None:
    assert sorted(pool.run(work, map(str, range(20)), lost)) == sorted((str(n), "done") for n in range(20))


def test_a_process_that_dies_loses_its_own_piece_only(pool: Workers) -> None:
    items = ["1", "dies", "2", "dies", "dies", "3", "4"]
    assert sorted(pool.run(work, items, lost)) == [
        *((str(number), "done") for number in (1, 2, 3, 4)),
        *[("dies", "died")] * 3,
    ]


def test_a_process_that_hangs_is_ended_after_its_time(pool: Workers) -> None:
    start = time.monotonic()
    came = sorted(pool.run(work, ["hangs", "1", "2", "3"], lost))
    assert came == [("1", "done"), ("2", "done"), ("3", "done"), ("hangs", "hung")]
    assert time.monotonic() - start < 20


def test_a_process_that_was_killed_while_it_waited_is_replaced(pool: Workers) -> None:
    for process in pool.processes:
        os.kill(process, signal.SIGKILL)
    came = dict(pool.run(work, ["1", "2", "3", "4"], lost))
    assert len(came) == 4
    assert list(pool.run(work, ["5"], lost)) == [("5", "done")]


def test_nothing_is_begun_that_is_no_longer_wanted(pool: Workers, tmp_path: Path) -> None:
    results = pool.run(touch, [tmp_path / str(number) for number in range(50)], never)
    next(results)
    results.close()  # type: ignore[attr-defined] - as an interrupted loop does
    assert len(list(tmp_path.iterdir())) < 10
    assert list(pool.run(work, ["1"], lost)) == [("1", "done")]


def test_no_process_is_left() -> None:
    with Workers(2, nothing, 60) as made:
        processes = made.processes
        results = made.run(work, ["1", "2", "3"], lost)
        next(results)
        results.close()  # type: ignore[attr-defined]
    assert not [process for process in processes if Path(f"/proc/{process}").exists()]


def touch(path: Path) -> Path:
    path.touch()
    time.sleep(0.02)
    return path


def never(path: Path, loss: Loss) -> Path:
    raise AssertionError(path, loss)
