"""Parse figures: a number as it is typed, in one of the three kinds, or what is odd about it and what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from yanbian_report.base.origin import Origin
from yanbian_report.model.figure import RATE, TO_FILL, WAN, YUAN, Figure


class Unreadable(ValueError):
    """The text is not a figure of the wanted kind; ``hint`` says what to write instead, ``meant`` is just that where
    only the writing is odd.
    """

    def __init__(self, message: str, hint: str = "", meant: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.meant = meant


_NUMBER = r"(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?)"
_AMOUNT = re.compile(_NUMBER + r"(?P<unit>万元|元)?", re.ASCII)
_QUANTITY = re.compile(
    r"(?P<before>逾|超过|近|约|大于|不少于|≥)?" + _NUMBER + r"(?P<wan>万)?(?P<mid>余|多)?"
    r"(?![OoQ〇○]|[lI](?!$))(?P<unit>[^\d\s{}，。；：、,;:％．０-９Ａ-Ｚａ-ｚ]{0,12}?)(?P<after>以上|左右)?",
    re.ASCII,
)
_RATE = re.compile(_NUMBER + "%", re.ASCII)
_LOOSE = {"超过": "逾", "多": "余", "不少于": "≥"}


def parse_amount(text: str, path: str = "", origin: Origin | None = None) -> Figure:
    """``290.22`` and ``290.22万元`` (万元) or ``2902158.24元``, as a figure in 元.

    Raises Unreadable with the plain way to write it when ``text`` has commas, full-width digits or letters.

    >>> wan, yuan = parse_amount("290.22"), parse_amount("2902158.24元")
    >>> f"{wan.value:.2f}", f"{wan.step:.0f}"  # known to the hundredth of 1万元
    ('2902200.00', '100')
    >>> f"{yuan.value:.2f}", f"{yuan.step:.0f}"  # exact
    ('2902158.24', '0')
    >>> parse_amount("2,902,158.24元")
    Traceback (most recent call last):
    yanbian_report.model.parse_figure.Unreadable: 金额“2,902,158.24元”里有逗号
    >>> parse_amount("待填").unknown
    True
    """
    if TO_FILL in text:
        return _unknown(text, parse_amount, path, origin)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise _misread(text, _AMOUNT, "金额")
    number = _decimal(match["number"])
    if match["unit"] == "元":
        return Figure(number, YUAN, Decimal(0), text, "", path, origin)
    step = _step(match["number"]) * WAN if number or "." in text else Decimal(0)
    return Figure(number * WAN, YUAN, step, text, "", path, origin)


def parse_quantity(text: str, path: str = "", origin: Origin | None = None) -> Figure:
    """A number with its unit as it is printed: ``794名``, ``713万余元``, ``逾1271万元``, ``40%``.

    万 before a unit multiplies; amounts come back in 元, rates as a ratio. Raises Unreadable.

    >>> def known(text):
    ...     figure = parse_quantity(text)
    ...     return f"{figure.value:g}", figure.unit, figure.approx
    >>> known("794名"), known("713万余元"), known("2.46万人")
    (('794', '名', ''), ('7130000', '元', '余'), ('24600.00', '人', ''))
    >>> known("超过5人"), known("5人以上"), known("40%")
    (('5', '人', '逾'), ('5', '人', '以上'), ('0.4', '%', ''))
    >>> known("2台（套）")
    ('2', '台（套）', '')
    >>> known("99％")  # another sign than %, and so another unit
    Traceback (most recent call last):
    yanbian_report.model.parse_figure.Unreadable: 数量“99％”用了全角字符
    """
    if TO_FILL in text:
        return _unknown(text, parse_quantity, path, origin)
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise _misread(text, _QUANTITY, "数量")
    value, step, unit = _decimal(match["number"]), _step(match["number"]), match["unit"]
    if match["wan"]:
        value, step = value * WAN, step * WAN
    if unit == RATE:
        value, step = value / 100, step / 100
    word = match["before"] or match["mid"] or match["after"] or ""
    exact = not match["wan"] and unit not in (YUAN, RATE) and "." not in match["number"]
    if unit == YUAN and not match["wan"]:
        exact = True
    return Figure(value, unit, Decimal(0) if exact else step, text, _LOOSE.get(word, word), path, origin)


def parse_rate(text: str, path: str = "", origin: Origin | None = None) -> Figure:
    """A percentage with its sign: ``100%``, ``86.48%``. Raises Unreadable.

    >>> f"{parse_rate('86.48%').value:f}"
    '0.8648'
    """
    if TO_FILL in text:
        return _unknown(text, parse_rate, path, origin)
    match = _RATE.fullmatch(text)
    if match is None:
        raise _misread(text, _RATE, "百分数")
    return Figure(_decimal(match["number"]) / 100, RATE, _step(match["number"]) / 100, text, "", path, origin)


def _unknown(text: str, parse: Callable[..., Figure], path: str, origin: Origin | None) -> Figure:
    """``待填人``: what the text would be with a nil for 待填, not known."""
    unit = parse(text.replace(TO_FILL, "0", 1)).unit
    return Figure(Decimal(0), unit, Decimal(0), text, TO_FILL, path, origin)


def _decimal(number: str) -> Decimal:
    whole, _, decimals = number.lstrip("-").partition(".")
    if len(whole) > 12 or len(decimals) > 6:
        raise Unreadable(f"数字“{number[:24]}”太长", "整数最多 12 位，小数最多 6 位，请核对")
    return Decimal(number)


_STEPS = [Decimal(1).scaleb(-places) for places in range(7)]


def _step(number: str) -> Decimal:
    """One unit of the last digit of ``number``, which ``_decimal`` has read."""
    return _STEPS[len(number.partition(".")[2])]


_HOW = {
    "金额": "只写数字：万元直接写 290.22，精确到分写 2902158.24元",
    "数量": "写数字和单位，例如 794名、3704.48万元",
    "百分数": "百分数要带“%”，例如 86.48%",
}
_NOTHING = frozenset(("无", "没有", "零", "-", "—", "——", "－", "/", "\\", "空"))

_SLIPS: tuple[tuple[str, str, str], ...] = (
    ("加了引号", r"^[“”‘’「」\"'](.*)[“”‘’「」\"']$", r"\1"),
    ("带了货币符号", r"^[¥￥$]", ""),
    ("带了“整”字", r"元整$", "元"),
    ("用括号表示负数", r"^\(([\d.,]+)\)", r"-\1"),
    ("带了加号", r"^\+(?=\d)", ""),
    ("的减号不对", r"^[—–−‐]+(?=\d)", "-"),
    ("里有空格", r"\s+", ""),
    ("里混有字母", r"(?<=[\d.,])[OoQ〇○]|[OoQ〇○](?=[\d.,])", "0"),
    ("里混有字母", r"(?<=[\d.,])[lI]|[lI](?=[\d.,])", "1"),
    ("的小数点不对", r"(?<=\d)[。·](?=\d)", "."),
    ("里有逗号", r"(?<=\d)[,、'_](?=\d{3}(?!\d))", ""),
    ("的小数点写成了逗号", r"(?<=\d),(?=\d{1,2}(?!\d))", "."),
    ("开头多了 0", r"^(-?)0+(?=\d)", r"\1"),
    ("少了“元”字", r"(?<=\d)万$", "万元"),
)


def _misread(text: str, pattern: re.Pattern[str], what: str) -> Unreadable:
    """Say what is odd about ``text``: it is put right slip by slip until it is what was wanted."""
    shown = text if len(text) <= 30 else f"{text[:30]}……"
    if text in _NOTHING:
        return Unreadable(f"“{text}”不是{what}", "没有的写 0" if what == "金额" else "没有的写 0 和单位，例如 0人")
    if len(text) > 60:
        return Unreadable(f"“{shown}”不是{what}", _HOW[what])
    plain = unicodedata.normalize("NFKC", text)
    odd = ["用了全角字符"] if plain != text else []
    for slip, typed, meant in _SLIPS:
        better = re.sub(typed, meant, plain)
        if better != plain and slip not in odd:
            odd.append(slip)
        plain = better
    if odd and pattern.fullmatch(plain):
        return Unreadable(f"{what}“{shown}”{'，'.join(odd)}", f"请写成 {plain}", plain)
    return Unreadable(f"“{shown}”不是{what}", _HOW[what])
