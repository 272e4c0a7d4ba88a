"""Check: hold the year against every rule, and against what the unit has accepted.

A disagreement that the unit accepts stands in its data under 已知差异 with the rule, the path, the difference and the
reason; it is then a note. One that no longer matches a finding is itself reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Related, Repair, Severity
from yanbian_report.base.origin import Origin
from yanbian_report.model.agreement import tolerance
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import TO_REVISE, Text, Tree, branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.causes import NO_CAUSE, cause_of, typed_in
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
    said: set[tuple[object, ...]] = set()
    for rule, outcome, severity in outcomes:
        ties = not outcome.bounds if isinstance(outcome, Holds) else outcome.difference is not None
        tied |= {f.path for figure in outcome.figures for f in typed_in(figure)} if ties else set()
        if isinstance(outcome, Holds):
            continue
        told = rule.code, outcome.message, _path(outcome), outcome.origin
        if told in said:  # two relations of a rule that fail for one reason are one finding
            continue
        said.add(told)
        number = next((n for n, entry in enumerate(entries) if _accepts(entry, rule, outcome)), None)
        if number is None:
            cause = NO_CAUSE if outcome.hint else cause_of(year, outcome)
            hint = outcome.hint or cause.words or outcome.otherwise
            opened.append(_finding(rule, outcome, severity, hint, cause.repairs))
        else:
            matched.add(number)
            reason = text_of(entries[number].get("原因"))
            accepted.append(_finding(rule, outcome, Severity.NOTE, f"已知差异：{reason}", ()))
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


def _finding(rule: Rule, violation: Violation, severity: Severity, hint: str, repairs: tuple[Repair, ...]) -> Finding:
    typed = [f for figure in violation.figures for f in typed_in(figure)]
    # What is nil explains little: of a sum the amounts are named, and nils where there is nothing else.
    said = [f for f in typed if f] or typed
    first = typed_in(violation.figures[0]) if violation.figures else []
    place = violation.origin or next((f.origin for f in ([f for f in first if f] or first or typed)), None)
    seen: dict[Origin, Related] = {}
    for figure in said if len(typed) > _FEW else typed:
        if figure.origin and figure.origin != place:
            seen.setdefault(figure.origin, Related(f"“{figure.path}”{spoken(figure)}", figure.origin))
    basis = f"{rule.sentence}（{rule.basis}）"
    path, related = violation.lacks or _path(violation), tuple(seen.values())
    mended = (*violation.repairs, *repairs)
    return Finding(rule.code, severity, violation.message, place, path, related, hint, basis, mended)


_FEW = 3  # figures that are all listed, nils included


def _path(violation: Violation) -> str:
    """The path that the finding for ``violation`` names."""
    return violation.path or (violation.figures[0].path if violation.figures else "")


def _accepted_entries(year: Year) -> list[Tree]:
    entries = year.tree.get("已知差异")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _accepts(entry: Tree, rule: Rule, violation: Violation) -> bool:
    item = text_of(entry.get("项"))
    if text_of(entry.get("规则")) != rule.code or not item or item not in (_path(violation), violation.lacks):
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
        figures = {f.path: f for figure in outcome.figures for f in (figure, *typed_in(figure))}
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
