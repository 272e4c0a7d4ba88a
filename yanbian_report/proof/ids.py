"""Ids: bookmarks and pictures have ids of their own, and every picture has a text alternative."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W307."""
    starts = [bookmark.get("w:id", "") for bookmark in document.bookmarks]
    ends = [bookmark.get("w:id", "") for bookmark in document.attributes_of("w:bookmarkEnd")]
    if len(set(starts)) < len(starts) or sorted(starts) != sorted(ends):
        yield error("W307", "成稿里的书签不成对或重号")
    if len({picture.get("id") for picture in document.pictures}) < len(document.pictures):
        yield error("W307", "成稿里的图片重号")
    for picture in document.pictures:
        if not picture.get("descr"):
            yield error("W307", f"图片“{picture.get('name')}”没有替代文字", hint="在模板里给图片写替代文字")
