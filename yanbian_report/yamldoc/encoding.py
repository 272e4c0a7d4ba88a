"""Encoding: the bytes of a file as text, whichever editor saved them.

UTF-8 with or without its mark, UTF-16 with a mark and the GBK that Notepad writes all simply work; what cannot
be text is a finding. Characters that were lost stay in the text as U+FFFD, for ``repair`` to name their places.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import is_file, is_folder, list_folder, why
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span

LARGEST = 2_000_000
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff0-\ufffb\ufffd-\uffff\U000e0000-\U000e007f"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(path: Path, name: str = "") -> tuple[str | None, list[Finding]]:
    """The text of the file at ``path`` with plain line ends; findings show the file as ``name``."""
    shown = name or path.as_posix()
    try:
        if not is_file(path):
            return None, [_absent(path, shown)]
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except PermissionError:
        hint = "关掉占用它的程序，或请管理员给读取权限，再运行一次"
        return None, [error("S102", f"没有权限读取“{shown}”", hint=hint)]
    except (OSError, ValueError) as problem:
        return None, [error("S102", f"读不了“{shown}”：{why(problem)}", hint="检查文件和磁盘，再运行一次")]
    return decode(data, shown)


def decode(data: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """``data`` as text, as ``read_text`` does it for a file."""
    if len(data) > LARGEST:
        hint = "数据文件一般不到 100 KB，请检查是不是选错了文件"
        return None, [error("S103", f"“{name}”超过 {LARGEST // 1_000_000} MB，不像数据文件", hint=hint)]
    text = _marked(data)
    if text is None:
        if b"\0" in data:
            return None, [_binary(data, name)]
        text = _unmarked(data)
    if text is None:
        hint = "用记事本打开原文件，“另存为”时编码选 UTF-8"
        return None, [error("S105", f"认不出“{name}”的文字编码", hint=hint)]
    return plain_line_ends(text), []


class Saved(NamedTuple):
    """A text as its file holds it, line ends and all, with the mark and the encoding that the file has."""

    text: str
    mark: bytes
    encoding: str

    def encoded(self, text: str) -> bytes:
        """The bytes of the file if it held ``text``."""
        return self.mark + text.encode(self.encoding)


def as_saved(data: bytes) -> Saved | None:
    """``data`` as a text that can be edited; None where not every byte of it would come back."""
    for mark, encoding in (*_MARKS, (b"", "utf-8"), (b"", "gb18030")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            if "\ufffd" not in text and mark + text.encode(encoding, "replace") == data:
                return Saved(text, mark, encoding)
    return None


def _absent(path: Path, shown: str) -> Finding:
    if is_folder(path):
        return error("S101", f"“{shown}”是文件夹，不是数据文件", hint="写文件夹里那个 .yaml 文件的名字")
    beside, closed = list_folder(path.parent, path.parent.as_posix())
    if closed:
        return closed[0]
    if os.path.lexists(path):
        words = f"“{shown}”不是普通的文件：它是管道、设备，或者没有权限看的、断了的链接"
        return error("S102", words, hint="换成真正的文件")
    others = [p.name for p in beside if p.suffix == ".yaml"][:5]
    hint = f"这个文件夹里有：{'、'.join(others)}" if others else "检查文件名和所在的文件夹"
    return error("S101", f"找不到文件“{shown}”", hint=hint)


def _binary(data: bytes, name: str) -> Finding:
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    hint = "数据文件是纯文字；Word、Excel 文件不能直接用，请把内容写进 .yaml 文件"
    message = f"“{name}”不是文字文件（第 {line} 行有二进制内容）"
    return error("S104", message, Span(name, line, 1, 2), hint=hint)


def _marked(data: bytes) -> str | None:
    """The text after a byte order mark; None without a mark, or when NUL characters follow it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return None if "\0" in text else text
    return None


def _unmarked(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _gbk(data)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in which single characters were lost; GBK read as UTF-8 would be nearly all loss."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    kept = sum(character > "\x7f" for character in text) - lost
    return text if kept > 2 * lost else None


def _gbk(data: bytes) -> str | None:
    text = data.decode("gb18030", "replace")
    lost = text.count("\ufffd")
    return text if lost * 20 <= len(text) else None


def plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unseen_escaped(text: str) -> str:
    """The sign that ``text``, which stood in quotes, says by an escape and that no file can hold; empty for none."""
    found = UNSEEN.search(text)
    return found[0] if found else "\r" if "\r" in text else ""


def holds_unseen(text: str) -> bool:
    """Whether there are control characters or marks in ``text`` that no editor shows."""
    return UNSEEN.search(text) is not None
