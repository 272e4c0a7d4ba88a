"""Identity: what a sheet says of itself above its column headings: whose it is, of which year, in which money."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

from yanbian_report.forms.final_accounts.tables.said_year import is_year, year_in
from yanbian_report.forms.final_accounts.tables.words import name, plain
from yanbian_report.workbook.sheet import Sheet, Value

ROWS = 10  # in which it is said
_UNIT = re.compile(
    r"^[\s(]*(?:编制单位|填报单位|填表单位|编报单位|决算单位|单位名称|部门名称|预算单位|预算部门|公开单位|公开部门|编制部门"
    r"|填报部门|部门|单位)(?:[(〔][^()元]{1,6}[)〕]|[/、]?(?:部门|单位))?(?:名称)?\s*:\s*(?P<name>.*)$"
)
_BARE_UNIT = frozenset(("编制单位", "填报单位", "编制部门"))
_MONEY = re.compile(r"(?:金额|货币|计量|计价)?单位\s*[:：]?\s*[(]?\s*(?:人民币)?\s*(?P<money>[百千万亿]{0,2}元)")
_IN_HEADING = re.compile(r"[(](?P<money>[百千万亿]{0,2}元)[)]")
_NUMBER = re.compile(r"(?:公开|财决)(?:附|补)?\d{1,2}(?:-\d)?表?")
_CODE = re.compile(r"^[^\w]*\d{3,}[^\w]*")
_OTHER = re.compile(r"\s{2,}|\s*(?:19|20)\d\d\s*年|\s*(?:金额|货币|计量)?单位\s*:|\s+(?:公开|财决)\d")


class Identity(NamedTuple):
    """What was said: the unit's name without its code, the year, the money as it is called, and where; nothing if not.

    ``money`` is 万元, 元, what else is written, or several joined by 、. ``cells`` are the places (row, column) of
    ``unit``, ``year`` and ``money``, by those names. ``end`` is the row after the last that says any of it.
    """

    unit: str
    year: str
    money: str
    end: int
    cells: dict[str, tuple[int, int]]


def identity(sheet: Sheet, title_row: int) -> Identity:
    """What ``sheet`` says of itself, in its first rows."""
    end = title_row + 1
    found: list[tuple[str, str, int, int]] = []
    for row, values in enumerate(sheet.rows[:ROWS]):
        telling = [n for n, value in enumerate(values) if value and isinstance(value, str) and _TELLING.search(value)]
        here = [(kind, text, row, column) for column in telling for kind, text in said_in(values, column)]
        if row > end + 1:  # far below: a bare 2010 is a code or an amount there
            here = [one for one in here if one[0] != "year" or "年" in str(values[one[3]])]
        if any(kind != "year" or _alone(values[column]) for kind, _, _, column in here):
            end = max(end, row + 1)
        found += here
    said: dict[str, list[str]] = {"unit": [], "year": [], "money": [], "number": []}
    cells: dict[str, tuple[int, int]] = {}
    for kind, text, row, column in found:
        if row < end and text and text not in said[kind]:
            said[kind].append(text)
            cells.setdefault(kind, (row, column))
    return Identity("".join(said["unit"][:1]), "".join(said["year"][:1]), "、".join(said["money"]), end, cells)


def money_in(headings: list[tuple[str, ...]]) -> str:
    """The money that column headings name: 决算数（万元）."""
    named = {match["money"] for path in headings for text in path for match in _IN_HEADING.finditer(text)}
    return "、".join(sorted(named))


def unit_of(unit: str) -> str:
    """The unit's name without code, blanks and （本级） or （汇总）.

    >>> unit_of("503001-甲县社保中心（本级）"), unit_of("[503001]甲县社保中心")
    ('甲县社保中心', '甲县社保中心')
    """
    return _LEVEL.sub("", _CODE.sub("", plain(unit)))


def level_of(unit: str) -> str:
    """本级, 汇总 or nothing, as ``unit`` says."""
    match = _LEVEL.search(plain(unit))
    return match[1] if match else ""


_TELLING = re.compile(r"[:：年]|单位|编制|公开|财决|(?:19|20)\d\d|[０-９]{4}")
_LEVEL = re.compile(r"[(]?(本级|汇总|合并|机关)[)]?$")


def said_in(values: tuple[Value, ...], column: int) -> list[tuple[str, str]]:
    """What one cell says, as pairs of kind and text."""
    value = values[column]
    if not isinstance(value, str):
        return []
    text = normalize("NFKC", value).strip()
    found: list[tuple[str, str]] = [("money", match["money"]) for match in _MONEY.finditer(text)]
    unit = _UNIT.match(text)
    if unit and not re.match(r"\(?(?:人民币)?[百千万亿]{0,2}元", unit["name"]):
        found.append(("unit", _name(unit["name"]) or _beside(values, column)))
    elif plain(value) in _BARE_UNIT:
        found.append(("unit", _beside(values, column)))
    year = year_in(text)
    if year:
        found.append(("year", year))
    if _NUMBER.fullmatch(plain(value)):
        found.append(("number", text))
    return found


def _alone(value: Value) -> bool:
    """Whether a cell says a year and no more."""
    return isinstance(value, str) and bool(is_year(value))


def _name(rest: str) -> str:
    return name(_CODE.sub("", "".join(_OTHER.split(rest, maxsplit=1)[0].split())).strip("_"))


def _beside(values: tuple[Value, ...], column: int) -> str:
    """The name in the next cell that is not blank, where it says nothing else."""
    for value in values[column + 1 :]:
        if value != "":
            text = normalize("NFKC", value).strip() if isinstance(value, str) else ""
            return "" if _MONEY.search(text) or is_year(text) or _UNIT.match(text) else _name(text)
    return ""
