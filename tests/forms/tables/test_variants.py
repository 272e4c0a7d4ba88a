"""What offices and programs do to the tables without changing what they say: blanks for nil, filled merges, lists."""

from __future__ import annotations

import re

from tests.forms.tables.grids import (
    APPROPRIATION,
    BASIC,
    FUND,
    GENERAL,
    INTERNAL_BASIC,
    INTERNAL_WHOLE,
    LISTED,
    PAIRED,
    SPENDING,
    book,
    sheet,
    whole,
)
from tests.forms.tables.test_tables import WANTED, codes, only, read, texts
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.readings import readings
from yanbian_report.forms.final_accounts.tables.select import Wanted

WANTED_2022 = Wanted(WANTED.unit, WANTED.level, "2022")


def blanked(text: str, nil: str = "") -> str:
    """``text`` as an office prints it that leaves nil blank."""
    return re.sub(r"(?<=\|)0\.00(?=\||$)", nil, text, flags=re.MULTILINE)


def filled(text: str) -> str:
    """``text`` with every merged cell filled, as programs leave it that know no merges."""
    lines: list[list[str]] = []
    for line in text.strip("\n").split("\n"):
        row: list[str] = []
        for place, cell in enumerate(line.split("|")):
            row.append(row[-1] if cell == "<" else lines[-1][place] if cell == "^" else cell)
        lines.append(row)
    return "\n".join("|".join(row) for row in lines)


def test_a_list_of_the_tables_is_none_of_them() -> None:
    titles = ("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表")
    listed = "\n".join(("目录|", *(f"公开0{n}表|{title}" for n, title in enumerate(titles, 1))))
    for contents in (listed, listed.removeprefix("目录|\n"), "目录|\n公开04表|财政拨款收入支出决算总表"):
        tables, findings = read(sheet("Sheet1", contents), sheet("04", APPROPRIATION))
        assert findings == [], contents
        assert tables["财拨总表"].sheet.name == "04"


def test_a_total_of_nothing_may_be_blank_wherever_it_stands() -> None:
    for nil in ("", "—", "一"):
        for text in (FUND, APPROPRIATION, whole(), SPENDING):
            blank = blanked(text, nil)
            kept = {name: said for name, said in texts(only(text)).items() if said not in ("0.00", "0")}
            assert texts(only(blank)) == kept, nil
        nothing = blanked(re.sub(r"(?<=\|)\d\.\d\d(?=\|)", "0.00", LISTED), nil)
        assert codes(sheet("表", nothing), wanted=WANTED_2022) == []


def test_a_total_that_is_missing_is_named_in_its_column() -> None:
    lost = GENERAL.replace("合计|<|250.20|224.20|26.00", "合计|<|250.20||26.00")
    (finding,) = read(sheet("表", lost))[1]
    assert (finding.code, finding.origin and finding.origin.cell) == ("X209", "D7")  # type: ignore[union-attr]
    gone = re.sub(r"合计\|<.*\n", "", GENERAL)
    assert codes(sheet("表", gone)) == ["X209"], "once for the whole row"
    (finding,) = read(sheet("表", PAIRED.replace("4.00|3.10|", "4.00||")), wanted=WANTED_2022)[1]
    assert finding.message == "公开13表没有“决算数的合计”的数"


def test_merged_cells_that_a_program_has_filled_are_read_once() -> None:
    for text in (BASIC, INTERNAL_WHOLE, SPENDING, PAIRED):
        wanted = WANTED_2022 if text is PAIRED else WANTED
        assert texts(only(text, wanted=wanted)).items() <= texts(only(filled(text), wanted=wanted)).items()


def test_a_row_that_numbers_the_columns_below_the_total_is_no_money() -> None:
    heads = "类|款|项|合计|290.02|252.02|38.00|0.00|0.00|0.00\n|||栏次|1|2|3|4|5|6"
    rows = SPENDING.strip("\n").split("\n")
    body = [re.sub(r"^(\d{3})(\d\d)?(\d\d)?\|", r"\1|\2|\3|", row) for row in rows[7:-1]]
    top = [rows[0] + "|<|<", "||" + rows[1], "||" + rows[2]]
    text = "\n".join(
        [*top, rows[3].replace("项目|<", "项目|<|<|<"), rows[4].replace("编码|", "编码|<|<|"), heads, *body]
    )
    assert texts(only(text)) == texts(only(SPENDING))


def test_an_empty_table_in_dashes_has_headings_all_the_same() -> None:
    text = "\n".join(
        (
            *GENERAL.strip("\n").split("\n")[:3],
            "项目|<|合计|基本支出|项目支出",
            "科目编码|科目名称|^|^|^",
            "类|合计|-|-|-",
            "||||",
        )
    )
    assert codes(sheet("表", text)) == []


def test_a_blank_column_at_the_left_hides_no_code() -> None:
    rows = [line.split("|") for line in GENERAL.strip("\n").split("\n")]
    body = [re.sub(r"^(\d{3})?(\d\d)?(\d\d)?$", _parted, row[0]).split("|") + row[1:] for row in rows[7:-1]]
    top = [[row[0], "<" if row[1] == "<" else "", "<" if row[1] == "<" else "", *row[1:]] for row in rows[:7]]
    text = "\n".join("|" + "|".join(row) for row in [*top, *body])
    assert texts(only(text)) == texts(only(GENERAL))


def _parted(match: re.Match[str]) -> str:
    """The last part of a code in its column: those of the row above are not printed again."""
    parts = [part or "" for part in match.groups()]
    last = max(n for n, part in enumerate(parts) if part)
    return "|".join(part if n == last else "" for n, part in enumerate(parts))


def test_a_unit_with_brackets_in_its_name_may_stand_before_the_title() -> None:
    unit = "甲县第一人民医院（本部）"
    text = SPENDING.replace("支出决算表|<", f"{unit}支出决算表|<", 1).replace(WANTED.unit, unit)
    assert list(read(sheet("Sheet3", text), wanted=Wanted(unit))[0]) == ["支出"]


def test_only_codes_of_the_economic_classification_are_of_the_basic_table() -> None:
    odd = BASIC.replace("30201|办公费|8.00", "20801|人力资源事务|8.00").replace("302|商品", "502|机关商品")
    tables, findings = read(sheet("表", odd))
    assert [f.code for f in findings] == ["X213", "X213"]
    listed = [reading.said for reading in readings(tables) if reading.path.endswith("公用经费项目")]
    assert "人力资源事务" not in listed[0]


def test_the_internal_basic_table_is_wide_whatever_its_codes_are_headed() -> None:
    plainly = INTERNAL_BASIC.replace("支出功能分类科目编码", "科目编码").replace("功能分类科目编码", "科目编码")
    assert "功能分类" not in plainly
    assert texts(only(plainly)) == texts(only(INTERNAL_BASIC))


def test_before_2020_there_is_no_income_of_state_capital_even_if_no_table_says_its_year() -> None:
    text = whole(income=("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "事业收入", "其他收入"))
    tables, _ = read_tables([book(sheet("表", text.replace("2021年度", "")))])
    path = "收入.国有资本经营预算财政拨款收入"
    assert len([r for r in readings(tables, year="2019") if r.path == path]) == 1
    assert [r for r in readings(tables, year="2020") if r.path == path] == []


def test_the_name_may_stand_before_the_code() -> None:
    for text in (GENERAL, SPENDING, BASIC):
        lines = text.strip("\n").split("\n")
        turned = [re.sub(r"(\d{3,7}|[经济功能分类科目]+编码)\|([^|<]+)\|", r"\2|\1|", line) for line in lines]
        assert turned != lines
        assert texts(only("\n".join(turned))) == texts(only(text))


def test_the_unit_is_read_whatever_stands_before_it() -> None:
    for words in ("部门（单位）：", "部门/单位：", "单位（部门）名称：", "预算部门：", "编报单位：", "部门〔公章〕："):
        other = SPENDING.replace(f"部门：{WANTED.unit}", f"{words}乙县财政局")
        assert codes(sheet("表", other)) == ["X202"], words
    assert codes(sheet("表", SPENDING.replace("金额单位：万元", "单位（万元）："))) == []


def test_brackets_of_any_make_are_brackets() -> None:
    turned = PAIRED.replace("（", "〔").replace("）", "〕")
    assert texts(only(turned, wanted=WANTED_2022)) == texts(only(PAIRED, wanted=WANTED_2022))
    used = whole().replace("使用非财政拨款结余", "使用非财政拨款结余〔含专用结余〕")
    assert texts(only(used)) == texts(only(whole()))


def test_a_second_table_below_is_seen_also_when_its_title_is_spaced_out() -> None:
    below = SPENDING.replace("支出决算表", "支 出 决 算 表", 1)
    assert codes(sheet("表", SPENDING.rstrip("\n") + below)) == ["X207"]  # twice the same


def test_headings_that_are_printed_on_every_page_are_no_rows() -> None:
    for text, top, rows in ((whole(), 3, 2), (APPROPRIATION, 3, 2), (SPENDING, 3, 2), (BASIC, 3, 2)):
        lines = (filled(text)).split("\n")
        again = [*lines[:12], *lines[top : top + rows], *lines[12:]]
        assert texts(only("\n".join(again))) == texts(only(text))


def test_a_class_with_an_item_that_is_not_known_is_not_taken_for_its_items() -> None:
    tables, _ = read(sheet("表", GENERAL.replace("2101102|事业单位医疗|12.40", "2101102|事业单位医疗|")))
    codes_read = {r.path.split(".")[2] for r in readings(tables) if "功能分类" in r.path}
    assert not codes_read & {"210", "21011", "2101102"}
    stops, _ = read(sheet("表", GENERAL.replace("2101102|事业单位医疗|12.40|12.40|0.00\n", "")))
    assert "21011" in {r.path.split(".")[2] for r in readings(stops) if "功能分类" in r.path}


def test_a_missing_total_is_not_taken_from_the_other_side() -> None:
    for text, total in ((whole(), "总计|31|293.32"), (APPROPRIATION, "总计|32|263.40")):
        lost = text.replace(total, total.rpartition("|")[0] + "|")
        assert codes(sheet("表", lost)) == ["X209"]
        rows = [line.split("|") for line in lost.strip("\n").split("\n")]
        unnumbered = "\n".join("|".join([*row[:1], *row[2:4], *row[5:]]) for row in rows)
        assert codes(sheet("表", unnumbered)) == ["X209"], "without 行次, where the two labels stand beside the amount"
    assert codes(sheet("表", BASIC.replace("人员经费合计|<|194.20|", "人员经费合计|<||"))) == ["X209"]
