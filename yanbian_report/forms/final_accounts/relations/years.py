"""Years: what was left at the end of last year is what there is at the beginning of this one (B.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import Relation, equal
from yanbian_report.forms.final_accounts.relations.within import PAID
from yanbian_report.forms.final_accounts.tables.names import CLOSING, FUND_CLOSING, FUND_OPENING, FUNDS, OPENING, TOTAL

CODE = "R751"


def over_the_years(ledgers: Mapping[str, Ledger], last: Mapping[str, Ledger]) -> Iterator[Relation]:
    """Nos. 85–87, the part before the whole: a fund's code, a fund, 财政拨款, all money."""
    for key in ("基金", "国资收支"):
        if key in ledgers and key in last:
            now, before = ledgers[key], last[key]
            for row in (*(code for code in now.codes if code in before.codes and len(code) == 7), TOTAL):
                yield equal(CODE, (now, (row, OPENING)), (before, (row, CLOSING)))
    if "财拨总表" in ledgers and "财拨总表" in last:
        now, before = ledgers["财拨总表"], last["财拨总表"]
        for fund in FUNDS:
            if f"年初.{fund}" in now.rows("收入") and f"支出.{fund}" in before.columns():
                yield equal(CODE, (now, (f"年初.{fund}", "收入")), (before, (FUND_CLOSING, f"支出.{fund}")))
        yield equal(CODE, (now, (FUND_OPENING, "收入")), (before, (FUND_CLOSING, PAID)))
    if "总表" in ledgers and "总表" in last:
        yield equal(CODE, (ledgers["总表"], (OPENING, "收入")), (last["总表"], (CLOSING, "支出")))
