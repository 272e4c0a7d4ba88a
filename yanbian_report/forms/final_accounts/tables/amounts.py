"""Amounts: a cell as a number: how it is written there, and that it is none."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.workbook.sheet import Value

# What stands where nothing may be filled in, or where nothing is; 一 is the numeral that is typed for a dash.
_BLANKS = frozenset(("", "-", "--", "---", "—", "——", "–", "―", "─", "一", "ー", "/", "\\", "无", "*", "×"))
_NUMBER = re.compile(r"[-−–‐](?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_NEGATIVE = re.compile(r"\((?P<number>[\d,.]+)\)", re.ASCII)
_LONGEST = 12  # digits before the point that a data file may have
_MOST_DECIMALS = 6  # what has more is what a program computed
_CENT = Decimal("0.01")
_NOTHING, _HUNDRED = Decimal(0), Decimal(100)


class Number(NamedTuple):
    """A number that a cell holds; ``decimals`` are those it is written with as text, -1 for a number of the program."""

    value: Decimal
    decimals: int


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


def amount(number: Number, money: str, path: str, origin: Cell) -> Figure:
    """``number`` as a figure in 元; its ``text`` is how it is written into a data file.

    万元 keep the two decimals of the form, or more where they are printed; 元 are exact.
    """
    value, decimals = number
    if money == YUAN:
        value = value.quantize(_CENT, ROUND_HALF_UP) + _NOTHING
        text = f"{value:f}元" if value else "0"
        return Figure(value, YUAN, _NOTHING, text, "", path, origin)
    if value == 0 and decimals < 0:
        return Figure(_NOTHING, YUAN, _NOTHING, "0", "", path, origin)
    if decimals <= 2 or decimals > _MOST_DECIMALS:
        value, step = value.quantize(_CENT, ROUND_HALF_UP) + _NOTHING, _HUNDRED
    else:
        step = WAN.scaleb(-decimals)
    return Figure(value * WAN, YUAN, step, f"{value:f}", "", path, origin)


def count(number: Number, unit: str, path: str, origin: Cell) -> Figure:
    """``number`` as so many of ``unit``: 3辆."""
    value = number.value + _NOTHING
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return Figure(value, unit, _NOTHING, f"{value:f}{unit}", "", path, origin)
