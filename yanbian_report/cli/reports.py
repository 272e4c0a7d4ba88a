"""Commands on reports: build, check, watch, batch. They print in Chinese and return the exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yanbian_report.base.findings import Severity, error, has_errors, is_failure
from yanbian_report.cli.console import DONE, ERRORS, count_by_severity, print_findings, print_line
from yanbian_report.cli.invocation import full_command
from yanbian_report.cli.render import FORMATS, as_short

if TYPE_CHECKING:
    from yanbian_report.batch_runner import Count, Outcome
    from yanbian_report.model.figure import Figure
    from yanbian_report.rules.rule import Tally
    from yanbian_report.watcher import Rebuilt


def do_build(options: argparse.Namespace) -> int:
    from yanbian_report.api import build
    from yanbian_report.options import BuildOptions

    wanted = BuildOptions(options.strict, options.draft, tuple(options.outputs), options.pages)
    result = build(options.year, options.project, options.output, wanted, print_line)
    print_findings(result.findings, options.project)
    if result.document is None:
        print(f"没有生成报告：{count_by_severity(result.findings)}。改好后再运行一次。", file=sys.stderr)
        if all(f.to_do for f in result.findings if f.severity is Severity.ERROR):
            draft = full_command("build", options.year, "--draft", project=options.project)
            print(f"要先看看样子，生成草稿：{draft}", file=sys.stderr)
        return ERRORS
    for file in result.also:
        print(file)
    print(result.document)
    # A page or picture beside the document may have failed although the document itself is there.
    return ERRORS if has_errors(result.findings) else DONE


def do_watch(options: argparse.Namespace) -> int:
    from yanbian_report.base.project import find_project
    from yanbian_report.options import BuildOptions
    from yanbian_report.watcher import watch

    project, findings = find_project(options.project)
    if project is None:
        print_findings(findings, options.project)
        return ERRORS
    try:
        for done in watch(options.year, project, BuildOptions()):
            _print_rebuilt(done)
    except KeyboardInterrupt:
        print()
    return DONE


def _print_rebuilt(done: Rebuilt) -> None:
    from time import strftime

    told = done.built.document or f"没有生成：{count_by_severity(done.built.findings)}"
    said = as_short(f for f in done.built.findings if not f.to_do)
    if said:
        print_line(said)
    names = "、".join(path.name for path in done.changed[:3]) or "第一次"
    print_line(f"{strftime('%H:%M:%S')}　{names}　{told}　{done.seconds * 1000:.0f} 毫秒")


def do_batch(options: argparse.Namespace) -> int:
    from yanbian_report.batch_runner import batch, by_office, jobs_in, office, tally, workers

    outcomes = []
    with workers(options.jobs, options.limit) as pool:
        jobs = jobs_in(options.folders, options.years)
        if not jobs:
            return _no_jobs(options)
        for number, done in enumerate(batch(jobs, pool, again=options.again), 1):
            outcomes.append(done)
            print_line(f"{_bar(number, len(jobs))} {_outcome(done)}")
    failed = [o for o in outcomes if o.document is None or has_errors(o.findings)]
    for project, count in by_office(outcomes).items():
        print_line(f"{office(project)}：{_came(count)}")
    print_line(f"共 {len(jobs)} 份：{_came(tally(outcomes))}")
    for done in failed:
        print_line(_failed(done))
    return ERRORS if failed else DONE


_OWN = ("B504", "B505", "B507", "B508")  # what became of a job itself, which no check would say again


def _failed(done: Outcome) -> str:
    """What became of a report that is not there, or not all of it."""
    own = as_short(f for f in done.findings if f.code in _OWN)
    if own:
        return f"{done.job.project}　{done.job.year or '各年度'}　{own}"
    check = full_command("check", done.job.year, project=done.job.project)
    return f"{done.job.project}　{done.job.year}　{count_by_severity(done.findings)}，看是什么问题：{check}"


def _outcome(done: Outcome) -> str:
    from yanbian_report.batch_runner import office

    came = "没有变动" if done.unchanged else "已生成" if done.document else "没有生成"
    found = f"　{count_by_severity(done.findings)}" if done.findings else ""
    return f"{office(done.job.project)}　{done.job.year or '各年度'}　{came}{found}"


def _no_jobs(options: argparse.Namespace) -> int:
    where = "、".join(str(folder) for folder in options.folders)
    years = f"{'、'.join(map(str, options.years))}年度的" if options.years else ""
    hint = "写报告项目的目录（里面有 data、templates、charts），或者里面有许多项目的目录；年度是 data 里有的"
    print_findings([error("B518", f"“{where}”里没有{years}报告可做", hint=hint)], Path())
    return ERRORS


def _came(count: Count) -> str:
    return f"生成 {count.built} 份，没有变动 {count.unchanged} 份，没有生成 {count.failed} 份"


def _bar(done: int, of: int) -> str:
    """How far a batch has come: ``████░░░░░░ 4/10``."""
    full = 10 * done // of
    return f"{'█' * full}{'░' * (10 - full)} {done}/{of}"


def do_check(options: argparse.Namespace) -> int:
    if options.publish:
        from yanbian_report.cli.publishing import do_publish

        return do_publish(options)
    from yanbian_report.api import check

    checked = check(options.year, options.project)
    shown = [*checked.open, *(checked.accepted if options.all else [])]
    if options.format in FORMATS:
        print(FORMATS[options.format](shown), end="\n" if shown else "")
    else:
        print_findings(shown, options.project, sys.stdout)
        if options.all:
            _list_unchecked(checked.unchecked)
            _count_relations(checked.tallies)
        print(f"核对完毕：{count_by_severity(checked.open)}{_known(len(checked.accepted), options)}。")
    return ERRORS if is_failure(checked.open, options.strict) else DONE


def _known(accepted: int, options: argparse.Namespace) -> str:
    if not accepted:
        return ""
    how = "" if options.all else f"，列出：{full_command('check', options.year, '--all', project=options.project)}"
    return f"；另有已知差异 {accepted} 处{how}"


def _list_unchecked(figures: list[Figure]) -> None:
    from yanbian_report.model.formats import spoken

    print(f"没有别的数可以核对、只能由人看的数，共 {len(figures)} 个：")
    for figure in figures:
        print(f"  {figure.origin}　{figure.path}　{spoken(figure)}")
    print()


def _count_relations(tallies: Iterable[Tally]) -> None:
    """A line a kind: how many were looked at, how many could not be, and for want of what."""
    for tally in tallies:
        wanted = list(dict.fromkeys(tally.lacked))
        shown = f"，缺的是 {'、'.join(wanted[:_SHOWN])}{' 等' if len(wanted) > _SHOWN else ''}" if wanted else ""
        print(f"{tally.of}：核对 {tally.held} 条，缺数未核对 {len(tally.lacked)} 条{shown}\n")


_SHOWN = 6  # cells that are not known, named beside how many relations they are missing in
