"""Fields: every field ends, and every link inside the document leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.document import printed_text


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W305 for fields without an end, W306 for links to no bookmark."""
    if document.xml.count('w:fldCharType="begin"') != document.xml.count('w:fldCharType="end"'):
        yield error("W305", "成稿里有没有结束的域", hint="检查目录和页码的域，在 Word 里重新插入")
    anchors = {bookmark.get("w:name") for bookmark in document.bookmarks}
    for given, inside in document.links:
        if "r:id" not in given and given.get("w:anchor", "") not in anchors:
            yield error("W306", f"目录里的“{printed_text(inside)}”没有去处")
