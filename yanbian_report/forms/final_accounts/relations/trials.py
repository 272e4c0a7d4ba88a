"""Trials: what would be mended and what would be broken if a cell, or two, held something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import Term, Weighed, cells, holds

Changes = dict[Term, int]  # by how much a cell is to change, in 分
_MOST_PAIRS = 2_000
_MOST_COLUMNS = 12


class Trial(NamedTuple):
    """What ``changes`` would do: the relations they mend, and how many they break; ``rounding`` is how well they are
    known.
    """

    changes: Changes
    rounding: int
    mended: tuple[int, ...]
    broken: int

    @property
    def score(self) -> int:
        return len(self.mended) - self.broken


class State:
    """Every relation with what is off in it after the changes so far, and which are still to be explained.

    ``broken`` are equations, ``exceeding`` the others; ``told`` have been explained.
    """

    def __init__(self, weighed: Sequence[Weighed]) -> None:
        self.weighed = weighed
        self.off = [one.off for one in weighed]
        self.rounding = [one.rounding for one in weighed]
        self.told: set[int] = set()
        off = {i for i, one in enumerate(weighed) if not one.holds}
        self.broken = {i for i in off if weighed[i].relation.sign == "="}
        self.exceeding = off - self.broken
        self.touching: dict[Term, list[tuple[int, int]]] = {}
        for i, one in enumerate(weighed):
            for term, sign in cells(one.relation):
                self.touching.setdefault(term, []).append((i, sign))

    def now(self, i: int) -> Weighed:
        """The relation as it is after what has been explained."""
        return self.weighed[i]._replace(off=self.off[i], rounding=self.rounding[i])

    def rank(self, i: int) -> tuple[int, int]:
        """What is nearer to a cause comes first."""
        return self.weighed[i].relation.order, i

    def terms(self, relations: Iterable[int]) -> list[Term]:
        """The cells of ``relations``."""
        return list(dict.fromkeys(term for i in sorted(relations) for term, _ in cells(self.weighed[i].relation)))

    def about(self, ledger: Ledger) -> list[int]:
        """What is still to be explained of a table."""
        left = sorted(self.broken | self.exceeding)
        return [i for i in left if any(term[0] is ledger for term, _ in cells(self.weighed[i].relation))]

    def tell(self, relations: Iterable[int]) -> list[Weighed]:
        """Take ``relations`` as explained; as they are, the nearest to a cause first."""
        order = sorted(relations, key=self.rank)
        said = [self.now(i) for i in order]
        self.told.update(order)
        self.broken.difference_update(order)
        self.exceeding.difference_update(order)
        return said

    def take(self, changes: Changes, rounding: int) -> None:
        """Let the cells hold what they should."""
        for term, change in changes.items():
            for i, sign in self.touching.get(term, ()):
                self.off[i] += sign * change
                self.rounding[i] += rounding
        for i in {i for term in changes for i, _ in self.touching.get(term, ())} - self.told:
            sign_of = self.weighed[i].relation.sign
            which = self.broken if sign_of == "=" else self.exceeding
            (which.discard if holds(sign_of, self.off[i], self.rounding[i]) else which.add)(i)

    def attempt(self, changes: Changes, rounding: int, all_kinds: bool = False) -> Trial:
        """What ``changes`` would do to the equations; with ``all_kinds`` what they mend of the other relations, too."""
        off: dict[int, int] = {}
        for term, change in changes.items():
            for i, sign in self.touching.get(term, ()):
                off[i] = off.get(i, self.off[i]) + sign * change
        mended: list[int] = []
        spoilt = 0
        for i, left in off.items():
            kind = self.weighed[i].relation.sign
            if kind != "=" and not (all_kinds and kind == "≤"):
                continue
            held = holds(kind, left, self.rounding[i] + rounding)
            if held and (i in self.broken or i in self.exceeding):
                mended.append(i)
            spoilt += not held and i not in self.broken and i not in self.exceeding and i not in self.told
        return Trial(changes, rounding, tuple(mended), spoilt)

    def single_cells(self) -> list[Trial]:
        """Every cell changed by what a broken equation of it is off."""
        trials: list[Trial] = []
        for term in self.terms(self.broken):
            off = [(self.rounding[i], -sign * self.off[i]) for i, sign in self.touching[term] if i in self.broken]
            for change, rounding in {change: rounding for rounding, change in sorted(off, reverse=True)}.items():
                trials.append(self.attempt({term: change}, rounding))
        return trials

    def swaps(self) -> Iterator[Trial]:
        """Two cells of one row in each other's place."""
        rows: dict[tuple[Ledger, str], list[Term]] = {}
        for term in self.terms(self.broken):
            rows.setdefault((term[0], term[1][0]), []).append(term)
        pairs = [(a, b) for terms in rows.values() for n, a in enumerate(terms) for b in terms[n + 1 :]]
        for a, b in pairs[:_MOST_PAIRS]:
            if changes := _exchange([(a, b)]):
                yield self.attempt(changes, 0)

    def swapped_columns(self, all_kinds: bool) -> Iterator[Trial]:
        """All cells of two columns of a table in each other's place; ``all_kinds`` as in ``attempt``."""
        columns: dict[Ledger, dict[str, None]] = {}
        for ledger, (_, column) in self.terms(self.broken | self.exceeding):
            columns.setdefault(ledger, {})[column] = None
        for ledger, names in columns.items():
            known = list(names)[:_MOST_COLUMNS]
            for n, a in enumerate(known):
                for b in known[n + 1 :]:
                    pairs = [((ledger, (row, a)), (ledger, (row, b))) for row in ledger.rows(a)]
                    changes = _exchange([pair for pair in pairs if pair[1][1] in ledger.values])
                    if len(changes) > 2:
                        yield self.attempt(changes, 0, all_kinds)


def _exchange(pairs: Iterable[tuple[Term, Term]]) -> Changes:
    """The changes that put each of two cells in the other's place, none when nothing would change."""
    changes: Changes = {}
    for a, b in pairs:
        change = b[0].values.get(b[1], 0) - a[0].values.get(a[1], 0)
        if change:
            changes[a], changes[b] = change, -change
    return changes
