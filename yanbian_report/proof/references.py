"""References: every part that the document refers to is in the file."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.package import REFERENCE


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W304: pictures, headers and links whose part is missing."""
    known, parts = document.relations, document.package.parts
    for id_ in REFERENCE.findall(document.xml):
        if id_ not in known or (not known[id_].external and f"word/{known[id_].target}" not in parts):
            yield error("W304", f"成稿引用了没有的部件“{id_}”", hint="重新放置模板里的图片，再生成一次")
