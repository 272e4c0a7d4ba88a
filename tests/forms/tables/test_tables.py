"""Tables are read by what they say: every form that offices print gives the same figures, and none is invented."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.forms.tables.grids import (
    APPROPRIATION,
    BASIC,
    BUDGETED,
    CLASSES_24,
    FILE,
    GENERAL,
    INCOME,
    INTERNAL_BASIC,
    INTERNAL_GENERAL,
    INTERNAL_WHOLE,
    LISTED,
    PAIRED,
    SHARED_HEADINGS,
    SPENDING,
    SPLIT_BASIC,
    SPLIT_INCOME,
    STATE,
    THREE_BLOCKS,
    THREE_PUBLIC,
    UNIT,
    WIDE,
    YEAR,
    book,
    public_sheets,
    sheet,
    whole,
)
from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.catalogue import tables_of, title_of
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Sheet

WANTED = Wanted(UNIT, "单位", YEAR)
WANTED_2022 = Wanted(UNIT, "单位", "2022")


def read(*sheets: Sheet, wanted: Wanted = WANTED) -> tuple[dict[str, Table], list[Finding]]:
    """The tables, and what is said besides that others are missing."""
    tables, findings = read_tables([book(*sheets)], wanted)
    return dict(tables), [finding for finding in findings if finding.code != "X208"]


def only(text: str, name: str = "表", wanted: Wanted = WANTED) -> Table:
    """The one table that ``text`` draws, without a finding."""
    tables, findings = read(sheet(name, text), wanted=wanted)
    assert findings == []
    (table,) = tables.values()
    return table


def texts(table: Table) -> dict[tuple[str, str], str]:
    return {name: figure.text for name, figure in table.figures.items()}


def codes(*sheets: Sheet, wanted: Wanted = WANTED) -> list[str]:
    return [finding.code for finding in read(*sheets, wanted=wanted)[1]]


def without(text: str, *columns: int) -> str:
    """``text`` without ``columns``, as an office prints that has no numbers of rows."""
    lines = [line.split("|") for line in text.strip().split("\n")]
    return "\n".join("|".join(cell for place, cell in enumerate(line) if place not in columns) for line in lines)


def blanked(text: str) -> str:
    """``text`` as a system prints it that prints no zeros."""
    return re.sub(r"(?<=\|)0\.00(?=\||\n|$)", "", text)


def test_every_public_table_is_found_with_what_it_says_of_itself() -> None:
    tables, findings = read(*public_sheets())
    assert findings == []
    assert list(tables) == [key for key in tables_of(2021) if key in tables]
    assert {(t.unit, t.year, t.money) for t in tables.values()} == {(UNIT, YEAR, "万元")}
    assert tables["总表"].label == "公开01表"
    assert tables["三公一般"].title == title_of("三公一般", 2021)


def test_a_figure_has_its_cell_its_precision_and_how_a_data_file_writes_it() -> None:
    figure = only(whole()).get("本年收入合计", "收入")
    assert figure is not None
    assert (figure.value, figure.step, figure.text) == (Decimal("2902200"), Decimal("100"), "290.22")
    assert figure.origin == Cell(FILE, "公开01表", "C33")


def test_headings_end_with_the_numbers_of_columns_and_the_body_before_the_notes() -> None:
    table = only(SPENDING)
    assert table.sheet.rows[table.headings[1] - 1][0] == "栏次"
    assert table.sheet.rows[table.body[1] - 1][0] == "2210201"
    assert table.sheet.rows[table.body[1]][0] == "注：本表反映部门本年度各项支出情况。"
    assert table.stub == 2


def test_both_sides_of_the_whole_are_read_by_their_labels() -> None:
    table = only(whole())
    said = texts(table)
    assert said["一般公共预算财政拨款收入", "收入"] == "250.40"
    assert said["其他收入", "收入"] == "7.82"
    assert said["社会保障和就业支出", "支出"] == "225.10"
    assert said["年初结转和结余", "收入"] == "3.10"
    assert said["年末结转和结余", "支出"] == "3.30"
    assert said["总计", "收入"] == said["总计", "支出"] == "293.32"


@pytest.mark.parametrize(
    "text",
    [
        whole(CLASSES_24),
        without(whole(), 1, 4),
        whole().replace("金额|", "决算数|").replace("金额\n", "决算数\n"),
        whole().replace("使用非财政拨款结余|", "使用非财政拨款结余（含专用结余）|"),
        whole().replace("八、社会保障和就业支出", "  八．社会保障和就业支出　"),
        whole().replace("总计|31", "收入总计|31").replace("总计|62", "支出总计|62"),
        whole().replace("290.22", " 290.22\u00a0"),
        "\n".join(line for line in whole().split("\n") if not line.startswith("栏次")),
    ],
    ids=["24 classes", "no row numbers", "决算数", "专用结余", "indented", "收入总计", "blanks", "no column numbers"],
)
def test_the_whole_reads_alike_however_it_is_printed(text: str) -> None:
    plain, varied = texts(only(whole())), texts(only(text))
    assert {name: text for name, text in plain.items() if name in varied} == varied
    assert len(plain) - len(varied) <= 2


def test_a_sheet_that_lost_its_merges_reads_alike() -> None:
    for drawn in public_sheets():
        (kept,) = read(drawn)[0].values()
        (lost,) = read(drawn._replace(merges=()))[0].values()
        assert texts(kept) == texts(lost), kept.key


def test_the_form_of_2019_has_no_row_for_state_capital() -> None:
    incomes = ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "上级补助收入", "事业收入", "经营收入"]
    text = whole(income=[*incomes, "附属单位上缴收入", "其他收入"]).replace("2021年度", "2019年度")
    table = only(text, wanted=Wanted(UNIT, "单位", "2019"))
    assert table.get("国有资本经营预算财政拨款收入", "收入") is None
    assert texts(table)["事业收入", "收入"] == "20.00"


def test_one_two_and_three_stand_twice_at_the_left_of_the_appropriation() -> None:
    said = texts(only(APPROPRIATION))
    assert said["一般公共预算财政拨款", "收入"] == "250.40"
    assert said["年初.一般公共预算财政拨款", "收入"] == "1.00"
    assert said["年初.政府性基金预算财政拨款", "收入"] == "0.00"
    assert said["总计", "收入"] == "263.40"
    assert said["总计", "支出.一般公共预算财政拨款"] == "251.40"
    assert said["城乡社区支出", "支出.政府性基金预算财政拨款"] == "12.00"


def test_codes_read_alike_in_three_columns_in_one_and_whole_in_the_first_of_three() -> None:
    whole_first = re.sub(r"(?m)^(\d{3})\|(\d*)\|(\d*)\|", r"\1\2\3|<|<|", INCOME)
    numbers = re.sub(r"(?m)^(\d{3})\|0(\d)\|(?:0(\d))?", r"\1|\2|\3", INCOME)
    assert texts(only(INCOME)) == texts(only(whole_first)) == texts(only(numbers))
    assert only(INCOME).names["2080505"] == "机关事业单位基本养老保险缴费支出"
    wide_digits = SPENDING.replace("2080109|", "２０８０１０９|").replace("\n21011|", "\n 21011.0|")
    assert texts(only(SPENDING)) == texts(only(wide_digits))


def test_the_total_reads_alike_first_last_and_in_the_row_that_heads_the_codes() -> None:
    total = "合计|<|250.20|224.20|26.00\n"
    last = GENERAL.replace(total, "").replace("注：", total + "注：")
    assert texts(only(GENERAL)) == texts(only(last))
    shared = INCOME.replace("类|款|项|^|^|^|^|^|^|^|^\n", "").replace("栏次||||1|2|3|4|5|6|7\n", "")
    shared = shared.replace("合计|<|<|<|290.22", "类|款|项|合计|290.22")
    assert texts(only(INCOME)) == texts(only(shared))


def test_a_row_of_headings_that_looks_like_a_total_gives_the_totals_that_stand_in_it() -> None:
    said = texts(read(sheet("表", SHARED_HEADINGS))[0]["基金"])
    assert said["合计", "本年收入"] == "12.00"
    assert said["212", "本年支出.合计"] == "12.00"
    assert ("合计", "本年支出.合计") not in said


def test_rows_that_only_say_that_these_are_final_accounts_are_no_amounts() -> None:
    text = SPENDING.replace("栏次||1|2|3|4|5|6", "||决算数|决算数|决算数|决算数|决算数|决算数")
    assert texts(only(SPENDING)) == texts(only(text))


def test_an_income_that_is_split_counts_once() -> None:
    said = texts(only(SPLIT_INCOME))
    assert said["合计", "事业收入"] == "20.00"
    assert said["合计", "事业收入.教育收费"] == "5.00"
    assert said["合计", "其他收入"] == "7.82"


def test_basic_spending_is_read_triple_by_triple() -> None:
    table = only(BASIC)
    said = texts(table)
    assert said["30101", "金额"] == "60.18"
    assert said["31002", "金额"] == "2.00"
    assert said["人员经费合计", "金额"] == "194.20"
    assert said["公用经费合计", "金额"] == "30.00"
    assert table.names["30231"] == "公务用车运行维护费"
    assert table.names["30212"] == "因公出国（境）费用"


def test_basic_spending_reads_alike_with_split_codes_and_in_three_blocks() -> None:
    plain = texts(only(BASIC))
    for text in (SPLIT_BASIC, THREE_BLOCKS):
        said = texts(only(text))
        assert said
        assert {name: plain[name] for name in said} == said
        assert said["人员经费合计", "金额"] == "194.20"
        assert said["公用经费合计", "金额"] == "30.00"


def test_three_public_reads_alike_in_blocks_in_pairs_and_as_a_list() -> None:
    blocks, pairs = texts(only(THREE_PUBLIC)), texts(only(PAIRED, wanted=WANTED_2022))
    listed = texts(only(LISTED, wanted=WANTED_2022))
    assert blocks == pairs == listed
    assert blocks["决算数", "合计"] == "3.10"
    assert blocks["预算数", "公务用车购置及运行维护费"] == "3.00"
    assert len(blocks) == 12


def test_parts_of_reception_and_an_opening_budget_are_read_for_what_they_are() -> None:
    parts = LISTED.rstrip() + "\n  （1）国内接待费|1.00|0.50\n     其中：外事接待费|0.00|0.20\n"
    assert texts(only(parts, wanted=WANTED_2022)) == texts(only(LISTED, wanted=WANTED_2022))
    opening = texts(only(LISTED.replace("预算数", "年初预算数"), wanted=WANTED_2022))
    assert opening["预算数", "合计"] == "4.00"
    both = PAIRED.replace("预算数|决算数|预算数|决算数", "年初预算数|全年预算数|预算数|决算数", 1)
    assert "X212" in codes(sheet("表", both), wanted=WANTED_2022)


def test_a_blank_row_among_the_headings_and_a_blank_in_the_row_of_amounts_change_nothing() -> None:
    paired = PAIRED.replace("\n预算数|决算数|预", "\n|||||||||||\n预算数|决算数|预").replace(
        "|0.00|0.00|3.00|", "||0.00|3.00|"
    )
    said = texts(only(paired, wanted=WANTED_2022))
    assert ("预算数", "因公出国（境）费") not in said
    assert said["决算数", "合计"] == "3.10"


def test_a_row_for_every_unit_is_read_by_its_total_or_not_at_all() -> None:
    rows = PAIRED.rstrip().split("\n")
    assert codes(sheet("表", "\n".join([*rows, rows[-1]])), wanted=WANTED_2022) == ["X212"]
    units = [line.replace("|金额", "||金额") if "金额" in line else f"|{line}" for line in rows[:-1]]
    units += [f"合计|{rows[-1]}", f"甲所|{rows[-1]}"]
    assert len(only("\n".join(units[:3] + ["单位名称" + units[3], *units[4:]]), wanted=WANTED_2022).figures) == 12


def test_the_wide_table_is_read_where_a_heading_says_its_code_for_certain() -> None:
    said = texts(only(WIDE))
    assert said["合计", "合计"] == "250.20"
    assert said["合计", "301"] == "188.20"
    assert said["2080109", "30217"] == "1.60"
    assert said["2210201", "30113"] == "40.52"
    renamed = texts(only(WIDE.replace("|公务接待费|", "|某项费用|")))
    assert renamed["2080109", "商品和服务支出.某项费用"] == "1.60"


def test_an_empty_table_keeps_its_grid_and_has_no_figure() -> None:
    table = only(STATE)
    assert not table.figures
    assert table.body == (6, 9)
    assert table.sheet.rows[9][0].startswith("说明：")


def test_notes_with_numbers_are_notes() -> None:
    table = only(GENERAL.replace("情况。|<|<|<|<", "情况。|12.00|13.00|14.00|") + "2.尾数误差|1.00|1.00|1.00|\n")
    assert texts(table) == texts(only(GENERAL))


def test_a_final_account_is_never_taken_from_a_column_of_budgets() -> None:
    tables, findings = read(sheet("Z01 收入支出决算总表(财决01表)", INTERNAL_WHOLE))
    assert findings == []
    said = texts(tables["财决.总表"])
    assert said["一般公共预算财政拨款收入", "收入"] == "2504012.34元"
    assert said["本年支出合计", "支出"] == "2900212.34元"
    assert said["年末结转和结余", "支出"] == "33000.00元"
    assert said["总计", "支出"] == "2933212.34元"
    assert said["基本支出", "支出.按性质和经济"] == "2520200.00元"
    assert ("其他支出", "支出") not in said, "the dash of the class is no amount, and 399 is another 其他支出"
    budgets = ("2600000.00元", "2510000.00元", "2800000.00元", "2900000.00元", "2630000.00元")
    assert not [name for name, text in said.items() if text in budgets]


def test_a_budget_beside_a_final_account_is_left_alone() -> None:
    said = texts(only(BUDGETED))
    assert said["合计", "合计"] == "250.20"
    assert said["2080109", "项目支出"] == "26.00"


def test_of_what_came_in_and_what_was_spent_the_internal_table_gives_what_was_spent() -> None:
    tables, findings = read(sheet("Z07", INTERNAL_GENERAL))
    assert findings == []
    said = texts(tables["财决.一般支出"])
    assert said["合计", "基本支出"] == "2242000.00元"
    assert said["合计", "合计"] == "2502012.34元"
    assert said["2080109", "项目支出"] == "260012.34元"


def test_the_internal_table_of_basic_spending_is_a_wide_one() -> None:
    said = texts(read(sheet("Z08_1", INTERNAL_BASIC))[0]["财决.基本"])
    assert said["301", "金额"] == "1882000.00元"
    assert said["30201", "金额"] == "300000.00元"


def test_yuan_are_exact() -> None:
    figure = only(re.sub(r"(\d+\.\d\d)", r"\g<1>0000", GENERAL).replace("万元", "元")).get("合计", "基本支出")
    assert figure is not None
    assert (figure.value, figure.step) == (Decimal("224.20"), 0)


@pytest.mark.parametrize("shown", ["—", "一", "-", "－", "/", "无", "——", "\u3000"])
def test_a_dash_is_no_amount(shown: str) -> None:
    table = only(SPENDING.replace("252.02|38.00|0.00|", f"252.02|38.00|{shown}|"))
    assert table.get("合计", "上缴上级支出") is None


@pytest.mark.parametrize(
    ("shown", "meant"),
    [("1,224.20", "1224.20"), ("１２．２０", "12.20"), ("(12.20)", "-12.20"), ("-12.2", "-12.20"), ("12", "12.00")],
)
def test_a_number_reads_as_it_is_meant(shown: str, meant: str) -> None:
    assert texts(only(SPENDING.replace("|252.02|", f"|{shown}|")))["合计", "基本支出"] == meant


def test_a_number_of_the_program_is_rounded_as_it_is_shown() -> None:
    rows = sheet("表", GENERAL).rows
    noisy = [tuple(Decimal("250.20000000000002") if cell == "250.20" else cell for cell in row) for row in rows]
    table = read(sheet("表", GENERAL)._replace(rows=tuple(noisy)))[0]["一般支出"]
    assert texts(table)["合计", "合计"] == "250.20"


def test_blanks_are_told_apart_from_zeros() -> None:
    zeros = only(SPENDING)
    assert not zeros.blanks
    table = only(blanked(SPENDING))
    assert table.get("合计", "经营支出") is None
    nil = table.counted("合计", "经营支出")
    assert nil is not None
    assert (nil.value, nil.text, nil.origin) == (0, "", Cell(FILE, "公开03表", "G7"))
    some = only(SPENDING.replace("252.02|38.00|0.00|", "252.02|38.00||"))
    assert some.counted("合计", "上缴上级支出") is None, "where zeros are printed, a blank is not known"
