"""Recognise: which table a sheet holds, by its title, then by its own name, last by its number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL, NUMBERS, PRESCRIBED
from yanbian_report.forms.final_accounts.tables.words import plain, without_remark
from yanbian_report.workbook.sheet import Sheet

TITLE_ROWS = 6  # in which a title stands
_CORNER = re.compile(r"(公开|财决)(附|补)?(\d{1,2})(-\d)?(?!-)表?")
_INTERNAL_NAME = re.compile(r"^(?:Z\d\d|F0\d|CS\d\d|QB)|财决")
_BEFORE_TITLE = re.compile(r"^(?:[A-Za-z]{1,2})?\d{1,2}(?:[-_.]\d{1,2})?[-_.、\s]*")
_TITLES_OF_ONE = 2  # a table may say its title in two forms; a list of tables has more
_NAMED = re.compile(r"^(?:部门|单位|本级)(?!预算)")
_YEAR = re.compile(r"^.*?(?:(?:19|20)\d\d年?度?|[一二][〇○Ο零一二三四五六七八九]{3}年度?)")
_ANNEX = re.compile(r"^(?:附[件表]?\d*[:、]?)?(?:(?:公开|财决)[附补]?\d+(?:-\d+)?表?)?[:、.]?")
_LONGEST_NAME = 31  # characters, where Excel cuts a sheet's name off

# What only the internal set calls so: 财决02 has the title that offices give 总表, 财决07 the fund's income, too.
_ONLY_PUBLIC = frozenset(("收入支出决算表",))


class Recognised(NamedTuple):
    """A sheet that holds a table: its key, the title as printed, the row of it (-1: none), the number as printed."""

    key: str
    title: str
    row: int
    number: str


def recognise(sheet: Sheet, unit: str = "") -> Recognised | None:
    """What ``sheet`` holds, or None; ``unit`` is a name that may stand before a title."""
    number = _number(sheet)
    internal = number.startswith("财决") or (not number and _INTERNAL_NAME.search(plain(sheet.name)) is not None)
    told = _titles(sheet, internal, plain(unit))
    if len({key for _, key, _, _ in told}) > _TITLES_OF_ONE or (told and _is_contents(sheet)):
        return None
    found = _longest(told) or _by_name(sheet.name, internal) or _by_number(number)
    if found is None:
        return None
    key, printed, row = found
    return Recognised(INTERNAL + key if internal and key != "机构运行" else key, printed, row, number)


def key_of(text: str, internal: bool, unit: str = "") -> str:
    """The key of the table whose title ``text`` is, nothing when it is none."""
    known = _known(internal)
    for said in (plain(text), title(text, unit)):
        key = known.get(said) or known.get(said + "表")
        if key:
            return key
    return ""


@lru_cache(maxsize=4_096)
def title(text: str, unit: str = "") -> str:
    """``text`` as a table's title is compared: without year, the unit's name, 部门 or 单位, numbers and remarks.

    >>> title("2022年度部门收入支出决算总表"), title("附件1：财政拨款“三公”经费支出决算表（汇总）")
    ('收入支出决算总表', '财政拨款三公经费支出决算表')
    """
    rest = plain(text)
    rest = without_remark(rest.removeprefix(unit)).removeprefix(without_remark(unit))
    return _NAMED.sub("", _ANNEX.sub("", _YEAR.sub("", rest)))


def _titles(sheet: Sheet, internal: bool, unit: str) -> list[tuple[int, str, str, int]]:
    """The titles in the first rows: length, key, as printed, row."""
    return [
        (len(cell), key, cell, row)
        for row, cells in enumerate(sheet.rows[:TITLE_ROWS])
        for cell in cells
        if isinstance(cell, str) and len(cell) > 3 and (key := key_of(cell, internal, unit))
    ]


def _longest(titles: list[tuple[int, str, str, int]]) -> tuple[str, str, int] | None:
    if not titles:
        return None
    _, key, printed, row = max(titles, key=lambda one: (one[0], -one[3]))
    return key, " ".join(printed.split()), row


def _is_contents(sheet: Sheet) -> bool:
    """Whether ``sheet`` lists the tables: 目录 stands above their titles."""
    said = (cell for row in sheet.rows[:TITLE_ROWS] for cell in row if isinstance(cell, str) and len(cell) < 9)
    return any(plain(cell) in ("目录", "目次") for cell in said)


def _by_name(sheet_name: str, internal: bool) -> tuple[str, str, int] | None:
    """By the sheet's name, which may begin with a number and be cut off."""
    said = _BEFORE_TITLE.sub("", sheet_name.strip())
    key = key_of(said, internal)
    if key:
        return key, "", -1
    short = title(said)
    if len(sheet_name) >= _LONGEST_NAME and len(short) > 3:
        meant = {key for full, key in _known(internal).items() if full.startswith(short)}
        if len(meant) == 1:
            return meant.pop(), "", -1
    return None


def _by_number(number: str) -> tuple[str, str, int] | None:
    key = NUMBERS.get(number.removesuffix("表"))
    return (key, "", -1) if key else None


def _number(sheet: Sheet) -> str:
    """公开01表, from a cell of the first rows or from the sheet's name; nothing when neither says it."""
    for cell in (cell for row in sheet.rows[:TITLE_ROWS] for cell in row if isinstance(cell, str)):
        if "公开" in cell or "财决" in cell:
            match = _CORNER.fullmatch(plain(cell))
            if match:
                return _written(match)
    match = _CORNER.search(plain(sheet.name))
    return _written(match) if match else ""


def _written(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2] or ''}{match[3]:0>2}{match[4] or ''}表"


@cache
def _known(internal: bool) -> Mapping[str, str]:
    """Every title as it is compared, with its key, the longest first; ``internal`` for sheets of the 财决 set."""
    pairs = [
        (plain(title), table.key)
        for table in PRESCRIBED.values()
        for title in table.titles
        if not (internal and title in _ONLY_PUBLIC)
    ]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))
