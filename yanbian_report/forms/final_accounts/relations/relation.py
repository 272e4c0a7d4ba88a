"""Relation: what must hold between cells, and how far it is from holding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.tables.figures import Name

Term = tuple[Ledger, Name]  # a cell
Sign = Literal["=", "≤", "⇔"]

ROW, SUM, BETWEEN = 1, 2, 3  # what is nearer to the cause comes first


class Relation(NamedTuple):
    """``left`` together is ``right`` together (or no more than it; or both are something or both nothing).

    ``code`` is the rule's; ``order`` says how near a relation is to a cause: in a row, a sum of rows, between tables.
    ``words`` say what stands at the right when it is several cells (各款相加).
    """

    code: str
    order: int
    sign: Sign
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    words: str = ""


class Weighed(NamedTuple):
    """A relation with ``off``, left minus right in 分, and what of it rounding explains."""

    relation: Relation
    off: int
    rounding: int

    @property
    def holds(self) -> bool:
        return holds(self.relation.sign, self.off, self.rounding)


def weigh(relation: Relation) -> tuple[int, int] | None:
    """Left minus right, and what of it rounding explains; None when a cell that ``relation`` speaks of is not known.

    Each amount that is something, and what stands alone on its side, may have been rounded by half a unit; two of them
    at least have been.
    """
    off = rounding = 0
    _, _, sign, left, right, _ = relation
    if sign == "⇔":
        return _weigh_presence(relation)
    for ledger, name in left:
        value = ledger.values.get(name)
        if value is None:
            return None
        if value:
            off += value
            rounding += ledger.half
        elif len(left) == 1:
            rounding += ledger.half
    for ledger, name in right:
        value = ledger.values.get(name)
        if value is None:
            return None
        if value:
            off -= value
            rounding += ledger.half
        elif len(right) == 1:
            rounding += ledger.half
    least = left[0][0].half
    return off, rounding if rounding >= least + least else least + least


def unknown(relation: Relation) -> Term:
    """The first cell of a relation that is not known."""
    return next(term for term, _ in cells(relation) if term[0].values.get(term[1]) is None)


def holds(sign: Sign, off: int, rounding: int) -> bool:
    """Whether a relation that is ``off`` holds as far as can be told."""
    if sign == "=":
        return -rounding <= off <= rounding
    return off <= rounding if sign == "≤" else off == 0


def _weigh_presence(relation: Relation) -> tuple[int, int] | None:
    values = [ledger.values.get(name) for (ledger, name), _ in cells(relation)]
    if None in values:
        return None
    left, right = (value is not None and value > 0 for value in values)
    return left - right, 0


def equal(code: str, a: Term, b: Term, order: int = BETWEEN) -> Relation:
    """``a`` is ``b``."""
    return Relation(code, order, "=", (a,), (b,))


def sum_of(code: str, whole: Term, parts: Iterable[Term], words: str, order: int = SUM) -> Relation:
    """``whole`` is the sum of ``parts``."""
    return Relation(code, order, "=", (whole,), tuple(parts), words)


def at_most(code: str, parts: Iterable[Term], whole: Term, words: str = "") -> Relation:
    """``parts`` together are no more than ``whole``."""
    return Relation(code, BETWEEN, "≤", tuple(parts), (whole,), words)


def cells(relation: Relation) -> Iterator[tuple[Term, int]]:
    """Every cell of ``relation`` with its sign."""
    for term in relation.left:
        yield term, 1
    for term in relation.right:
        yield term, -1
