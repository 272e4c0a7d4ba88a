"""``check --publish``: what inspections of published reports ask, as a list to go through or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable

from yanbian_report.cli.console import DONE, ERRORS, WRONG_CALL, print_findings
from yanbian_report.model.requirement import Inspected, Requirement, State

_FORMATS = ("text", "json")


def do_publish(options: argparse.Namespace) -> int:
    """Print the list; with ``--strict`` what is missing fails."""
    from yanbian_report.api import inspect

    if options.format not in _FORMATS:
        print(f"--publish 只有 {'、'.join(_FORMATS)} 两种式样", file=sys.stderr)
        return WRONG_CALL
    inspected = inspect(options.year, options.project)
    if inspected.findings:
        print_findings(inspected.findings, options.project)
        return ERRORS
    print(as_records(inspected) if options.format == "json" else as_list(inspected))
    missing = any(one.answer.state is State.MISSING for one in inspected.requirements)
    return ERRORS if missing and options.strict else DONE


def as_list(inspected: Inspected) -> str:
    """The list as a person goes through it: sections, and in each a line of state and item, with what was found."""
    lines = [f"{inspected.title}　公开自查表"]
    section = ""
    for number, one in enumerate(inspected.requirements, 1):
        if one.section != section:
            section = one.section
            lines += ["", section]
        lines += _lines(number, one)
    return "\n".join([*lines, "", f"{_counted(inspected.requirements)}。"])


def _lines(number: int, one: Requirement) -> list[str]:
    state, answer = one.answer.state, one.answer
    said = [f"{number:>3}. 【{state}】{one.item}"]
    if answer.found:
        said.append(f"      {answer.found}" + (f"（{answer.origin}）" if answer.origin else ""))
    if state in (State.MISSING, State.FOR_A_PERSON) and one.where:
        said.append(f"      写在：{answer.path or one.where}")
    return [*said, f"      依据：{one.source}"]


def _counted(requirements: Iterable[Requirement]) -> str:
    counts = Counter(one.answer.state for one in requirements)
    return f"共 {counts.total()} 条：" + "，".join(f"{state} {counts[state]}" for state in State)


def as_records(inspected: Inspected) -> str:
    """The list for other programs: ``title``, and ``requirements`` with ``section``, ``item``, ``source``, ``state``
    (``met``, ``missing``, ``not_applicable``, ``for_a_person``), ``found``, ``path``, ``where`` and ``span``.
    """
    records = [
        {
            "section": one.section,
            "item": one.item,
            "source": one.source,
            "state": one.answer.state.name.lower(),
            "found": one.answer.found,
            "path": one.answer.path,
            "where": one.where,
            "span": one.answer.origin._asdict() if one.answer.origin else None,
        }
        for one in inspected.requirements
    ]
    return json.dumps({"title": inspected.title, "requirements": records}, ensure_ascii=False, indent=1)
