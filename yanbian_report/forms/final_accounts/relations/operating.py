"""Operating: the relations of 机构运行信息表, nos. 80–84, in itself and to the tables of the accounts, 78 and 79."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import (
    ROW,
    SUM,
    Relation,
    Term,
    at_most,
    equal,
    sum_of,
)
from yanbian_report.forms.final_accounts.relations.within import three_public
from yanbian_report.forms.final_accounts.tables.names import AMOUNT, BUDGET, COUNTED, FINAL, OFFICE, THREE_PUBLIC

Relations = Iterator[Relation]
_WHOLE = "支出合计"  # what 合计 of “三公” is called there
_GUESTS = "公务接待费"
_BATCHES, _PEOPLE = "国内公务接待批次", "国内公务接待人次"


def operating(ledger: Ledger) -> Relations:
    """The relations in the table itself; a row that the year's form has not is no operand."""
    rows = frozenset(ledger.rows(COUNTED)) | {row for row, _ in ledger.counts}
    amount, count = ledger, ledger.counted()

    def at(row: str, of: Ledger = amount) -> Term:
        return of, (row, COUNTED)

    for band in (BUDGET, COUNTED):
        if (_WHOLE, band) in ledger.values:
            yield from three_public(ledger, [(_WHOLE if item == "合计" else item, band) for item in THREE_PUBLIC])
    sums = (
        (_GUESTS, ("国内接待费", "国（境）外接待费"), "国内、国（境）外接待费相加"),
        ("机关运行经费", ("行政单位", "参照公务员法管理事业单位"), "行政单位、参照公务员法管理事业单位相加"),
        ("政府采购支出合计", ("政府采购货物支出", "政府采购工程支出", "政府采购服务支出"), "货物、工程、服务相加"),
    )
    for whole, parts, words in sums:
        if rows.issuperset((whole, *parts)):
            yield sum_of("R719", at(whole), [at(part) for part in parts], words)
    kinds = [row for row, column in ledger.counts if column == COUNTED and row.endswith("用车")]
    if kinds and "车辆数合计" in rows:
        yield sum_of("R719", at("车辆数合计", count), [at(kind, count) for kind in kinds], "各种车辆相加")
    parts_of = (
        ("外事接待费", "国内接待费", amount),
        ("外事接待批次", _BATCHES, count),
        ("外事接待人次", _PEOPLE, count),
        (_BATCHES, _PEOPLE, count),
        ("公务用车保有量", "车辆数合计", count),
        ("授予小微企业合同金额", "政府采购授予中小企业合同金额", amount),
        ("政府采购授予中小企业合同金额", "政府采购支出合计", amount),
    )
    for part, whole, of in parts_of:
        if rows.issuperset((part, whole)):
            yield at_most("R723", [at(part, of)], at(whole, of))._replace(order=SUM)
    both = (("国内接待费", _BATCHES), (_BATCHES, _PEOPLE), ("公务用车购置费", "公务用车购置数"))
    for a, b in both:
        if rows.issuperset((a, b)):
            left = at(a, count if (a, COUNTED) in ledger.counts else amount)
            yield Relation("R725", ROW, "⇔", (left,), (at(b, count),))


def beside_operating(ledger: Ledger, spent: Ledger | None, basic: Ledger | None) -> Relations:
    """Nos. 78 and 79: “三公” is as counted there, and 机关运行经费 no more than 公用经费."""
    if spent is not None:
        for item in THREE_PUBLIC:
            row = _WHOLE if item == "合计" else item
            for band, there in ((BUDGET, BUDGET), (FINAL, COUNTED)):
                if (row, there) in ledger.values:
                    yield equal("R742", (spent, (band, item)), (ledger, (row, there)))
    if basic is not None and ("机关运行经费", COUNTED) in ledger.values:
        yield at_most("R742", [(ledger, ("机关运行经费", COUNTED))], (basic, (OFFICE, AMOUNT)))
