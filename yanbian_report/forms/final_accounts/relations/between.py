"""Between: the relations of one table of a year to another (B.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import Relation, Term, at_most, equal, sum_of
from yanbian_report.forms.final_accounts.relations.within import PAID
from yanbian_report.forms.final_accounts.tables.names import (
    AMOUNT,
    CLOSING,
    EXPENSE,
    FINAL,
    FUND_CLOSING,
    FUND_OPENING,
    FUNDS,
    INCOME,
    OFFICE,
    OPENING,
    REVENUE,
    STAFF,
    THREE_PUBLIC,
    TOTAL,
)
from yanbian_report.forms.final_accounts.tables.rows import SIDES, named

Relations = Iterator[Relation]
Ledgers = Mapping[str, Ledger]
_SPENT = "本年支出.合计"
_BASIC, _PROJECT = "基本支出", "项目支出"
_GENERAL, _STATE_CLASS = "支出.一般公共预算财政拨款", "国有资本经营预算支出"
# What of “三公” the economic classification has: 因公出国（境）费用, 公务用车购置, 公务用车运行维护费, 公务接待费.
_ITEMS = {
    THREE_PUBLIC[1]: ("30212",),
    THREE_PUBLIC[3]: ("31013", "30913"),
    THREE_PUBLIC[4]: ("30231",),
    THREE_PUBLIC[5]: ("30217",),
}


def between(ledgers: Ledgers) -> Relations:
    """The relations between ``ledgers``, by the keys of the public tables."""
    for of in (_income, _spending, _funds, _general, _other_funds, _details, _parts, _three_public):
        yield from of(ledgers)


def _pair(ledgers: Ledgers, *keys: str) -> list[Ledger]:
    """The ledgers of ``keys``, none when one of them is no table of this set."""
    found = [ledgers[key] for key in keys if key in ledgers]
    return found if len(found) == len(keys) else []


def _income(ledgers: Ledgers) -> Relations:
    """总表 and 收入, nos. 46–52."""
    for whole, income in [pair] if (pair := _pair(ledgers, "总表", "收入")) else []:
        yield equal("R731", (whole, (REVENUE, "收入")), (income, (TOTAL, REVENUE)))
        funds = [kind for kind in INCOME[:3] if kind in whole.rows("收入")]
        if funds:
            parts = [(whole, (kind, "收入")) for kind in funds]
            yield sum_of("R731", (income, (TOTAL, "财政拨款收入")), parts, "三项财政拨款收入相加", 3)
        for kind in INCOME[3:]:
            yield equal("R731", (whole, (kind, "收入")), (income, (TOTAL, kind)))


def _classes(ledger: Ledger, side: str) -> list[tuple[str, str]]:
    """The codes of a table's classes with the rows that they are in 总表 or 财拨总表."""
    rows = SIDES[side, "支出"]
    pairs = [(code, named(name, rows)) for code, name in ledger.codes.items() if len(code) == 3]
    return [(code, row) for code, row in pairs if row]


def _spending(ledgers: Ledgers) -> Relations:
    """总表 and 支出, nos. 53 and 54."""
    for whole, spending in [pair] if (pair := _pair(ledgers, "总表", "支出")) else []:
        yield equal("R732", (whole, (EXPENSE, "支出")), (spending, (TOTAL, EXPENSE)))
        for code, row in _classes(spending, "总表"):
            yield equal("R732", (whole, (row, "支出")), (spending, (code, EXPENSE)))


def _funds(ledgers: Ledgers) -> Relations:
    """总表, 收入 and 财拨总表, nos. 55 and 56."""
    for whole, fund in [pair] if (pair := _pair(ledgers, "总表", "财拨总表")) else []:
        for name in FUNDS:
            if f"{name}收入" in whole.rows("收入"):
                yield equal("R733", (whole, (f"{name}收入", "收入")), (fund, (name, "收入")))
    for income, fund in [pair] if (pair := _pair(ledgers, "收入", "财拨总表")) else []:
        yield equal("R733", (income, (TOTAL, "财政拨款收入")), (fund, (REVENUE, "收入")))


def _general(ledgers: Ledgers) -> Relations:
    """财拨总表 and 一般支出, nos. 58 and 59."""
    for fund, general in [pair] if (pair := _pair(ledgers, "财拨总表", "一般支出")) else []:
        yield equal("R734", (fund, (EXPENSE, _GENERAL)), (general, (TOTAL, TOTAL)))
        for code, row in _classes(general, "财拨总表"):
            yield equal("R734", (fund, (row, _GENERAL)), (general, (code, TOTAL)))


def _other_funds(ledgers: Ledgers) -> Relations:
    """财拨总表 and the tables of 政府性基金 and 国有资本经营预算, nos. 60–64."""
    for number, key in ((1, "基金"), (2, "国资收支")):
        for fund, flow in [pair] if (pair := _pair(ledgers, "财拨总表", key)) else []:
            name = FUNDS[number]
            yield equal("R735", (fund, (name, "收入")), (flow, (TOTAL, "本年收入")))
            yield equal("R735", (fund, (EXPENSE, f"支出.{name}")), (flow, (TOTAL, _SPENT)))
            yield equal("R735", (fund, (f"年初.{name}", "收入")), (flow, (TOTAL, OPENING)))
            yield equal("R735", (fund, (FUND_CLOSING, f"支出.{name}")), (flow, (TOTAL, CLOSING)))
    for fund, state in [pair] if (pair := _pair(ledgers, "财拨总表", "国资支出")) else []:
        column = f"支出.{FUNDS[2]}"
        if column in fund.columns():
            yield equal("R735", (fund, (EXPENSE, column)), (state, (TOTAL, TOTAL)))
            if "223" in state.codes:
                yield equal("R735", (fund, (_STATE_CLASS, column)), (state, ("223", TOTAL)))
    for flow, state in [pair] if (pair := _pair(ledgers, "国资收支", "国资支出")) else []:
        yield equal("R735", (flow, (TOTAL, _SPENT)), (state, (TOTAL, TOTAL)))


def _details(ledgers: Ledgers) -> Relations:
    """一般支出 and the tables that say it in more detail, nos. 70–74."""
    for general, basic in [pair] if (pair := _pair(ledgers, "一般支出", "基本")) else []:
        if (TOTAL, TOTAL) in basic.values:
            yield equal("R736", (general, (TOTAL, _BASIC)), (basic, (TOTAL, TOTAL)))
        else:
            parts = [(basic, (total, AMOUNT)) for total in (STAFF, OFFICE)]
            yield sum_of("R736", (general, (TOTAL, _BASIC)), parts, "人员经费、公用经费相加", 3)
    for key, column in (("项目", _PROJECT), ("一般明细", TOTAL)):
        for general, detail in [pair] if (pair := _pair(ledgers, "一般支出", key)) else []:
            for row in (TOTAL, *(code for code in general.codes if code in detail.codes)):
                yield equal("R736", (general, (row, column)), (detail, (row, TOTAL)))
    for fund, detail in [pair] if (pair := _pair(ledgers, "财拨总表", "财拨明细")) else []:
        yield equal("R736", (fund, (EXPENSE, PAID)), (detail, (TOTAL, TOTAL)))
    for detail, basic in [pair] if (pair := _pair(ledgers, "一般明细", "基本")) else []:
        for code in basic.rows(AMOUNT):
            if basic.values.get((code, AMOUNT)) and (TOTAL, code) in detail.values:
                yield at_most("R737", [(basic, (code, AMOUNT))], (detail, (TOTAL, code)))


def _parts(ledgers: Ledgers) -> Relations:
    """What was spent of 财政拨款 is no more than what was spent, nos. 65–69."""
    spending = ledgers.get("支出")
    if spending is not None:
        for column, fund_column, flow_column in ((_BASIC,) * 3, (_PROJECT,) * 3, (EXPENSE, TOTAL, "合计")):
            for row in (TOTAL, *spending.codes):
                parts = _spent_of_funds(ledgers, row, fund_column, flow_column)
                if parts:
                    yield at_most("R737", parts, (spending, (row, column)), "各项财政拨款支出相加")
    for whole, fund in [pair] if (pair := _pair(ledgers, "总表", "财拨总表")) else []:
        yield at_most("R737", [(fund, (EXPENSE, PAID))], (whole, (EXPENSE, "支出")))
        yield at_most("R738", [(fund, (FUND_OPENING, "收入"))], (whole, (OPENING, "收入")))
        yield at_most("R738", [(fund, (FUND_CLOSING, PAID))], (whole, (CLOSING, "支出")))


def _spent_of_funds(ledgers: Ledgers, row: str, column: str, flow_column: str) -> list[Term]:
    """What is known to be spent of each fund under a code; a fund whose table has no such row spent nothing on it."""
    names = (("一般支出", (row, column)), ("基金", (row, f"本年支出.{flow_column}")), ("国资支出", (row, column)))
    return [(ledgers[key], name) for key, name in names if key in ledgers and name in ledgers[key].values]


def _three_public(ledgers: Ledgers) -> Relations:
    """“三公” and the economic classification, nos. 75–77: part of the whole, or the same where the funds are."""
    old, new = ledgers.get("三公一般"), ledgers.get("三公财拨")
    spent = old if new is None else new
    detail, basic = ledgers.get("一般明细"), ledgers.get("基本")
    if spent is None:
        return
    for item, codes in _ITEMS.items():
        whole = (spent, (FINAL, item))
        known = _in_detail(detail, codes) if detail is not None else []
        if known and spent is old:
            yield sum_of("R741", whole, known, "明细表里的款相加", 3)
        elif known:
            yield at_most("R741", known, whole)
        elif basic is not None:
            parts = [(basic, (code, AMOUNT)) for code in codes if (code, AMOUNT) in basic.values]
            if parts:
                yield at_most("R741", parts, whole)


def _in_detail(detail: Ledger, codes: tuple[str, ...]) -> list[Term]:
    """``codes`` in the detailed table's total; none when one that may be something is not read."""
    found = [(detail, (TOTAL, code)) for code in codes if (TOTAL, code) in detail.values]
    unread = [code for code in codes if (TOTAL, code) not in detail.values]
    return [] if any(detail.values.get((TOTAL, code[:3]), 0) for code in unread) else found
