"""Markup: XML read event by event, whichever prefixes its names have; what no workbook has is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from yanbian_report.workbook.limits import damaged

Attributes = dict[str, str]


@lru_cache(maxsize=1_000)
def local(name: str) -> str:
    """A name without its prefix."""
    return name[name.rfind(":") + 1 :]


def attribute(attributes: Attributes, name: str) -> str | None:
    """The attribute ``name``, whatever its prefix."""
    found = attributes.get(name)
    if found is None:
        found = next((value for key, value in attributes.items() if local(key) == name), None)
    return found


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number that is not below 0, as attributes have it."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def read(
    data: bytes | str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Give every element of ``data`` to ``start`` and ``end``, by its name as written, and what stands between to
    ``text``. Raises Refused where it is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two for encodings that nobody knows
        raise damaged(f"损坏了，第 {parser.CurrentLineNumber} 行起读不出来") from None


def _doctype(*_: object) -> None:
    raise damaged("里有不该有的内容（DOCTYPE），不像 Excel 或 WPS 存的文件")
