"""Said year: the year that a text above a table says, however it is written: 2022年度, 二〇二二年度, 2022年12月31日."""

from __future__ import annotations

import re

from yanbian_report.forms.final_accounts.tables.words import plain

_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年(?:度|$|\s(?!\s*\d{1,2}\s*月))")
_NUMERALS = dict(zip("〇○Ο零一二三四五六七八九", "0000123456789", strict=True))
_IN_NUMERALS = re.compile(f"(?<![{''.join(_NUMERALS)}])([一二][{''.join(_NUMERALS)}]{{3}})年度?")
# Blanks left out, the whole text, or what follows 年度: the end of a year is that year, another day is when somebody
# filled the table in.
_WHOLE = re.compile(r"(?:决算|报表|编报|会计)?(?:年度)?:?\(?((?:19|20)\d\d)年?度?\)?")
_SHORT = re.compile(r"\(?(\d\d)年度\)?")
_END = re.compile(r"(?:截至|截止|日期|编报日期|截止日期)?:?((?:19|20)\d\d)(?:年|[-/.])12(?:月|[-/.])31日?")


def year_in(text: str) -> str:
    """The year, as four digits; nothing where ``text`` says none.

    >>> year_in("部门：甲 2022 年度"), year_in("二〇二二年度"), year_in("2 0 2 2 年 度"), year_in("22年度")
    ('2022', '2022', '2022', '2022')
    >>> year_in("2022年12月31日"), year_in("填报日期：2023年3月1日"), year_in("决算年度：2022"), year_in("2080505")
    ('2022', '', '2022', '')
    >>> year_in("填报日期： 2023年 3月 1日"), year_in("甲县 2022年 金额单位：元")
    ('', '2022')
    """
    found = _SPACED.search(text)
    if found:
        return found[1]
    return is_year(text) or _in_numerals(_IN_NUMERALS.search(plain(text)))


def is_year(text: str) -> str:
    """The year, where ``text`` says it and no more."""
    said = plain(text)
    whole = _WHOLE.fullmatch(said) or _END.fullmatch(said)
    short = _SHORT.fullmatch(said)
    return whole[1] if whole else f"20{short[1]}" if short else _in_numerals(_IN_NUMERALS.fullmatch(said))


def _in_numerals(found: re.Match[str] | None) -> str:
    return "".join(_NUMERALS[sign] for sign in found[1]) if found else ""
