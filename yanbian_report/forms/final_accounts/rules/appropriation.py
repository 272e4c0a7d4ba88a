"""财政拨款收入支出决算总表 and the functional classification (公开04–06、11–14表)."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.forms.final_accounts.derive import INCOME
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model import figure as money
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.model.values import branch
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, equals, not_more_than, share_of
from yanbian_report.rules.rule import Outcome, rule


@rule("R201", basis="公开04表")
def appropriated_revenue(year: Year) -> Iterator[Outcome]:
    """财政拨款收入总计等于三项财政拨款收入加年初财政拨款结转和结余，也等于基本、项目支出的收入数加年初数。"""
    opening = year.figure("财政拨款.年初财政拨款结转和结余")
    total = year.figure("财政拨款.收入总计")
    yield adds_up(total, [*(year.figure(f"收入.{kind}") for kind in INCOME[:3]), opening])
    received = [year.get(f"财政拨款.{kind}收入数") for kind in ("基本支出", "项目支出")]
    yield adds_up(total, [*received, opening])


@rule("R202", basis="公开04表")
def appropriated_expenditure(year: Year) -> Iterator[Outcome]:
    """财政拨款支出总计等于三项预算的支出加年末结转和结余，也等于基本支出、项目支出、财政应返还额度支出与年末数相加。"""
    closing = year.figure("财政拨款.年末财政拨款结转和结余")
    total = year.figure("财政拨款.支出总计")
    yield adds_up(total, [*(year.figure(f"{fund}.合计") for fund in FUNDS), closing])
    spent = [year.get(f"财政拨款.{kind}") for kind in ("基本支出支出数", "项目支出支出数", "财政应返还额度支出数")]
    yield adds_up(total, [*spent, closing])


@rule("R203", basis="公开04表：收入总计＝支出总计")
def appropriation_balance(year: Year) -> Iterator[Outcome]:
    """财政拨款收入总计等于支出总计，上年也是。"""
    yield equals(year.figure("财政拨款.收入总计"), year.figure("财政拨款.支出总计"))
    yield equals(year.get("上年.财政拨款收入总计"), year.get("上年.财政拨款支出总计"))


@rule("R204", basis="公开01表、公开04表")
def appropriation_is_part_of_the_whole(year: Year) -> Iterator[Outcome]:
    """财政拨款的收入、支出、年初和年末结转不超过全部收支；没有其他收支的单位两者相等。"""
    pairs = (
        ("财政拨款.收入总计", "收入.收入总计"),
        ("财政拨款.支出总计", "支出.支出总计"),
        ("财政拨款.年初财政拨款结转和结余", "收入.年初结转和结余"),
        ("财政拨款.年末财政拨款结转和结余", "支出.年末结转和结余"),
        ("财政拨款.基本支出支出数", "支出.基本支出"),
    )
    relation = equals if only_appropriated(year) else not_more_than
    for part, whole in pairs:
        yield relation(year.get(part), year.figure(whole))


@rule("R205", basis="公开03表、公开04表")
def appropriated_projects(year: Year) -> Iterator[Outcome]:
    """只有财政拨款的单位，项目支出等于当年财政拨款项目支出加财政应返还额度支出。"""
    if only_appropriated(year):
        parts = ("财政拨款.项目支出支出数", "财政拨款.财政应返还额度支出数")
        yield adds_up(year.figure("支出.项目支出"), [year.get(part) for part in parts])


@rule("R206", basis="公开04表：上年收支与本年同一口径")
def last_year_on_one_fund(year: Year) -> Iterator[Outcome]:
    """本年收支全部是一般公共预算财政拨款的，上年的总计、财政拨款总计、一般公共预算支出也应当一致。"""
    if not only_appropriated(year) or any(year.figure(f"{fund}.合计") for fund in FUNDS[1:]):
        return
    yield equals(year.get("上年.财政拨款收入总计"), year.get("上年.收入总计"))
    yield equals(year.get("上年.财政拨款支出总计"), year.get("上年.支出总计"))
    yield not_more_than(year.get("上年.一般公共预算财政拨款支出"), year.get("上年.财政拨款支出总计"))
    if not year.figure("财政拨款.年末财政拨款结转和结余"):
        yield equals(year.get("上年.一般公共预算财政拨款支出"), year.get("上年.财政拨款支出总计"))


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
    if not isinstance(rate, Figure) or not entries or len(known) < len(entries):
        return
    spent = [figure for e in entries if isinstance(figure := e.get("决算"), Figure)]
    planned = sum((f.value / r.value for f, r in zip(spent, known, strict=True)), WAN * 0)
    total = money.total(spent, "一般公共预算支出.功能分类", "各项决算相加")
    budget = Figure(planned, YUAN, total.step, path="一般公共预算支出.功能分类.预算", inputs=(*spent, *known))
    if planned:
        yield share_of(rate, total, budget)


def only_appropriated(year: Year) -> bool:
    """Whether the unit lives on appropriations alone."""
    others = [
        *(f"收入.{kind}" for kind in INCOME[3:]),
        "收入.使用非财政拨款结余",
        "支出.经营支出",
        "支出.结余分配",
    ]
    return not any(year.figure(path) for path in others)


def _by_code(year: Year, fund: str) -> dict[str, Figure]:
    groups = branch(branch(year.tree[fund]).get("功能分类"))
    found = {code: branch(entry).get("决算") for code, entry in groups.items()}
    return {code: figure for code, figure in found.items() if isinstance(figure, Figure)}
