"""Kept tables: workbooks read, and the tables of those that belong to a year of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.files import read_regular
from yanbian_report.base.findings import Finding, has_errors, note
from yanbian_report.base.kept import kept
from yanbian_report.base.project import Project
from yanbian_report.forms.form import FromWorkbooks
from yanbian_report.model.table import NO_TABLES, Table
from yanbian_report.model.values import Tree
from yanbian_report.workbook.limits import LARGEST
from yanbian_report.workbook.sheet import Workbook

_KIND = "recognised"


def read_all(files: Iterable[Path], project: Project) -> tuple[list[Workbook], list[Finding]]:
    """Every one of ``files`` as a workbook; none of them when there is an error in any."""
    from yanbian_report.workbook.read import read_workbook

    cache = DiskCache(project.cache)
    read: list[Workbook] = []
    findings: list[Finding] = []
    for file in files:
        workbook, found = read_workbook(file, project.shown(file), cache)
        findings += found
        read += [workbook] if workbook is not None else []
    return ([] if has_errors(findings) else read), findings


def tables_in(
    files: Sequence[Path], project: Project, year: int, tree: Tree, form: FromWorkbooks
) -> tuple[Mapping[str, Table], list[Finding]]:
    """The tables of ``year`` in ``files``, none where one cannot be read, for the unit of a data file's ``tree``; and
    all that is wrong with them. They are as they were kept, where neither a byte nor the program has changed.
    """
    cache = DiskCache(project.cache)
    depends = form.kept.code, form.kept.asked(tree, year)
    key = _key(files, project, *depends)
    known = cache.read(_KIND, key, form.kept.loads) if key else None
    if known is not None:
        return known
    workbooks, findings = read_all(files, project)
    if not workbooks:
        return NO_TABLES, findings
    tables, more = form.tables(workbooks, tree, year)
    findings += more
    if key and key == _key(files, project, *depends):  # nobody has saved one of them meanwhile
        cache.put(_KIND, key, form.kept.dumps(tables.values(), findings))
    return tables, findings


def _key(files: Iterable[Path], project: Project, code: Iterable[str], asked: Iterable[str]) -> str:
    """A key of all that the tables in ``files`` depend on; empty where one of them cannot be read."""
    read = [(project.shown(file), read_regular(file, LARGEST + 1)) for file in files]
    pieces = [piece for shown, data in read if data is not None for piece in (shown, data)]
    return key_of(code_of(*code), asked, pieces) if len(pieces) == 2 * len(read) else ""


def tables_of(
    project: Project, year: int, tree: Tree, form: FromWorkbooks | None
) -> tuple[Mapping[str, Table], list[Finding]]:
    """The tables in the workbooks of ``year``, none without one, for the unit of a data file's ``tree``; and all that
    is wrong with them.
    """
    if form is None:
        return NO_TABLES, []
    files, findings = kept(project, year)
    if not files:
        return NO_TABLES, findings
    tables, more = tables_in(files, project, year, tree, form)
    return tables, [*findings, *more]


def last_tables(
    project: Project, year: int, tree: Tree, form: FromWorkbooks | None
) -> tuple[Mapping[str, Table], list[Finding]]:
    """The tables of ``year``, which is last year to the one that is looked at: what is wrong there is a note here."""
    tables, findings = tables_of(project, year, tree, form)
    if not has_errors(findings):
        return tables, []
    words = f"{year}年度的决算表读不了，没有与它核对"
    return NO_TABLES, [note("X301", words, hint=f"用 check {year} 看是什么错误")]
