"""Numbering: the numerals of headings, which are literal text, count through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.findings import Finding, error
from yanbian_report.proof.read_back import ReadBack

_DIGITS = "一二三四五六七八九"
_NUMERALS = (
    re.compile(r"第([一二三四五六七八九十]+)部分"),
    re.compile(r"([一二三四五六七八九十]+)、"),
    re.compile(r"（([一二三四五六七八九十]+)）"),
    re.compile(r"(\d+)\.(?!\d)"),
)


def check(document: ReadBack) -> Iterator[Finding]:
    """Findings W308: numerals that do not count through from one below each heading of a higher level."""
    last: dict[int, int] = {}
    for level, text in document.headings:
        for deeper in [k for k in last if k > level]:
            del last[deeper]
        number = _numeral(text)
        if number is None:
            last.pop(level, None)
            continue
        if number != last.get(level, 0) + 1:
            hint = f"这里应当是第 {last.get(level, 0) + 1} 个，改模板里的标题编号"
            yield error("W308", f"标题编号不连续：{text}", hint=hint)
        last[level] = number


@lru_cache(maxsize=1_024)
def _numeral(text: str) -> int | None:
    for pattern in _NUMERALS:
        match = pattern.match(text)
        if match:
            return int(match[1]) if match[1].isdigit() else _chinese(match[1])
    return None


def _chinese(numeral: str) -> int:
    """一 … 九十九."""
    tens, ten, ones = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    return (_DIGITS.find(tens) + 1 if tens else bool(ten)) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)
