"""Examine: hold a year's tables against their relations, and say what does not hold, with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from yanbian_report.forms.final_accounts.relations.between import between
from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.operating import beside_operating, operating
from yanbian_report.forms.final_accounts.relations.relation import Relation, Term, Weighed, holds, unknown, weigh
from yanbian_report.forms.final_accounts.relations.within import within
from yanbian_report.forms.final_accounts.relations.years import over_the_years
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL, tables_of
from yanbian_report.model.table import Table
from yanbian_report.model.year import Year

if TYPE_CHECKING:
    from yanbian_report.forms.final_accounts.relations.causes import Cause

Ledgers = Mapping[str, Ledger]
_OPERATING = "机构运行"


class Examined(NamedTuple):
    """What was found: the ``causes`` of what does not hold within the year; ``carried``, what was not carried over
    from last year as it stood, what is off by the same together; how many relations of each rule were ``held``
    against the tables; and a cell that is not known for each that could not be, by rule. The tables of both sets are
    beside it.
    """

    causes: list[Cause]
    carried: list[list[Weighed]]
    held: Mapping[str, int]
    lacked: Mapping[str, list[Term]]
    public: Ledgers
    internal: Ledgers

    @property
    def wrong(self) -> set[str]:
        """The cells that are known to be wrong, by the paths of their figures: 总表.本年收入合计.收入."""
        return {f"{ledger.key}.{row}.{column}" for cause in self.causes for ledger, (row, column) in cause.changes}


_NOTHING = Examined([], [], {}, {}, {}, {})
_EXAMINED: WeakKeyDictionary[Year, Examined] = WeakKeyDictionary()  # every rule asks, and a year does not change


def examine(year: Year) -> Examined:
    """What there is to say of the tables of ``year``, which is looked for once."""
    if not year.tables:
        return _NOTHING
    found = _EXAMINED.get(year)
    if found is None:
        found = _EXAMINED[year] = _examine(year)
    return found


def _examine(year: Year) -> Examined:
    public, internal = public_ledgers(year.tables), internal_ledgers(year.tables)
    held: dict[str, int] = {}
    lacked: dict[str, list[Term]] = {}
    broken = broken_among(relations(public, internal), held, lacked)
    carried: list[Weighed] = []
    last = year.last_tables
    if last and not any(table.is_example for table in last.values()):
        carried += broken_among(over_the_years(public, public_ledgers(last)), held, lacked)
        carried += broken_among(over_the_years(internal, internal_ledgers(last)), held, lacked)
    return Examined(_causes(public, internal) if broken else [], _alike(carried), held, lacked, public, internal)


def _causes(public: Ledgers, internal: Ledgers) -> list[Cause]:
    from yanbian_report.forms.final_accounts.relations.causes import causes

    return causes(_all_weighed(public, internal))


def _alike(carried: Iterable[Weighed]) -> list[list[Weighed]]:
    """``carried`` by what they are off, within rounding."""
    groups: list[list[Weighed]] = []
    for one in carried:
        same = (group for group in groups if abs(group[0].off - one.off) <= group[0].rounding + one.rounding)
        group = next(same, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _all_weighed(public: Ledgers, internal: Ledgers) -> list[Weighed]:
    """Every relation weighed, those between nils, too: they tell which cells are right."""
    for ledger in (*public.values(), *internal.values()):
        ledger.thorough = True
    pairs = [(relation, weigh(relation)) for relation in relations(public, internal)]
    return [Weighed(relation, *weighed) for relation, weighed in pairs if weighed is not None]


def public_ledgers(tables: Mapping[str, Table]) -> Ledgers:
    """The public tables, those that the form prescribes and that are not there as ledgers of which nothing is known."""
    found = {key: Ledger(key, table) for key, table in tables.items() if not key.startswith(INTERNAL)}
    said = next((table.year for key, table in tables.items() if key in found and key != _OPERATING and table.year), "")
    if said and set(found) - {_OPERATING}:
        for key in tables_of(int(said)):
            found.setdefault(key, Ledger(key, None))
    return found


def internal_ledgers(tables: Mapping[str, Table]) -> Ledgers:
    """The tables of the internal set by the keys of their public counterparts."""
    return {key.removeprefix(INTERNAL): Ledger(key, table) for key, table in tables.items() if key.startswith(INTERNAL)}


def relations(public: Ledgers, internal: Ledgers) -> Iterator[Relation]:
    """The relations of B.1 and B.2."""
    for ledgers in (public, internal):
        for ledger in ledgers.values():
            yield from within(ledger) if ledger.key != _OPERATING else operating(ledger)
        if ledgers:
            yield from between(ledgers)
    if _OPERATING in public:
        spent = public.get("三公财拨", public.get("三公一般"))
        yield from beside_operating(public[_OPERATING], spent, public.get("基本"))


def broken_among(stated: Iterable[Relation], held: dict[str, int], lacked: dict[str, list[Term]]) -> list[Weighed]:
    """Those of ``stated`` that do not hold; how many were held is counted in ``held``, and a cell that is not known
    for each that could not be is entered in ``lacked``, both by code.
    """
    broken: list[Weighed] = []
    for relation in stated:
        weighed = weigh(relation)
        code = relation[0]
        if weighed is None:
            lacked.setdefault(code, []).append(unknown(relation))
            continue
        held[code] = held.get(code, 0) + 1
        off, rounding = weighed
        if off and not holds(relation[2], off, rounding):
            broken.append(Weighed(relation, off, rounding))
    return broken
