"""Notes: what looks odd in a table, and may be right: codes without their class, negative amounts, another fund's."""

from __future__ import annotations

from collections.abc import Iterator, Set

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.relations.examine import examine
from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.within import PAID, classes
from yanbian_report.forms.final_accounts.relations.words import money, path
from yanbian_report.forms.final_accounts.tables.catalogue import PRESCRIBED
from yanbian_report.forms.final_accounts.tables.figures import Name
from yanbian_report.forms.final_accounts.tables.names import EXPENSE, FUNDS, GRAND, REVENUE, TOTAL
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Violation

_ITEM = 7  # digits of a 项
Wrong = Set[str]  # paths of figures
_STATE_CLASS = "国有资本经营预算支出"
_TOTALS = frozenset((REVENUE, EXPENSE, GRAND))  # negative only because of something in them
_FREE = frozenset((_STATE_CLASS, "转移性支出"))


def without_class(year: Year) -> Iterator[Violation]:
    """Codes of tables with classes of which the 款 or the 类 is not printed, and 款 of which no 项 is."""
    ledgers = examine(year).public
    items = [code for code in (ledgers["支出"].codes if "支出" in ledgers else ()) if len(code) == _ITEM]
    spent = {code[:length] for code in items for length in (3, 5)}
    for ledger in ledgers.values():
        yield from _without_class(ledger)
        yield from _without_item(ledger, spent)


def negative(year: Year) -> Iterator[Violation]:
    """Amounts below nil that are not known to be wrong."""
    found = examine(year)
    for ledger in found.public.values():
        yield from _negative(ledger, found.wrong)


def of_another_fund(year: Year) -> Iterator[Violation]:
    """What is spent of one fund in a class of another, and not known to be wrong."""
    found = examine(year)
    if "财拨总表" in found.public:
        yield from _of_another_fund(found.public["财拨总表"], found.wrong)


def _without_class(ledger: Ledger) -> Iterator[Violation]:
    codes = ledger.codes
    if PRESCRIBED[ledger.key].layout != "items" or not any(len(code) == 3 for code in codes):
        return
    for code in codes:
        lacking = [code[:length] for length in (3, 5) if length < len(code) and code[:length] not in codes]
        name = next((name for name in ledger.values if name[0] == code), None) if lacking else None
        if name is not None:
            words = f"“{ledger.place(name)}”的科目“{code}”上面没有“{'”“'.join(lacking)}”"
            yield _note(ledger, name, words, "核对科目编码；表里漏了一行的，补上")


def _without_item(ledger: Ledger, spent: Set[str]) -> Iterator[Violation]:
    """类 and 款 with an amount and nothing below: a row is lost, or a part of its code.

    In a table that has 项, or where 支出决算表 has those of the same 类 and 款 (``spent``).
    """
    codes = ledger.codes
    if PRESCRIBED[ledger.key].layout != "items":
        return
    to_items = any(len(code) == _ITEM for code in codes)
    held = {code[:length] for code in codes for length in (3, 5) if length < len(code)}
    for code in codes:
        if len(code) < _ITEM and code not in held and (to_items or code in spent):
            name = next((name for name, value in ledger.values.items() if name[0] == code and value), None)
            if name is not None:
                words = f"“{ledger.place(name)}”的科目“{code}”下面没有{'项' if len(code) == 5 else '款、项'}"
                yield _note(ledger, name, words, "核对下一行的科目编码；表里漏了一行的，补上")


def _negative(ledger: Ledger, wrong: Wrong) -> Iterator[Violation]:
    if ledger.key != "总表" and PRESCRIBED[ledger.key].layout != "three public":
        return
    for name, value in ledger.values.items():
        if value < 0 and name[0] not in _TOTALS and name[1] != TOTAL and f"{ledger.key}.{'.'.join(name)}" not in wrong:
            words = f"“{ledger.place(name)}”（{name[0]}）为 {money(value, ledger)}，是负数"
            yield _note(ledger, name, words, "核对这一格；确实是负数的，要有说明")


def _of_another_fund(ledger: Ledger, wrong: Wrong) -> Iterator[Violation]:
    state = f"支出.{FUNDS[2]}"
    odd = [(row, state) for row in classes(ledger, state) if row not in _FREE]
    odd += [(_STATE_CLASS, f"支出.{fund}") for fund in FUNDS[:2]]
    for name in odd:
        if (
            ledger.values.get(name)
            and f"{ledger.key}.{'.'.join(name)}" not in wrong
            and (name[0], PAID) in ledger.values
        ):
            fund = name[1].removeprefix("支出.")
            words = f"“{ledger.place(name)}”：{name[0]}里有{fund} {money(ledger.values[name], ledger)}"
            yield _note(ledger, name, words, "看看是不是填错了列")


def _note(ledger: Ledger, name: Name, words: str, hint: str) -> Violation:
    figure = ledger.figure(name)
    origin = figure.origin if figure is not None else None
    said = (figure._replace(path=path((ledger, name))),) if figure is not None and isinstance(origin, Cell) else ()
    return Violation(words, said, path=path((ledger, name)), hint=hint)
