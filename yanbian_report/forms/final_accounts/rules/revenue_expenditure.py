"""收入支出决算总表 and the tables behind it (公开01–03表)."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.forms.final_accounts.derive import INCOME, SPENDING
from yanbian_report.forms.final_accounts.rules.appropriation import other_money, tied
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.agreement import agree
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, equals, parts_within
from yanbian_report.rules.rule import Outcome, Violation, rule


@rule("R101", basis="公开01表、公开02表")
def current_revenue(year: Year) -> Iterator[Outcome]:
    """本年收入合计等于各项收入相加。"""
    yield adds_up(year.figure("收入.本年收入合计"), [year.figure(f"收入.{kind}") for kind in INCOME])


@rule("R102", basis="公开01表")
def total_revenue(year: Year) -> Iterator[Outcome]:
    """收入总计等于本年收入合计、使用非财政拨款结余、年初结转和结余相加。"""
    parts = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余")
    yield adds_up(year.figure("收入.收入总计"), [year.figure(f"收入.{part}") for part in parts])


@rule("R103", basis="公开01表、公开03表")
def current_expenditure(year: Year) -> Iterator[Outcome]:
    """本年支出合计等于各项支出相加。"""
    yield adds_up(year.figure("支出.本年支出合计"), [year.figure(f"支出.{kind}") for kind in SPENDING])


@rule("R104", basis="公开01表")
def total_expenditure(year: Year) -> Iterator[Outcome]:
    """支出总计等于本年支出合计、结余分配、年末结转和结余相加。"""
    parts = ("本年支出合计", "结余分配", "年末结转和结余")
    yield adds_up(year.figure("支出.支出总计"), [year.figure(f"支出.{part}") for part in parts])


@rule("R105", basis="公开01表：收入总计＝支出总计")
def balance(year: Year) -> Iterator[Outcome]:
    """收入总计等于支出总计，上年也是。"""
    sides = year.figure("收入.收入总计"), year.figure("支出.支出总计")
    outcome = equals(*sides)
    if isinstance(outcome, Violation):
        outcome = outcome._replace(otherwise=_where_to_look(year, sides))
    yield outcome
    yield equals(year.get("上年.收入总计"), year.get("上年.支出总计"))


def _where_to_look(year: Year, sides: tuple[Figure, Figure]) -> str:
    """On which of two unequal ``sides`` the slip is: not on the one that 财政拨款 agrees with, where all is of it; else
    the side that is smaller may lack what was carried over.
    """
    funds = year.figure("财政拨款.收入总计"), year.figure("财政拨款.支出总计")
    right = [agree(side, fund) for side, fund in zip(sides, funds, strict=True)]
    if agree(*funds) and right[0] != right[1]:
        same, other = (sides[0], "支出") if right[0] else (sides[1], "收入")
        return f"“{same.path}”与财政拨款的总计 {spoken(funds[0])}相同，先看“{other}”各项"
    carried = year.figure("支出.年末结转和结余" if sides[0].value > sides[1].value else "收入.年初结转和结余")
    if carried:
        return ""
    return f"总计＝本年合计＋结转和结余；“{carried.path}”填的是 0，看看差额是不是它"


@rule("R106", basis="公开01表：收、支总计是一个平衡数，不是两边相加")
def one_balanced_total(year: Year) -> Iterator[Outcome]:
    """收、支总计写一个平衡数，不把收入总计和支出总计加在一起。"""
    setting = year.find("设置.收支总计写法") if "设置.收支总计写法" in year.leaves else ""
    if year.text("设置.收支总计写法") == "收支相加":
        shown = year.figure("收支总计.本年")
        sides = [spoken(year.figure(path)) for path in ("收入.收入总计", "支出.支出总计")]
        words = f"收、支总计印的是 {spoken(shown)}，是收入总计 {sides[0]} 与支出总计 {sides[1]} 之和"
        hint = "把“收支总计写法”改为 单边；要照原样公布的，登记在“已知差异”里"
        yield Violation(words, path=shown.path, origin=getattr(setting, "origin", None), hint=hint)


@rule("R107", basis="公开08表：基本支出＝人员经费＋公用经费")
def basic_expenditure(year: Year) -> Iterator[Outcome]:
    """一般公共预算基本支出等于人员经费加公用经费，不超过财政拨款基本支出；全部的比它多的，出自其他两项预算和其他资金。"""
    parts = [year.get(f"一般公共预算基本支出.{part}") for part in ("人员经费", "公用经费")]
    whole = year.get("一般公共预算基本支出.合计")
    yield adds_up(whole, parts)
    if any(part is None for part in parts):
        return
    others = [year.figure(f"{fund}.合计") for fund in FUNDS[1:]]
    limits = [(year.get("财政拨款.基本支出支出数"), others)]
    limits += [(year.figure("支出.基本支出"), [*others, money]) for money in other_money(year)]
    for spent, more in limits:
        if spent is not None:
            yield tied(parts_within(parts, [spent]), parts_within([spent], [*parts, *more]), more)
