"""Disk: bytes put in place in one step and for good, and why they cannot be, in words for their owner."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from yanbian_report.base.files import is_file, list_folder, resolved, why
from yanbian_report.workbench.refused import Unwritable

_NUMBERS = count(1)
_WAITING, _HALF = ".yanbian_report-", ".tmp"
_OLD = 3600.0  # seconds, after which nobody writes at a file any more
FULL = 507  # the status for no room
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


class _ReadOnly(PermissionError):
    """A file that its owner has marked so."""


def read(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none. Raises Unwritable where it cannot be read."""
    try:
        return path.read_bytes() if is_file(path) else None
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise Unwritable(f"读不了“{path.name}”：{why(problem)}") from problem


def put(path: Path, data: bytes, *, private: bool = False, last: Callable[[], None] = lambda: None) -> None:
    """Write ``data`` beside ``path``, to the disk itself, and then in its place. The file before stays whole.

    Its permissions stay; a ``private`` file only its owner may read. A link stays one. ``last`` is called when nothing
    but the replacing is left, and may raise something to stop it. Raises Unwritable.
    """
    path = resolved(path)
    waiting = path.with_name(f"{_WAITING}{os.getpid()}-{next(_NUMBERS)}{_HALF}")
    try:
        mode = _mode(path)
        _write(waiting, data, private)
        if mode is not None:
            with suppress(OSError):
                waiting.chmod(mode)
        last()
        os.replace(waiting, path)  # noqa: PTH105 - what tests make fail
        _settle(path.parent)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """The permissions that the file has, if there is one. What its owner has made read-only is not replaced."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
    if not mode & stat.S_IWUSR:
        raise _ReadOnly(errno.EACCES, "")
    return mode


def _write(path: Path, data: bytes, private: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """See to it that the folder's new entry is on the disk, where a folder can be opened for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, problem: OSError) -> Unwritable:
    if problem.errno in _NO_ROOM:
        return Unwritable(f"磁盘满了，“{path.name}”没有存上，原来的文件没有动。腾出一些空间再保存", FULL)
    if isinstance(problem, _ReadOnly):
        return Unwritable(f"“{path.name}”是只读的，没有存上。在文件属性里去掉“只读”再保存")
    if isinstance(problem, PermissionError) and is_file(path):
        return Unwritable(f"“{path.name}”正被别的程序占用，或者没有写入权限，没有存上。关掉那个程序再保存")
    return Unwritable(f"“{path.name}”没有存上：{why(problem)}")


def sweep(folder: Path) -> None:
    """Take away what processes that were killed while they wrote have left in ``folder``."""
    for file in list_folder(folder, "")[0]:
        if file.name.startswith(_WAITING) and file.name.endswith(_HALF):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > _OLD:
                    remove(file)


def remove(path: Path) -> None:
    """Take a file away where that can be done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
