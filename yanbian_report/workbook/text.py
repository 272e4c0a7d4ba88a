"""Text: the bytes of a workbook that is written as text, in whichever encoding its system writes."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_NARROW = re.compile(r"[\0-\u07ff]+")  # up to two bytes of UTF-8; what 一 of GBK looks like is among them, no Chinese
_BEGINNING = 50_000  # bytes; enough to see whether it is text


def decode(data: bytes) -> str | None:
    """``data`` as text; None for what is none.

    What it says of its encoding is not asked: a page that calls itself GB2312 may well be UTF-8, and the reverse.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    data = data[0 if b"<" in mark else len(mark) :]
    if not encoding and b"\0" in data[:_BEGINNING]:
        return None
    text = data.decode(encoding or _unmarked(data), "replace")
    return None if _is_noise(text[:_BEGINNING]) else text


def _unmarked(data: bytes) -> str:
    """The encoding without a mark. UTF-8 with single characters lost, as at the end of a cut file, is still UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        around = data[max(0, problem.start - _BEGINNING) :][: 2 * _BEGINNING].decode("utf-8", "replace")
        lost = around.count("\ufffd")
        if len(_NARROW.sub("", around)) - lost < 2 * lost:
            return "gb18030"
    return "utf-8"


def _is_noise(text: str) -> bool:
    """Whether this is no text: it holds a NUL, or a fiftieth of it cannot be read."""
    return "\0" in text or text.count("\ufffd") * 50 > len(text)


def undeclared(text: str) -> str:
    """XML without the line that names the encoding that it had as bytes."""
    return _DECLARATION.sub("", text, count=1)
