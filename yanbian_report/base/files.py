"""Files: writing one in a single step, so that what stood there before stays whole until the new one is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from yanbian_report.base.findings import Finding, error

_REASONS = {
    errno.EISDIR: "它是一个文件夹",
    errno.ENOENT: "没有这个位置",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EEXIST: "路径中间有一个是文件，不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "这个磁盘只能读",
}


def write_file(path: Path, data: bytes) -> list[Finding]:
    """Write ``data`` to ``path`` in one step: first beside it, then in its place. The earlier file stays whole."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _put(waiting, data)
        waiting.replace(path)
        return []
    except PermissionError:
        if path.is_file() and os.access(path.parent, os.W_OK):
            return [error("B511", f"写不了“{path}”：它正在 Word 或 WPS 中打开", hint="关闭后再运行一次")]
        return [error("B512", f"没有权限写入“{path.parent}”", hint="换一个文件夹（-o 文件），或请管理员给写入权限")]
    except OSError as problem:
        reason = _REASONS.get(problem.errno or 0, problem.strerror or str(problem))
        return [error("B513", f"写不了“{path}”：{reason}", hint="换一个文件夹或文件名（-o 文件），再运行一次")]
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
    except OSError:  # nothing was written where nothing may be removed
        return
