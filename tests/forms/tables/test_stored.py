"""Tables come out of the cache as they went in: every figure, every cell, everything that was said of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.forms.tables.grids import (
    GENERAL,
    INCOME,
    INTERNAL_BASIC,
    INTERNAL_GENERAL,
    INTERNAL_WHOLE,
    OPERATING,
    SPENDING,
    book,
    public_sheets,
    sheet,
)
from tests.forms.tables.test_tables import WANTED, blanked
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.stored import dumps, loads
from yanbian_report.model.figure import Figure
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Sheet

INTERNAL = [
    sheet("Z01 收入支出决算总表(财决01表)", INTERNAL_WHOLE),
    sheet("Z07", INTERNAL_GENERAL),
    sheet("Z08_1", INTERNAL_BASIC),
    sheet("F03 机构运行信息表(财决附03表)", OPERATING),
]
ODD = [
    sheet("GK03", SPENDING.replace("金额单位：万元", "金额单位：千元")),
    sheet("GK02", INCOME.replace("201.20", "见附件", 1)),
    sheet("又一张", INCOME, hidden=True),
    sheet("GK06", blanked(GENERAL)),
]
BELOW = [sheet("一张表", SPENDING.rstrip("\n") + INCOME)]


def figures(table: Table) -> Mapping[tuple[str, str], Figure]:
    return dict(table.figures)


@pytest.mark.parametrize("sheets", [public_sheets(), INTERNAL, ODD, BELOW], ids=["public", "internal", "odd", "below"])
@pytest.mark.parametrize("asked_for", [False, True])
def test_what_was_kept_is_what_was_read(sheets: list[Sheet], asked_for: bool) -> None:
    tables, findings = read_tables([book(*sheets)], WANTED)
    if asked_for:
        list(map(figures, tables.values()))
    known, said = loads(dumps(tables.values(), findings))
    assert said == findings
    assert list(known) == list(tables)
    for key, table in tables.items():
        assert known[key]._replace(figures={}) == table._replace(figures={})
        assert list(figures(known[key]).items()) == list(figures(table).items())


def test_the_odd_ones_have_findings_of_every_make() -> None:
    _, findings = read_tables([book(*ODD)], WANTED)
    assert {finding.severity.name for finding in findings} == {"ERROR", "NOTE"}
    assert any(finding.related for finding in findings)
    assert any(finding.hint for finding in findings)


@pytest.mark.parametrize("data", [b"", b"[]", b"[[],[[1]]]", b'[[[["a"],[1,2,3,4,5],[],{},[],["a",false,[],[]]]],[]]'])
def test_what_is_no_table_is_none(data: bytes) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, the cache makes the tables anew
        loads(data)
