"""Days: how a day of the calendar is written in a data file, and what people write instead."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_OTHERWISE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_WIDE = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")


def is_day(text: str) -> bool:
    """Whether ``text`` is a day as a data file has it (2022年9月1日), and there is such a day."""
    return _written(_DAY.fullmatch(text)) != ""


def meant_day(text: str) -> str:
    """The day that a person wrote (2022-9-1, 2022/09/01) as a data file has it; empty where it is none."""
    return _written(_OTHERWISE.fullmatch(text.strip().translate(_WIDE)))


def _written(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return ""
    return f"{day.year:04}年{day.month}月{day.day}日"
