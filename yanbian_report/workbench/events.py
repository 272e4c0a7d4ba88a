"""Events: what the page is told without asking: the file changed outside, content changed, the server ends.

Each open tab has one stream of server-sent events; how many there are tells how long the server is needed.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from typing import Any

HEARTBEAT = 15.0  # seconds; a browser that is gone is noticed when something is written to it
_WAITING = 100  # messages of a tab that reads none


class Tab:
    """An open page: the year of the unit that it shows, and what it has still to be told."""

    def __init__(self, unit: str, year: int, name: str) -> None:
        self.unit = unit
        self.year = year
        self.name = name
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(_WAITING)

    def put(self, message: str | None) -> None:
        """Tell ``message``, None for the last one; a tab that reads nothing loses the oldest."""
        while self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(message)


class Tabs:
    """Every open page. All of it belongs to the thread of the event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._open: set[Tab] = set()
        self._clock = clock
        self._empty_since = clock()
        self.ending = False

    def __iter__(self) -> Any:
        return iter(self._open)

    def idle(self) -> float:
        """For how many seconds no page has been open."""
        return 0.0 if self._open else self._clock() - self._empty_since

    def busy(self, unit: str, year: int) -> set[str]:
        """The names of the tabs that work on a year."""
        return {tab.name for tab in self._open if (tab.unit, tab.year) == (unit, year)}

    @contextmanager
    def opened(self, tab: Tab) -> Any:
        """``tab`` is open as long as this lasts."""
        self._open.add(tab)
        try:
            yield tab
        finally:
            self._open.discard(tab)
            self._empty_since = self._clock()

    def end(self) -> None:
        """Say goodbye, and let every stream end."""
        self.ending = True
        for tab in list(self._open):
            tab.put(None)

    async def stream(self, tab: Tab, heartbeat: float = HEARTBEAT) -> AsyncIterator[str]:
        """What ``tab`` is told, as a response writes it."""
        with self.opened(tab):
            yield "retry: 1000\n\n"
            while not self.ending:
                try:
                    told = await asyncio.wait_for(tab.queue.get(), heartbeat)
                except TimeoutError:
                    told = ":\n\n"
                if told is None:
                    break
                yield told
        yield message("bye", {})


def message(event: str, data: dict[str, Any], etag: str = "") -> str:
    """An event as a stream has it. A browser that lost the stream says the last ``etag`` that it was told of."""
    return f"{mark(etag)[:-1] if etag else ''}event: {event}\ndata: {json.dumps(data)}\n\n"


def mark(etag: str) -> str:
    """What is no event, and has the browser remember ``etag``."""
    return f"id: {etag}\n\n"
