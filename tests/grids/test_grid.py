"""Grids: what cells of a workbook say in print, what stands around them, what is said of an empty table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.grids.tables import NOTES, UNIT, table, tables
from yanbian_report.grids.grid import Grid, grid_of
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Merge, Sheet, Value

EMPTY = "本部门没有收入，故本表无数据。"
HEADS: list[list[Value]] = [["科目编码", "科目名称", "金额"], ["", "栏次", Decimal(1)]]


def grid(body: Sequence[Sequence[Value]], heads: Sequence[Sequence[Value]] = HEADS) -> Grid:
    return grid_of(table("甲", "甲表", "公开01表", heads, body), EMPTY)


AMOUNTS = [
    (Decimal("1141.94"), "1,141.94"),
    (Decimal("1141.9"), "1,141.90"),
    (Decimal("43.120000000000005"), "43.12"),
    (Decimal("0.005"), "0.01"),
    (Decimal("-0.004"), "0.00"),
    (Decimal("-1234567.5"), "-1,234,567.50"),
    (Decimal(0), "0.00"),
    ("1,234.5", "1,234.50"),
    (" 12.3 ", "12.30"),
    ("", ""),
    ("—", "—"),
    ("无", "无"),
]


@pytest.mark.parametrize(("stored", "printed"), AMOUNTS, ids=[repr(stored) for stored, _ in AMOUNTS])
def test_an_amount_has_separators_and_two_decimals_and_a_blank_stays_blank(stored: Value, printed: str) -> None:
    assert grid([["208", "甲", stored], ["209", "乙", Decimal(5)]]).texts[2][2] == printed


def test_codes_numerals_and_the_counting_of_columns_have_no_decimals() -> None:
    found = grid([[Decimal(2080505), "甲", Decimal(2080505)]])
    assert found.texts[1:] == [["", "栏次", "1"], ["2080505", "甲", "2,080,505.00"]]
    assert found.kinds == ("code", "text", "amount")


def test_a_code_that_is_split_over_columns_keeps_its_two_digits() -> None:
    heads = [["类", "款", "项", "科目名称", "合计"]]
    assert grid([[Decimal(208), Decimal(5), "5", "甲", Decimal(1)]], heads).texts[1][:3] == ["208", "05", "05"]


def test_a_total_that_stands_among_the_headings_is_an_amount() -> None:
    heads = [*HEADS, ["", "合计", Decimal("1141.5")]]
    assert grid([["208", "甲", Decimal(1)]], heads).texts[2][2] == "1,141.50"


def test_the_counting_of_columns_belongs_to_the_headings_even_where_it_was_taken_for_the_body() -> None:
    assert grid([["", "栏次", "1"], ["208", "甲", Decimal(1)]], HEADS[:1]).heads == 2


def test_what_no_document_may_hold_is_left_out_of_texts() -> None:
    assert grid([["208", "甲\x0b\x00乙\uffff\r\n丙", Decimal(1)]]).texts[2][1] == "甲乙\n丙"


def test_blank_rows_at_the_end_are_left_out_and_those_between_stay() -> None:
    found = grid([["208", "甲", Decimal(1)], ["", "", ""], ["209", "乙", Decimal(1)], ["", "", ""]])
    assert [row[1] for row in found.texts[2:]] == ["甲", "", "乙"]


def test_an_empty_table_keeps_rows_and_says_why() -> None:
    found = grid([["", "合计", ""], *[["", "", ""]] * 9])
    assert len(found.texts) == 2 + 1 + 4
    assert found.notes == (f"说明：{EMPTY}",)
    assert len(grid([]).texts) == 2 + 2


@pytest.mark.parametrize("body", [[["", "合计", Decimal(0)]], [["", "合计", "0.00"]], [["208", "甲", ""]]])
def test_a_table_of_zeros_is_an_empty_one(body: list[list[Value]]) -> None:
    assert grid(body).notes


def test_a_table_with_an_amount_needs_no_explanation() -> None:
    assert not grid([["", "合计", Decimal("0.01")]]).notes


def test_the_workbooks_own_explanation_is_the_one_that_is_printed() -> None:
    own = "说明：本单位没有政府性基金收入，故本表无数据。"
    made = table("甲", "甲表", "公开01表", HEADS, [["", "合计", ""]])
    sheet = made.sheet._replace(rows=(*made.sheet.rows, (own, "", "")))
    assert grid_of(made._replace(sheet=sheet), EMPTY).notes == (own,)


def test_what_stands_above_is_the_sheets_own() -> None:
    lines = grid_of(tables()["总表"]).lines
    assert lines == ("收入支出决算总表", "公开01表", f"部门：{UNIT}", "2022年度", "金额单位：万元")
    assert grid_of(tables()["总表"]).notes == (NOTES["总表"],)


def above(*rows: tuple[Value, ...]) -> Table:
    body = (("科目编码", "科目名称", "金额"), ("208", "甲", Decimal(1)))
    sheet = Sheet("甲", (*rows, *body))
    n = len(rows)
    return Table("甲", "甲表", "公开01表", "甲.xls", sheet, "某局", "2023", "元", (n, n + 1), (n + 1, n + 2), {}, {})


def test_a_line_that_one_cell_says_is_taken_apart() -> None:
    lines = grid_of(above(("甲表",), ("编制单位：乙局　2022年度　金额单位：元",))).lines
    assert lines == ("甲表", "公开01表", "编制单位：乙局", "2022年度", "金额单位：元")


def test_a_name_in_the_cell_beside_its_label_is_found() -> None:
    assert grid_of(above(("部门：", "乙局", "单位：万元"))).lines[2:] == ("部门：乙局", "2023年度", "单位：万元")


def test_what_a_sheet_does_not_say_is_what_the_table_was_understood_to_say() -> None:
    assert grid_of(above(("甲表",))).lines[1:] == ("公开01表", "部门：某局", "2023年度", "金额单位：元")


def test_a_row_of_headings_that_only_goes_on_with_cells_above_is_left_out() -> None:
    found = grid_of(tables()["收入"])
    assert found.heads == 3
    assert found.merged[0, 4] == Merge(0, 4, 1, 4)


def test_a_merge_of_headings_ends_with_them() -> None:
    made = table("甲", "甲表", "公开01表", HEADS, [["", "合计", Decimal(1)]], [(1, 0, 2, 0), (0, 0, 0, 1)])
    assert set(grid_of(made).merged.values()) == {Merge(0, 0, 0, 1)}


def test_columns_that_hold_nothing_are_left_out() -> None:
    made = table("甲", "甲表", "公开01表", [["", *row, "", ""] for row in HEADS], [["", "208", "甲", Decimal(1)]])
    assert grid_of(made).texts[0] == ["科目编码", "科目名称", "金额"]
