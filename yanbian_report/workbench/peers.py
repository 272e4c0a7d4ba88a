"""Peers: whose process is at the other end of a connection on this machine, where the system tells."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

_TABLE = Path("/proc/net/tcp")
_ROOT = 0
IDLE = 5.0  # seconds, after which the server closes a connection on which nothing is asked
_LOCAL, _REMOTE, _OWNER = 1, 2, 7  # columns of the table


class Peers:
    """Who has connected. The list of connections takes milliseconds to read, and a connection stays one person's.

    A browser sends a cookie of this machine to every port of it, so that who serves on another may come to know ours:
    whose a connection is, is asked whatever it knows.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}

    async def is_other(self, client: tuple[str, int] | None, server: tuple[str, int | None] | None) -> bool:
        """Whether the connection between them belongs to another user."""
        if client is None or server is None or server[1] is None:
            return False
        now = time.monotonic()
        if now - self._seen.get(client[1], now - IDLE) >= IDLE:
            if await asyncio.to_thread(is_other_user, client[1], server[1]):
                return True
            self._seen = {port: at for port, at in self._seen.items() if now - at < IDLE}
        self._seen[client[1]] = now
        return False


def is_other_user(port: int, own: int, table: Path = _TABLE) -> bool:
    """Whether the connection from ``port`` to ``own`` belongs to another user of this machine.

    Addresses that are opened can be seen in the list of processes, where another user might be quicker than the
    browser. What is not known is taken for the same person: elsewhere than on Linux the list shows no others' words.
    """
    if not hasattr(os, "getuid"):
        return False
    owner = _owner(port, own, table)
    return owner is not None and owner not in (os.getuid(), _ROOT)


def _owner(port: int, own: int, table: Path) -> int | None:
    try:
        lines = table.read_text("ascii", "replace").splitlines()[1:]
    except OSError:
        return None
    for line in lines:
        words = line.split()
        if len(words) <= _OWNER:
            continue
        ends = words[_LOCAL].partition(":")[2], words[_REMOTE].partition(":")[2]
        if ends == (f"{port:04X}", f"{own:04X}"):
            return int(words[_OWNER])
    return None
