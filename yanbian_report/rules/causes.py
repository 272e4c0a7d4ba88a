"""Causes: the figure that explains a difference, as an auditor finds it, and what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.findings import Repair
from yanbian_report.base.origin import Span
from yanbian_report.model.agreement import tolerance
from yanbian_report.model.figure import RATE, WAN, YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Violation

_NEAR = Decimal("0.02")  # of a difference: what is further off than that does not equal it
_TELLING = 2  # digits of a difference that another figure is not by chance: 9.00 is found anywhere
_MORE = 10  # times what rounding explains: an amount that says something in another unit
_NAMED = 2  # figures that are named; where more explain a difference, none is likelier


class Cause(NamedTuple):
    """What may be the cause, in words, and what would mend it."""

    words: str = ""
    repairs: tuple[Repair, ...] = ()


NO_CAUSE = Cause()


def typed_in(figure: Figure) -> list[Figure]:
    """The typed figures that ``figure`` is or comes from."""
    return [figure] if figure.origin else [f for part in figure.inputs for f in typed_in(part)]


def retyped(figure: Figure, meant: str) -> tuple[Repair, ...]:
    """The repair that puts ``meant`` in place of ``figure``; none where it is typed in no text."""
    return (Repair(figure.origin, meant),) if isinstance(figure.origin, Span) and meant != figure.text else ()


def in_other_unit(figure: Figure, unit: str) -> tuple[Repair, ...]:
    """The repair by which the number of ``figure`` is meant in ``unit`` (元, 万元); none where it is not bare."""
    bare = figure.text.removesuffix("元").removesuffix("万")
    plain = figure.kind == "amount" and bare.replace(".", "", 1).removeprefix("-").isdecimal()
    return retyped(figure, f"{bare}{unit}") if plain else ()


def cause_of(year: Year, violation: Violation) -> Cause:
    """A figure of the file that equals the difference, or one that would make none if it were typed otherwise."""
    if not violation.difference or violation.unit == RATE or abs(violation.difference) <= 2 * violation.tolerance + 100:
        return NO_CAUSE
    if turned := list(_all_turned(violation, violation.difference))[:_NAMED]:
        words = "，或者".join(one.words for one in turned) + "，就对上了；看看是不是两个数字写颠倒了"
        return Cause(words, tuple(dict.fromkeys(repair for one in turned for repair in one.repairs)))
    if other := next(_of_other_units(violation, violation.difference), None):
        return other
    if len(f"{round(violation.difference)}".strip("-0")) < _TELLING:
        return NO_CAUSE
    return _alike(year, violation, abs(violation.difference))


def _alike(year: Year, violation: Violation, difference: Decimal) -> Cause:
    """Figures that equal the ``difference`` and are not held against each other."""
    involved = {f.path for figure in violation.figures for f in (figure, *typed_in(figure))}
    alike = [
        f
        for f in year.figures().values()
        if f.unit == violation.unit and f.origin and f.path not in involved and f.value and not f.approx
        if not f.path.startswith("已知差异")
        if abs(abs(f.value) - difference) <= min(tolerance(f) + violation.tolerance, difference * _NEAR)
    ]
    alike.sort(key=lambda f: abs(abs(f.value) - difference))
    named = "、".join(f"“{f.path}”{spoken(f)}" for f in alike[:_NAMED])
    return Cause(f"相差 {amount_spoken(difference, violation.unit)}，等于{named}，先看这一处") if named else NO_CAUSE


def _all_turned(violation: Violation, difference: Decimal) -> Iterator[Cause]:
    for number, figure in enumerate(violation.figures):
        for f in typed_in(figure):
            if cause := _turned(f, violation, difference if number else -difference):
                yield cause


def _of_other_units(violation: Violation, difference: Decimal) -> Iterator[Cause]:
    """The amounts that, 10 000 times as large or as small, would have made no ``difference``."""
    for number, figure in enumerate(violation.figures):
        for f in typed_in(figure):
            if f.unit != YUAN or not f.value or f.unknown:
                continue
            for factor, off, meant in ((1 / WAN, "大一万倍", "元"), (WAN, "小一万倍", "万元")):
                change = f.value * (factor - 1) * (1 if number == 0 else -1)
                room = violation.tolerance + tolerance(f) * max(factor, Decimal(1))
                # Beside nothing, a ten-thousandth of anything would do.
                if abs(difference + change) <= room and abs(f.value) * min(factor, Decimal(1)) > _MORE * room:
                    bare = re.sub(r"[^\d.]", "", f.text)
                    words = f"“{f.path}”写的是 {spoken(f)}，正好{off}：是不是 {bare}{meant}"
                    yield Cause(words, in_other_unit(f, meant))


def _turned(figure: Figure, violation: Violation, change: Decimal) -> Cause | None:
    """The number that ``figure`` may stand for when two digits beside each other, turned round, ``change`` it."""
    if figure.unit != violation.unit or not figure.value:
        return None
    text = re.sub(r"[^\d.]", "", figure.text)
    unit = abs(figure.value) / Decimal(text) if text.replace(".", "", 1).isdecimal() and Decimal(text) else Decimal(0)
    for first in range(len(text) - 1):
        second = first + 1 + (text[first + 1] == ".")
        if second >= len(text) or text[first] == "." or text[first] == text[second]:
            continue
        other = text[:first] + text[second] + text[first + 1 : second] + text[first] + text[second + 1 :]
        if abs((Decimal(other) - Decimal(text)) * unit.copy_sign(figure.value) - change) <= min(
            violation.tolerance, tolerance(figure)
        ):
            return Cause(f"“{figure.path}”的 {text} 如果是 {other}", retyped(figure, figure.text.replace(text, other)))
    return None
