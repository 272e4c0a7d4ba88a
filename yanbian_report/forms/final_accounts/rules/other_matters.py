"""“三公”经费, 机关运行经费, 政府采购, 国有资产 and staff (第二部分 七、十，附件1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.agreement import quotient
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import Value, branch
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, both_or_neither, equals, not_more_than, parts_within
from yanbian_report.rules.rule import Holds, Outcome, Violation, rule

_KINDS = ("因公出国境费", "公务用车", "公务接待费")
_BOUGHT = ("货物", "工程", "服务")
_HARDLY = Decimal("0.05")  # of a budget: much less than half is thrift, and its reason is asked for; less is a slip


@rule("R301", basis="财预〔2016〕143号：“三公”经费要写明团组、人次、购置数、批次")
def counts_go_with_amounts(year: Year) -> Iterator[Outcome]:
    """“三公”经费有支出的写明团组、辆数、批次和人次，没有支出的为 0。"""
    pairs = (
        ("因公出国境费.决算", "因公出国境费.团组数"),
        ("因公出国境费.决算", "因公出国境费.人次数"),
        ("公务用车.购置费", "公务用车.购置数"),
        ("公务接待费.国内接待", "公务接待费.批次"),
        ("公务接待费.国内接待", "公务接待费.人次"),
        ("公务接待费.外事接待", "公务接待费.外事批次"),
        ("公务接待费.外事接待", "公务接待费.外事人次"),
    )
    for amount, count in pairs:
        yield both_or_neither(year.figure(f"三公经费.{amount}"), year.get(f"三公经费.{count}"))


@rule("R305", basis="“三公”经费表：预算数合计＝各项预算数相加")
def budgets_of_three_public(year: Year) -> Iterator[Outcome]:
    """“三公”经费预算等于出国、用车、接待三项预算相加；只写了几项的，不小于写了的相加。"""
    whole = year.get("三公经费.预算")
    parts = [year.get(f"三公经费.{kind}.预算") for kind in _KINDS]
    said = [figure for figure in parts if figure is not None]
    if len(said) == len(parts):
        yield adds_up(whole, said)
    elif whole is not None and said:
        yield parts_within(said, [whole])


@rule("R306", basis="财预〔2016〕143号、中央八项规定：“三公”经费不超预算", severity=Severity.NOTE)
def three_public_within_budget(year: Year) -> Iterator[Outcome]:
    """“三公”经费的决算不超过预算；超过的、只有预算二十分之一的，要看一看。少用的写了原因就行（R512）。"""
    for path, spent in (("三公经费", "合计"), *((f"三公经费.{kind}", "决算") for kind in _KINDS)):
        budget, actual = year.get(f"{path}.预算"), year.figure(f"{path}.{spent}")
        if budget is None or not budget.value or (path == "三公经费" and _one_is_all(year, budget, actual)):
            continue
        ends = quotient(actual, budget)
        if ends.low <= 1 and (ends.high >= _HARDLY or not actual):
            yield Holds((actual, budget), bounds=True)
            continue
        words = f"“{path}”决算 {spoken(actual)}，{'超过了' if ends.low > 1 else '不到'}预算 {spoken(budget)}"
        words += "的二十分之一" if ends.low <= 1 else ""
        yield Violation(words, (budget, actual), hint="核对预算数；不错的不用改")


def _one_is_all(year: Year, budget: Figure, actual: Figure) -> bool:
    """Whether one of the three has all of the budget and the spending: what is odd is said of it."""
    return any(
        (planned := year.get(f"三公经费.{kind}.预算")) is not None
        and (planned.value, year.figure(f"三公经费.{kind}.决算").value) == (budget.value, actual.value)
        for kind in _KINDS
    )


@rule("R307", basis="“三公”经费表、机构运行信息表：车辆与费用", severity=Severity.NOTE)
def cars_and_their_costs(year: Year) -> Iterator[Outcome]:
    """有公务用车的有运行维护费，有运行维护费的有公务用车；租用车辆等只有一样的，要看一看。"""
    running, kept = (year.figure(f"三公经费.公务用车.{name}") for name in ("运行维护费", "保有量"))
    if (running and not kept) or (kept and not running and not running.step):
        words = f"公务用车运行维护费 {spoken(running)}，保有量 {spoken(kept)}"
        hint = "租用车辆、年末已处置的不用改" if running else "车辆封存、费用由别处负担的不用改"
        yield Violation(words, (kept, running), hint=hint)
    cars = year.get("国有资产.车辆")
    if cars and not kept and not running and not running.step:
        words = f"国有资产里有车辆 {spoken(cars)}，公务用车保有量、运行维护费都是 0"
        yield Violation(words, (cars, kept, running), hint="特种车辆等费用不在“三公”经费里的不用改")


@rule("R302", basis="部分不大于全部")
def three_public_parts(year: Year) -> Iterator[Outcome]:
    """“三公”经费合计等于各项相加；外事接待不超过公务接待费，公务用车购置数不超过保有量，保有量不超过车辆数，“三公”经费不超过当年财政拨款支出。"""
    yield adds_up(year.figure("三公经费.合计"), [year.figure(f"三公经费.{kind}.决算") for kind in _KINDS])
    yield not_more_than(year.figure("三公经费.公务接待费.外事接待"), year.figure("三公经费.公务接待费.决算"))
    yield not_more_than(year.figure("三公经费.公务用车.购置数"), year.figure("三公经费.公务用车.保有量"))
    yield not_more_than(year.figure("三公经费.公务用车.保有量"), year.get("国有资产.车辆"))
    yield parts_within([year.figure("三公经费.合计")], [year.figure(f"{fund}.合计") for fund in FUNDS])
    last = [year.get(f"上年.三公经费.{kind}") for kind in _KINDS]
    yield parts_within(last, [year.get("上年.财政拨款支出总计")])


@rule("R303", basis="清单与合计一致")
def lists_add_up(year: Year) -> Iterator[Outcome]:
    """车辆按车型、用途列出的，数量和金额加起来等于总数；下属单位分类的个数加起来等于下属单位个数。"""
    lists = (
        ("国有资产.车辆", "国有资产.车辆清单", "数量"),
        ("三公经费.公务用车.保有量", "三公经费.公务用车.保有清单", "数量"),
        ("三公经费.公务用车.购置数", "三公经费.公务用车.购置清单", "数量"),
        ("三公经费.公务用车.购置费", "三公经费.公务用车.购置清单", "金额"),
    )
    for whole, path, key in lists:
        group, _, name = path.rpartition(".")
        listed = branch(_below(year, group)).get(name)
        if isinstance(listed, list) and listed:
            yield adds_up(year.get(whole), [year.get(f"{path}.{n}.{key}") for n in range(1, len(listed) + 1)])
    units = branch(_below(year, "单位"))
    kinds = [f for f in branch(units.get("下属单位分类")).values() if isinstance(f, Figure)]
    named = units.get("下属单位")
    if kinds and isinstance(named, list):
        count = Decimal(len(named))
        yield adds_up(Figure(count, kinds[0].unit, Decimal(0), str(count), path="单位.下属单位"), kinds)


def _below(year: Year, path: str) -> Value:
    found: Value = year.tree
    for key in path.split("."):
        found = branch(found).get(key)
    return found


@rule("R304", basis="一批次、一个团组至少一人")
def people_in_groups(year: Year) -> Iterator[Outcome]:
    """接待批次不超过人次，出国（境）团组数不超过人次数；按种类授予中小企业的金额不超过这一种类的采购金额。"""
    pairs = (
        ("三公经费.公务接待费.批次", "三公经费.公务接待费.人次"),
        ("三公经费.公务接待费.外事批次", "三公经费.公务接待费.外事人次"),
        ("三公经费.因公出国境费.团组数", "三公经费.因公出国境费.人次数"),
        *((f"政府采购.{kind}授予中小企业合同金额", f"政府采购.{kind}") for kind in _BOUGHT),
    )
    for fewer, more in pairs:
        yield not_more_than(year.get(fewer), year.get(more))


@rule("R311", basis="机关运行经费是行政单位和参公单位的公用经费")
def agency_operating_costs(year: Year) -> Iterator[Outcome]:
    """行政单位、参公单位的机关运行经费等于一般公共预算基本支出的公用经费；有下属单位的部门，前者不超过后者；都不超过一般公共预算支出。"""
    if year.text("单位.性质") != "事业单位":
        relation = not_more_than if branch(year.tree["单位"]).get("下属单位") else equals
        yield relation(year.get("机关运行经费.决算"), year.get("一般公共预算基本支出.公用经费"))
    yield not_more_than(year.get("一般公共预算基本支出.合计"), year.figure("一般公共预算支出.合计"))
    yield not_more_than(year.get("上年.机关运行经费"), year.get("上年.一般公共预算财政拨款支出"))


@rule("R315", basis="预算法实施条例第六条：公开机关运行经费")
def agency_operating_costs_are_said(year: Year) -> Iterator[Outcome]:
    """行政单位、参公单位要写机关运行经费。"""
    if year.text("单位.性质") != "事业单位" and year.get("机关运行经费.决算") is None:
        place = getattr(year.leaves.get("单位.性质"), "origin", None)
        yield Violation("没有写机关运行经费", path="机关运行经费", origin=place, hint="补上“机关运行经费”一组")


@rule("R316", basis="预算法实施条例第六条：机关运行经费", severity=Severity.NOTE)
def agency_operating_costs_of_others(year: Year) -> Iterator[Outcome]:
    """没有参照公务员法管理的事业单位不写机关运行经费。"""
    spent = year.get("机关运行经费.决算")
    if (
        year.text("单位.性质") == "事业单位"
        and spent
        and spent.origin
        and not branch(year.tree["单位"]).get("下属单位")
    ):
        words = f"单位性质是事业单位，却写了机关运行经费 {spoken(spent)}"
        yield Violation(words, (spent,), hint="参公管理的改“单位.性质”；不是的删去“机关运行经费”一组")


@rule("R312", basis="变动原因要说得清变动额")
def factors_explain_the_change(year: Year) -> Iterator[Outcome]:
    """机关运行经费增减因素加起来等于比上年的增减额。"""
    factors = [
        f for path, f in year.figures().items() if path.startswith("机关运行经费.增减因素") and path.endswith(".增减")
    ]
    now, before = year.get("机关运行经费.决算"), year.get("上年.机关运行经费")
    if not factors or now is None or before is None or year.text("单位.性质") == "事业单位":
        return
    change = Figure(
        now.value - before.value,
        YUAN,
        now.step + before.step,
        path="机关运行经费.增减额",
        inputs=(now, before),
    )
    outcome = adds_up(change, factors)
    if isinstance(outcome, Violation):
        added = sum((f.value for f in factors), change.value * 0)
        words = f"机关运行经费比上年增减 {amount_spoken(change.value, YUAN)}，各因素相加 {amount_spoken(added, YUAN)}"
        off = f"，有 {amount_spoken(abs(change.value - added), YUAN)}没有说明"
        outcome = outcome._replace(message=words + off, figures=(now, before, *factors))
    yield outcome


@rule("R321", basis="财预〔2016〕143号：政府采购")
def procurement_parts(year: Year) -> Iterator[Outcome]:
    """政府采购支出总额等于货物、工程、服务相加，不超过本年支出合计；授予小微企业不超过授予中小企业，授予中小企业不超过总额。"""
    parts = [year.figure(f"政府采购.{kind}") for kind in _BOUGHT]
    yield adds_up(year.figure("政府采购.合计"), parts)
    small, all_small = (year.get(f"政府采购.授予{kind}企业合同金额") for kind in ("小微", "中小"))
    yield not_more_than(small, all_small)
    yield not_more_than(all_small, year.figure("政府采购.合计"))
    yield not_more_than(year.figure("政府采购.合计"), year.figure("支出.本年支出合计"))


@rule("R322", basis="财预〔2016〕143号：授予中小企业合同金额按货物、工程、服务分")
def small_firms_by_kind(year: Year) -> Iterator[Outcome]:
    """授予中小企业合同金额等于货物、工程、服务授予中小企业的相加；有的没有写的，不小于写了的相加。"""
    whole = year.get("政府采购.授予中小企业合同金额")
    said = [year.get(f"政府采购.{kind}授予中小企业合同金额") for kind in _BOUGHT]
    wanting = [k for k, f in zip(_BOUGHT, said, strict=True) if f is None and year.figure(f"政府采购.{k}")]
    parts = [figure for figure in said if figure is not None]
    if whole is None or not parts:
        return
    yield parts_within(parts, [whole]) if wanting else adds_up(whole, parts)


@rule("R323", basis="采购清单与金额一致", severity=Severity.NOTE)
def bought_and_paid(year: Year) -> Iterator[Outcome]:
    """列了采购的货物的，货物采购有金额；数量不为 0。"""
    listed = branch(year.tree.get("政府采购")).get("采购清单")
    for number in range(1, len(listed) + 1) if isinstance(listed, list) else ():
        count, goods = year.get(f"政府采购.采购清单.{number}.数量"), year.figure("政府采购.货物")
        if count is not None and (not count or (not goods and not goods.step)):
            words = f"采购清单第 {number} 项 {spoken(count)}，货物采购金额 {spoken(goods)}"
            yield Violation(words, (count, goods), hint="核对数量和金额")


@rule("R331", basis="在职人数不超过核定编制")
def staff_against_posts(year: Year) -> Iterator[Outcome]:
    """在职人数不超过核定编制数，本年新调入录用的不超过在职人数。"""
    yield not_more_than(year.get("人员.在职人数"), year.get("人员.核定编制数"))
    yield not_more_than(year.get("人员.本年新调入录用"), year.get("人员.在职人数"))
