"""Letters of a PDF that a browser has printed: fonts say the characters that stand in the text.

Where a font has one glyph for several characters (门 and the radical of it, 户 and 戶), browsers let the font say the
first and write the right one beside the glyph; searches and many readers only look at the font. What is written beside
is therefore put into the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

Code = tuple[str, bytes]  # the name of a font on its page, and a letter's code in it
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>(\s*)<[0-9A-Fa-f]+>")
_BLOCK = re.compile(rb"(?<=beginbfchar)(.*?)(?=endbfchar)", re.DOTALL)
_END = b"endcmap"


def beside(operations: Iterable[tuple[Any, bytes]]) -> dict[Code, str]:
    """What is written beside single letters; letters that have several things beside them are left out."""
    found: dict[Code, str] = {}
    unclear: set[Code] = set()
    font, actual, codes = "", "", b""
    for operands, operator in operations:
        if operator == b"Tf":
            font = str(operands[0])
        elif operator == b"BDC":
            properties = operands[1] if isinstance(operands[1], DictionaryObject) else {}
            actual, codes = str(properties.get("/ActualText", "")), b""
        elif operator == b"Tj" and actual:
            codes += operands[0].original_bytes
        elif operator == b"EMC" and actual:
            single = len(actual) == 1 and 0 < len(codes) <= _LONGEST
            if single and found.setdefault((font, codes), actual) != actual:
                unclear.add((font, codes))
            actual = ""
    return {code: sign for code, sign in found.items() if code not in unclear}


_LONGEST = 2  # bytes of a code


def mend_letters(writer: PdfWriter, pages: Mapping[int, Mapping[Code, str]]) -> None:
    """Let the fonts say what is written beside their letters on the ``pages``, by the number of each."""
    told: dict[int, tuple[DictionaryObject, dict[bytes, str]]] = {}
    for number, letters in pages.items():
        if not letters:
            continue
        fonts: Any = writer.pages[number]["/Resources"]["/Font"]  # type: ignore[index]
        for (name, code), sign in letters.items():
            font = fonts[name].get_object()
            wide = font.get("/Subtype") == "/Type0"
            if "/ToUnicode" in font and len(code) == 1 + wide:
                told.setdefault(id(font), (font, {}))[1].setdefault(code, sign)
    for font, signs in told.values():
        stream = StreamObject()
        table: Any = font["/ToUnicode"]
        stream.set_data(_with(table.get_data(), signs))
        font[NameObject("/ToUnicode")] = writer._add_object(stream.flate_encode())  # noqa: SLF001 - pypdf has no other way


def _with(table: bytes, signs: Mapping[bytes, str]) -> bytes:
    """The ``table`` of a font's characters with ``signs`` for their codes."""
    left = dict(signs)

    def char(match: re.Match[bytes]) -> bytes:
        sign = left.pop(bytes.fromhex(match[1].decode()), None)
        return match[0] if sign is None else b"<%s>%s<%s>" % (match[1], match[2], _hex(sign))

    table = _BLOCK.sub(lambda block: _CHAR.sub(char, block[0]), table)
    if not left:
        return table
    lines = b"".join(b"<%s> <%s>\n" % (code.hex().upper().encode(), _hex(sign)) for code, sign in left.items())
    return table.replace(_END, b"%d beginbfchar\n%sendbfchar\n%s" % (len(left), lines, _END))


def _hex(sign: str) -> bytes:
    return sign.encode("utf-16-be").hex().upper().encode()
