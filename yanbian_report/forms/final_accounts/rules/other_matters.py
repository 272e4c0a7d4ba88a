"""“三公”经费, 机关运行经费, 政府采购, 国有资产 and staff (第二部分 七、十，附件1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.evaluation import STEPS
from yanbian_report.model.agreement import sum_at_most, sum_of, tolerance
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import Value, branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, both_or_neither, equals, not_more_than
from yanbian_report.rules.rule import Outcome, Violation, rule


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
    if year.figure("三公经费.公务用车.运行维护费"):
        yield both_or_neither(year.figure("三公经费.公务用车.运行维护费"), year.figure("三公经费.公务用车.保有量"))


@rule("R302", basis="部分不大于全部")
def three_public_parts(year: Year) -> Iterator[Outcome]:
    """“三公”经费合计等于各项相加；外事接待不超过公务接待费，公务用车购置数不超过保有量，保有量不超过车辆数，“三公”经费不超过财政拨款支出。"""
    kinds = ("因公出国境费", "公务用车", "公务接待费")
    yield adds_up(year.figure("三公经费.合计"), [year.figure(f"三公经费.{kind}.决算") for kind in kinds])
    yield not_more_than(year.figure("三公经费.公务接待费.外事接待"), year.figure("三公经费.公务接待费.决算"))
    yield not_more_than(year.figure("三公经费.公务用车.购置数"), year.figure("三公经费.公务用车.保有量"))
    yield not_more_than(year.figure("三公经费.公务用车.保有量"), year.get("国有资产.车辆"))
    yield not_more_than(year.figure("三公经费.合计"), year.figure("财政拨款.支出总计"))


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
        *((f"政府采购.{kind}授予中小企业合同金额", f"政府采购.{kind}") for kind in ("货物", "工程", "服务")),
    )
    for fewer, more in pairs:
        yield not_more_than(year.get(fewer), year.get(more))


@rule("R354", basis="绩效管理各步的个数")
def performance_counts(year: Year) -> Iterator[Outcome]:
    """绩效监控、绩效自评的项目不多于编制绩效目标的项目；填报的个数不少于“项目”里列出的。"""
    goals = year.get("绩效管理.绩效目标.填报数")
    for step in ("事前绩效评估", "绩效监控", "绩效自评"):
        yield not_more_than(year.get(f"绩效管理.{step}.填报数"), goals)
    for step in STEPS:
        count = year.get(f"绩效管理.{step}.填报数")
        listed = [p for p in branch(year.tree.get("项目")).values() if step in _steps(p)]
        if count is not None and count.value < len(listed):
            words = f"“绩效管理.{step}”为 {spoken(count)}，“项目”里做了这一步的有 {len(listed)} 个"
            yield Violation(words, (count,), path=f"绩效管理.{step}", hint="核对个数，或者核对各项目的“绩效管理”")


def _steps(project: Value) -> list[str]:
    done = branch(project).get("绩效管理")
    return [text_of(step) for step in done] if isinstance(done, list) else []


@rule("R311", basis="机关运行经费是行政单位和参公单位的公用经费")
def agency_operating_costs(year: Year) -> Iterator[Outcome]:
    """行政单位、参公单位的机关运行经费等于一般公共预算基本支出的公用经费；有下属单位的部门，前者不超过后者。"""
    if year.text("单位.性质") != "事业单位":
        relation = not_more_than if branch(year.tree["单位"]).get("下属单位") else equals
        yield relation(year.get("机关运行经费.决算"), year.get("一般公共预算基本支出.公用经费"))


@rule("R315", basis="预算法实施条例第六条：公开机关运行经费")
def agency_operating_costs_are_said(year: Year) -> Iterator[Outcome]:
    """行政单位、参公单位要写机关运行经费。"""
    if year.text("单位.性质") != "事业单位" and year.get("机关运行经费.决算") is None:
        place = getattr(year.leaves.get("单位.性质"), "origin", None)
        yield Violation("没有写机关运行经费", path="机关运行经费", origin=place, hint="补上“机关运行经费”一组")


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
    """政府采购支出总额等于货物、工程、服务相加；授予小微企业不超过授予中小企业，授予中小企业不超过总额。"""
    parts = [year.figure(f"政府采购.{kind}") for kind in ("货物", "工程", "服务")]
    yield adds_up(year.figure("政府采购.合计"), parts)
    small, all_small = (year.get(f"政府采购.授予{kind}企业合同金额") for kind in ("小微", "中小"))
    yield not_more_than(small, all_small)
    yield not_more_than(all_small, year.figure("政府采购.合计"))


@rule("R331", basis="在职人数不超过核定编制")
def staff_against_posts(year: Year) -> Iterator[Outcome]:
    """在职人数不超过核定编制数，本年新调入录用的不超过在职人数。"""
    yield not_more_than(year.get("人员.在职人数"), year.get("人员.核定编制数"))
    yield not_more_than(year.get("人员.本年新调入录用"), year.get("人员.在职人数"))


@rule("R341", basis="附件1 三（一）与公开03表、08表")
def overall_evaluation(year: Year) -> Iterator[Outcome]:
    """整体评价里的人员类、运转类、特定目标类支出等于决算的人员经费、公用经费、项目支出。"""
    yield equals(year.get("整体评价.人员类支出"), year.get("一般公共预算基本支出.人员经费"))
    yield equals(year.get("整体评价.运转类支出"), year.get("一般公共预算基本支出.公用经费"))
    yield equals(year.get("整体评价.特定目标类支出"), year.figure("支出.项目支出"))


@rule("R351", basis="附件1 三（一）1.（3）")
def listed_projects(year: Year) -> Iterator[Outcome]:
    """特定目标类支出等于所列各个项目的执行数相加。"""
    projects = [year.figure(f"项目.{key}.执行") for key in branch(year.tree.get("项目"))]
    if projects:
        yield adds_up(year.get("整体评价.特定目标类支出"), projects)


@rule("R353", basis="附表：预算执行情况")
def project_execution(year: Year) -> Iterator[Outcome]:
    """项目的执行数不超过预算数，其他资金不超过全部资金。"""
    for key in branch(year.tree.get("项目")):
        budget, spent = year.figure(f"项目.{key}.预算"), year.figure(f"项目.{key}.执行")
        yield not_more_than(spent, budget)
        for kind, whole in (("预算", budget), ("执行", spent)):
            if f"项目.{key}.其他资金{kind}" in year.leaves:
                yield not_more_than(year.figure(f"项目.{key}.其他资金{kind}"), whole)


@rule("R352", basis="公开06表、公开09表")
def projects_within_their_item(year: Year) -> Iterator[Outcome]:
    """同一功能科目的项目，执行数加起来不超过这个科目的决算数。"""
    by_code: dict[str, list[Figure]] = {}
    for key in branch(year.tree.get("项目")):
        by_code.setdefault(year.text(f"项目.{key}.功能科目"), []).append(year.figure(f"项目.{key}.执行"))
    for code, figures in by_code.items():
        paths = [
            f"{fund}.功能分类.{code}.决算"
            for fund in ("一般公共预算支出", "政府性基金预算支出", "国有资本经营预算支出")
        ]
        items = [year.figure(path) for path in paths if path in year.leaves]
        if not items:
            words = f"项目用的科目“{code}”在功能分类里没有决算数（项目执行 {spoken(figures[0])}）"
            yield Violation(words, tuple(figures))
        elif not sum_at_most(figures, items):
            spent = sum_of(figures)
            words = f"科目“{code}”的项目执行 {amount_spoken(spent, YUAN)}，超过这个科目的决算 {spoken(items[0])}"
            yield Violation(words, (*figures, *items), spent - items[0].value, tolerance(*figures, *items))


@rule("R361", basis="附件、附表要印的内容", severity=Severity.ERROR)
def annexes_have_what_they_print(year: Year) -> Iterator[Outcome]:
    """写整体绩效评价报告的，有人员、机构沿革和财政拨款基本、项目支出；写项目评价报告的有报告题目；写自评表的有主管部门。"""
    needed = []
    if year.tree.get("整体评价"):
        appropriated = (f"财政拨款.{kind}支出{side}" for kind in ("基本", "项目") for side in ("收入数", "支出数"))
        needed += [("整体评价", path) for path in ("人员.在职人数", "单位.机构沿革", *appropriated)]
    for key, project in branch(year.tree.get("项目")).items():
        if branch(project).get("评价"):
            needed.append((f"项目.{key}.评价", f"项目.{key}.报告题目"))
        if branch(project).get("自评表"):
            needed.append((f"项目.{key}.自评表", "单位.主管部门.名称"))
    for group, path in needed:
        if path not in year.leaves:
            first = next((leaf for p, leaf in year.leaves.items() if p.startswith(f"{group}.")), None)
            words = f"写了“{group}”，却没有“{path}”"
            yield Violation(words, path=path, origin=getattr(first, "origin", None), hint=f"补上“{path}”")
