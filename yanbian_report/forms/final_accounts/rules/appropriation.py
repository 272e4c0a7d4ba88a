"""财政拨款收入支出决算总表 and the functional classification (公开04–06、11–14表)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.derive import INCOME
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model import figure as money
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import branch
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, equals, not_more_than, parts_within, share_of
from yanbian_report.rules.rule import Holds, Outcome, Violation, rule

_RETURNED = "财政应返还额度支出数"
_LAST_FUNDS = ("上年.一般公共预算财政拨款支出", "上年.政府性基金预算支出", "上年.国有资本经营预算支出")


@rule("R201", basis="公开04表")
def appropriated_revenue(year: Year) -> Iterator[Outcome]:
    """财政拨款收入总计等于三项财政拨款收入加年初财政拨款结转和结余，也等于基本、项目支出的收入数加年初数。"""
    opening = year.figure("财政拨款.年初财政拨款结转和结余")
    total = year.figure("财政拨款.收入总计")
    yield adds_up(total, [*(year.figure(f"收入.{kind}") for kind in INCOME[:3]), opening])
    yield from _adds_up_where_said(year, total, ("基本支出收入数", "项目支出收入数"), opening)


@rule("R202", basis="公开04表")
def appropriated_expenditure(year: Year) -> Iterator[Outcome]:
    """财政拨款支出总计等于三项预算的支出加年末结转和结余，也等于基本支出、项目支出、财政应返还额度支出与年末数相加。"""
    closing = year.figure("财政拨款.年末财政拨款结转和结余")
    total = year.figure("财政拨款.支出总计")
    yield adds_up(total, [*(year.figure(f"{fund}.合计") for fund in FUNDS), closing])
    yield from _adds_up_where_said(year, total, ("基本支出支出数", "项目支出支出数", _RETURNED), closing)


def _adds_up_where_said(year: Year, total: Figure, kinds: tuple[str, ...], balance: Figure) -> Iterator[Outcome]:
    """``total`` against its kinds, where the first two are written: 财政应返还额度 that is left out is nothing."""
    figures = [year.get(f"财政拨款.{kind}") for kind in kinds]
    yield adds_up(total, [*figures[:2], *(f for f in figures[2:] if f is not None), balance])


@rule("R203", basis="公开04表：收入总计＝支出总计")
def appropriation_balance(year: Year) -> Iterator[Outcome]:
    """财政拨款收入总计等于支出总计，上年也是。"""
    yield equals(year.figure("财政拨款.收入总计"), year.figure("财政拨款.支出总计"))
    yield equals(year.get("上年.财政拨款收入总计"), year.get("上年.财政拨款支出总计"))


@rule("R204", basis="公开01表、公开04表")
def appropriation_is_part_of_the_whole(year: Year) -> Iterator[Outcome]:
    """财政拨款的收入、支出、年初和年末结转、基本支出不超过全部收支。"""
    pairs = (
        ("财政拨款.收入总计", "收入.收入总计"),
        ("财政拨款.支出总计", "支出.支出总计"),
        ("财政拨款.年初财政拨款结转和结余", "收入.年初结转和结余"),
        ("财政拨款.年末财政拨款结转和结余", "支出.年末结转和结余"),
        ("财政拨款.基本支出支出数", "支出.基本支出"),
    )
    for part, whole in pairs:
        yield not_more_than(year.get(part), year.figure(whole))
    yield parts_within(_funds(year), [year.figure("支出.本年支出合计")])


@rule("R205", basis="公开03表、公开04表")
def appropriated_kinds(year: Year) -> Iterator[Outcome]:
    """全部基本支出、项目支出比财政拨款的多出来的，不超过用其他资金的支出；没有用其他资金的，两者相等。"""
    basic, project = year.get("财政拨款.基本支出支出数"), year.get("财政拨款.项目支出支出数")
    returned = [figure for figure in (year.get(f"财政拨款.{_RETURNED}"),) if figure is not None]
    for other in other_money(year):
        for whole, part, besides in (("基本支出", basic, []), ("项目支出", project, returned)):
            if part is not None:
                spent = year.figure(f"支出.{whole}")
                less, more = parts_within([part, *besides], [spent]), parts_within([spent], [part, *besides, other])
                yield tied(less, more, [other])


def other_money(year: Year) -> tuple[Figure, Figure]:
    """What was spent of money that is no appropriation, and what of it there was to spend: the one is no more."""
    spent = total_of((year.figure("支出.本年支出合计"),), _funds(year), "用其他资金的支出")
    received = [year.figure(f"收入.{kind}") for kind in (*INCOME[3:], "使用非财政拨款结余", "年初结转和结余")]
    there = total_of(tuple(received), [year.figure("财政拨款.年初财政拨款结转和结余")], "其他资金的收入和年初结转")
    return spent, there


def tied(less: Outcome, more: Outcome, others: list[Figure]) -> Outcome:
    """Both bounds as one outcome: where no money of ``others`` was spent they tie what is between them."""
    if isinstance(less, Holds) and isinstance(more, Holds):
        return more._replace(bounds=any(abs(f.value) > f.step / 2 for f in others))
    return less if isinstance(less, Violation) else more


@rule("R206", basis="公开04表：支出总计＝本年支出＋年末结转；今年年初＝上年年末")
def last_year_by_funds(year: Year) -> Iterator[Outcome]:
    """上年财政拨款支出总计等于上年各项预算的支出加今年年初财政拨款结转；上年全部支出总计不少于财政拨款的加今年年初其他资金结转。"""
    total, opening = year.get("上年.财政拨款支出总计"), year.figure("财政拨款.年初财政拨款结转和结余")
    funds = [year.get(path) for path in _LAST_FUNDS]
    said = [figure for figure in funds if figure is not None]
    if funds[0] is not None and len(said) == len(funds):
        yield adds_up(total, [*said, opening])
    elif funds[0] is not None and total is not None:
        yield parts_within([*said, opening], [total])
    balances = [year.figure("收入.年初结转和结余"), total]
    yield parts_within(balances, [year.get("上年.支出总计"), opening])


@rule("R207", basis="公开04表：支出总计＝各项预算的支出＋年末结转", severity=Severity.NOTE)
def last_year_of_other_funds(year: Year) -> Iterator[Outcome]:
    """上年财政拨款支出总计比一般公共预算支出加今年年初财政拨款结转多的，要有上年政府性基金、国有资本经营预算支出。"""
    said = [figure for path in _LAST_FUNDS if (figure := year.get(path)) is not None]
    total, opening = year.get("上年.财政拨款支出总计"), year.figure("财政拨款.年初财政拨款结转和结余")
    if total is None or not said or said[0].path != _LAST_FUNDS[0] or len(said) == len(_LAST_FUNDS):
        return
    outcome = adds_up(total, [*said, opening])
    if isinstance(outcome, Violation) and (outcome.difference or 0) > 0:
        missing = "、".join(f"“{path}”" for path in _LAST_FUNDS if year.get(path) is None)
        yield outcome._replace(hint=f"上年有其他预算支出的，补上{missing}；没有的，核对这几个数")
    elif isinstance(outcome, Holds):
        yield outcome


@rule("R208", basis="公开04表：每一项预算的年初＋收入＝支出＋年末")
def funds_by_themselves(year: Year) -> Iterator[Outcome]:
    """每一项预算的支出比收入多的部分出自年初财政拨款结转，收入比支出多的部分进入年末结转。"""
    over, under = [], []
    for kind, spent in zip(INCOME[:3], _funds(year), strict=True):
        received = year.figure(f"收入.{kind}")
        over.append(_excess(spent, received))
        under.append(_excess(received, spent))
    opening, closing = (year.figure(f"财政拨款.{when}财政拨款结转和结余") for when in ("年初", "年末"))
    for parts, balance, words in ((over, opening, "支出比收入多"), (under, closing, "收入比支出多")):
        some = [f for f in parts if f.value > 0]
        if some:
            yield not_more_than(money.total(some, f"各项预算{words}的部分", ""), balance)


def _excess(more: Figure, less: Figure) -> Figure:
    """How much ``more`` is than ``less``, nothing where it is not."""
    by = money.difference(more, less, more.path, "")
    return by._replace(value=max(by.value, by.value * 0))


@rule("R211", basis="公开06、11、14表：类＝Σ款＝Σ项")
def classes_add_up(year: Year) -> Iterator[Outcome]:
    """每一类、每一款的决算数等于所属各项相加。"""
    for fund in FUNDS:
        amounts = _by_code(year, fund)
        for code in (c for c in amounts if len(c) < 7):
            items = [f for c, f in amounts.items() if len(c) == 7 and c.startswith(code)]
            if items:
                yield adds_up(amounts[code], items)


@rule("R212", basis="公开06、11、14表：合计＝Σ类")
def fund_is_the_sum_of_its_classes(year: Year) -> Iterator[Outcome]:
    """预算支出合计等于各类相加。"""
    for fund in FUNDS:
        classes = [f for c, f in _by_code(year, fund).items() if len(c) == 3]
        if classes or year.figure(f"{fund}.合计"):
            yield adds_up(year.figure(f"{fund}.合计"), classes)


@rule("R213", basis="完成预算＝决算数 ÷ 预算数")
def completion(year: Year) -> Iterator[Outcome]:
    """写了完成预算百分比又写了预算数的，百分比等于决算数除以预算数。"""
    for fund in FUNDS:
        for code, entry in branch(branch(year.tree[fund]).get("功能分类")).items():
            rate, budget = branch(entry).get("完成预算"), branch(entry).get("预算")
            if isinstance(rate, Figure) and isinstance(budget, Figure) and rate.text:
                yield share_of(rate, year.figure(f"{fund}.功能分类.{code}.决算"), budget)


@rule("R214", basis="完成预算＝决算数 ÷ 预算数")
def completion_of_the_whole(year: Year) -> Iterator[Outcome]:
    """一般公共预算支出的完成预算百分比，与各项的完成预算百分比合得上。"""
    whole = year.tree.get("一般公共预算支出")
    rate, budgeted = branch(whole).get("完成预算"), year.get("一般公共预算支出.预算")
    if isinstance(rate, Figure) and rate.text and budgeted is not None:
        yield share_of(rate, year.figure("一般公共预算支出.合计"), budgeted)
        return
    entries = [branch(e) for c, e in branch(branch(whole).get("功能分类")).items() if len(c) == 7]
    rates = [e.get("完成预算") for e in entries]
    known = [r for r in rates if isinstance(r, Figure) and r.value]
    if not isinstance(rate, Figure) or not rate.text or not entries or len(known) < len(entries):
        return
    spent = [figure for e in entries if isinstance(figure := e.get("决算"), Figure)]
    planned = sum((f.value / r.value for f, r in zip(spent, known, strict=True)), WAN * 0)
    total = money.total(spent, "一般公共预算支出.功能分类", "各项决算相加")
    doubt = sum(((f.step + _step(r) * f.value / r.value) / r.value for f, r in zip(spent, known, strict=True)), WAN * 0)
    budget = Figure(planned, YUAN, doubt, path="一般公共预算支出.功能分类.预算", inputs=(*spent, *known))
    if planned:
        yield share_of(rate, total, budget)


_LEAST, _MOST = Decimal("0.2"), Decimal(2)  # of a budget: what is spent of an item is rarely less or more
_SMALL = Decimal(5_000)  # 元: what is below is a matter of one bill


@rule("R219", basis="完成预算＝决算数 ÷ 预算数", severity=Severity.NOTE)
def completion_far_from_the_budget(year: Year) -> Iterator[Outcome]:
    """功能分类的项完成预算不到两成、超过两倍的，要看一看。"""
    for fund in FUNDS:
        for code, spent in _by_code(year, fund).items():
            path = f"{fund}.功能分类.{code}"
            budget, rate = year.get(f"{path}.预算"), year.get(f"{path}.完成预算")
            said = budget if budget is not None and budget.origin else rate
            if said is None or not said.origin or said.value <= 0 or said.unknown or spent.unknown:
                continue
            times = spent.value / said.value if said is budget else said.value
            if _LEAST <= times <= _MOST or max(spent.value, said.value if said is budget else spent.value) < _SMALL:
                yield Holds((spent, said), bounds=True)
                continue
            words = f"“{code}”决算 {spoken(spent)}，{'预算' if said is budget else '完成预算'} {spoken(said)}"
            words += "，超过了两倍" if times > _MOST else "，不到两成"
            hint = (
                "正好差大约一万倍：是不是元写成了万元"
                if WAN / 2 <= max(times, 1 / times if times else 0) <= WAN * 2
                else ""
            )
            yield Violation(words, (said, spent), hint=hint or "核对预算数；不错的不用改")


def _step(rate: Figure) -> Decimal:
    """How exactly ``rate`` is known: 100% is written without decimals and means them."""
    return rate.step / 100 if rate.value == 1 else rate.step


def total_of(parts: tuple[Figure, ...], less: list[Figure], path: str) -> Figure:
    """``parts`` added up, ``less`` taken away."""
    whole = money.total([*parts, *(f._replace(value=-f.value) for f in less)], path, "")
    return whole._replace(inputs=(*parts, *less))


def _funds(year: Year) -> list[Figure]:
    return [year.figure(f"{fund}.合计") for fund in FUNDS]


def _by_code(year: Year, fund: str) -> dict[str, Figure]:
    groups = branch(branch(year.tree[fund]).get("功能分类"))
    found = {code: branch(entry).get("决算") for code, entry in groups.items()}
    return {code: figure for code, figure in found.items() if isinstance(figure, Figure)}
