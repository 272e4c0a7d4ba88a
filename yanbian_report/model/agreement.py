"""Agreement: when figures agree, the one tolerance of rules and charts.

Two figures agree when the intervals overlap in which they may lie: half a unit of the last written digit to either
side of each (XBRL Calculations 1.1). What is known to the 分 has no tolerance; “逾” and “近” reach to one side only.
What is known only as 约, or is still to be filled in, agrees with anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.model.figure import Figure

_UPWARDS = {"逾", "余", "以上", "大于", "≥"}
_DOWNWARDS = {"近"}
_FAR = Decimal("Infinity")


class Interval(NamedTuple):
    """Where a number may lie, in its unit; both ends belong to it."""

    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def interval(figure: Figure) -> Interval:
    """Where ``figure`` may lie."""
    if figure.approx in _UPWARDS:
        return Interval(figure.value, _FAR)
    if figure.approx in _DOWNWARDS:
        return Interval(-_FAR, figure.value)
    if figure.approx:
        return Interval(-_FAR, _FAR)
    return Interval(figure.value - figure.step / 2, figure.value + figure.step / 2)


def quotient(part: Figure, whole: Figure) -> Interval:
    """Where ``part`` ÷ ``whole`` may lie: anywhere, when ``whole`` may be nil."""
    parts, wholes = interval(part), interval(whole)
    if not all(end.is_finite() for end in (*parts, *wholes)) or wholes.low * wholes.high <= 0:
        return Interval(-_FAR, _FAR)
    corners = [p / w for p in parts for w in wholes]
    return Interval(min(corners), max(corners))


def tolerance(*figures: Figure) -> Decimal:
    """How far off a sum or difference of ``figures`` may be by rounding alone."""
    return sum((f.step for f in figures), Decimal(0)) / 2


def sum_of(figures: Iterable[Figure]) -> Decimal:
    """The values of ``figures`` (one unit) added up; 0 for none."""
    return sum((f.value for f in figures), Decimal(0))


def agree(a: Figure, b: Figure) -> bool:
    """Whether ``a`` and ``b`` may be the same number."""
    return interval(a).overlaps(interval(b))


def at_most(part: Figure, whole: Figure) -> bool:
    """Whether ``part`` may be no more than ``whole``."""
    return interval(part).low <= interval(whole).high


def agrees_with_sum(total: Figure, parts: Iterable[Figure]) -> bool:
    """Whether ``total`` may be the sum of ``parts``."""
    added = tuple(parts)
    exact = not any(f.approx for f in (total, *added))
    return not exact or abs(total.value - sum_of(added)) <= tolerance(total, *added)


def sum_at_most(parts: Iterable[Figure], limits: Iterable[Figure]) -> bool:
    """Whether the sum of ``parts`` may be no more than that of ``limits``."""
    some, others = tuple(parts), tuple(limits)
    return sum_of(some) - sum_of(others) <= tolerance(*some, *others)
