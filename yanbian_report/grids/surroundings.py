"""Surroundings: what stands above and below a table in its sheet: its number, whose it is, year, unit, notes."""

from __future__ import annotations

import re
from typing import NamedTuple

from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Value

_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML may hold it
_LABEL = re.compile(r"(?:公开|财决|附)\s*[\d一二三四五六七八九十]+(?:[-－_]\d+)?\s*表")
_MONEY = re.compile(r"(?:金额\s*)?单位\s*[:：]\s*(?:人民币)?\s*[百千万亿]*元")
_YEAR = re.compile(r"20\d\d\s*年\s*度?")
_UNIT = re.compile(r"(?:编制|填报|公开)?\s*(?:部门|单位)\s*(?:名称)?\s*[:：]\s*(.*)")


class Lines(NamedTuple):
    """What stands above a table."""

    title: str
    label: str
    unit: str
    year: str
    money: str


def clean(text: str) -> str:
    """``text`` without what no document may hold, and without blanks around it."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip(" \n\u3000\xa0")


def lines_of(table: Table) -> Lines:
    """What the sheet says above the headings; what it does not, as the table was understood."""
    title = "".join(table.title.split())
    rows = [row for row in table.sheet.rows[: table.headings[0]] if "".join(_words(row).split()) != title]
    said = "　".join(filter(None, map(_words, rows))).replace(table.title, "　")
    label, money, year = (pattern.search(said) for pattern in (_LABEL, _MONEY, _YEAR))
    for found in (label, money, year):
        said = said.replace(found[0], "　") if found else said
    unit = _UNIT.search(said)
    name = unit[1].strip(" 　") if unit else ""
    head = unit[0][: -len(unit[1]) or None].strip() if unit else "部门："
    return Lines(
        clean(table.title),
        label[0] if label else table.label,
        head + (name or table.unit) if name or table.unit else "",
        year[0] if year else f"{table.year}年度" if table.year else "",
        money[0] if money else f"金额单位：{table.money}" if table.money else "",
    )


def notes_of(table: Table) -> tuple[str, ...]:
    """What stands below the body, a line each."""
    below = max(table.body[1], table.headings[1])
    return tuple(filter(None, map(_words, table.sheet.rows[below:])))


def _words(row: tuple[Value, ...]) -> str:
    """What a row outside of the table says."""
    return "　".join(filter(None, (clean(value) if isinstance(value, str) else f"{value:f}" for value in row)))
