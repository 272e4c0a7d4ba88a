"""Figures: amounts, counts and rates with the precision they were written with.

An amount is held in 元, a rate as a ratio (1 is 100 %), a count in its own unit. ``step`` is one unit of the last
digit that was written, in the figure's unit: ``290.22`` (万元) is 2 902 200 元 with a step of 100 元. What is known
only as "more than" or "some" carries the word in ``approx`` and agrees with anything on that side. A figure that is
still to be filled in (待填) is unknown: it agrees with anything, and what is derived from it is unknown too.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, NoReturn

from yanbian_report.base.origin import Origin

YUAN = "元"
RATE = "%"
WAN = Decimal(10_000)
TO_FILL = "待填"

Kind = Literal["amount", "rate", "count"]


class _Fields(NamedTuple):
    value: Decimal
    unit: str
    step: Decimal
    text: str
    approx: str
    path: str
    origin: Origin | None
    formula: str
    inputs: tuple[Figure, ...]
    kind: Kind
    unknown: bool


class Figure(_Fields):
    """One number of the year: typed (``origin``) or derived (``formula`` and ``inputs``).

    ``value`` and ``step`` are in ``unit``; ``text`` is what was typed, units and all, empty when derived. ``kind``
    follows from the unit; ``unknown`` tells whether the figure, or one that it comes from, is still to be filled in.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0913 - the fields of a figure, each with a name
        cls,
        value: Decimal,
        unit: str,
        step: Decimal,
        text: str = "",
        approx: str = "",
        path: str = "",
        origin: Origin | None = None,
        formula: str = "",
        inputs: tuple[Figure, ...] = (),
    ) -> Figure:
        kind: Kind = "amount" if unit == YUAN else "rate" if unit == RATE else "count"
        unknown = approx == TO_FILL
        return super().__new__(cls, value, unit, step, text, approx, path, origin, formula, inputs, kind, unknown)

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(self)[:-2]  # what is derived is derived again

    def __bool__(self) -> bool:
        return self.value != 0 or self.unknown

    def _refuse(self, _other: object) -> NoReturn:
        """A figure is no list: what has a unit and a precision is compared by a relation, or by its ``value``."""
        raise TypeError("数不能直接比大小，也不是一列")

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __add__ = _refuse


def _doubt(parts: Iterable[Figure]) -> str:
    return TO_FILL if any(part.unknown for part in parts) else ""


def total(figures: Iterable[Figure], path: str, formula: str) -> Figure:
    """The sum of ``figures`` (one unit), as uncertain as its parts together."""
    parts = tuple(figures)
    unit = parts[0].unit if parts else YUAN
    return Figure(
        sum((f.value for f in parts), Decimal(0)),
        unit,
        sum((f.step for f in parts), Decimal(0)),
        approx=_doubt(parts),
        path=path,
        formula=formula,
        inputs=parts,
    )


def difference(a: Figure, b: Figure, path: str, formula: str) -> Figure:
    """``a`` − ``b``."""
    doubt = _doubt((a, b))
    return Figure(a.value - b.value, a.unit, a.step + b.step, approx=doubt, path=path, formula=formula, inputs=(a, b))


def ratio(part: Figure, whole: Figure, path: str, formula: str) -> Figure | None:
    """``part`` ÷ ``whole`` as a rate, or None where there is nothing to divide by."""
    if doubt := _doubt((part, whole)):
        return Figure(Decimal(0), RATE, Decimal(0), approx=doubt, path=path, formula=formula, inputs=(part, whole))
    if whole.value == 0:
        return None
    value = part.value / whole.value
    step = (part.step + whole.step * abs(value)) / abs(whole.value)
    return Figure(value, RATE, step, path=path, formula=formula, inputs=(part, whole))
