"""Agreement: when figures agree, the one tolerance of rules and charts.

Two figures agree when the intervals overlap in which they may lie: half a unit of the last written digit to either
side of each (XBRL Calculations 1.1); a sum lies where its parts together may. What is known to the 分 has no
tolerance; “逾” and “近” reach to one side, by one more of the last digit that is not 0 (逾1300 is less than 1400), “约”
to both, “以上” and “不少于” without end. What is still to be filled in agrees with anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.model.figure import Figure

_SOMEWHAT_MORE = {"逾", "余"}
_ANY_MORE = {"以上", "大于", "≥"}
_SOMEWHAT_LESS = {"近"}
_ABOUT = {"约", "左右"}
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
    value, word = figure.value, figure.approx
    if not word:
        return Interval(value - figure.step / 2, value + figure.step / 2)
    if word in _ANY_MORE:
        return Interval(value, _FAR)
    reach = _reach(figure)
    low = value - reach if word in _SOMEWHAT_LESS or word in _ABOUT else value
    high = value + reach if word in _SOMEWHAT_MORE or word in _ABOUT else value
    return Interval(low, high) if high > low else Interval(-_FAR, _FAR)


def _reach(figure: Figure) -> Decimal:
    """How far a word of about how much reaches: one of the last digit that is not 0."""
    if not figure.value:
        return max(figure.step, Decimal(1))
    places = figure.value.normalize().as_tuple().exponent
    return max(figure.step, Decimal(1).scaleb(places)) if isinstance(places, int) else _FAR


def interval_of_sum(figures: Iterable[Figure]) -> Interval:
    """Where the sum of ``figures`` may lie."""
    low = high = Decimal(0)
    for figure in figures:
        ends = interval(figure)
        low, high = low + ends.low, high + ends.high
    return Interval(low, high)


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


def copied(figure: Figure, source: Figure) -> bool:
    """Whether ``figure`` may have been copied from ``source``: the same number, or it rounded.

    Two amounts that were rounded each for itself may differ by a whole unit of the last digit; a copy may not.
    """
    a, b = interval(figure), interval(source)
    return figure.value == source.value or (a.low < b.high and b.low < a.high)


def at_most(part: Figure, whole: Figure) -> bool:
    """Whether ``part`` may be no more than ``whole``."""
    return interval(part).low <= interval(whole).high


def agrees_with_sum(total: Figure, parts: Iterable[Figure]) -> bool:
    """Whether ``total`` may be the sum of ``parts``."""
    return interval(total).overlaps(interval_of_sum(parts))


def sum_at_most(parts: Iterable[Figure], limits: Iterable[Figure]) -> bool:
    """Whether the sum of ``parts`` may be no more than that of ``limits``."""
    return interval_of_sum(parts).low <= interval_of_sum(limits).high
