"""Codes: the classification code of a row: whole in one cell, in two or three, whole in the first, before the name.

A code of four or six digits has lost one of its own: it may be either of two, and nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.workbook.sheet import Value

_LONGEST = 12  # digits
_WHOLE = (3, 5, 7)  # digits of 类, 款 and 项
_EXPONENT = frozenset("0123456789.E+")
_PARTED = re.compile(r"\d{3}(?:[.·/_-]\d{2}){1,2}", re.ASCII)  # 208.05.05
_BEFORE_NAME = re.compile(r"(\d{7}|\d{5}|\d{3})[.·/_-]?(?=[一-龥“])(.+)", re.ASCII)  # 2080505机关事业单位…
_LIKE_A_CODE = re.compile(r"\d{3}[\dA-Z.·/_-]*", re.ASCII)


class Code(NamedTuple):
    """A row's code, nothing where it has none; ``odd`` is what stands there when it is no code; ``name`` is printed."""

    code: str
    odd: str
    name: str


def digits(value: Value) -> str:
    """The digits in a cell, nothing when it holds anything else.

    >>> digits("２０８"), digits("2080505.0"), digits(Decimal("5")), digits("2.080505E+06"), digits("08")
    ('208', '2080505', '5', '2080505', '08')
    >>> digits("208.05"), digits("208-05-05")
    ('20805', '2080505')
    """
    if isinstance(value, str):
        said = plain(value).lstrip("'").upper()
        if not said or said[0] not in "0123456789":
            return ""
        if (said.isdecimal() and said.isascii()) or _PARTED.fullmatch(said):
            return "".join(filter(str.isdecimal, said))
        if not set(said) <= _EXPONENT or not said[-1].isdecimal():
            return ""
        try:
            value = Decimal(said)
        except ArithmeticError:
            return ""
    if not value.is_finite() or value.adjusted() > _LONGEST or value < 0 or value != value.to_integral_value():
        return ""
    return str(int(value))


def code_of(cells: Sequence[Value], before: str = "") -> Code:
    """What the first cells of a row say: the code, and behind it the name; ``before`` is the code of the row above.

    >>> code_of(["2080505 机关事业单位基本养老保险缴费支出", ""]), code_of(["208O5", "养老"]).odd
    (Code(code='2080505', odd='', name='机关事业单位基本养老保险缴费支出'), '208O5')
    """
    parts: list[str] = []
    blank_first = 0
    name = ""
    for cell in cells:
        if cell == "":
            blank_first += not parts
            continue
        found = digits(cell) if not name else ""
        if found:
            parts.append(found)
        elif not parts and not name and (together := _together(cell)) is not None:
            if together.odd:
                return together
            parts, name = [together.code], together.name
        elif isinstance(cell, str):
            name = name or cell
    if not parts:
        return Code("", "", name)
    if blank_first and len(parts[0]) <= 2 and len(before) >= 3:
        parts = _outline(parts, blank_first, before)
    code = _joined(parts)
    return Code(code, "" if code else " ".join(parts), name)


def _together(cell: Value) -> Code | None:
    """A cell with code and name, or with what is nearly a code; None for any other."""
    if not isinstance(cell, str):
        return Code("", str(cell), "")
    said = plain(cell).lstrip("'").upper()
    both = _BEFORE_NAME.fullmatch(said)
    if both:
        return Code(both[1], "", both[2])
    return Code("", cell.strip(), "") if _LIKE_A_CODE.fullmatch(said) else None


def _outline(parts: list[str], blank: int, before: str) -> list[str]:
    """``parts`` behind those of the row above that are not printed again (208 | 05, then blank | 06)."""
    above = [before[:3], *(before[start : start + 2] for start in (3, 5) if before[start : start + 2])]
    return [*above[:blank], *parts] if len(above) >= blank else parts


def _joined(parts: list[str]) -> str:
    while len(parts) > 1 and not parts[-1].strip("0"):
        parts = parts[:-1]  # 208 | 00 | 00 is a 类
    code = parts[0]
    if len(code) not in _WHOLE:
        return ""
    for part in parts[1:]:
        if len(part) <= 2:
            code += part.zfill(2)
        elif len(part) in _WHOLE and part.startswith(code):
            code = part
        else:
            return ""
    return code if len(code) in _WHOLE else ""
