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


def decode(data: bytes) -> str | None:
    """``data`` as text; None for what is none. A page that calls itself GB2312 may well be UTF-8, and the reverse."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[0 if b"<" in mark else len(mark) :].decode(encoding, "replace")
            return None if _is_noise(text) else text
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _is_noise(text) else text
    text = data.decode("gb18030", "replace")
    return None if _is_noise(text) else text


def _is_noise(text: str) -> bool:
    """Whether this is no text: it holds a NUL, or a fiftieth of its beginning cannot be read."""
    beginning = text[:100_000]
    return "\0" in beginning or beginning.count("\ufffd") * 50 > len(beginning)


def undeclared(text: str) -> str:
    """XML without the line that names the encoding that it had as bytes."""
    return _DECLARATION.sub("", text, count=1)
