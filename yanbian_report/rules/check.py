"""Check: hold the year against every rule, and against what the unit has accepted.

A disagreement that the unit accepts stands in its data under 已知差异 with the rule, the path, the difference and the
reason; it is then a note. One that no longer matches a finding is itself reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Related, Severity
from yanbian_report.base.origin import Origin
from yanbian_report.model.agreement import tolerance
from yanbian_report.model.figure import RATE, WAN, YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import TO_REVISE, Text, Tree, branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Holds, Rule, Tally, Violation

STALE = "R901"  # an accepted difference that is no more, or is another
SWITCH = {s.value: s for s in Severity}


class Checked(NamedTuple):
    """What the rules found: ``open`` findings, ``accepted`` ones, the typed figures that no relation ties, and how many
    relations were held against each other that are not of the data's own figures, by kind.
    """

    open: list[Finding]
    accepted: list[Finding]
    unchecked: list[Figure]
    tallies: tuple[Tally, ...] = ()


def check(year: Year, rules: Mapping[str, Rule]) -> Checked:
    """Hold ``year`` against every one of ``rules``; made-up tables are held against nothing."""
    year = year.without_example_tables()
    opened: list[Finding] = []
    accepted: list[Finding] = []
    entries = _accepted_entries(year)
    matched: set[int] = set()
    tied: set[str] = set()
    tallies: dict[str, Tally] = {}
    outcomes = list(_outcomes(year, rules, tallies))
    for rule, outcome, severity in outcomes:
        ties = not outcome.bounds if isinstance(outcome, Holds) else outcome.difference is not None
        tied |= {f.path for figure in outcome.figures for f in _typed(figure)} if ties else set()
        if isinstance(outcome, Holds):
            continue
        number = next((n for n, entry in enumerate(entries) if _accepts(entry, rule, outcome)), None)
        if number is None:
            opened.append(_finding(rule, outcome, severity, outcome.hint or _cause(year, outcome) or outcome.otherwise))
        else:
            matched.add(number)
            reason = text_of(entries[number].get("原因"))
            accepted.append(_finding(rule, outcome, Severity.NOTE, f"已知差异：{reason}"))
    opened += [_stale(entry, outcomes) for n, entry in enumerate(entries) if n not in matched]
    unchecked = [
        f for f in year.figures().values() if f.origin and f.path not in tied and not f.path.startswith("已知差异")
    ]
    return Checked(opened, accepted, unchecked, tuple(tallies.values()))


def _outcomes(
    year: Year, rules: Mapping[str, Rule], tallies: dict[str, Tally]
) -> Iterator[tuple[Rule, Violation | Holds, Severity]]:
    """What every rule that is not switched off says; what was counted is added up in ``tallies``."""
    switches = branch(year.tree.get("规则级别"))
    for code, rule in rules.items():
        word = text_of(switches.get(code))
        if word == "关闭":
            continue
        for outcome in rule.statement(year):
            if isinstance(outcome, Tally):
                before = tallies.get(outcome.of, Tally(outcome.of, 0))
                tallies[outcome.of] = Tally(outcome.of, before.held + outcome.held, before.lacked + outcome.lacked)
            elif outcome is not None and not _unfinished(year, outcome):
                yield rule, outcome, SWITCH.get(word, rule.severity)


def _unfinished(year: Year, outcome: Violation | Holds) -> bool:
    """Whether ``outcome`` speaks of what is still to be filled in, revised or an example; that is said as work left."""
    text = year.leaves.get(outcome.path) if isinstance(outcome, Violation) else None
    if year.examples and any(map(year.is_example, (text, *outcome.figures))):
        return True
    return any(f.unknown for f in outcome.figures) or (isinstance(text, Text) and TO_REVISE in text.text)


def _finding(rule: Rule, violation: Violation, severity: Severity, hint: str) -> Finding:
    typed = [f for figure in violation.figures for f in _typed(figure)]
    # What is nil explains little: of a sum the amounts are named, and nils where there is nothing else.
    said = [f for f in typed if f] or typed
    first = _typed(violation.figures[0]) if violation.figures else []
    place = violation.origin or next((f.origin for f in ([f for f in first if f] or first or typed)), None)
    seen: dict[Origin, Related] = {}
    for figure in said if len(typed) > _FEW else typed:
        if figure.origin and figure.origin != place:
            seen.setdefault(figure.origin, Related(f"“{figure.path}”{spoken(figure)}", figure.origin))
    basis = f"{rule.sentence}（{rule.basis}）"
    return Finding(rule.code, severity, violation.message, place, _path(violation), tuple(seen.values()), hint, basis)


_FEW = 3  # figures that are all listed, nils included


def _path(violation: Violation) -> str:
    """The path that the finding for ``violation`` names."""
    return violation.path or (violation.figures[0].path if violation.figures else "")


def _typed(figure: Figure) -> list[Figure]:
    """The typed figures that ``figure`` is or comes from."""
    return [figure] if figure.origin else [f for part in figure.inputs for f in _typed(part)]


def _cause(year: Year, violation: Violation) -> str:
    """Name a figure of the file that equals the difference: that is how an auditor finds the cause."""
    if not violation.difference or violation.unit == RATE or abs(violation.difference) <= 2 * violation.tolerance + 100:
        return ""
    involved = {f.path for figure in violation.figures for f in (figure, *_typed(figure))}
    if turned := list(_all_turned(violation, violation.difference)):
        return "，或者".join(turned[:2]) + "，就对上了；看看是不是两个数字写颠倒了"
    if other := next(_of_other_units(violation, violation.difference), ""):
        return other
    if len(f"{round(violation.difference)}".strip("-0")) < _TELLING:
        return ""
    alike = [
        f
        for f in year.figures().values()
        if f.unit == violation.unit and f.origin and f.path not in involved and f.value and not f.approx
        if not f.path.startswith("已知差异")
        if abs(abs(f.value) - abs(violation.difference)) <= tolerance(f) + violation.tolerance
    ]
    alike.sort(key=lambda f: abs(abs(f.value) - abs(violation.difference or Decimal(0))))
    named = "、".join(f"“{f.path}”{spoken(f)}" for f in alike[:2])
    return f"相差 {amount_spoken(abs(violation.difference), violation.unit)}，等于{named}，先看这一处" if named else ""


def _all_turned(violation: Violation, difference: Decimal) -> Iterator[str]:
    for number, figure in enumerate(violation.figures):
        for f in _typed(figure):
            if words := _turned(f, violation, difference if number else -difference):
                yield words


_TELLING = 2  # digits of a difference that another figure is not by chance: 9.00 is found anywhere


_MORE = 10  # times what rounding explains: an amount that says something in another unit


def _of_other_units(violation: Violation, difference: Decimal) -> Iterator[str]:
    """Name the amounts that, 10 000 times as large or as small, would have made no ``difference``."""
    for number, figure in enumerate(violation.figures):
        for f in _typed(figure):
            if f.unit != YUAN or not f.value or f.unknown:
                continue
            for factor, off, meant in ((1 / WAN, "大一万倍", "元"), (WAN, "小一万倍", "万元")):
                change = f.value * (factor - 1) * (1 if number == 0 else -1)
                room = violation.tolerance + tolerance(f) * max(factor, Decimal(1))
                # Beside nothing, a ten-thousandth of anything would do.
                if abs(difference + change) <= room and abs(f.value) * min(factor, Decimal(1)) > _MORE * room:
                    bare = re.sub(r"[^\d.]", "", f.text)
                    yield f"“{f.path}”写的是 {spoken(f)}，正好{off}：是不是 {bare}{meant}"


def _turned(figure: Figure, violation: Violation, change: Decimal) -> str:
    """Name the number that ``figure`` may stand for when two digits beside each other, turned round, ``change`` it."""
    if figure.unit != violation.unit or not figure.value:
        return ""
    text = re.sub(r"[^\d.]", "", figure.text)
    unit = abs(figure.value) / Decimal(text) if text.replace(".", "", 1).isdecimal() and Decimal(text) else Decimal(0)
    for first in range(len(text) - 1):
        second = first + 1 + (text[first + 1] == ".")
        if second >= len(text) or text[first] == "." or text[first] == text[second]:
            continue
        other = text[:first] + text[second] + text[first + 1 : second] + text[first] + text[second + 1 :]
        if abs((Decimal(other) - Decimal(text)) * unit.copy_sign(figure.value) - change) <= min(
            violation.tolerance, tolerance(figure)
        ):
            return f"“{figure.path}”的 {text} 如果是 {other}"
    return ""


def _accepted_entries(year: Year) -> list[Tree]:
    entries = year.tree.get("已知差异")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _accepts(entry: Tree, rule: Rule, violation: Violation) -> bool:
    if text_of(entry.get("规则")) != rule.code or text_of(entry.get("项")) != _path(violation):
        return False
    difference = entry.get("相差")
    if not isinstance(difference, Figure) or violation.difference is None:
        return difference is None
    return abs(difference.value - violation.difference) <= tolerance(difference)


def _stale(entry: Tree, outcomes: list[tuple[Rule, Violation | Holds, Severity]]) -> Finding:
    """The finding for an accepted difference that is no more; related are the figures that it was between."""
    code, path = entry.get("规则"), text_of(entry.get("项"))
    between: dict[str, Figure] = {}
    for rule, outcome, _ in outcomes:
        figures = {f.path: f for figure in outcome.figures for f in (figure, *_typed(figure))}
        if rule.code == text_of(code) and path in figures:
            between |= figures
    related = tuple(Related(f"“{f.path}”{spoken(f)}", f.origin) for f in between.values() if f.origin)
    return Finding(
        STALE,
        Severity.INCONSISTENCY,
        f"“已知差异”里登记的 {text_of(code)}（{path}）{_registered(entry)}现在没有了或者变了",
        code.origin if isinstance(code, Text) else None,
        path,
        related,
        hint="差异已经消除的，删去这一条；数变了的，重新核对后改“相差”",
        basis="已知差异与核对结果一致",
    )


def _registered(entry: Tree) -> str:
    """How far off an entry says that the figures are; not every rule is about amounts."""
    difference = text_of(entry.get("相差"))
    return f"相差 {difference}，" if difference else "，"
