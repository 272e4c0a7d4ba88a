"""Evaluation: projects, their annexes and tables, and the evaluation of the whole (第四部分)."""

from __future__ import annotations

from yanbian_report.base.findings import Finding, error
from yanbian_report.forms.derivation import Book, entries
from yanbian_report.model import figure as money
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Tree, Value, branch, text_of

STEPS = ("事前绩效评估", "绩效目标", "绩效监控", "绩效自评")


def evaluation(book: Book) -> list[Finding]:
    """Enter what follows from the projects; findings name short names that no project has."""
    _projects(book)
    return _overall(book)


def _projects(book: Book) -> None:
    """Numbers of annexes (the whole evaluation is the first) and tables, appropriated parts, who took which step."""
    projects = branch(book.at("项目"))
    reports = [key for key in projects if branch(projects[key]).get("评价")]
    assessed = [key for key in projects if branch(projects[key]).get("自评表")]
    first = 2 if book.at("整体评价") else 1
    for key in projects:
        for kind in ("预算", "执行"):
            _appropriated(book, f"项目.{key}", kind)
        book.enter(f"项目.{key}.附件号", reports.index(key) + first if key in reports else None)
        book.enter(f"项目.{key}.附表号", assessed.index(key) + 1 if key in assessed else None)
        _first_of_group(entries(book.at(f"项目.{key}.自评表.指标")))
    book.enter("项目列表", [projects[key] for key in projects])
    book.enter("评价项目", [projects[key] for key in reports])
    book.enter("自评项目", [projects[key] for key in assessed])
    _performance(book, projects)


def _performance(book: Book, projects: Tree) -> None:
    """How many projects went through which step: as typed, else as the projects themselves say."""
    typed = branch(book.at("绩效管理"))
    book.enter("绩效管理", {})
    for step in STEPS:
        steps = {key: branch(p).get("绩效管理") for key, p in projects.items()}
        taking = [key for key, done in steps.items() if isinstance(done, list) and step in map(text_of, done)]
        named: Value = [branch(projects[key]).get("预算项目名称") for key in taking]
        if step == STEPS[0]:
            named = typed.get("事前绩效评估项目") or named
        count = typed.get(step)
        book.enter(f"绩效管理.{step}.项目", named)
        book.enter(f"绩效管理.{step}.填报数", count)
        book.enter(f"绩效管理.{step}.个数", int(count.value) if isinstance(count, Figure) else len(taking))


def _appropriated(book: Book, project: str, kind: str) -> None:
    whole, other, path = f"{project}.{kind}", f"{project}.其他资金{kind}", f"{project}.财政拨款{kind}"
    if isinstance(book.at(other), Figure):
        rest = money.difference(book.figure(whole), book.figure(other), path, f"{kind} − 其他资金{kind}")
        book.enter(path, rest)
    else:
        book.enter(path, book.at(whole))


def _first_of_group(rows: list[Tree]) -> None:
    """Mark the rows where a first-level and a second-level indicator begin: there a merged cell starts."""
    before: Tree = {}
    for row in rows:
        starts = text_of(row.get("一级")) != text_of(before.get("一级"))
        row["一级首行"] = starts
        row["二级首行"] = starts or text_of(row.get("二级")) != text_of(before.get("二级"))
        before = row


def _overall(book: Book) -> list[Finding]:
    if not branch(book.at("整体评价")):
        return []
    named = book.at("整体评价.重点项目")
    projects = branch(book.at("项目"))
    keys = [text_of(key) for key in named] if isinstance(named, list) else []
    unknown = [key for key in keys if key not in projects]
    known = [f"项目.{key}.执行" for key in keys if key in projects]
    book.adds("整体评价.重点资金", *known)
    book.share("整体评价.重点资金占比", "整体评价.重点资金", "整体评价.特定目标类支出")
    return [
        error(
            "D302",
            f"“重点项目”里的“{key}”不是“项目”里的简称",
            hint="照“项目”下面的组名写：" + "、".join(projects),
        )
        for key in unknown
    ]
