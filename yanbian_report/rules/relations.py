"""Relations: what a rule can say of figures, with the words for where it does not hold.

When figures agree is told by ``model.agreement``. A figure that may be left out of the data, and was, is None: nothing
can be said of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from yanbian_report.model.agreement import (
    agree,
    agrees_with_sum,
    copied,
    interval,
    quotient,
    sum_at_most,
    sum_of,
    tolerance,
)
from yanbian_report.model.figure import RATE, Figure
from yanbian_report.model.formats import amount_spoken, round_half_up, spoken
from yanbian_report.rules.causes import retyped
from yanbian_report.rules.rule import Holds, Outcome, Violation


def adds_up(total: Figure | None, parts: Iterable[Figure | None]) -> Outcome:
    """``total`` is the sum of ``parts``. A total that was itself derived by adding them needs no check.

    What is known only as about so much (余, 约) does not tie the others.
    """
    wanted = tuple(parts)
    added = tuple(part for part in wanted if part is not None)
    if total is None or len(added) < len(wanted):
        return None
    if not total.text and set(total.inputs) == set(added):
        return None
    if agrees_with_sum(total, added):
        return Holds((total, *added), bounds=any(f.approx for f in (total, *added)))
    value = sum_of(added)
    words = f"{_named(total)}，各项相加得 {amount_spoken(value, total.unit)}"
    return _violation(words, (total, *added), total.value - value, tolerance(total, *added))


def equals(a: Figure | None, b: Figure | None) -> Outcome:
    """``a`` and ``b`` are the same amount or number."""
    if a is None or b is None:
        return None
    if agree(a, b):
        return Holds((a, b), bounds=bool(a.approx or b.approx))
    return _violation(f"{_named(a)}，{_named(b)}，两数应当相等", (a, b), a.value - b.value, tolerance(a, b))


def copied_from(figure: Figure | None, source: Figure | None) -> Outcome:
    """A typed ``figure`` is ``source``, but for digits that it leaves out; a derived one agrees with it."""
    if figure is None or source is None or not figure.origin or figure.approx or copied(figure, source):
        return equals(figure, source)
    words = f"{_named(figure)}，{_named(source)}，照抄的数应当相同"
    return _violation(words, (figure, source), figure.value - source.value, abs(figure.step - source.step) / 2)


def not_more_than(part: Figure | None, whole: Figure | None) -> Outcome:
    """``part`` does not exceed ``whole``."""
    return parts_within((part,), (whole,))


def parts_within(parts: Iterable[Figure | None], limits: Iterable[Figure | None]) -> Outcome:
    """``parts`` added up do not exceed ``limits`` added up."""
    wanted, allowed = tuple(parts), tuple(limits)
    some, others = tuple(f for f in wanted if f is not None), tuple(f for f in allowed if f is not None)
    if not some or len(some) < len(wanted) or len(others) < len(allowed):
        return None
    if sum_at_most(some, others):
        return Holds((*some, *others), bounds=True)
    words = f"{_added(some)}，超过了{_added(others)}"
    return _violation(words, (*some, *others), sum_of(some) - sum_of(others), tolerance(*some, *others))


def share_of(rate: Figure, part: Figure, whole: Figure) -> Outcome:
    """``rate`` is ``part`` ÷ ``whole``; of what prints as 0.00 it may be any."""
    if whole.value == 0 and whole.step:
        return Holds((rate, part, whole), bounds=True)
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
    found = _violation(words, (rate, part, whole), rate.value - value, (rate.step + share.width) / 2)
    if not 0 < value - rate.value < rate.step:
        return found
    meant = f"{round_half_up(value * 100, -rate.step.normalize().adjusted() - 2):f}%"
    return found._replace(hint=_CUT_OFF, repairs=retyped(rate, meant) if rate.unit == RATE else ())


_CUT_OFF = "像是截去了末尾的数：百分数四舍五入；照公布的印的，登记在“已知差异”里"


def both_or_neither(amount: Figure | None, count: Figure | None) -> Outcome:
    """An amount was spent exactly when something was counted; what prints as 0.00 may be a little."""
    if amount is None or count is None:
        return None
    ends = interval(amount)
    if ends.high > 0 if count else ends.low <= 0:
        return Holds((amount, count), bounds=True)
    words = f"{_named(amount)}，{_named(count)}，应当同时有或者同时没有"
    return _violation(words, (amount, count), None, Decimal(0))


def within(figure: Figure | None, low: Decimal, high: Decimal, words: str) -> Outcome:
    """``figure`` lies between ``low`` and ``high``; ``words`` say what it is when it does not."""
    if figure is None:
        return None
    ends = interval(figure)
    if ends.low <= high and low <= ends.high:
        return Holds((figure,), bounds=True)
    return Violation(words, (figure,), unit=figure.unit)


def _added(figures: tuple[Figure, ...]) -> str:
    if len(figures) == 1:
        return _named(figures[0])
    names = "、".join(f"“{f.path}”" for f in figures[:4]) + "等" * (len(figures) > 4)
    return f"{names}相加为 {amount_spoken(sum_of(figures), figures[0].unit)}"


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
