"""Read: a file as a workbook, whichever program saved it and whatever its name says, with all that is wrong with it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.files import is_file, is_folder
from yanbian_report.base.findings import Finding, error, note
from yanbian_report.base.origin import Cell
from yanbian_report.workbook.limits import LARGEST, Refused, damaged, too_large
from yanbian_report.workbook.sheet import Workbook
from yanbian_report.workbook.stored import Parsed, decode, encode

READING = ("base.findings", "base.origin", "workbook")
_KIND = "workbook"


def read_workbook(path: Path, shown: str, cache: DiskCache | None = None) -> tuple[Workbook | None, list[Finding]]:
    """The workbook at ``path``, which findings call ``shown``; kept in ``cache`` as it was read.

    A workbook comes with findings, too: X108 for formulas without results, which are blank, and X109 for errors.
    """
    data, findings = _bytes(path, shown)
    if data is None:
        return None, findings
    try:
        parsed = _parsed(data, cache or DiskCache(None))
    except Refused as problem:
        return None, [error(problem.code, f"“{shown}”{problem.words}", hint=problem.hint)]
    return Workbook(shown, parsed.sheets), _troubles(parsed, shown)


def _bytes(path: Path, shown: str) -> tuple[bytes | None, list[Finding]]:
    """What lies at ``path``."""
    try:
        if not is_file(path):
            return None, [_absent(path, shown)]
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1), []
    except PermissionError:
        hint = "关掉占用它的程序（Excel、WPS），或请管理员给读取权限，再运行一次"
        return None, [error("X102", f"没有权限读取“{shown}”", hint=hint)]
    except (OSError, ValueError) as problem:
        reason = "没有这个文件" if getattr(problem, "errno", 0) == errno.ENOENT else "磁盘或网络盘出了问题"
        return None, [error("X102", f"读不了“{shown}”：{reason}", hint="把文件复制到本机磁盘上，再运行一次")]


def _absent(path: Path, shown: str) -> Finding:
    if is_folder(path):
        return error("X101", f"“{shown}”是文件夹，不是工作簿", hint="写文件夹里那个 Excel 表的名字")
    try:
        linked = os.path.lexists(path)
    except (OSError, ValueError):  # a name that no file can have
        linked = False
    if linked:
        words = f"“{shown}”不是普通的文件：它是管道、设备，或者没有权限看的、断了的链接"
        return error("X102", words, hint="换成真正的文件")
    return error("X101", f"找不到工作簿“{shown}”", hint="检查文件名和所在的文件夹")


def _parsed(data: bytes, cache: DiskCache) -> Parsed:
    """The sheets in ``data``, from the cache where they are there. Raises Refused."""
    if not data:
        raise Refused("X103", "是空文件，里面什么都没有", "从系统里重新导出一次")
    if len(data) > LARGEST:
        raise too_large(f"超过 {LARGEST // 1_000_000} MB，不像决算的表")
    key = key_of(code_of(*READING), data)
    kept = cache.read(_KIND, key, decode)
    if kept is not None:
        return kept
    parsed = _parse(data)
    if not any(sheet.rows for sheet in parsed.sheets):
        raise Refused("X103", "里没有内容：工作表都是空的", "检查是不是选错了文件，或者从系统里重新导出一次")
    cache.put(_KIND, key, encode(parsed))
    return parsed


def _parse(data: bytes) -> Parsed:
    from yanbian_report.workbook import kind

    try:
        return kind.parse(data)
    except Refused:
        raise
    except Exception:  # whatever bytes do to a parser that nobody thought of, they are no workbook
        if sys.flags.dev_mode:  # python -X dev: for whoever mends it
            raise
        raise damaged() from None


def _troubles(parsed: Parsed, shown: str) -> list[Finding]:
    """What is wrong in sheets that were read: one finding for formulas, which one hint helps, and one a sheet."""
    findings = []
    for sheet, cells, count in parsed.unsaved[:1]:
        words = f"“{sheet}”有 {count} 个公式没有存下结果：{_listed(cells, count)}"
        more = "、".join(f"“{name}”" for name, _, _ in parsed.unsaved[1:])
        words += f"；还有 {more} 也是" if more else ""
        hint = "在 Excel 或 WPS 里打开，保存一次（会算出结果），再运行"
        findings.append(error("X108", words, Cell(shown, sheet, cells[0]), hint=hint))
    for sheet, cells, count in parsed.errors:
        words = f"“{sheet}”有 {count} 个格是公式的错误值（如 #REF!）：{_listed(cells, count)}"
        hint = "这些格里的数用不了：在 Excel 或 WPS 里改好公式，保存；与决算表无关的不用管"
        findings.append(note("X109", words, Cell(shown, sheet, cells[0]), hint=hint))
    return findings


def _listed(cells: tuple[str, ...], count: int) -> str:
    return "、".join(cells) + ("等" if count > len(cells) else "")
