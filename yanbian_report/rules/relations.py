"""Relations: the ways in which figures can agree.

Two figures agree when the intervals overlap in which they may lie: half a unit of the last written digit to either
side of each (XBRL Calculations 1.1). What is known to the 分 has no tolerance; “逾” and “近” reach to one side only.
A figure that may be left out of the data, and was, is None: nothing can be said of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.rules.rule import Holds, Outcome, Violation

_UPWARDS = {"逾", "余", "以上", "大于", "≥"}
_DOWNWARDS = {"近"}
_FAR = Decimal("Infinity")


def adds_up(total: Figure | None, parts: Iterable[Figure | None]) -> Outcome:
    """``total`` is the sum of ``parts``. A total that was itself derived by adding them needs no check."""
    wanted = tuple(parts)
    added = tuple(part for part in wanted if part is not None)
    if total is None or len(added) < len(wanted):
        return None
    if not total.text and set(total.inputs) == set(added):
        return None
    value = sum((p.value for p in added), Decimal(0))
    tolerance = sum((p.step for p in added), total.step) / 2
    if abs(total.value - value) <= tolerance or _vague(total, *added):
        return Holds((total, *added))
    words = f"{_named(total)}，各项相加得 {amount_spoken(value, total.unit)}"
    return _violation(words, (total, *added), total.value - value, tolerance)


def equals(a: Figure | None, b: Figure | None) -> Outcome:
    """``a`` and ``b`` are the same amount or number."""
    if a is None or b is None:
        return None
    tolerance = (a.step + b.step) / 2
    if _overlap(_range(a), _range(b)):
        return Holds((a, b))
    return _violation(f"{_named(a)}，{_named(b)}，两数应当相等", (a, b), a.value - b.value, tolerance)


def not_more_than(part: Figure | None, whole: Figure | None) -> Outcome:
    """``part`` does not exceed ``whole``."""
    if part is None or whole is None:
        return None
    if _range(part)[0] <= _range(whole)[1]:
        return Holds((part, whole))
    tolerance = (part.step + whole.step) / 2
    return _violation(f"{_named(part)}，超过了{_named(whole)}", (part, whole), part.value - whole.value, tolerance)


def share_of(rate: Figure, part: Figure, whole: Figure) -> Outcome:
    """``rate`` is ``part`` ÷ ``whole``."""
    if whole.value == 0:
        return (
            None
            if rate.value == 0
            else _violation(f"{_named(whole)}，不能作除数", (rate, part, whole), None, Decimal(0))
        )
    low, high = _quotient(_range(part), _range(whole))
    if _overlap(_range(rate), (low, high)):
        return Holds((rate, part, whole))
    value = part.value / whole.value
    words = f"{_named(rate)}，{_last(part)} ÷ {_last(whole)} 得 {amount_spoken(value, rate.unit)}"
    return _violation(words, (rate, part, whole), rate.value - value, (rate.step + (high - low)) / 2)


def both_or_neither(amount: Figure | None, count: Figure | None) -> Outcome:
    """An amount was spent exactly when something was counted."""
    if amount is None or count is None:
        return None
    if bool(amount) == bool(count):
        return Holds((amount, count))
    words = f"{_named(amount)}，{_named(count)}，应当同时有或者同时没有"
    return _violation(words, (amount, count), None, Decimal(0))


def _named(figure: Figure) -> str:
    return f"“{figure.path}”为 {spoken(figure)}"


def _last(figure: Figure) -> str:
    return figure.path.rpartition(".")[2]


def _violation(words: str, figures: tuple[Figure, ...], difference: Decimal | None, tolerance: Decimal) -> Violation:
    unit = figures[0].unit
    if difference is not None:
        words += f"，相差 {amount_spoken(difference, unit)}"
        words += f"（四舍五入最多能解释 {amount_spoken(tolerance, unit)}）" if tolerance else ""
    return Violation(words, figures, difference, tolerance, unit)


def _vague(*figures: Figure) -> bool:
    return any(f.approx for f in figures)


def _range(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.value - figure.step / 2, figure.value + figure.step / 2
    if figure.approx in _UPWARDS:
        return figure.value, _FAR
    if figure.approx in _DOWNWARDS:
        return -_FAR, figure.value
    return (low, high) if not figure.approx else (-_FAR, _FAR)


def _quotient(part: tuple[Decimal, Decimal], whole: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    if not all(v.is_finite() for v in (*part, *whole)) or whole[0] * whole[1] <= 0:
        return -_FAR, _FAR
    corners = [p / w for p in part for w in whole]
    return min(corners), max(corners)


def _overlap(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
