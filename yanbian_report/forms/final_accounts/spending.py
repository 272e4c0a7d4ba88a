"""Spending: each fund's expenditure by the functional classification (公开06、11、14表), with budgets and shares."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from yanbian_report.base.findings import Finding, error
from yanbian_report.forms.derivation import Derivation, entries
from yanbian_report.forms.final_accounts.classification import name_of
from yanbian_report.model import figure as money
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Tree, Value, branch
from yanbian_report.model.year import Classification

FUNDS = ("一般公共预算支出", "政府性基金预算支出", "国有资本经营预算支出")


def spending(derivation: Derivation, names: Classification) -> list[Finding]:
    """Enter every fund by class and item; findings name codes without an official name."""
    whole = "一般公共预算支出.合计"
    derivation.share("一般公共预算支出.占比", whole, "支出.本年支出合计")
    derivation.change("一般公共预算支出", whole, "上年.一般公共预算财政拨款支出")
    for fund in FUNDS[1:]:
        derivation.change(fund, f"{fund}.合计", f"上年.{fund}")
    findings: list[Finding] = []
    for fund in FUNDS:
        classes, unknown = _classes(derivation, fund, names)
        derivation.enter(f"{fund}.类", classes)
        findings += unknown
        _whole_budget(derivation, fund, classes)
    return findings


def codes_used(derivation: Derivation) -> set[str]:
    """Every code whose name the report prints: those that were typed, and the classes and 款 that they belong to."""
    typed = {code for fund in FUNDS for code in branch(derivation.at(f"{fund}.功能分类"))}
    return {part for code in typed for part in (code[:3], code[:5], code)}


def _whole_budget(derivation: Derivation, fund: str, classes: list[Value]) -> None:
    """A fund's own budget, when every item names one, and what was spent against it."""
    items = [item for group in entries(classes) for item in entries(group["项"])]
    budgets = [budget for item in items if isinstance(budget := item.get("预算"), Figure)]
    whole = None
    if budgets and len(budgets) == len(items):
        whole = money.total(budgets, f"{fund}.预算", "各项预算相加")
    derivation.enter(f"{fund}.预算", whole)
    derivation.against_budget(fund, f"{fund}.合计")


def deepest(codes: Iterable[str]) -> list[str]:
    """Those of ``codes`` that no other one goes on from, in order."""
    # In order, what goes on from a code follows it at once.
    return [code for code, after in pairwise([*sorted(codes), ""]) if not after.startswith(code)]


def _classes(derivation: Derivation, fund: str, names: Classification) -> tuple[list[Value], list[Finding]]:
    """The fund's spending by class: each with its items (the deepest codes that were typed), in the order of codes."""
    typed = sorted(branch(derivation.at(f"{fund}.功能分类")))
    of_items = [code for code in deepest(typed) if len(code) > 3]
    classes: list[Value] = []
    findings: list[Finding] = []
    for prefix in sorted({code[:3] for code in typed}):
        codes = [code for code in of_items if code.startswith(prefix)]
        items: list[Value] = [_item(derivation, f"{fund}.功能分类.{code}", code, names) for code in codes]
        path = f"{fund}.功能分类.{prefix}"
        derivation.adds(f"{path}.决算", *(f"{fund}.功能分类.{code}.决算" for code in codes))
        derivation.share(f"{path}.占比", f"{path}.决算", f"{fund}.合计")
        derivation.against_budget(path, f"{path}.决算")
        group = {"原因": None, **branch(derivation.at(path)), "代码": prefix, "名称": name_of(names, prefix)}
        classes.append({**group, "项": items, "分项": items if len(items) > 1 else []})
        needed = dict.fromkeys([prefix, *(part for code in codes for part in (code[:5], code))])
        findings += [_unnamed(c, derivation.figure(f"{path}.决算")) for c in needed if c not in names]
    return classes, findings


def _item(derivation: Derivation, path: str, code: str, names: Classification) -> Tree:
    derivation.against_budget(path, f"{path}.决算")
    return {
        **branch(derivation.at(path)),
        "代码": code,
        "款码": code[3:5],
        "项码": code[5:],
        "类名": name_of(names, code[:3]),
        "款名": name_of(names, code[:5]),
        "项名": name_of(names, code) if len(code) == 7 else None,
    }


def _unnamed(code: str, figure: Figure) -> Finding:
    return error(
        "D301",
        f"科目“{code}”没有查到官方名称",
        figure.origin,
        hint=f'核对编码；编码不错的话，在“科目名称”里补一行 "{code}": 名称',
        path=figure.path,
    )
