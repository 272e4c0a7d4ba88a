"""Amounts: a cell as a number: how it is written there, and that it is none."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables.figures import Number
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.workbook.sheet import Value

# What stands where nothing may be filled in, or where nothing is; 一 is the numeral that is typed for a dash.
_BLANKS = frozenset(("", "-", "--", "---", "—", "——", "–", "―", "─", "一", "ー", "/", "\\", "无", "*", "×"))
_NUMBER = re.compile(r"[-−–‐](?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_NEGATIVE = re.compile(r"\((?P<number>[\d,.]+)\)", re.ASCII)
_LONGEST = 12  # digits before the point that a data file may have


class Unclear(NamedTuple):
    """What a cell holds where a number should be."""

    text: str


def read(value: Value, money: str = "") -> Number | Unclear | None:
    """The number in a cell, None where the cell is blank or says that nothing is there.

    >>> read("4,733.14"), read("（12.34）").value, read("—"), read("一"), read("见附件")
    (Number(value=Decimal('4733.14'), decimals=2), Decimal('-12.34'), None, None, Unclear(text='见附件'))
    """
    if isinstance(value, str):
        return _read(value, money)
    return Number(value, -1) if value.is_finite() and value.adjusted() < _LONGEST else Unclear(str(value))


@lru_cache(maxsize=16_384)
def _read(value: str, money: str) -> Number | Unclear | None:
    said = plain(value)
    if said in _BLANKS:
        return None
    if money and said.endswith(money):
        said = said[: -len(money)]
    bracketed = _NEGATIVE.fullmatch(said)
    said = "-" + bracketed["number"] if bracketed else said.lstrip("¥")
    if _NUMBER.fullmatch(said) is None:
        return Unclear(value.strip())
    digits = said.replace(",", "")
    if digits[0] in "−–‐":
        digits = "-" + digits[1:]
    whole, _, decimals = digits.partition(".")
    return Number(Decimal(digits), len(decimals)) if len(whole.lstrip("-0")) <= _LONGEST else Unclear(value.strip())


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing: blank, or a dash."""
    return value == "" or (isinstance(value, str) and plain(value) in _BLANKS)
