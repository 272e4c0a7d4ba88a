"""Dates: a number that a workbook shows as a date or a time, in the words that it shows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

_BUILT_IN = {
    **dict.fromkeys((14, 30), "yyyy/m/d"),
    **dict.fromkeys((15, 16), "d-mmm-yy"),
    17: "mmm-yy",
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
    45: "mm:ss",
    46: "h:mm:ss",
    47: "mm:ss",
}
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(y+|m+|d+|h+|s+)|(am/pm|上午/下午)|(.)', re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_IS_DATE = re.compile("[ymdhs]", re.IGNORECASE)
_LAST = 2_958_465  # 9999-12-31


@lru_cache(maxsize=1_000)
def date_format(number: int, code: str | None) -> str:
    """The format of a date by its number and, where the file defines it, its code; empty for what shows no date."""
    if code is None:
        return _BUILT_IN.get(number, "")
    first = code.partition(";")[0]
    kept = _LITERAL.sub("", first)
    return first if _IS_DATE.search(kept) and "general" not in kept.lower() and not re.search("[0#?]", kept) else ""


def shown(value: float, form: str, since_1904: bool = False) -> str | None:
    """The date with the number ``value`` as a format shows it; None for what is no date."""
    days = value + (1462 if since_1904 else 0)
    if not 0 <= days <= _LAST:
        return None
    epoch = datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)  # Excel believes in 1900-02-29
    moment = epoch + timedelta(seconds=round(days * 86_400))
    pieces: list[str] = []
    clock = False  # m after h is minutes
    for quoted, escaped, letters, noon, sign in _TOKEN.findall(form):
        if letters:
            kind = letters[0].lower()
            minutes = kind == "m" and (clock or _seconds_follow(form, letters))
            pieces.append(_part(moment, "n" if minutes else kind, len(letters)))
            clock = kind in "hs" or (clock and kind == "m" and not minutes)
        else:
            pieces.append(("上午" if moment.hour < 12 else "下午") if noon else quoted or escaped or sign)
    return "".join(pieces).strip()


def _seconds_follow(form: str, letters: str) -> bool:
    return re.fullmatch(rf"{letters}:?s+.*", form[form.find(letters) :], re.IGNORECASE) is not None


def _part(moment: datetime, kind: str, size: int) -> str:
    if kind == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if kind == "d" and size > 2:
        return "星期" + "一二三四五六日"[moment.weekday()]
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute, "s": moment.second}[kind]
    return f"{number:02}" if size == 2 else str(number)
