"""Saved: a data file as its bytes are, and the bytes that it would have with another text.

Mark, encoding and line ends stay as they were, line by line where a file mixes them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from yanbian_report.workbench.refused import Unwritable
from yanbian_report.yamldoc.encoding import LARGEST, as_saved, decode, plain_line_ends

UTF8 = "utf-8"
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "gbk": "GBK", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_ENDS = re.compile(r"\r\n|\r|\n")
_LONGEST = 4_000  # lines between two that are alike, beyond which each takes the line end that most have


def etag_of(data: bytes | None) -> str:
    """A name for exactly these bytes; empty where there is no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()[:32]


class Unsayable(ValueError):
    """A text that the file's encoding has no signs for; the message is Chinese."""


class SavedText(NamedTuple):
    """The text of a file with plain line ends, and how its bytes say it.

    ``encoding`` is empty where not every byte would come back: such a file can be shown, and be saved as UTF-8 only.
    """

    text: str
    raw: str = ""
    mark: bytes = b""
    encoding: str = UTF8

    @property
    def encoding_name(self) -> str:
        return _NAMES.get(self.encoding, "")

    def with_text(self, text: str) -> bytes:
        """The bytes of the file if it held ``text``, line ends plain. Raises Unsayable, and Unwritable if too long."""
        _refuse_halves(text)
        if not self.encoding:
            raise Unsayable("文件里有认不出的字，照原来的编码存不回去")
        typed = _with_line_ends(text, self.raw)
        try:
            data = self.mark + typed.encode(self.encoding)
        except UnicodeEncodeError as problem:
            raise Unsayable(self._missing(typed, problem.start)) from None
        if len(data) > LARGEST:  # it could not be opened again
            raise Unwritable(f"超过 {LARGEST // 1_000_000} MB，没有保存；写的还在，请先删去一些", 413)
        read = decode(data, "")[0] if text else ""
        if read != plain_line_ends(text):  # a few signs of GBK may be taken for UTF-8
            raise Unsayable(f"存成 {self.encoding_name} 再读回来就不是这些字了")
        return data

    def _missing(self, text: str, at: int) -> str:
        line = len(_ENDS.findall(text, 0, at)) + 1
        return f"第 {line} 行的“{text[at]}”在文件原来的编码（{self.encoding_name}）里没有"

    def as_utf8(self, text: str) -> bytes:
        """The bytes of ``text`` as UTF-8, with the line ends that the file has. Raises Unsayable."""
        return SavedText(self.text, self.raw).with_text(text)


def _refuse_halves(text: str) -> None:
    half = re.search(r"[\ud800-\udfff]", text)
    if half is not None:
        line = text.count("\n", 0, half.start()) + 1
        raise Unsayable(f"第 {line} 行有半个字（U+{ord(half[0]):04X}），存不进文件，请删去它")


def read_bytes(data: bytes) -> SavedText:
    """What ``data`` says. A file that is no text at all has the empty one, and no encoding."""
    saved, known = as_saved(data), decode(data, "")[0]
    if saved is None or known is None:
        text = known or ""
        return SavedText(text, text.replace("\n", "\r\n") if b"\r\n" in data else text, b"", "")
    encoding = saved.encoding
    if encoding == "gb18030" and _says(saved.text, "gbk"):
        encoding = "gbk"  # what other programs can read of it, too
    return SavedText(plain_line_ends(saved.text), saved.text, saved.mark, encoding)


def _says(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _with_line_ends(text: str, raw: str) -> str:
    """``text`` with the line ends that the file had: those of the same lines, else those that most lines have."""
    ends = _ENDS.findall(raw)
    kinds = Counter(ends).most_common()
    most = kinds[0][0] if kinds else "\n"
    if len(kinds) < 2:  # noqa: PLR2004 - one kind, or none
        return text if most == "\n" else text.replace("\n", most)
    lines, before = text.split("\n"), _ENDS.split(raw)
    chosen = [most] * (len(lines) - 1)
    for new, old in _alike(lines, before):
        if new < len(chosen) and old < len(ends):
            chosen[new] = ends[old]
    return "".join(line + end for line, end in zip(lines, [*chosen, ""], strict=True))


def _alike(lines: list[str], before: list[str]) -> list[tuple[int, int]]:
    """Which lines are which of those ``before``."""
    first = 0
    while first < min(len(lines), len(before)) and lines[first] == before[first]:
        first += 1
    last = 0
    while last < min(len(lines), len(before)) - first and lines[-1 - last] == before[-1 - last]:
        last += 1
    pairs = [(n, n) for n in range(first)]
    pairs += [(len(lines) - 1 - n, len(before) - 1 - n) for n in range(last)]
    new, old = lines[first : len(lines) - last], before[first : len(before) - last]
    if max(len(new), len(old)) <= _LONGEST:
        for one, other, size in SequenceMatcher(None, new, old, autojunk=False).get_matching_blocks():
            pairs += [(first + one + n, first + other + n) for n in range(size)]
    return pairs
