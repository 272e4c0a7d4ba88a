"""Formats: how a figure is printed. The only place where a figure is rounded and turned into text.

Formats are used in templates and clauses as filters (``{{ 收入.本年收入合计|万元 }}``) and in prose by citations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from yanbian_report.model.figure import RATE, TO_FILL, WAN, YUAN, Figure
from yanbian_report.model.values import text_of

MARK = f"【{TO_FILL}】"


class Unprintable(ValueError):
    """A value that a format cannot say; the message is Chinese and names the remedy."""


def round_half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入 to ``places`` decimals (GB/T 8170 as the finance system applies it to printed figures)."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def printed(figure: Figure) -> Decimal:
    """An amount in 万元 as it is printed."""
    return _rounded(figure, "万元")


# How much of a figure's own unit is one of the unit that it is printed in.
_PER_UNIT = {
    (YUAN, YUAN): Decimal(1),
    (YUAN, "万元"): WAN,
    (YUAN, "亿元"): WAN * WAN,
    (RATE, RATE): 1 / Decimal(100),
}


def can_print(figure: Figure, unit: str) -> bool:
    """Whether ``figure`` can be printed in ``unit``: a count in its own only, an amount in 元, 万元 and 亿元."""
    return figure.unit == unit or (figure.unit, unit) in _PER_UNIT


def in_unit(figure: Figure, unit: str) -> tuple[Decimal, str]:
    """``figure`` in ``unit`` as it is printed without it, as a number and as text; an exact nil is 0.

    Raises KeyError for a unit that it cannot be printed in.
    """
    if figure.kind == "count" and figure.unit == unit:
        return figure.value, f"{figure.value:f}"
    value = _rounded(figure, unit)
    return value, f"{value:f}" if figure.value else "0"


def _rounded(figure: Figure, unit: str) -> Decimal:
    return round_half_up(figure.value / _PER_UNIT[figure.unit, unit], 2)


def wan(figure: object) -> str:
    """万元 with its unit and two decimals; an exact nil is 0万元, what would round to nil has four. ``13.07万元``"""
    amount = _of_kind(figure, "amount", "万元")
    if amount.value and not amount.unknown and not round_half_up(amount.value / WAN, 2):
        return f"{round_half_up(amount.value / WAN, 4).normalize():f}万元"
    return wan_number(figure) + "万元"


def wan_number(figure: object) -> str:
    """万元 with two decimals and without a unit, for table cells and lists whose heading names the unit. ``13.07``"""
    amount = _of_kind(figure, "amount", "万元")
    if amount.unknown:
        return MARK
    return in_unit(amount, "万元")[1]


def yuan(figure: object) -> str:
    """元 to the 分; refused for a figure that is only known in 万元. ``99490.00元``"""
    amount = _of_kind(figure, "amount", "元")
    if amount.unknown:
        return f"{MARK}元"
    if amount.step:
        raise Unprintable(f"“{_name(amount)}”只填到万元，不能印成精确到分的元；请在数据里写成“…元”，或改用 |万元")
    return f"{round_half_up(amount.value, 2):f}元"


def percent(figure: object) -> str:
    """A rate in per cent: as typed, else two decimals; a whole hundred and nil go without them. ``86.48%``

    A derived rate is a whole hundred, or nil, only where that is so: else it is more or less than it, and says so.
    """
    rate = _of_kind(figure, "rate", "百分比")
    if rate.unknown:
        return f"{MARK}%"
    if rate.text:
        return rate.text
    number = round_half_up(rate.value * 100, 2)
    if number not in (0, 100):
        return f"{number:f}%"
    if not number:
        return "不足0.01%" if rate.value > 0 and rate.inputs else "0%"
    if _prints_as_whole(rate):
        return "100%"
    return "超过99.99%" if rate.value < 1 else "超过100%"


def _prints_as_whole(rate: Figure) -> bool:
    """Whether a reader of the two amounts that ``rate`` comes from would call it a whole hundred."""
    if rate.value == 1 or not rate.inputs:
        return True
    part, whole = (printed(f) if f.kind == "amount" else f.value for f in rate.inputs)
    return part == whole


def as_typed(value: object) -> str:
    """A count with its unit, or a text, as it stands in the data; an amount as exactly as it is known. ``794名``"""
    if isinstance(value, Figure) and value.kind == "amount" and not value.text.endswith("元") and not value.unknown:
        return wan(value) if value.step or not value.value else yuan(value)
    if isinstance(value, Figure):
        said = value.text or f"{value.value:f}{value.unit}"
        return (said.replace(TO_FILL, MARK) if TO_FILL in said else MARK + value.unit) if value.unknown else said
    return _words(value)


def whole_number(value: object) -> str:
    """A count without its unit. ``12``"""
    if not isinstance(value, Figure):
        return _words(value)
    count = _of_kind(value, "count", "整数")
    return MARK if count.unknown else f"{count.value:f}"


def enumerated(items: Iterable[object]) -> str:
    """Words of a list joined by 、."""
    if not isinstance(items, list):
        raise Unprintable(f"“{_words(items)[:20]}”不是一列，不能用 |顿号 印")
    return "、".join(_words(item) for item in items)


def _words(value: object) -> str:
    """A text, or a whole number, as it is; nothing for what was left out. Lists, groups and yes or no are no words."""
    if isinstance(value, (dict, list, bool)):
        raise Unprintable("这里放的是一组内容或一个条件，不是一个数或一段文字")
    return text_of(value)


FORMATS: dict[str, Callable[..., str]] = {
    "万元": wan,
    "万元数": wan_number,
    "元": yuan,
    "百分比": percent,
    "原样": as_typed,
    "整数": whole_number,
}
FILTERS: dict[str, Callable[..., str]] = {**FORMATS, "顿号": enumerated}

_KINDS = {"amount": "金额", "rate": "百分数", "count": "数量"}


def _of_kind(value: object, kind: str, name: str) -> Figure:
    if isinstance(value, Figure) and (value.kind == kind):
        return value
    if isinstance(value, Figure):
        raise Unprintable(f"“{_name(value)}”是{_KINDS[value.kind]}，不能用 |{name} 印")
    raise Unprintable(f"“{_words(value)[:20]}”不是数，不能用 |{name} 印")


def _name(figure: Figure) -> str:
    return figure.path or figure.text


def spoken(figure: Figure) -> str:
    """A figure as messages name it: as typed, else 万元, per cent or its own unit, as exactly as it is known."""
    if figure.unknown:
        return TO_FILL
    if figure.text:
        bare = figure.kind == "amount" and figure.text[-1].isdigit() and figure.value
        return figure.text + ("万元" if bare else "")
    return amount_spoken(figure.value, figure.unit)


def amount_spoken(value: Decimal, unit: str) -> str:
    """``value`` in ``unit`` as messages name it: 元 as 万元, a ratio as per cent."""
    if unit == YUAN:
        wan = round_half_up(value / WAN, 2)
        return f"{wan:f}万元" if wan * WAN == value or abs(wan) >= Decimal("0.1") else f"{round_half_up(value, 2):f}元"
    if unit == RATE:
        return f"{round_half_up(value * 100, 2):f}%"
    return f"{value.normalize():f}{unit}"


def typed(figure: Figure) -> str:
    """An amount as a data file has it: 元 where it is known to the 分, else 万元 as exactly as it is known."""
    if figure.unknown:
        return TO_FILL
    if not figure.value or figure.unit != YUAN:
        return figure.text or f"{figure.value:f}"
    if figure.step:
        return f"{round_half_up(figure.value / WAN, 2):f}"
    return f"{round_half_up(figure.value, 2):f}元"
