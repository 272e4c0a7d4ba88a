"""Relations: what a rule can say of figures, with the words for where it does not hold.

When figures agree is told by ``model.agreement``. A figure that may be left out of the data, and was, is None: nothing
can be said of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from yanbian_report.model.agreement import agree, agrees_with_sum, at_most, interval, quotient, sum_of, tolerance
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.rules.rule import Holds, Outcome, Violation


def adds_up(total: Figure | None, parts: Iterable[Figure | None]) -> Outcome:
    """``total`` is the sum of ``parts``. A total that was itself derived by adding them needs no check."""
    wanted = tuple(parts)
    added = tuple(part for part in wanted if part is not None)
    if total is None or len(added) < len(wanted):
        return None
    if not total.text and set(total.inputs) == set(added):
        return None
    if agrees_with_sum(total, added):
        return Holds((total, *added))
    value = sum_of(added)
    words = f"{_named(total)}，各项相加得 {amount_spoken(value, total.unit)}"
    return _violation(words, (total, *added), total.value - value, tolerance(total, *added))


def equals(a: Figure | None, b: Figure | None) -> Outcome:
    """``a`` and ``b`` are the same amount or number."""
    if a is None or b is None:
        return None
    if agree(a, b):
        return Holds((a, b))
    return _violation(f"{_named(a)}，{_named(b)}，两数应当相等", (a, b), a.value - b.value, tolerance(a, b))


def not_more_than(part: Figure | None, whole: Figure | None) -> Outcome:
    """``part`` does not exceed ``whole``."""
    if part is None or whole is None:
        return None
    if at_most(part, whole):
        return Holds((part, whole))
    words = f"{_named(part)}，超过了{_named(whole)}"
    return _violation(words, (part, whole), part.value - whole.value, tolerance(part, whole))


def share_of(rate: Figure, part: Figure, whole: Figure) -> Outcome:
    """``rate`` is ``part`` ÷ ``whole``."""
    if whole.value == 0:
        return (
            None
            if rate.value == 0
            else _violation(f"{_named(whole)}，不能作除数", (rate, part, whole), None, Decimal(0))
        )
    share = quotient(part, whole)
    if share.overlaps(interval(rate)):
        return Holds((rate, part, whole))
    value = part.value / whole.value
    words = f"{_named(rate)}，{_last(part)} ÷ {_last(whole)} 得 {amount_spoken(value, rate.unit)}"
    return _violation(words, (rate, part, whole), rate.value - value, (rate.step + share.width) / 2)


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


def _violation(words: str, figures: tuple[Figure, ...], difference: Decimal | None, rounding: Decimal) -> Violation:
    unit = figures[0].unit
    if difference is not None:
        words += f"，相差 {amount_spoken(difference, unit)}"
        words += f"（四舍五入最多能解释 {amount_spoken(rounding, unit)}）" if rounding else ""
    return Violation(words, figures, difference, rounding, unit)
