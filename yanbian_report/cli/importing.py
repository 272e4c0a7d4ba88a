"""Command: import. It prints in Chinese and returns the exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from yanbian_report.base.findings import has_errors
from yanbian_report.base.widths import columns_of
from yanbian_report.cli.console import DONE, ERRORS, print_findings
from yanbian_report.cli.invocation import full_command

if TYPE_CHECKING:
    from yanbian_report.importer import Imported, Row

_WIDEST = 20  # columns of a value in the table
_MOST = 2  # cells that are named each
_HEAD = ("项", "数据文件里", "工作簿里", "单元格", "")


def do_import(options: argparse.Namespace) -> int:
    from yanbian_report.importer import ImportOptions, import_workbook

    unit, year = options.unit_name or "", str(options.table_year or "")
    wanted = ImportOptions(options.last, options.overwrite, options.dry_run, unit, year, options.remove)
    done = import_workbook(options.year, options.files, options.project, wanted)
    print_findings(done.findings, options.project)
    if has_errors(done.findings):
        print("没有导入，文件都没有动。改好后再运行一次。", file=sys.stderr)
        return ERRORS
    _print_tables(done)
    for cell in done.moved:
        print(f"  变了　{cell}")
    if options.dry_run:
        _print_rows(done.rows)
    else:
        _print_files(done)
    print(_summary(done.rows, options.dry_run))
    print(_next(options))
    return DONE


def _print_tables(done: Imported) -> None:
    names = "、".join(table.label or table.title for table in done.tables)
    print(f"读到 {len(done.tables)} 张表：{names}")
    if done.moved:
        print(f"与上一次导入的工作簿相比，{len(done.moved)} 个格的数变了：")
    elif done.compared and done.aside:
        print("与上一次导入的工作簿相比，表里的数没有变。")


def _print_files(done: Imported) -> None:
    for file in done.aside:
        print(f"原来的工作簿改名为 {file}")
    for file in done.kept:
        print(f"工作簿存为 {file}")
    if done.document is not None:
        print(done.document)


def _print_rows(rows: Iterable[Row]) -> None:
    """The rows as a table; what is the same in both is only counted."""
    from yanbian_report.importer import Action

    shown = [
        (row.path, _short(row.typed) or "没有", _short(row.read) or "没有", _places(row), row.action.value)
        for row in rows
        if row.action is not Action.SAME
    ]
    table = [_HEAD, *shown] if shown else []
    widths = [max(map(columns_of, column)) for column in zip(*table, strict=True)]
    for cells in table:
        padded = (cell + " " * (width - columns_of(cell)) for cell, width in zip(cells, widths, strict=True))
        print("  " + "  ".join(padded).rstrip())


def _places(row: Row) -> str:
    """Where it stands: one cell whole, of many the first."""
    return f"{row.cells[0].sheet}!{row.cells[0].cell} 等{len(row.cells)}格" if len(row.cells) > _MOST else row.place


def _short(text: str) -> str:
    line = " ".join(text.split())
    while columns_of(line) > _WIDEST:
        line = f"{line.removesuffix('…')[:-1]}…"
    return line


def _summary(rows: Iterable[Row], dry_run: bool) -> str:
    """How many paths there are of each kind."""
    from collections import Counter

    from yanbian_report.importer import Action

    counts = Counter(row.action for row in rows)
    said = "、".join(f"{action.value} {counts[action]} 处" for action in Action if counts[action])
    return f"{'会这样做（文件没有动）' if dry_run else '数据文件'}：{said or '没有可以填的数'}。"


def _next(options: argparse.Namespace) -> str:
    """The command to run next, whole."""
    year, project = options.year, options.project
    if options.dry_run:
        words = ["import", year, *options.files]
        words += [name for name, on in _switches(options) if on]
        words += ["--unit-name", options.unit_name] if options.unit_name else []
        words += ["--table-year", options.table_year] if options.table_year else []
        return f"照这样导入：{full_command(*words, project=project)}"
    return f"看还差哪些、有没有对不上的：{full_command('check', year, project=project)}"


def _switches(options: argparse.Namespace) -> tuple[tuple[str, bool], ...]:
    return ("--last", options.last), ("--overwrite", options.overwrite), ("--remove", options.remove)
