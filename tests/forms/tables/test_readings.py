"""Readings: every figure of a data file that stands in a cell is read from that cell, and no other is."""

from __future__ import annotations

import re

import pytest

from tests.forms.tables.grids import (
    APPROPRIATION,
    BASIC,
    FUND,
    GENERAL,
    INCOME,
    INTERNAL_BASIC,
    INTERNAL_GENERAL,
    INTERNAL_WHOLE,
    OPERATING,
    SPENDING,
    STATE,
    THREE_PUBLIC,
    UNIT,
    book,
    public_sheets,
    sheet,
    whole,
)
from tests.forms.tables.test_tables import blanked
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.readings import readings, readings_of_last_year
from yanbian_report.model.parse_figure import parse_amount, parse_quantity
from yanbian_report.model.reading import Reading
from yanbian_report.workbook.sheet import Sheet

F03 = sheet("F03 机构运行信息表(财决附03表)", OPERATING)
READ_FROM_A_WHOLE_SET = """
收入.一般公共预算财政拨款收入 250.40 公开01表!C7
收入.政府性基金预算财政拨款收入 12.00 公开01表!C8
收入.国有资本经营预算财政拨款收入 0.00 公开01表!C9
收入.上级补助收入 0.00 公开01表!C10
收入.事业收入 20.00 公开01表!C11
收入.经营收入 0.00 公开01表!C12
收入.附属单位上缴收入 0.00 公开01表!C13
收入.其他收入 7.82 公开01表!C14
收入.本年收入合计 290.22 公开01表!C33
收入.使用非财政拨款结余 0.00 公开01表!C34
收入.年初结转和结余 3.10 公开01表!C35
收入.收入总计 293.32 公开01表!C37
支出.基本支出 252.02 公开03表!D7
支出.项目支出 38.00 公开03表!E7
支出.上缴上级支出 0.00 公开03表!F7
支出.经营支出 0.00 公开03表!G7
支出.对附属单位补助支出 0.00 公开03表!H7
支出.本年支出合计 290.02 公开03表!C7
支出.结余分配 0.00 公开01表!F34
支出.年末结转和结余 3.30 公开01表!F35
支出.支出总计 293.32 公开01表!F37
财政拨款.收入总计 263.40 公开04表!C38
财政拨款.支出总计 263.40 公开04表!F38
财政拨款.年初财政拨款结转和结余 1.00 公开04表!C34
财政拨款.年末财政拨款结转和结余 1.20 公开04表!F34
一般公共预算支出.合计 250.20 公开06表!C7
财政拨款.基本支出支出数 224.20 公开06表!D7
财政拨款.项目支出支出数 38.00 公开06表!E7、公开11表!G7
一般公共预算基本支出.人员经费 194.20 公开08表!C16
一般公共预算基本支出.公用经费 30.00 公开08表!F16
政府性基金预算支出.合计 12.00 公开11表!E7
国有资本经营预算支出.合计 0.00 公开04表!I33
三公经费.合计 3.10 公开10表!G8
三公经费.预算 4.00 公开10表!A8
三公经费.因公出国境费.决算 0.00 公开10表!H8
三公经费.因公出国境费.预算 0.00 公开10表!B8
三公经费.公务用车.购置费 0.00 公开10表!J8
三公经费.公务用车.运行维护费 2.50 公开10表!K8
三公经费.公务用车.预算 3.00 公开10表!C8
三公经费.公务接待费.决算 0.60 公开10表!L8
三公经费.公务接待费.预算 1.00 公开10表!F8
一般公共预算支出.功能分类.2080109.决算 173.18 公开06表!C10
一般公共预算支出.功能分类.2080505.决算 24.10 公开06表!C12
一般公共预算支出.功能分类.2101102.决算 12.40 公开06表!C15
一般公共预算支出.功能分类.2210201.决算 40.52 公开06表!C18
政府性基金预算支出.功能分类.2120899.决算 12.00 公开11表!E10
三公经费.因公出国境费.团组数 0个 财决附03表!D17
三公经费.因公出国境费.人次数 0人 财决附03表!D18
三公经费.公务用车.购置数 0辆 财决附03表!D19
三公经费.公务用车.保有量 1辆 财决附03表!D20
三公经费.公务接待费.批次 6批次 财决附03表!D21
三公经费.公务接待费.人次 48人次 财决附03表!D23
三公经费.公务接待费.外事接待 0 财决附03表!D14
三公经费.公务接待费.外事批次 0批次 财决附03表!D22
三公经费.公务接待费.外事人次 0人次 财决附03表!D24
机关运行经费.决算 300000.00元 财决附03表!G6
政府采购.合计 120000.00元 财决附03表!G17
政府采购.货物 80000.00元 财决附03表!G18
政府采购.工程 0 财决附03表!G19
政府采购.服务 40000.00元 财决附03表!G20
政府采购.授予中小企业合同金额 120000.00元 财决附03表!G21
政府采购.授予小微企业合同金额 90000.00元 财决附03表!G22
国有资产.车辆 1辆 财决附03表!G11
国有资产.单价50万元以上通用设备 2台 财决附03表!G14
国有资产.单价100万元以上专用设备 0台 财决附03表!G15
"""
LISTS = {
    "人员经费项目": "基本工资 津贴补贴 绩效工资 机关事业单位基本养老保险缴费 职工基本医疗保险缴费 住房公积金 生活补助",
    "公用经费项目": "办公费 差旅费 公务接待费 工会经费 公务用车运行维护费 其他交通费用 办公设备购置",
}


def read(*sheets: Sheet) -> list[Reading]:
    return readings(read_tables([book(*sheets)])[0])


def last(year: int, *sheets: Sheet) -> dict[str, str]:
    found = readings_of_last_year(read_tables([book(*sheets)])[0], year)
    return {one.path: one.figure.text for one in found if one.figure is not None}


def by_path(found: list[Reading]) -> dict[str, Reading]:
    return {reading.path: reading for reading in found}


def figures(*sheets: Sheet) -> dict[str, str]:
    return {one.path: one.figure.text for one in read(*sheets) if one.figure is not None}


def test_a_whole_set_gives_every_figure_from_its_cell() -> None:
    found = read(*public_sheets(), F03)
    told = [f"{one.path} {one.figure.text} {one.place}" for one in found if one.figure is not None]
    assert told == READ_FROM_A_WHOLE_SET.strip().split("\n")
    assert len({one.path for one in found}) == len(found)


def test_every_path_is_one_of_the_data_file_and_every_figure_is_written_as_it_reads_it() -> None:
    for reading in read(*public_sheets(), F03):
        part = schema().part(reading.path.split("."))
        if reading.figure is not None:
            parse = parse_amount if part["x-type"] == "amount" else parse_quantity
            typed = parse(reading.figure.text)
            assert typed[:2] == reading.figure[:2], reading.path
            assert typed.step == reading.figure.step or reading.figure.inputs, reading.path


def test_lists_are_the_items_that_something_was_spent_on_in_the_order_of_codes() -> None:
    found = by_path(read(sheet("GK08", BASIC)))
    for name, items in LISTS.items():
        assert found[f"一般公共预算基本支出.{name}"].said == tuple(items.split())
    official = readings(read_tables([book(sheet("GK08", BASIC))])[0], {"30201": "办公用品费"})
    assert by_path(official)["一般公共预算基本支出.公用经费项目"].said[0] == "办公用品费"  # type: ignore[index]


def test_a_blank_is_never_read() -> None:
    zeros = figures(*public_sheets())
    drawn = [whole(), INCOME, SPENDING, APPROPRIATION, GENERAL, BASIC, THREE_PUBLIC, FUND, STATE]
    told = figures(*(sheet(f"GK{n}", blanked(text)) for n, text in enumerate(drawn)))
    assert {path: text for path, text in zeros.items() if path in told} == told
    missing = {path: text for path, text in zeros.items() if path not in told}
    assert {text for path, text in missing.items() if not path.startswith("财政拨款.")} == {"0.00"}


def test_a_class_is_read_where_it_is_not_the_sum_of_its_items() -> None:
    text = GENERAL.replace("208|社会保障和就业支出|197.28", "208|社会保障和就业支出|199.28")
    assert figures(sheet("GK06", text))["一般公共预算支出.功能分类.208.决算"] == "199.28"
    rounded = GENERAL.replace("208|社会保障和就业支出|197.28", "208|社会保障和就业支出|197.29")
    assert "一般公共预算支出.功能分类.208.决算" not in figures(sheet("GK06", rounded))
    short = "\n".join(line for line in GENERAL.split("\n") if not line.startswith(("2101102", "21011")))
    assert figures(sheet("GK06", short))["一般公共预算支出.功能分类.210.决算"] == "12.40"


def test_basic_spending_is_written_where_its_two_parts_add_up_to_something_else() -> None:
    text = GENERAL.replace("250.20|224.20", "250.20|224.21")
    assert figures(sheet("GK06", text), sheet("GK08", BASIC))["一般公共预算基本支出.合计"] == "224.21"
    assert "一般公共预算基本支出.合计" not in figures(sheet("GK06", GENERAL), sheet("GK08", BASIC))


def test_a_fund_that_another_table_says_nothing_was_spent_of_has_nothing() -> None:
    empty = re.sub(r"(?m)^(合计\|<|212.*?)\|.*$", r"\1||||||", FUND)
    nothing = APPROPRIATION.replace("262.20|250.20|12.00", "262.20|262.20|0.00")
    assert figures(sheet("GK11", empty), sheet("GK04", nothing))["政府性基金预算支出.合计"] == "0.00"
    assert "政府性基金预算支出.合计" not in figures(sheet("GK11", empty))


def test_what_all_funds_were_spent_on_is_read_only_where_every_fund_is_known() -> None:
    assert "财政拨款.项目支出支出数" not in figures(sheet("GK06", GENERAL), sheet("GK11", FUND))


def test_the_form_of_2019_says_nil_for_the_row_that_it_has_not() -> None:
    kinds = ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "上级补助收入", "事业收入", "经营收入"]
    text = whole(income=[*kinds, "附属单位上缴收入", "其他收入"])
    found = by_path(read(sheet("GK01", text.replace("2021年度", "2019年度"))))
    assert found["收入.国有资本经营预算财政拨款收入"].figure is not None
    assert found["收入.国有资本经营预算财政拨款收入"].figure.text == "0"
    assert "收入.国有资本经营预算财政拨款收入" not in by_path(read(sheet("GK01", text)))


def test_the_internal_set_gives_exact_figures_where_there_is_no_public_one() -> None:
    internal = [sheet("Z01", INTERNAL_WHOLE), sheet("Z07", INTERNAL_GENERAL), sheet("Z08_1", INTERNAL_BASIC)]
    found = figures(*internal, F03)
    assert found["收入.一般公共预算财政拨款收入"] == "2504012.34元"
    assert found["支出.基本支出"] == "2520200.00元"
    assert found["支出.本年支出合计"] == "2900212.34元"
    assert found["一般公共预算支出.功能分类.2080109.决算"] == "2502012.34元"
    assert found["一般公共预算基本支出.人员经费"] == "1942000.00元"
    assert found["一般公共预算基本支出.公用经费"] == "300000.00元"
    assert found["三公经费.公务用车.运行维护费"] == "25000.00元"
    both = figures(*internal, *public_sheets())
    assert both["收入.一般公共预算财政拨款收入"] == "250.40", "the public table is what readers have"


def test_last_years_tables_give_what_this_year_says_of_it() -> None:
    assert last(2022, *public_sheets(), F03) == {
        "上年.收入总计": "293.32",
        "上年.支出总计": "293.32",
        "上年.财政拨款收入总计": "263.40",
        "上年.财政拨款支出总计": "263.40",
        "上年.一般公共预算财政拨款支出": "250.20",
        "上年.政府性基金预算支出": "12.00",
        "上年.国有资本经营预算支出": "0.00",
        "上年.机关运行经费": "300000.00元",
    }, "三公 of 2022 is of all funds, and the fund's of 2021 is not known"


@pytest.mark.parametrize(("year", "cars"), [(2021, "2.50"), (2022, "3.60")])
def test_three_public_of_2021_is_of_both_funds_for_2022(year: int, cars: str) -> None:
    fund = THREE_PUBLIC.replace("一般公共预算财政拨款", "政府性基金预算财政拨款").replace("公开10表", "公开12表")
    fund = fund.replace("3.10|0.00|2.50|0.00|2.50|0.60", "1.10|0.00|1.10|0.00|1.10|0.00")
    found = last(year, sheet("GK10", THREE_PUBLIC), sheet("GK12", fund))
    assert found["上年.三公经费.公务用车"] == cars
    assert found["上年.三公经费.公务接待费"] == "0.60"


def test_a_new_code_comes_with_its_name() -> None:
    found = by_path(read(sheet("GK06", GENERAL)))
    reading = found["一般公共预算支出.功能分类.2080109.决算"]
    assert reading.note == "社会保险经办机构"
    assert reading.cells == (Cell("决算公开表.xlsx", "公开06表", "C10"),)
    assert UNIT not in reading.note
