"""Turns: one thread computes, and of the looks of one tab only the newest.

The engine keeps much of what it has understood in its process, for one thread. A look that waits while a newer one
comes is dropped: nobody will see it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_TABS = 200  # whose newest turn is remembered


class Turns:
    """The computing thread, and who waits for it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "compute")
        self._lock = asyncio.Lock()
        self._newest: dict[Hashable, int] = {}

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` gives, when it is its turn."""
        async with self._lock:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def newest(self, whose: Hashable, turn: int, work: Callable[[], T]) -> T | None:
        """What ``work`` gives; None when a newer turn of ``whose`` came before it began."""
        if self._newest.get(whose, turn) > turn:
            return None
        self._newest.pop(whose, None)
        self._newest[whose] = turn
        while len(self._newest) > _TABS:
            del self._newest[next(iter(self._newest))]
        async with self._lock:
            if self._newest.get(whose, turn) != turn:
                return None
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Begin nothing any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
