"""Peers: whose process is at the other end of a connection on this machine, where the system tells."""

from __future__ import annotations

import os
from pathlib import Path

_TABLE = Path("/proc/net/tcp")
_ROOT = 0
_LOCAL, _REMOTE, _OWNER = 1, 2, 7  # columns of the table


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
