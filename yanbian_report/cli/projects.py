"""Commands on whole projects and years: new, init, list, styles. They print in Chinese and return the exit status."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from yanbian_report.base.findings import Severity
from yanbian_report.cli.console import (
    DONE,
    ERRORS,
    WRONG_CALL,
    count_by_severity,
    parse_day,
    parse_year,
    print_findings,
)
from yanbian_report.cli.invocation import full_command, program_from_anywhere


def do_new(options: argparse.Namespace) -> int:
    from yanbian_report.api import check, new

    try:
        published = options.published or _asked_day()
    except argparse.ArgumentTypeError as problem:
        return _wrong(str(problem))
    result = new(options.year, options.project, published=published)
    print_findings(result.findings, options.project)
    if result.document is None:
        return ERRORS
    found = check(options.year, options.project).open
    left = [f for f in found if f.to_do]
    print_findings([f for f in found if f.severity is Severity.NOTE], options.project)
    print(result.document)
    print(f"{count_by_severity(left)}。填好一处，就删去它的“待填”“【待改】”或“示例”。")
    print(f"看还差哪些：{full_command('check', options.year, project=options.project)}")
    return DONE


def do_init(options: argparse.Namespace) -> int:
    from yanbian_report.forms.final_accounts.starter import Unit
    from yanbian_report.scaffold import init, occupied, unfit

    taken = occupied(options.folder)  # before anything is asked
    if taken:
        print_findings(taken, options.folder)
        return ERRORS
    name = (options.unit or _asked("单位全称：")).strip()
    text = options.year or _asked("年度（例如 2022）：")
    if not name or not text:
        again = full_command("init", options.folder, "--unit", "盐边县社会保险事务中心", "--year", 2022)
        return _wrong(f"要有单位全称和年度，例如 {again}")
    try:
        year = parse_year(text)
        published = options.published or _asked_day()
    except argparse.ArgumentTypeError as problem:
        return _wrong(str(problem))
    unit = Unit(name, year, options.level, options.nature, published=published)
    wrong = unfit(unit)
    findings = wrong or init(options.folder, unit, program_from_anywhere())
    print_findings(findings, options.folder)
    if findings:
        return WRONG_CALL if wrong else ERRORS
    print(f"{options.folder} 建好了。先试一次：{full_command('build', year, project=options.folder)}")
    print(f"再把 {options.folder / 'data' / f'{year}.yaml'} 里有“示例”的地方换成本单位的数字和文字。")
    return DONE


def _wrong(words: str) -> int:
    print(f"命令写得不对：{words}", file=sys.stderr)
    return WRONG_CALL


def _asked_day() -> str:
    """The day of publication that a person answers; nothing where it is not known yet, or nobody is there."""
    said = _asked("公开日期（例如 2023年9月1日，印在目录页上；还不知道，直接回车）：").strip()
    return parse_day(said) if said else ""


def _asked(question: str) -> str:
    """What a person answers; nothing where there is nobody to ask."""
    try:
        return input(question) if sys.stdin is not None and sys.stdin.isatty() else ""
    except EOFError:
        return ""


def do_list(options: argparse.Namespace) -> int:
    from yanbian_report.api import check, load
    from yanbian_report.base.files import is_file
    from yanbian_report.base.project import find_project
    from yanbian_report.forms import find_form
    from yanbian_report.inputs import data_years
    from yanbian_report.model.formats import spoken
    from yanbian_report.pipeline import document_path, mark_of

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
        mark = mark_of(year)
        built = f"已生成{mark}" if is_file(document_path(project, form, year, mark)) else "未生成"
        total = spoken(year.figure(form.headline))
        print(f"{number}　{form.title(year)}　版本 {year.text('版本')}　{headline} {total}　{state}　{built}")
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
