"""Codes: each in its own fund, down to 项, and the economic list beside the functional items."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.spending import FUNDS, deepest
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_GENERAL, _FUND, _CAPITAL = FUNDS
# 款 that only 政府性基金 has (政府收支分类科目, all years since 2019), and 款 of both kinds or of transfers and debts.
_FUND_ONLY = (
    *("20610", "20707", "20709", "20710", "20822", "20823", "20829", "21160", "21161", "21208", "21210", "21211"),
    *("21213", "21214", "21215", "21216", "21217", "21218", "21219", "21366", "21367", "21369", "21370", "21371"),
    *("21372", "21373", "21374", "21460", "21462", "21463", "21464", "21468", "21469", "21470", "21471", "21472"),
    *("21473", "21560", "21561", "21562", "22904", "22908", "22960", "23401", "23402"),
)
_CAPITAL_ONLY, _CAPITAL_TOO = "223", ("2080451",)
_UNDECIDED = ("230", "231", "232", "233", "234", "21704")
_SPECIAL_BONDS = "98"  # the 款 of every class, from 2025 on
# What an item is paid as: a functional item, and the 款 of the economic classification one of which is listed for it.
_PAID_AS = (
    ("2210201", ("住房公积金",)),
    ("2080505", ("机关事业单位基本养老保险缴费",)),
    ("2080506", ("职业年金缴费",)),
    ("2101103", ("公务员医疗补助缴费",)),
)
_MEDICAL = ("2101101", "2101102")
_NOT_WITHOUT = (
    ("三公经费.因公出国境费.决算", ("因公出国（境）费用", "因公出国(境)费用")),
    ("三公经费.公务接待费.决算", ("公务接待费",)),
    ("三公经费.公务用车.运行维护费", ("公务用车运行维护费",)),
)


@rule("R215", basis="政府收支分类科目：一般公共预算、政府性基金预算、国有资本经营预算各有自己的科目")
def codes_in_their_fund(year: Year) -> Iterator[Outcome]:
    """每个科目列在它所属的那一项预算里。"""
    for fund in FUNDS:
        for code, entry in branch(branch(year.tree[fund]).get("功能分类")).items():
            right = _fund_of(code)
            figure = branch(entry).get("决算")
            if right and right != fund and isinstance(figure, Figure) and len(code) > 3:
                words = f"科目“{code}”是{right}的科目，却列在{fund}里（{spoken(figure)}）"
                yield Violation(words, (figure,), hint=f"核对编码；确是这个科目的，移到“{right}”里")


def _fund_of(code: str) -> str:
    """The fund that ``code`` belongs to, empty where it may be of several."""
    if code.startswith(_CAPITAL_ONLY) or code in _CAPITAL_TOO:
        return _CAPITAL
    if code.startswith(_UNDECIDED) or code[3:5] == _SPECIAL_BONDS:
        return ""
    return _FUND if code.startswith(_FUND_ONLY) else _GENERAL


@rule("R216", basis="预算法实施条例第六条：支出公开到功能分类项级科目", severity=Severity.NOTE)
def down_to_items(year: Year) -> Iterator[Outcome]:
    """功能分类公开到项：写了类、款的，下面有 7 位编码的项。"""
    for fund in FUNDS:
        groups = branch(branch(year.tree[fund]).get("功能分类"))
        spent = {code: branch(entry).get("决算") for code, entry in groups.items()}
        shown = (c for c, figure in spent.items() if len(c) == 7 or (isinstance(figure, Figure) and figure.value))
        for code in deepest(shown):
            figure = spent[code]
            if len(code) < 7 and isinstance(figure, Figure):
                words = f"“{fund}.功能分类.{code}”只写到{'类' if len(code) == 3 else '款'}，没有写到项"
                yield Violation(words, (figure,), hint="补上 7 位编码的项；涉密等按规定只公开到类、款的，不用改")


@rule("R217", basis="公开06表、公开08表：功能科目与经济分类科目对应", severity=Severity.NOTE)
def items_beside_what_they_pay(year: Year) -> Iterator[Outcome]:
    """有住房公积金、基本养老保险、职业年金、医疗保险支出的，人员经费列了对应的款；列了的，功能分类里也有。"""
    group = branch(year.tree["一般公共预算基本支出"])
    listed = group.get("人员经费项目")
    names = {text_of(item): item for item in listed} if isinstance(listed, list) else {}
    if not names or not branch(branch(year.tree[_GENERAL]).get("功能分类")):
        return
    for code, kinds in (*_PAID_AS, ("210110", ("职工基本医疗保险缴费",))):
        codes = _MEDICAL if code not in dict(_PAID_AS) else (code,)
        spent = [f for c in codes if (f := year.get(f"{_GENERAL}.功能分类.{c}.决算")) is not None and f]
        found = next((kind for kind in kinds if kind in names), None)
        if spent and found is None:
            words = f"科目“{codes[0]}”有支出 {spoken(spent[0])}，人员经费里没有列“{kinds[0]}”"
            yield Violation(words, tuple(spent), hint="核对“人员经费项目”；用项目支出付的，不用改")
        elif found and not spent and any(len(c) == 7 for c in branch(branch(year.tree[_GENERAL]).get("功能分类"))):
            item = names[found]
            words = f"人员经费列了“{found}”，功能分类里没有科目“{codes[0]}”的支出"
            yield Violation(
                words, origin=getattr(item, "origin", None), path=getattr(item, "path", ""), hint="核对两处"
            )


@rule("R218", basis="公开08表、“三公”经费表：同一笔支出")
def nothing_listed_without_spending(year: Year) -> Iterator[Outcome]:
    """“三公”经费里为 0 的出国、接待、公务用车运行维护费，不列在公用经费的款里。"""
    listed = branch(year.tree["一般公共预算基本支出"]).get("公用经费项目")
    for item in listed if isinstance(listed, list) else ():
        for path, kinds in _NOT_WITHOUT:
            figure = year.figure(path)
            if text_of(item) in kinds and not figure and not figure.step:
                words = f"公用经费列了“{item}”，“{path}”却为 {spoken(figure)}"
                hint = "没有这项支出的，从“公用经费项目”里删去；有的，补上金额"
                origin, place = getattr(item, "origin", None), getattr(item, "path", "")
                yield Violation(words, (figure,), origin=origin, path=place, hint=hint)
