"""Files: written in a single step, so that what stood there before stays whole until the new one is; and looked at
without an error, whatever a folder holds.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path

from yanbian_report.base.findings import Finding, error

_REASONS = {
    errno.EISDIR: "它是一个文件夹",
    errno.ENOENT: "没有这个位置",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EEXIST: "路径中间有一个是文件，不是文件夹",
    errno.ELOOP: "路径中间有一个链接指向它自己",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "这个磁盘只能读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘或网络读写出错",
    errno.EBUSY: "别的程序正占用它",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
}
_WAITING = ".yanbian_report-"  # begins the names of files that are not yet in their place
_NUMBERS = count(1)


def is_file(path: Path) -> bool:
    """Whether ``path`` is a regular file, or leads to one.

    Nothing is raised, as Path.is_file does: what may not be looked at, has too long a name or leads to itself is none.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder, or leads to one. Nothing is raised."""
    return os.path.isdir(path)  # noqa: PTH112


def resolved(path: Path) -> Path:
    """``path`` in full, without links; one that leads to itself stays. Path.resolve raises RuntimeError for that.

    It stays as it is where it has no place: a name that no file can have, or a current folder that is gone.
    """
    try:
        return Path(os.path.realpath(path))
    except (ValueError, OSError):
        return path


def printable(name: str) -> str:
    """``name`` as it can be shown: one that is no UTF-8, as from an old archive, has signs that cannot."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isascii() else name


def list_folder(folder: Path, shown: str) -> tuple[list[Path], list[Finding]]:
    """What ``folder`` holds, in order; nothing where there is no such folder; B504 when it may not be looked into."""
    try:
        return sorted(folder / name for name in os.listdir(folder)), []  # noqa: PTH208 - iterdir is listdir and slower
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError as problem:
        return [], [error("B504", f"打不开文件夹“{shown}”：{why(problem)}", hint="请管理员给读取权限，再运行一次")]


def why(problem: OSError | ValueError) -> str:
    """Why a file or folder could not be read or written, in words that its owner understands."""
    number = getattr(problem, "errno", None) or 0
    return _REASONS.get(number, getattr(problem, "strerror", None) or str(problem))


def read_regular(path: Path, most: int) -> bytes | None:
    """The first ``most`` bytes of a regular file; None for what is none (a pipe would never end) or cannot be read."""
    try:
        if not is_file(path):
            return None
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError:
        return None


def write_file(path: Path, data: bytes) -> list[Finding]:
    """Write ``data`` to ``path`` in one step: first beside it, then in its place. The earlier file stays whole."""
    waiting = path.with_name(f"{_WAITING}{os.getpid()}-{next(_NUMBERS)}.tmp")
    try:
        _sweep(path.parent)
        _put(waiting, data)
        waiting.replace(path)
        return []
    except PermissionError:
        if is_file(path) and os.access(path.parent, os.W_OK):
            return [error("B511", f"写不了“{path}”：它正在 Word 或 WPS 中打开", hint="关闭后再运行一次")]
        return [error("B512", f"没有权限写入“{path.parent}”", hint="换一个文件夹（-o 文件），或请管理员给写入权限")]
    except (OSError, ValueError) as problem:  # ValueError: a name that no file can have
        return [error("B513", f"写不了“{path}”：{why(problem)}", hint="换一个文件夹或文件名（-o 文件），再运行一次")]
    finally:
        _forget(waiting)


def _put(path: Path, data: bytes) -> None:
    """Write ``data`` into a new file, in a new folder where there is none."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def has_content(path: Path, data: bytes) -> bool:
    """Whether the file at ``path`` is ``data`` already."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):  # nothing was written where nothing may be removed
        return


@lru_cache(maxsize=1_000)
def _sweep(folder: Path) -> None:
    """Delete what killed processes left in ``folder`` instead of putting it in its place; once for a process."""
    for file in _waiting(folder):
        process = file.name.removeprefix(_WAITING).partition("-")[0]
        if not (process.isdecimal() and _runs(int(process))):
            _forget(file)


def _waiting(folder: Path) -> Iterator[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return
    yield from (folder / name for name in names if name.startswith(_WAITING))


def _runs(process: int) -> bool:
    """Whether there is such a process. Windows is not asked: it lets nobody delete what a process has open."""
    if os.name == "nt":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
