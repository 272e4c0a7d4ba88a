"""Contents: every entry of the contents page is a heading of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack
from yanbian_report.word.document import printed_text

_LABEL = re.compile(r"^附[件表]\d+　")  # in the document an annex's number stands a line above its title


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W310."""
    headings = {heading.text for heading in document.headings}
    for _, inside in document.links:
        entry = printed_text(inside.partition("</w:r>")[0])
        if _LABEL.sub("", entry) not in headings:
            yield error("W310", f"目录里的“{entry}”在正文里没有", hint="重新生成一次；还是这样，请检查模板的标题样式")
