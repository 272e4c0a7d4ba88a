"""Rows of the self-assessment tables: a number answered by a number, in its unit, and the target reached (附表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache, partial

from yanbian_report.base.findings import Severity
from yanbian_report.model.citations import citations, write_out
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, branch
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_UNITS = (
    *("人次", "批次", "户次", "人", "名", "户", "件", "次", "天", "台", "辆", "套", "项", "场", "个", "家", "村", "条"),
    *("公里", "平方米", "亩", "吨", "份", "期", "所", "元", "%"),
)
_AT_MOST = re.compile(r"≤|不超过|不高于|不多于|小于|低于|以内|以下|控制在")
_EXPLAINED = re.compile(r"因|由于|原因|未完成|未达")
_ALIKE = {"名": "人"}
_FAR_BEYOND = Decimal("1.3")  # of a goal: one that is passed by more was set too low, or one of the numbers is wrong


@rule("R359", basis="项目支出绩效自评：指标值与实际完成值逐项对应", severity=Severity.NOTE)
def targets_and_results(year: Year) -> Iterator[Outcome]:
    """自评表里预期写了数的，实际也用同一单位的数回答；达不到预期的（成本指标是超过预期的）、超过三成的说明原因。"""
    for key, project in branch(year.tree.get("项目")).items():
        rows = branch(branch(project).get("自评表")).get("指标")
        for number in range(1, len(rows) + 1) if isinstance(rows, list) else ():
            path = f"项目.{key}.自评表.指标.{number}"
            expected, actual = year.leaves.get(f"{path}.预期"), year.leaves.get(f"{path}.实际")
            if isinstance(expected, Text) and isinstance(actual, Text):
                costs = "成本" in year.text(f"{path}.二级")
                words = _wrong(_written(year, expected), _written(year, actual), costs)
                if words:
                    hint = "核对两格；不错的，在“实际”里写明原因"
                    cited = (*_cited(year, expected), *_cited(year, actual))
                    yield Violation(words, cited, origin=actual.origin, path=actual.path, hint=hint)


def _cited(year: Year, text: Text) -> list[Figure]:
    scope = text.path.rpartition(".")[0]
    found = [year.find(c.path, scope) for c in citations(text.text) if year.knows(c.path, scope)]
    return [figure for figure in found if isinstance(figure, Figure)]


def _written(year: Year, text: Text) -> str:
    scope = text.path.rpartition(".")[0]
    return write_out(text.text, partial(year.find, scope=scope))[0] if "{{" in text.text else text.text


@lru_cache(maxsize=512)
def _wrong(expected: str, actual: str, costs: bool) -> str:
    """What is wrong with ``actual`` as the answer to ``expected``, empty where nothing is."""
    wanted, found = _numbers(expected), _numbers(actual)
    if not wanted or _EXPLAINED.search(actual):
        return ""
    if not found:
        return f"预期“{_short(expected)}”是数，实际“{_short(actual)}”没有数"
    for unit, value in wanted.items():
        if unit not in found:
            return f"预期“{_short(expected)}”的单位是“{unit}”，实际“{_short(actual)}”没有用这个单位的数"
        most = costs or _AT_MOST.search(expected)
        if (found[unit] > value) if most else (found[unit] < value):
            return f"实际“{_short(actual)}”{'超过了' if most else '没有达到'}预期“{_short(expected)}”"
        if not most and found[unit] > value * _FAR_BEYOND:
            return f"实际“{_short(actual)}”超过预期“{_short(expected)}”三成以上"
    return ""


@cache
def _number() -> re.Pattern[str]:
    """A number with its unit, longest units first; most years have no table to look for it in."""
    return re.compile(rf"(?<![\dA-Za-z.\-])(\d+(?:\.\d+)?)(万)?(?:余|多)?({'|'.join(_UNITS)})(?![A-Za-z])")


def _numbers(text: str) -> dict[str, Decimal]:
    """The first number of each unit; amounts in 元."""
    numbers: dict[str, Decimal] = {}
    for number, wan, unit in _number().findall(text):
        numbers.setdefault(_ALIKE.get(unit, unit), Decimal(number) * (10_000 if wan else 1))
    return numbers


def _short(text: str) -> str:
    line = text.strip().replace("\n", "")
    return line if len(line) <= 24 else f"{line[:24]}……"


_GOAL = ("目标", "计划", "预期")


@rule("R360", basis="绩效目标与完成情况逐项对应", severity=Severity.NOTE)
def goals_of_figures(year: Year) -> Iterator[Outcome]:
    """数据里登记了目标的（满意度目标、计划人数），完成的数不低于目标，也不超过它三成以上。"""
    for path, goal in year.figures().items():
        group, _, name = path.rpartition(".")
        word = next((word for word in _GOAL if name.startswith(word) or name.endswith(word)), "")
        if not word or not group.endswith(".数据") or goal.unknown or goal.unit == YUAN:
            continue
        done = year.get(f"{group}.{name.removeprefix(word).removesuffix(word)}")
        if done is None or done.unknown or done.unit != goal.unit:
            continue
        missed = done.value < goal.value
        if missed or 0 < goal.value * _FAR_BEYOND < done.value:
            how = ("没有达到", "") if missed else ("超过了", "三成以上")
            words = f"“{done.path}”{spoken(done)}，{how[0]}“{name}”{spoken(goal)}{how[1]}"
            yield Violation(words, (done, goal), hint="核对两个数；不错的，文字里说明原因")
