"""Without tables: what is said of a report that names the tables of the workbook and cannot print them."""

from __future__ import annotations

from yanbian_report.base.findings import Finding, note
from yanbian_report.templates.program import Body, If, Path, steps_in
from yanbian_report.templates.tags import TABLES

_OWN = Path(TABLES, ())


def names_tables_only(body: Body) -> bool:
    """Whether a template prints something else where there are no tables."""
    for step in steps_in(body):
        if isinstance(step, If) and step.otherwise and any(choice.test == _OWN for choice in step.choices):
            return True
    return False


def without_tables(body: Body, year: str) -> list[Finding]:
    """T510 for a year without tables whose report names them."""
    if not names_tables_only(body):
        return []
    words = f"没有 {year} 年度公开表的工作簿，报告里只印了各表的名称"
    hint = f"从财务系统导出公开表，运行 import {year} 公开表.xlsx，再生成一次，各表就照工作簿印出来"
    return [note("T510", words, hint=hint)]
