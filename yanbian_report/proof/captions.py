"""Captions: every picture has one, and their numbers count through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack

_CAPTION = re.compile(r"图(?<![^\n]图)(\d+)：")


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W309."""
    numbers = [int(number) for number in _CAPTION.findall(document.text)]
    pictures = len(document.pictures)
    if numbers != list(range(1, len(numbers) + 1)):
        yield error("W309", f"图号不连续：{'、'.join(map(str, numbers))}", hint="检查模板里图题的先后")
    if len(numbers) != pictures:
        yield error("W309", f"有 {pictures} 张图、{len(numbers)} 个图题", hint="模板里每张图后面放一个图题")
