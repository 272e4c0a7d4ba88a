"""Commands: what each command of the command line does. They print in Chinese and return the exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from yanbian_report.base.findings import Finding, Severity, error, is_failure
from yanbian_report.cli.console import count_by_severity, print_findings, print_line, summary
from yanbian_report.cli.render import as_github, as_json, as_short

if TYPE_CHECKING:
    from yanbian_report.batch_runner import Count
    from yanbian_report.model.figure import Figure

DONE, ERRORS, WRONG_CALL = 0, 1, 2
FORMATS: dict[str, Callable[[list[Finding]], str]] = {
    "text": str,
    "short": as_short,
    "json": as_json,
    "github": as_github,
}


def do_build(options: argparse.Namespace) -> int:
    from yanbian_report.api import build
    from yanbian_report.options import BuildOptions

    wanted = BuildOptions(options.strict, options.draft, tuple(options.outputs), options.pages)
    result = build(options.year, options.project, options.output, wanted, print_line)
    print_findings(result.findings, options.project)
    if result.document is None:
        print(f"没有生成报告：{count_by_severity(result.findings)}。改好后再运行一次。", file=sys.stderr)
        if all(f.to_do for f in result.findings if f.severity is Severity.ERROR):
            print("要先看看样子，加上 --draft 生成草稿。", file=sys.stderr)
        return ERRORS
    for file in result.also:
        print(file)
    print(result.document)
    return DONE


def do_watch(options: argparse.Namespace) -> int:
    from time import strftime

    from yanbian_report.base.project import find_project
    from yanbian_report.layout.page_numbers import UNNUMBERED
    from yanbian_report.options import BuildOptions
    from yanbian_report.watcher import watch

    project, findings = find_project(options.project)
    if project is None:
        print_findings(findings, options.project)
        return ERRORS
    try:
        for done in watch(options.year, project, BuildOptions()):
            names = "、".join(path.name for path in done.changed[:3]) or "第一次"
            told = done.built.document or f"没有生成：{count_by_severity(done.built.findings)}"
            said = as_short(f for f in done.built.findings if not (f.to_do or f.code == UNNUMBERED))
            if said and not done.numbered:
                print_line(said)
            what = "目录页码已排好" if done.numbered else f"{names}　{told}"
            print_line(f"{strftime('%H:%M:%S')}　{what}　{done.seconds * 1000:.0f} 毫秒")
    except KeyboardInterrupt:
        print()
    return DONE


def do_batch(options: argparse.Namespace) -> int:
    from yanbian_report.batch_runner import batch, by_office, jobs_in, tally, workers

    outcomes = []
    with workers(options.jobs) as pool:
        jobs = jobs_in(options.folders, options.years)
        if not jobs:
            return _no_jobs(options)
        for number, done in enumerate(batch(jobs, pool, again=options.again), 1):
            outcomes.append(done)
            came = "没有变动" if done.unchanged else "已生成" if done.document else "没有生成"
            found = f"　{count_by_severity(done.findings)}" if done.findings else ""
            print_line(f"{_bar(number, len(jobs))} {done.job.project.name}　{done.job.year}　{came}{found}")
    failed = [o for o in outcomes if o.document is None]
    for project, count in by_office(outcomes).items():
        print_line(f"{project.name}：{_came(count)}")
    print_line(f"共 {len(jobs)} 份：{_came(tally(outcomes))}")
    for done in failed:
        print_line(f"{done.job.project}　{done.job.year}　{count_by_severity(done.findings)}，用 check 看是什么问题")
    return ERRORS if failed else DONE


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
    from yanbian_report.api import check

    checked = check(options.year, options.project)
    shown = [*checked.open, *(checked.accepted if options.all else [])]
    if options.format == "text":
        print_findings(shown, options.project, sys.stdout)
        if options.all:
            _list_untied(checked.unchecked)
        print(summary(checked.open, len(checked.accepted)))
    else:
        print(FORMATS[options.format](shown), end="\n" if shown else "")
    return ERRORS if is_failure(checked.open, options.strict) else DONE


def _list_untied(figures: list[Figure]) -> None:
    from yanbian_report.model.formats import spoken

    print(f"没有别的数可以核对、只能由人看的数，共 {len(figures)} 个：")
    for figure in figures:
        print(f"  {figure.origin}　{figure.path}　{spoken(figure)}")
    print()


def do_new(options: argparse.Namespace) -> int:
    from yanbian_report.api import check, new

    result = new(options.year, options.project)
    print_findings(result.findings, options.project)
    if result.document is None:
        return ERRORS
    left = [f for f in check(options.year, options.project).open if f.to_do]
    print(result.document)
    print(f"{count_by_severity(left)}。用 check {options.year} 看还差哪些；填好一处，就删去它的“待填”或“【待改】”。")
    return DONE


def do_init(options: argparse.Namespace) -> int:
    from yanbian_report.forms.final_accounts.starter import Unit
    from yanbian_report.scaffold import init

    name, year = options.unit or _asked("单位全称："), options.year or _asked("年度（例如 2022）：")
    if not name.strip() or not str(year).isdecimal() or not 1990 < int(year) < 2100:
        print(
            "命令写得不对：要有单位全称和四位数的年度，例如 --unit 盐边县社会保险事务中心 --year 2022", file=sys.stderr
        )
        return WRONG_CALL
    findings = init(options.folder, Unit(name.strip(), int(year), options.level, options.nature))
    print_findings(findings, options.folder)
    if findings:
        return ERRORS
    print(f"{options.folder} 建好了。先试一次：python -m yanbian_report build {year} --project {options.folder}")
    print(f"再把 {options.folder / 'data' / f'{year}.yaml'} 里的例子换成本单位的数字和文字。")
    return DONE


def _asked(question: str) -> str:
    """What a person answers; nothing where there is nobody to ask."""
    try:
        return input(question) if sys.stdin.isatty() else ""
    except EOFError:
        return ""


def do_list(options: argparse.Namespace) -> int:
    from yanbian_report.api import check, load
    from yanbian_report.base.project import find_project
    from yanbian_report.forms import find_form
    from yanbian_report.inputs import data_years
    from yanbian_report.model.formats import spoken

    project, findings = find_project(options.project)
    if project is None:
        print_findings(findings, options.project)
        return ERRORS
    form = find_form()
    headline = form.headline.rpartition(".")[2]
    for number in data_years(project):
        year = load(number, project.root).year
        state = count_by_severity(check(number, project.root).open)
        if year is None:
            print(f"{number}　{state}")
            continue
        built = "已生成" if any(project.output(number).glob("*.docx")) else "未生成"
        total = spoken(year.figure(form.headline))
        print(f"{number}　{form.title(year)}　版本 {year.text('版本')}　{headline} {total}　{state}　{built}")
    return DONE


def do_diff(options: argparse.Namespace) -> int:
    from yanbian_report.api import load
    from yanbian_report.model.compare import difference

    loaded = [load(year, options.project) for year in (options.before, options.after)]
    before, after = (one.year for one in loaded)
    if before is None or after is None:
        print_findings([f for one in loaded if one.year is None for f in one.findings], options.project)
        return ERRORS
    sections = difference(before, after)
    print(f"{options.before}年 → {options.after}年，变动的数 {sum(map(len, sections.values()))} 个，金额变动大的在前")
    for section, changes in sections.items():
        print(f"\n{section}")
        for change in changes:
            print(f"  {change}")
    return DONE


def do_styles(options: argparse.Namespace) -> int:
    from yanbian_report.base.project import find_project
    from yanbian_report.templates.copy_styles import copy_styles

    project, findings = find_project(options.project)
    changed: list[Path] = []
    if project is not None:
        changed, findings = copy_styles(project.templates(options.edition))
    print_findings(findings, options.project)
    for file in changed:
        print(file)
    print(f"改了 {len(changed)} 个文件的样式。")
    return ERRORS if findings else DONE


def do_trace(options: argparse.Namespace) -> int:
    from yanbian_report.api import load
    from yanbian_report.model.trace import trace

    loaded = load(options.year, options.project)
    if loaded.year is None:
        print_findings(loaded.findings, options.project)
        return ERRORS
    figure = loaded.year.figures().get(options.path)
    if figure is None and options.path in loaded.year.leaves:
        leaf = loaded.year.leaves[options.path]
        print(f"{options.path}　{loaded.year.text(options.path)}　{getattr(leaf, 'span', '由程序得出')}")
        return DONE
    if figure is None:
        near = loaded.year.nearest(options.path)
        print(f"没有“{options.path}”这个数。" + (f"是不是“{near}”？" if near else ""), file=sys.stderr)
        return WRONG_CALL
    print(trace(figure))
    return DONE
