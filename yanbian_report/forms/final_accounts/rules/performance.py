"""Projects, their budgets and the steps of performance management (附件、附表，第二部分 十（四）)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.evaluation import STEPS
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.agreement import quotient, sum_at_most, sum_of, tolerance
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import Value, branch, position_of, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, equals, not_more_than, parts_within
from yanbian_report.rules.rule import Outcome, Violation, rule

_LITTLE = Decimal("0.5")


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


@rule("R352", basis="公开06表、公开09表")
def projects_within_their_item(year: Year) -> Iterator[Outcome]:
    """同一功能科目的项目，财政拨款执行数加起来不超过这个科目的决算数。"""
    by_code: dict[str, list[Figure]] = {}
    for key in branch(year.tree.get("项目")):
        by_code.setdefault(year.text(f"项目.{key}.功能科目"), []).append(year.figure(f"项目.{key}.财政拨款执行"))
    for code, figures in by_code.items():
        paths = [f"{fund}.功能分类.{code}.决算" for fund in FUNDS]
        items = [year.figure(path) for path in paths if path in year.leaves]
        if not items:
            words = f"项目用的科目“{code}”在功能分类里没有决算数（项目执行 {spoken(figures[0])}）"
            yield Violation(words, tuple(figures))
        elif not sum_at_most(figures, items):
            spent = sum_of(figures)
            words = f"科目“{code}”的项目执行 {amount_spoken(spent, YUAN)}，超过这个科目的决算 {spoken(items[0])}"
            yield Violation(words, (*figures, *items), spent - items[0].value, tolerance(*figures, *items))


@rule("R353", basis="附表：预算执行情况")
def project_execution(year: Year) -> Iterator[Outcome]:
    """项目的执行数不超过预算数，其他资金不超过全部资金，财政拨款和其他资金的执行数各不超过各自的预算数。"""
    for key in branch(year.tree.get("项目")):
        budget, spent = year.figure(f"项目.{key}.预算"), year.figure(f"项目.{key}.执行")
        yield not_more_than(spent, budget)
        for kind, whole in (("预算", budget), ("执行", spent)):
            if f"项目.{key}.其他资金{kind}" in year.leaves:
                yield not_more_than(year.figure(f"项目.{key}.其他资金{kind}"), whole)
        for kind in ("其他资金", "财政拨款"):
            yield not_more_than(year.get(f"项目.{key}.{kind}执行"), year.get(f"项目.{key}.{kind}预算"))


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


@rule("R355", basis="公开03表、附表：项目支出")
def projects_within_all_projects(year: Year) -> Iterator[Outcome]:
    """各个项目的财政拨款执行数加起来，不超过全部项目支出。"""
    yield parts_within(_of_projects(year, "财政拨款执行"), [year.figure("支出.项目支出")])


@rule("R356", basis="附表：预算执行情况", severity=Severity.NOTE)
def executed_far_from_budget(year: Year) -> Iterator[Outcome]:
    """项目执行不到预算一半的，要看一看；同一功能科目的项目预算加起来，不超过这个科目的预算数。"""
    by_code: dict[str, list[Figure]] = {}
    for key in branch(year.tree.get("项目")):
        budget, spent = year.figure(f"项目.{key}.预算"), year.figure(f"项目.{key}.执行")
        by_code.setdefault(year.text(f"项目.{key}.功能科目"), []).append(year.figure(f"项目.{key}.财政拨款预算"))
        if budget.value > 0 and quotient(spent, budget).high < _LITTLE:
            words = f"“项目.{key}”执行 {spoken(spent)}，不到预算 {spoken(budget)}的一半"
            figures, hint = (budget, spent), "核对预算数和执行数；不错的话，自评里要说明原因"
            if spent.value > 0 and WAN / 4 < budget.value / spent.value < WAN * 2:
                figures, hint = (spent, budget), f"大约差一万倍：“{spent.path}”是不是万元写成了元"
            yield Violation(words, figures, hint=hint)
    for code, budgets in by_code.items():
        planned = [f for fund in FUNDS if (f := year.get(f"{fund}.功能分类.{code}.预算")) is not None]
        outcome = parts_within(budgets, planned) if planned else None
        if isinstance(outcome, Violation):
            outcome = outcome._replace(hint="核对项目预算和科目预算；口径不同（年初、全年）的不用改")
        yield outcome


@rule("R357", basis="全面实施预算绩效管理：目标、监控、自评全覆盖", severity=Severity.NOTE)
def every_step_for_every_project(year: Year) -> Iterator[Outcome]:
    """编了绩效目标的项目都做监控和自评：填报的个数相同；不同的要看一看。"""
    goals = year.get("绩效管理.绩效目标.填报数")
    for step in ("绩效监控", "绩效自评"):
        outcome = equals(year.get(f"绩效管理.{step}.填报数"), goals)
        if isinstance(outcome, Violation):
            outcome = outcome._replace(hint="个数确实不同的，不用改")
        yield outcome


_EARLY, _ADDED = (
    "事前绩效评估",
    r"(?<![不未])追加[^，。；]{0,6}(?:预算|资金|指标|经费)|(?:年中|下半年)(?:追加|调整|下达)",
)


@rule("R358", basis="事前绩效评估在编制预算时做", severity=Severity.NOTE)
def evaluated_before_the_budget(year: Year) -> Iterator[Outcome]:
    """做了事前绩效评估的项目，不是年中追加的。"""
    for key in branch(year.tree.get("项目")):
        steps = branch(branch(year.tree["项目"]).get(key)).get("绩效管理")
        early = [s for s in steps if text_of(s) == _EARLY] if isinstance(steps, list) else []
        for text in year.texts() if early else ():
            added = re.search(_ADDED, text.text) if text.path.startswith(f"项目.{key}.") else None
            if added:
                words = f"这个项目写了“{_EARLY}”，文字里却说“{added[0]}”：追加的项目编预算时还没有"
                place = position_of(text, added.start())
                yield Violation(words, origin=place, path=text.path, hint="核对是否做过事前绩效评估")
                break


def _of_projects(year: Year, name: str) -> list[Figure]:
    return [year.figure(f"项目.{key}.{name}") for key in branch(year.tree.get("项目"))]


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
