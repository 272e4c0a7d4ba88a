"""Evaluation: projects, their annexes and tables, and the evaluation of the whole (第四部分)."""

from __future__ import annotations

from yanbian_report.base.findings import Finding, error
from yanbian_report.forms.derivation import Derivation, entries
from yanbian_report.model import figure as money
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import MARK
from yanbian_report.model.values import Text, Tree, Value, branch, text_of

STEPS = ("事前绩效评估", "绩效目标", "绩效监控", "绩效自评")


def evaluation(derivation: Derivation) -> list[Finding]:
    """Enter what follows from the projects; findings name short names that no project has."""
    _projects(derivation)
    return _overall(derivation)


def _projects(derivation: Derivation) -> None:
    """Numbers of annexes (the whole evaluation is the first) and tables, appropriated parts, who took which step."""
    projects = branch(derivation.at("项目"))
    reports = [key for key in projects if branch(projects[key]).get("评价")]
    assessed = [key for key in projects if branch(projects[key]).get("自评表")]
    first = 2 if derivation.at("整体评价") else 1
    for key in projects:
        for kind in ("预算", "执行"):
            _appropriated(derivation, f"项目.{key}", kind)
        derivation.enter(f"项目.{key}.附件号", reports.index(key) + first if key in reports else None)
        derivation.enter(f"项目.{key}.附表号", assessed.index(key) + 1 if key in assessed else None)
        _first_of_group(entries(derivation.at(f"项目.{key}.自评表.指标")))
    derivation.enter("项目列表", [projects[key] for key in projects])
    derivation.enter("评价项目", [projects[key] for key in reports])
    derivation.enter("自评项目", [projects[key] for key in assessed])
    _performance(derivation, projects)


def _performance(derivation: Derivation, projects: Tree) -> None:
    """How many projects went through which step: as typed, else as the projects themselves say."""
    typed = branch(derivation.at("绩效管理"))
    derivation.enter("绩效管理", {})
    for step in STEPS:
        steps = {key: branch(p).get("绩效管理") for key, p in projects.items()}
        taking = [key for key, done in steps.items() if isinstance(done, list) and step in map(text_of, done)]
        named: Value = [branch(projects[key]).get("绩效项目名称") for key in taking]
        if step == STEPS[0]:
            named = typed.get("事前绩效评估项目") or named
        count = typed.get(step)
        derivation.enter(f"绩效管理.{step}.项目", named)
        derivation.enter(f"绩效管理.{step}.填报数", count)
        derivation.enter(f"绩效管理.{step}.个数", _counted(count) if isinstance(count, Figure) else len(taking))


def _counted(count: Figure) -> int | str:
    """So many projects; one still to be filled in is a mark, which is not none."""
    return MARK if count.unknown else int(count.value)


def _appropriated(derivation: Derivation, project: str, kind: str) -> None:
    whole, other, path = f"{project}.{kind}", f"{project}.其他资金{kind}", f"{project}.财政拨款{kind}"
    if isinstance(derivation.at(other), Figure):
        rest = money.difference(derivation.figure(whole), derivation.figure(other), path, f"{kind} − 其他资金{kind}")
        derivation.enter(path, rest)
    else:
        derivation.enter(path, derivation.at(whole))


def _first_of_group(rows: list[Tree]) -> None:
    """Mark the rows where a first-level and a second-level indicator begin: there a merged cell starts."""
    before: Tree = {}
    for row in rows:
        starts = text_of(row.get("一级")) != text_of(before.get("一级"))
        row["一级首行"] = starts
        row["二级首行"] = starts or text_of(row.get("二级")) != text_of(before.get("二级"))
        before = row


def _overall(derivation: Derivation) -> list[Finding]:
    if not branch(derivation.at("整体评价")):
        return []
    named = derivation.at("整体评价.重点项目")
    projects = branch(derivation.at("项目"))
    keys = [(text_of(key), key) for key in named] if isinstance(named, list) else []
    known = [f"项目.{key}.执行" for key, _ in keys if key in projects]
    derivation.adds("整体评价.重点资金", *known)
    derivation.share("整体评价.重点资金占比", "整体评价.重点资金", "整体评价.特定目标类支出")
    return [
        error(
            "D302",
            f"“整体评价.重点项目”里的“{key}”不是“项目”里的简称",
            found.origin if isinstance(found, Text) else None,
            path="整体评价.重点项目",
            hint=f"照“项目”下面的组名写：{'、'.join(projects)}" if projects else "先在“项目”下面写出这个项目",
        )
        for key, found in keys
        if key not in projects
    ]
