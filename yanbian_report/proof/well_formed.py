"""Well-formed: every part of the file is XML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.package import DOCUMENT


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W301: parts that are not well-formed."""
    for name, part in sorted(document.package.parts.items()):
        if not name.endswith((".xml", ".rels")):
            continue
        flaw = _flaw(part) if name == DOCUMENT else _known_flaw(part)
        if flaw:
            yield error("W301", f"成稿的 {name} 不成 XML：{flaw}", hint="检查模板里标签的位置")


def _flaw(part: bytes) -> str:
    """Why ``part`` is not well-formed; empty when it is."""
    try:
        ParserCreate().Parse(part, True)
    except ExpatError as problem:
        return str(problem)
    return ""


_known_flaw = lru_cache(maxsize=64)(_flaw)  # most parts are the template's, and small
