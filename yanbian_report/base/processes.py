"""Processes: work shared out among several, none of which can stop the rest.

One that dies (no memory left, killed) or takes too long is replaced, and the piece of work that it had is told as lost.
concurrent.futures gives up all that is left in the first case, and waits for ever in the second.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import current_thread, main_thread
from typing import Literal, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")
Loss = Literal["died", "hung"]
_PATIENCE = 10  # seconds for what runs when the rest is no longer wanted


class Workers:
    """``count`` processes, each of which calls ``load`` first; ``limit`` is the seconds for one piece of work."""

    def __init__(self, count: int, load: Callable[[], None], limit: float) -> None:
        self.count = count
        self.load = load
        self.limit = limit
        self._workers: list[_Worker] = []
        self._leaving: list[_Worker] = []
        self._fill()

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes that wait for work."""
        return [cast(int, worker.process.pid) for worker in self._workers]

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        leaving = [*self._leaving, *self._workers]
        for worker in leaving:
            worker.connection.close()
        until = time.monotonic() + _PATIENCE
        for worker in leaving:
            worker.process.join(max(0.0, until - time.monotonic()))
            worker.kill()
        self._workers, self._leaving = [], []

    def run(
        self, work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item, Loss], Result]
    ) -> Iterator[Result]:
        """``work`` for each of ``items``, as it comes; ``lost`` for one whose process died or took too long."""
        waiting = iter(items)
        busy: dict[Connection, tuple[_Worker, Item, float]] = {}
        try:
            while True:
                self._give(work, waiting, busy)
                if not busy:
                    return
                patience = min(since for _, _, since in busy.values()) + self.limit - time.monotonic()
                for connection in cast(list[Connection], wait([*busy], max(0.0, patience))):
                    worker, item, _ = busy.pop(connection)
                    came = worker.receive()
                    self._take_back(worker, came is not None)
                    yield lost(item, "died") if came is None else cast(Result, came[0])
                for connection in [c for c, (_, _, since) in busy.items() if time.monotonic() - since > self.limit]:
                    worker, item, _ = busy.pop(connection)
                    self._take_back(worker, False)
                    yield lost(item, "hung")
        finally:  # what is not begun is no longer wanted
            self._leaving += [worker for worker, _, _ in busy.values()]
            for connection in busy:
                connection.close()

    def _give(
        self,
        work: Callable[[Item], Result],
        waiting: Iterator[Item],
        busy: dict[Connection, tuple[_Worker, Item, float]],
    ) -> None:
        """Give every idle process the next piece of work."""
        for item in waiting if len(busy) < self.count else ():
            self._fill(len(busy))
            worker = self._workers.pop()
            with suppress(OSError):  # it died idle, which is told when it is listened to
                worker.connection.send((work, item))
            busy[worker.connection] = (worker, item, time.monotonic())
            if len(busy) == self.count:
                return

    def _take_back(self, worker: _Worker, is_sound: bool) -> None:
        if is_sound:
            self._workers.append(worker)
        else:
            worker.kill()

    def _fill(self, busy: int = 0) -> None:
        while len(self._workers) + busy < self.count:
            self._workers.append(_Worker(self.load, [worker.connection for worker in self._workers]))


class _Worker:
    """One process and the way to it."""

    def __init__(self, load: Callable[[], None], others: list[Connection]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # A forked process has the ends of all pipes. Unless it closes them, none hears that this one is gone.
        inherited = [self.connection, *others] if multiprocessing.get_start_method() == "fork" else []
        self.process = multiprocessing.Process(target=_serve, args=(theirs, load, inherited), daemon=True)
        with _ctrl_c_ignored():
            self.process.start()
        theirs.close()

    def receive(self) -> tuple[object] | None:
        """What it sends, in a pair of brackets as it may be None; None when it is gone."""
        try:
            return (self.connection.recv(),)
        except Exception:  # cut off anywhere, a message can be anything
            return None

    def kill(self) -> None:
        """End it, and what it has started."""
        self.connection.close()
        if self.process.is_alive():
            with suppress(OSError, AttributeError):  # it leads a group of its own where there are groups
                os.killpg(cast(int, self.process.pid), signal.SIGKILL)
            self.process.kill()
        self.process.join()


def _serve(connection: Connection, load: Callable[[], None], inherited: list[Connection]) -> None:
    """Do one piece of work after another until nobody gives any. Ctrl+C is left to the process that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        os.setsid()
    for other in inherited:
        other.close()
    load()
    with suppress(EOFError, OSError):
        while True:
            work, item = connection.recv()
            connection.send(work(item))


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Processes that are started meanwhile do not hear Ctrl+C, not even before they can say so themselves."""
    if current_thread() is not main_thread():  # only there can it be said
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
