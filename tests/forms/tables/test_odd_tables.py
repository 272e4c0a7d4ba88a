"""Which table a sheet holds, whose it is, and what cannot be read for certain: said, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

import pytest

from tests.forms.tables.grids import (
    BASIC,
    GENERAL,
    INTERNAL_BASIC,
    INTERNAL_GENERAL,
    INTERNAL_WHOLE,
    OPERATING,
    PAIRED,
    SPENDING,
    THREE_PUBLIC,
    UNIT,
    WIDE,
    YEAR,
    public_sheets,
    sheet,
    whole,
)
from tests.forms.tables.test_tables import WANTED, codes, only, read, texts
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.readings import readings, readings_of_last_year
from yanbian_report.forms.final_accounts.tables.select import Wanted
from yanbian_report.workbook.sheet import Sheet

EVERY = [
    *public_sheets(),
    *(sheet("表", text) for text in (INTERNAL_BASIC, INTERNAL_GENERAL, INTERNAL_WHOLE, OPERATING, PAIRED)),
]


def test_a_title_is_found_wherever_it_stands_and_whatever_is_before_it() -> None:
    for title in ("2021年度部门支出决算表", f"{UNIT}2021年度支出决算表", "附表3：支出决算表", "支 出 决 算 表"):
        assert only(SPENDING.replace("支出决算表|<", f"{title}|<", 1)).key == "支出", title


def test_a_sheet_without_a_title_is_known_by_its_name_then_by_its_number() -> None:
    untitled = BASIC.replace("一般公共预算财政拨款基本支出决算表", "")
    long = "公开12表 机构运行经费支出、国有资产占用情况及政府采购支出信息表"[:31]
    assert list(read(sheet(long, OPERATING.replace("机构运行信息表", "").replace("财决附03表", "")))[0]) == ["机构运行"]
    cut = "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-1表)"[:31]
    assert only(untitled.replace("公开08表", ""), name="GK08 一般公共预算财政拨款基本支出决算表").key == "基本"
    assert list(read(sheet(cut, INTERNAL_BASIC.replace("一般公共预算财政拨款基本支出决算明细表", "")))[0]) == [
        "财决.基本"
    ]
    assert only(SPENDING.replace("支出决算表", "")).key == "支出"
    assert read(sheet("Sheet1", untitled))[0] == {}, "公开08 is another table in the national set"


def test_a_cut_off_label_is_the_one_it_can_only_be() -> None:
    said = texts(only(whole().replace("自然资源海洋气象等支出|49|0.00", "自然资源海洋气象等支|49|8.00")))
    assert said["自然资源海洋气象等支出", "支出"] == "8.00"


def test_a_hidden_copy_is_not_used_and_is_said() -> None:
    old = sheet("GK03 (2)", SPENDING.replace("252.02", "999.99"), hidden=True)
    tables, findings = read(old, sheet("GK03", SPENDING))
    assert texts(tables["支出"])["合计", "基本支出"] == "252.02"
    assert [finding.code for finding in findings] == ["X207"]


def test_two_units_under_one_title_are_listed_and_none_is_used() -> None:
    tables, findings = read(sheet("甲", SPENDING), sheet("乙", SPENDING.replace(UNIT, "甲县财政局")))
    assert tables == {}
    assert [(finding.code, len(finding.related)) for finding in findings] == [("X206", 2)]


def test_a_whole_set_that_is_there_twice_is_said_once() -> None:
    ours, theirs = (SPENDING, GENERAL), [text.replace(UNIT, "甲县财政局") for text in (SPENDING, GENERAL)]
    for more, code, sheets in ((theirs, "X206", 4), (ours, "X207", 2)):
        tables, (found,) = read(*(sheet(f"表{n}", text) for n, text in enumerate((*ours, *more))))
        assert (found.code, len(found.related), len(tables)) == (code, sheets, 0 if code == "X206" else 2)


def test_a_unit_is_the_same_with_code_and_without_but_another_is_not() -> None:
    coded = SPENDING.replace(f"部门：{UNIT}", f"单位名称：503001-{UNIT}")
    assert only(coded).unit == UNIT
    beside = SPENDING.replace(f"部门：{UNIT}|", f"编制单位|{UNIT}")
    assert only(beside).unit == UNIT
    own = SPENDING.replace(UNIT, f"{UNIT}（本级）")
    assert only(own).unit == f"{UNIT}（本级）"
    assert codes(sheet("表", own), wanted=WANTED._replace(level="部门")) == ["X202"]
    assert codes(sheet("表", SPENDING), wanted=Wanted("甲县财政局")) == ["X202"]
    assert codes(sheet("表", SPENDING), wanted=Wanted()) == []


def test_unit_year_and_money_may_share_a_cell() -> None:
    line = f"部门：{UNIT}   2021年度   金额单位：万元" + "|" * 7
    text = re.sub(r"(?m)^部门.*$", line, SPENDING)
    table = only(text)
    assert (table.unit, table.year, table.money) == (UNIT, YEAR, "万元")


def test_money_is_never_guessed() -> None:
    silent = SPENDING.replace("金额单位：万元", "")
    tables, findings = read(sheet("表", silent))
    assert [finding.code for finding in findings] == ["X204"]
    assert not tables["支出"].figures
    assert texts(only(silent, wanted=WANTED._replace(money="万元"))) == texts(only(SPENDING))
    in_heading = silent.replace("本年支出合计|", "本年支出合计（万元）|")
    assert only(in_heading).money == "万元"


def test_yuan_under_a_heading_of_wan_yuan_stop_the_table() -> None:
    tables, findings = read(
        sheet("表", re.sub(r"(?<=\|)(\d+\.\d\d)", r"0\g<1>", whole()).replace("0293.32", "2933200.00"))
    )
    assert [finding.code for finding in findings] == ["X205"]
    assert not tables["总表"].figures


def test_an_unknown_class_is_kept_and_an_unknown_income_is_said() -> None:
    text = whole().replace("三、国防支出|34|0.00", "三、海洋支出|34|1.00").replace("四、上级补助收入", "四、某某收入")
    table, findings = read(sheet("表", text.replace("某某收入|4|0.00", "某某收入|4|1.00")))
    assert texts(table["总表"])["海洋支出", "支出"] == "1.00"
    assert "X213" in {finding.code for finding in findings}


def test_a_missing_column_leaves_the_others_and_names_what_is_missing() -> None:
    tables, findings = read(sheet("表", SPENDING.replace("|经营支出|", "|经营|")))
    assert [finding.code for finding in findings] == ["X212"]
    assert "经营支出" in findings[0].message
    assert texts(tables["支出"])["合计", "基本支出"] == "252.02"


def test_what_is_wrong_in_a_table_that_is_only_printed_is_a_note() -> None:
    tables, findings = read(sheet("表", WIDE.replace("47.90|1.60", "见附件|1.60", 1)))
    assert [(finding.code, finding.severity.value) for finding in findings] == [("X211", "提示")]
    assert tables["一般明细"].get("合计", "30217") is not None


ODD: tuple[str | Decimal, ...] = (
    *("", "合计", "注：", "决算数", "预算数", "项目", "栏次", "—", "1E400", "208", "2085", "٣", "²", "长" * 5000),
    *("收入", "支出", "收入决算表", "单位：", "部门：", "公开99表", "\x00", "1" * 50),
    *map(Decimal, ("1E30", "NaN", "Infinity", "-0", "1.5", "208")),
)


@pytest.mark.parametrize("seed", range(150))
def test_no_sheet_stops_the_reading(seed: int) -> None:
    random = Random(seed)
    drawn = random.choice(EVERY)
    rows = [list(row) for row in drawn.rows]
    for _ in range(random.randint(1, 12)):
        row, column = random.randrange(len(rows)), random.randrange(len(rows[0]))
        if random.random() < 0.7:
            rows[row][column] = random.choice(ODD)
        elif random.random() < 0.5 and len(rows) > 1:
            rows.pop(row)
        else:
            rows.insert(row, list(random.choice(rows)))
    merges = tuple(merge for merge in drawn.merges if merge.bottom < len(rows))
    tables, _ = read(Sheet("表", tuple(map(tuple, rows)), merges), random.choice(EVERY))
    for table in tables.values():
        assert 0 <= table.headings[0] <= table.headings[1] <= table.body[0] <= table.body[1]
        assert all(table.counted(*name) is not None for name in (*table.figures, *table.blanks))
    readings(tables)
    readings_of_last_year(tables, 2022)


def test_a_code_that_looks_like_a_year_is_a_code_that_lost_a_digit() -> None:
    tables, findings = read(sheet("表", SPENDING.replace("20801|", "2010|", 1)))
    assert [(f.code, f.origin.cell) for f in findings if isinstance(f.origin, Cell)] == [("X210", "A9")]
    assert tables["支出"].year == YEAR


def test_a_code_under_two_names_has_lost_a_part_in_one_of_them() -> None:
    (finding,) = read(sheet("表", SPENDING.replace("2210201|", "22102|")))[1]
    assert finding.message == "公开03表 A21：科目编码“22102”有两行，一行是“住房改革支出”，这一行是“住房公积金”"
    assert codes(sheet("表", SPENDING.replace("22102|住房改革支出", "22102|住房改"))) == []


@pytest.mark.parametrize(
    "said", ["2020年12月31日", "2020-12-31", "二〇二〇年度", "二○二○年", "2 0 2 0 年 度", "20年度", "决算年度：2020"]
)
def test_another_year_is_seen_however_it_is_written(said: str) -> None:
    assert codes(sheet("表", GENERAL.replace("2021年度", said))) == ["X203"]
    assert codes(sheet("表", GENERAL.replace("2021年度", said)), wanted=Wanted(UNIT, "单位", "2020")) == []


def test_what_tables_do_not_say_of_unit_and_year_the_cover_says() -> None:
    silent = sheet("表", GENERAL.replace("2021年度", "").replace(f"部门：{UNIT}", ""))
    cover = "{}\n单位名称：{}\n填报日期：2021年 3月 1日"
    assert codes(sheet("封面", cover.format("2021年度部门决算公开表", UNIT)), silent) == []
    for title, unit, code in (("2020年度部门决算公开表", UNIT, "X203"), ("2021年部门决算", "甲县财政局", "X202")):
        (found,) = read(sheet("封面", cover.format(title, unit)), silent)[1]
        assert (found.code, found.origin and found.origin[1]) == (code, "封面")


def test_a_table_ten_thousand_times_another_is_not_read() -> None:
    others = [sheet("01", whole()), sheet("06", GENERAL)]
    for text, money in ((SPENDING, "金额单位：元"), (re.sub(r"(\d+)\.(\d\d)\b", r"\g<1>\g<2>00", SPENDING), "")):
        tables, (found,) = read(*others, sheet("03", text.replace("金额单位：万元", money or "金额单位：万元")))
        assert (found.code, found.origin and found.origin[1]) == ("X205", "公开03表")
        assert not tables["支出"].figures
        assert tables["总表"].figures and tables["一般支出"].figures


def test_no_part_is_ten_times_the_whole() -> None:
    much = re.sub(r"(?<![\d.])(\d)\.(\d\d)\b", r"\g<1>\g<2>00.00", THREE_PUBLIC)  # 元 under a heading of 万元
    assert codes(sheet("01", whole()), sheet("10", much)) == ["X205"]


def test_codes_with_dots_and_codes_before_their_names_are_codes() -> None:
    plain = texts(only(SPENDING))
    dotted = re.sub(
        r"^(\d{3})(\d\d)(\d\d)?\|", lambda m: ".".join(filter(None, m.groups())) + "|", SPENDING, flags=re.M
    )
    before = re.sub(r"^(\d{3,7})\|([^|]+)", r"\1 \2|", SPENDING, flags=re.M)
    assert texts(only(dotted)) == texts(only(before)) == plain
    assert codes(sheet("表", SPENDING.replace("2080505|", "208O505|"))) == ["X210"]


def test_a_table_without_one_code_is_said_once() -> None:
    (found,) = read(sheet("表", re.sub(r"^\d{3,7}\|", "|", SPENDING, flags=re.M)))[1]
    assert (found.code, found.origin and found.origin[2]) == ("X210", "A8")
