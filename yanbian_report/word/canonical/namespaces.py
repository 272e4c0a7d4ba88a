"""Namespaces: the prefixes that the canonical form writes, and the two sets of names that programs use."""

from __future__ import annotations

import re
from functools import lru_cache

from yanbian_report.word.namespaces import MC, WP, A, R, W

PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix that everyone knows it by
XML = "http://www.w3.org/XML/1998/namespace"
_OFFICE = "http://schemas.microsoft.com/office"

# In the order in which they are declared.
PREFIXES = {
    W: "w",
    R: "r",
    WP: "wp",
    A: "a",
    PIC: "pic",
    MC: "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    V: "v",
    O: "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    f"{_OFFICE}/word/2010/wordprocessingShape": "wps",
    f"{_OFFICE}/word/2010/wordprocessingGroup": "wpg",
    f"{_OFFICE}/word/2010/wordprocessingCanvas": "wpc",
    f"{_OFFICE}/word/2010/wordprocessingDrawing": "wp14",
    f"{_OFFICE}/word/2010/wordml": "w14",
    f"{_OFFICE}/drawing/2010/main": "a14",
    XML: "xml",
}
# What a program that does not know it may pass over; a document that uses one of them says so at its root.
IGNORABLE = ("w14", "wp14")
_NOT_DECLARED = "xml"
_REQUIRED = re.compile(r' Requires="([^"]*)"')

_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    f"{_STRICT}wordprocessingml/main": W,
    f"{_STRICT}officeDocument/relationships": R,
    f"{_STRICT}officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    f"{_STRICT}drawingml/main": A,
    f"{_STRICT}drawingml/wordprocessingDrawing": WP,
    f"{_STRICT}drawingml/picture": PIC,
}


def transitional(name: str) -> str:
    """A namespace or a type of relation as the transitional form of the standard names it."""
    if not name.startswith(_STRICT):
        return name
    if name in _TRANSITIONAL:
        return _TRANSITIONAL[name]
    kind = name.removeprefix(f"{_STRICT}officeDocument/relationships/")
    return f"{R}/{kind}" if kind != name else name


@lru_cache(maxsize=4_096)
def prefixed(tag: str) -> str:
    """A name as lxml has it (``{…/main}p``) with the canonical prefix (``w:p``); empty for an unknown namespace."""
    space, brace, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
    if not brace:
        return tag
    prefix = PREFIXES.get(space, "")
    return f"{prefix}:{local}" if prefix else ""


def qualified(name: str) -> str:
    """``w:p`` as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


_SPACES = {prefix: space for space, prefix in PREFIXES.items()}


def declarations(used: set[str]) -> str:
    """The attributes of a root that declare the prefixes of ``used``, and which of them may be passed over."""
    written = [f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items() if prefix in used - {_NOT_DECLARED}]
    passed = " ".join(prefix for prefix in IGNORABLE if prefix in used)
    if passed:
        if "mc" not in used:
            written.append(f'xmlns:mc="{MC}"')
        written.append(f'mc:Ignorable="{passed}"')
    return "".join(f" {piece}" for piece in written)


def prefixes_in(text: str) -> set[str]:
    """The prefixes of names in a piece of canonical text."""
    named = {prefix for prefix in PREFIXES.values() if f"<{prefix}:" in text or f" {prefix}:" in text}
    required = " ".join(_REQUIRED.findall(text)).split() if " Requires=" in text else ()
    return named.union(required) - {_NOT_DECLARED}
