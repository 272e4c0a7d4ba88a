"""The workbook of a new project's example: whole, sound, in step with the example's data, and no table of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import ROOT
from tests.test_scaffold import unmarked
from yanbian_report.api import load
from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.forms.final_accounts.classification import names_for
from yanbian_report.forms.final_accounts.derive import derive
from yanbian_report.forms.final_accounts.form import FORM
from yanbian_report.forms.final_accounts.naming import NATURES
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.forms.final_accounts.starter.workbook import example_workbook
from yanbian_report.forms.final_accounts.tables.catalogue import PRESCRIBED, tables_of, title_of
from yanbian_report.forms.final_accounts.tables.names import FUNDS
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.readings import readings
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.model.table import Table
from yanbian_report.model.values import branch, look_up, text_of
from yanbian_report.model.year import Year
from yanbian_report.pipeline import mark_of
from yanbian_report.rules.check import check
from yanbian_report.scaffold import init
from yanbian_report.workbook.read import read_workbook

UNIT = "甲县乙局"
UNTYPED = ("财政拨款.基本支出支出数", "财政拨款.项目支出支出数", "三公经费.预算")  # what the example leaves out
YEARS = (2018, 2019, 2020, 2021, 2022, 2025)


def tables(year: int) -> Mapping[str, Table]:
    workbook = example_workbook(UNIT, year, names_for(ROOT / "data/科目", year))
    found, findings = read_tables([workbook], Wanted(UNIT, "单位", str(year)))
    assert findings == []
    return found


@pytest.mark.parametrize("year", YEARS)
def test_it_has_every_table_of_its_years_form_in_order(year: int) -> None:
    found = tables(year)
    assert sorted(found) == sorted(tables_of(year))
    assert [found[key].title for key in tables_of(year)] == [title_of(key, year) for key in tables_of(year)]
    assert [found[key].label for key in tables_of(year)] == [f"公开{n:02}表" for n in range(1, len(found) + 1)]
    assert {(table.unit, table.year, table.money) for table in found.values()} == {(UNIT, str(year), "万元")}


@pytest.mark.parametrize("year", YEARS)
def test_every_sheet_says_above_and_below_the_table_that_it_is_made_up(year: int) -> None:
    for table in tables(year).values():
        assert table.is_example
        rows = [str(row[0]) for row in table.sheet.rows]
        assert "【示例】" in rows[0]
        assert "【示例】" in rows[-1]
        assert table.body[1] < len(rows)


def total(table: Table, rows: list[str], column: str) -> Decimal:
    return sum((figure.value for row in rows if (figure := table.get(row, column))), Decimal(0))


def sums(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    """What each amount of a table by codes says, and what the rows below it say together."""
    codes = sorted({row for row, _ in table.figures if row.isdecimal()})
    for (row, column), figure in table.figures.items():
        below = [
            c for c in codes if len(c) == (3 if row == "合计" else len(row) + 2) and c.startswith(row.strip("合计"))
        ]
        if below and row != "预算数":
            yield f"{table.key} {row} {column}", figure.value, total(table, below, column)


@pytest.mark.parametrize("year", YEARS)
def test_every_amount_by_codes_is_what_is_below_it(year: int) -> None:
    found = tables(year)
    checked = [each for key in found if PRESCRIBED[key].layout in ("items", "wide") for each in sums(found[key])]
    assert len(checked) > 700
    assert [each for each in checked if each[1] != each[2]] == []


@pytest.mark.parametrize("year", YEARS)
def test_the_tables_agree_with_each_other(year: int) -> None:
    found = tables(year)

    def say(key: str, row: str, column: str) -> Decimal:
        figure = found[key].get(row, column)
        assert figure is not None, (key, row, column)
        return figure.value

    whole = say("总表", "本年支出合计", "支出")
    alike = [
        *(("总表", row, column) for row, column in (("总计", "收入"), ("总计", "支出"), ("本年收入合计", "收入"))),
        *(("财拨总表", row, column) for row, column in (("总计", "收入"), ("总计", "支出.合计"))),
        ("财拨总表", "本年支出合计", f"支出.{FUNDS[0]}"),
        ("收入", "合计", "财政拨款收入"),
        ("支出", "合计", "本年支出合计"),
        *((key, "合计", "合计") for key in ("一般支出", "一般明细", "财拨明细")),
    ]
    assert {say(*each) for each in alike} == {whole}
    assert say("一般支出", "合计", "基本支出") == say("基本", "人员经费合计", "金额") + say(
        "基本", "公用经费合计", "金额"
    )
    assert say("一般支出", "合计", "项目支出") == say("项目", "合计", "合计")
    three_public = "三公一般" if year < 2022 else "三公财拨"
    assert say(three_public, "决算数", "公务接待费") == say("一般明细", "合计", "30217") == say("基本", "30217", "金额")
    for (row, column), figure in found["一般明细"].figures.items():
        if row == "合计" and re.fullmatch(r"\d{5}", column) and (basic := found["基本"].get(column, "金额")):
            assert basic.value <= figure.value


@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("year", YEARS)
def test_the_example_s_data_say_what_its_tables_say(year: int, nature: str, tmp_path: Path) -> None:
    init(tmp_path / "项目", Unit(UNIT, year, nature=nature))
    loaded = load(year, tmp_path / "项目").year
    assert loaded is not None
    for reading in readings(tables(year), loaded.names):
        if reading.figure is not None:
            typed = loaded.get(reading.path)
            assert reading.path in UNTYPED or reading.figure.value == (typed.value if typed is not None else 0)
        else:
            listed = look_up(loaded.tree, reading.path.split("."))
            assert isinstance(listed, list)
            assert tuple(map(text_of, listed)) == reading.said
    codes = branch(look_up(loaded.tree, ["一般公共预算支出", "功能分类"]))
    assert {r.path.split(".")[2] for r in readings(tables(year), {}) if "功能分类" in r.path} >= {
        code for code in codes if len(code) == 7
    }


def test_its_file_holds_what_was_drawn_and_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        init(tmp_path / name, Unit(UNIT, 2022))
    file = tmp_path / "甲/data/公开表/2022.xlsx"
    assert file.read_bytes() == (tmp_path / "乙/data/公开表/2022.xlsx").read_bytes()
    read, findings = read_workbook(file, "2022.xlsx")
    assert findings == []
    assert read == example_workbook(UNIT, 2022, names_for(ROOT / "data/科目", 2022))
    assert CalamineWorkbook.from_path(str(file)).sheet_names == [sheet.name for sheet in read.sheets]


def beside(project: Path, year: int) -> tuple[Year, list[Finding]]:
    """The year beside the example's workbook."""
    data_file = load(year, project).data_file
    assert data_file is not None
    return derive(data_file._replace(tables=tables(year)), Project(project))


def test_a_report_beside_the_example_s_tables_is_an_example_although_all_was_typed_over(tmp_path: Path) -> None:
    init(tmp_path, Unit(UNIT, 2022))
    unmarked(tmp_path, 2022)
    year, findings = beside(tmp_path, 2022)
    assert not year.examples
    assert mark_of(year) == "示例"
    assert [(f.code, f.path, f.to_do) for f in findings] == [("D217", "公开表", True)]
    assert mark_of(year.with_tables({})) == ""


def test_rules_hold_nothing_against_made_up_tables(tmp_path: Path) -> None:
    init(tmp_path, Unit(UNIT, 2022))
    unmarked(tmp_path, 2022)
    file = tmp_path / "data/2022.yaml"
    file.write_text(file.read_text("utf-8").replace("320.50", "420.50").replace("280.30", "380.30"), "utf-8")
    year, _ = beside(tmp_path, 2022)
    told = check(year, FORM.rules()).open
    assert told == check(year.with_tables({}), FORM.rules()).open
