"""Causes: of what does not hold, which cells are wrong, so that one slip is one finding and not ten.

A cell that is wrong by an amount breaks every relation that it stands in by that amount, and putting it right mends
them all. So every cell of a broken relation is tried, and two that may have been swapped; what mends most and breaks
least is the cause, and what it mends are consequences. A single relation of which any cell may be wrong is told as it
is. What is left between tables that are each sound is told once a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import BETWEEN, SUM, Relation, Term, Weighed, cells
from yanbian_report.forms.final_accounts.relations.trials import Changes, State

_MOST = 40  # findings; a workbook with more wrong cells is not the year's
_TABLE = 3  # relations to other tables that fail together, for the table to be the cause
_COLUMNS = 2  # relations that a swap of whole columns mends at least


class Cause(NamedTuple):
    """Why ``lead`` and the other ``mended`` relations do not hold.

    ``changes`` put them right; there are none when it is not known which cell is wrong, one of ``suspects`` perhaps.
    ``rounding`` is how well the change is known. ``swapped`` tells that two cells, or all of two columns, stand in each
    other's place. ``table`` is a table that is at odds with the others.
    """

    lead: Weighed
    mended: tuple[Weighed, ...]
    changes: Changes
    rounding: int
    suspects: tuple[Term, ...] = ()
    swapped: bool = False
    table: Ledger | None = None

    @property
    def code(self) -> str:
        return self.lead.relation.code


def causes(weighed: Sequence[Weighed]) -> list[Cause]:
    """The causes of what does not hold among ``weighed``, the nearest to a row first."""
    state = State(weighed)
    found: list[Cause] = []
    while state.broken and len(found) < _MOST and (cause := _cell(state)) is not None:
        found.append(cause)
    found = _followed(state, found)
    while (state.broken or state.exceeding) and len(found) < _MOST:
        found.append(_at_odds(state))
        found = _followed(state, found)
    rest = state.tell([*state.broken, *state.exceeding])
    if rest:
        found.append(Cause(rest[0], tuple(rest[1:]), {}, 0))
    return sorted(_of_one_row(found), key=lambda cause: cause.lead.relation.order)


def _of_one_row(found: list[Cause]) -> list[Cause]:
    """``found``, the sums of one row in several columns as one: a row below it is missing, or there twice."""
    first: dict[tuple[Ledger, str], int] = {}
    kept: list[Cause] = []
    for cause in found:
        relation = cause.lead.relation
        ledger, (row, _) = relation.left[0]
        known = first.setdefault((ledger, row), len(kept)) if relation.order == SUM and not cause.changes else len(kept)
        if known == len(kept):
            kept.append(cause)
        else:
            kept[known] = kept[known]._replace(mended=(*kept[known].mended, cause.lead, *cause.mended), suspects=())
    return kept


def _cell(state: State) -> Cause | None:
    """The best explanation by one cell, two cells, or two columns; None when every cell is as good as another."""
    trials = state.single_cells()
    best = max((trial.score for trial in trials), default=0)
    if cause := _swapped(state, best):
        return cause
    if best <= 0:
        return None
    first = [trial for trial in trials if trial.score == best]
    lead = min(first, key=lambda trial: (trial.broken, min(map(state.rank, trial.mended))))
    alike = [trial for trial in first if (trial.mended, trial.broken) == (lead.mended, lead.broken)]
    rivals = list(dict.fromkeys(term for trial in alike for term in trial.changes))
    if len(rivals) > 1 or (best == 1 and lead.broken):
        return _untold(state, lead.mended, rivals)
    told = state.tell(lead.mended)
    state.take(lead.changes, lead.rounding)
    return Cause(told[0], tuple(told[1:]), lead.changes, lead.rounding)


def _swapped(state: State, best: int, alone: bool = False) -> Cause | None:
    """Two cells or two columns in each other's place, when that explains more than any single cell does; ``alone``
    when it must explain all that is left of their table.
    """
    columns = (trial for trial in state.swapped_columns(all_kinds=alone) if len(trial.mended) >= _COLUMNS)
    trials = [*state.swaps(), *columns]
    swap = max(trials, key=lambda trial: trial.score, default=None)
    if swap is None or swap.score <= max(best, 1):
        return None
    if alone and len(swap.mended) < len(state.about(next(iter(swap.changes))[0])):
        return None
    told = state.tell(swap.mended)
    state.take(swap.changes, 0)
    return Cause(told[0], tuple(told[1:]), swap.changes, 0, swapped=True)


def _untold(state: State, relations: Iterable[int], suspects: Iterable[Term] = ()) -> Cause:
    """Tell of ``relations`` without knowing which of their cells is wrong."""
    told = state.tell(relations)
    return Cause(told[0], tuple(told[1:]), {}, 0, tuple(suspects))


def _at_odds(state: State) -> Cause:
    """What is left when no cell is likelier than others: columns swapped, a table at odds with the rest, a relation."""
    if cause := _swapped(state, 0, alone=True):
        return cause
    by_table = _by_table(state, state.broken | state.exceeding)
    held = {ledger: len(relations) for ledger, relations in _by_table(state, range(len(state.weighed))).items()}
    most = max(by_table, key=lambda ledger: (len(by_table[ledger]), -held[ledger]), default=None)
    if most is not None and len(by_table[most]) >= _TABLE:
        return _untold(state, by_table[most])._replace(table=most)
    first = min(state.broken or state.exceeding, key=state.rank)
    alike = [i for i in state.broken | state.exceeding if i == first or _same(state.now(i), state.now(first))]
    cause = _untold(state, alike)
    deepest = max((cause.lead, *cause.mended), key=lambda one: _depth(one) if one.relation.sign == "≤" else 0)
    if cause.lead.relation.sign == "≤" and deepest is not cause.lead:
        rest = [one for one in (cause.lead, *cause.mended) if one is not deepest]
        return cause._replace(lead=deepest, mended=tuple(rest))
    return cause


def _by_table(state: State, relations: Iterable[int]) -> dict[Ledger, list[int]]:
    """Those of ``relations`` that are between tables, by table."""
    found: dict[Ledger, list[int]] = {}
    for i in sorted(relations):
        relation = state.weighed[i].relation
        for ledger in {term[0]: None for term, _ in cells(relation)} if relation.order == BETWEEN else ():
            found.setdefault(ledger, []).append(i)
    return found


def _followed(state: State, found: list[Cause]) -> list[Cause]:
    """``found``, each with what exceeds its whole only because of it."""
    for i in sorted(state.exceeding):
        one = state.now(i)
        number = next((n for n, cause in enumerate(found) if _touches(cause, one)), None)
        if number is not None:
            state.tell([i])
            found[number] = _with(found[number], one)
    changed = {term: n for n, cause in enumerate(found) for term in cause.changes}
    for i, one in enumerate(state.weighed):
        if i in state.told or one.holds or i in state.broken or i in state.exceeding:
            continue
        at = next((term for term, _ in cells(one.relation) if term in changed), None)
        if at is not None:
            state.tell([i])
            found[changed[at]] = _with(found[changed[at]], one)
    return found


def _with(cause: Cause, one: Weighed) -> Cause:
    """``cause`` with ``one`` among what follows from it, which may tell which of its cells is wrong."""
    terms = {term for term, _ in cells(one.relation)}
    suspects = tuple(term for term in cause.suspects if term in terms) or cause.suspects
    return cause._replace(mended=(*cause.mended, one), suspects=suspects)


def _touches(cause: Cause, one: Weighed) -> bool:
    """Whether ``one`` exceeds by no more than a relation of ``cause`` is off that is about one of its cells."""
    if cause.changes or one.relation.sign != "≤":
        return False
    terms = {term for term, _ in cells(one.relation)}
    if cause.table is not None:
        return any(term[0] is cause.table for term in terms)
    alike = [each for each in (cause.lead, *cause.mended) if each.relation.sign == "="]
    return any(
        one.off <= abs(each.off) + one.rounding + each.rounding
        for each in alike
        if not terms.isdisjoint(term for term, _ in cells(each.relation))
    )


def _same(a: Weighed, b: Weighed) -> bool:
    """Whether two relations are off by the same: about cells of one column of one table."""
    far = abs(abs(a.off) - abs(b.off)) <= a.rounding + b.rounding
    return far and a.relation.code == b.relation.code and not _columns(a.relation).isdisjoint(_columns(b.relation))


def _columns(relation: Relation) -> set[tuple[Ledger, str]]:
    return {(ledger, column) for (ledger, (_, column)), _ in cells(relation)}


def _depth(one: Weighed) -> int:
    """How far down the classification a relation is."""
    return len(one.relation.right[0][1][0])
