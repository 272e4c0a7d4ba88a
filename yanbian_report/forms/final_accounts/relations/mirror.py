"""Mirror: what was received of 财政拨款 under a code and what was spent under it differ by what was carried over.

Which code an amount was carried over in no public table says; how much in all 财拨总表 does. More than that cannot be
between the two tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yanbian_report.forms.final_accounts.relations.examine import examine
from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.words import money, path
from yanbian_report.forms.final_accounts.tables.figures import Name
from yanbian_report.forms.final_accounts.tables.names import FUND_CLOSING, FUND_OPENING, TOTAL
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Violation

_RECEIVED = "财政拨款收入"
_SPENT = (("一般支出", TOTAL), ("基金", "本年支出.合计"), ("国资支出", TOTAL))
_PAID = "支出.合计"
_ITEM = 7  # digits of the code of a 项


class _Pair(NamedTuple):
    """An item's amounts in 分, and the cell where what was received stands, or what was spent where that is nowhere."""

    code: str
    received: int
    spent: int
    ledger: Ledger
    name: Name


def mirrored(year: Year) -> Iterator[Violation]:
    """Where items were spent beyond what was received by more than there was, or received and neither spent nor left.

    An amount under another code does both, and is said once.
    """
    found = examine(year)
    fund = found.public.get("财拨总表")
    if fund is None or any(cause.table is not None for cause in found.causes):
        return  # a table of another unit or year differs in everything
    pairs = _pairs(found.public, found.wrong)
    half = max(ledger.half for ledger in found.public.values()) * (2 * len(pairs) + 1)
    over = {pair: by for pair in pairs if (by := pair.spent - pair.received) > 0}
    under = {pair: -by for pair in pairs if (by := pair.spent - pair.received) < 0}
    sides = (
        (over, under, "支出比财政拨款收入多的", (FUND_OPENING, "收入")),
        (under, over, "财政拨款收入比支出多的", (FUND_CLOSING, _PAID)),
    )
    for these, others, words, name in sides:
        balance = fund.values.get(name)
        if balance is not None and balance >= 0 and sum(these.values()) > balance + half:
            yield _violation(these, others, words, f"{name[0]} {money(balance, fund)}")
            return


def _violation(these: Mapping[_Pair, int], others: Mapping[_Pair, int], words: str, balance: str) -> Violation:
    """What there is to say, at the item that differs most."""
    pair = max(these, key=lambda one: these[one])
    ledger, name = pair.ledger, pair.name
    both = f"财政拨款收入 {money(pair.received, ledger)}，财政拨款支出 {money(pair.spent, ledger)}"
    said = f"“{ledger.place(name)}”的科目“{pair.code}”{both}；各科目{words}一共 {money(sum(these.values()), ledger)}"
    figure = ledger.figure(name)
    figures = (figure._replace(path=path((ledger, name))),) if figure is not None and figure.origin else ()
    hint = "没有结转的，收入表和支出表各科目的财政拨款应当一样：核对科目编码和这两个数"
    if others:
        hint += f"；反过来差得最多的是科目“{max(others, key=lambda one: others[one]).code}”，看看是不是记错了科目"
    return Violation(f"{said}，超过了{balance}", figures, path=path((ledger, name)), hint=hint)


def _pairs(ledgers: Mapping[str, Ledger], wrong: set[str]) -> list[_Pair]:
    """Every item with both amounts; none where a table is missing, has no items, or holds a cell that is not known."""
    income = ledgers.get("收入")
    spending = [(ledgers[key], column) for key, column in _SPENT if key in ledgers]
    if (
        income is None
        or "一般支出" not in ledgers
        or any(one.table is None for one in (income, *(s for s, _ in spending)))
    ):
        return []
    columns = [(income, _RECEIVED), *spending]
    codes = dict.fromkeys(code for ledger, _ in columns for code in ledger.codes if len(code) == _ITEM)
    pairs = []
    for code in codes:
        there = [(ledger, (code, column)) for ledger, column in columns if code in ledger.codes]
        if any(name not in ledger.values for ledger, name in there):
            return []
        if any(f"{ledger.key}.{'.'.join(name)}" in wrong for ledger, name in there):
            continue
        received = income.values.get((code, _RECEIVED), 0)
        spent = sum(ledger.values[name] for ledger, name in there if ledger is not income)
        pairs.append(_Pair(code, received, spent, *there[0]))
    return pairs
