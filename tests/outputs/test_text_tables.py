"""Tables as plain text: columns that stand below each other, or a row after the other with what its words are."""

from __future__ import annotations

import unicodedata

from yanbian_report.outputs._text_tables import TextCell, table_lines


def head(text: str, across: int = 1, down: int = 1) -> TextCell:
    return TextCell(text, across, down, "col")


def name(text: str, down: int = 1) -> TextCell:
    return TextCell(text, 1, down, "row")


def amount(text: str) -> TextCell:
    return TextCell(text, right=True)


def cell(text: str, across: int = 1, down: int = 1) -> TextCell:
    return TextCell(text, across, down)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


ACCOUNTS = [
    [head("项目", 2), head("合计", down=2), head("支出", 2)],
    [head("编码"), head("名称"), head("基本支出"), head("项目支出")],
    [cell("201"), name("一般公共服务支出"), amount("275.30"), amount("235.10"), amount("40.20")],
    [cell("20805"), name("养老支出"), amount("1.00"), amount(""), amount("-1.00")],
]


def test_amounts_stand_below_each_other_and_below_their_heads() -> None:
    lines = table_lines(ACCOUNTS)
    assert lines == [
        "项目　　　　　　　　　　　　合计　支出",
        "编码　　名称　　　　　　　　　　　基本支出　项目支出",
        "201 　　一般公共服务支出　275.30　　235.10 　　40.20",
        "20805 　养老支出　　　　　　1.00 　　　　　　　-1.00",
    ]
    assert len({width(line) for line in lines[1:]}) == 1


def test_blanks_at_the_end_of_a_line_and_rows_without_words_are_left_out() -> None:
    assert table_lines([[cell("甲"), cell("")], [cell(""), cell("")], [cell("乙"), cell("丙")]]) == ["甲", "乙　丙"]


def test_a_cell_that_goes_down_keeps_its_column_free() -> None:
    assert table_lines([[cell("甲", down=2), cell("一")], [cell("二")]]) == ["甲　一", "　　二"]


PROSE = "通过政府采购程序，采购了一批办公设备，含台式电脑12台、打印复印一体机1台、笔记本电脑1台，并已验收"
FORM = [
    [name("实施单位："), cell("某局", 4)],
    [name("年度指标", down=3), head("一级指标"), head("二级指标"), head("预期值"), head("完成值")],
    [cell("完成指标", down=2), cell("数量"), cell("足额"), cell(PROSE)],
    [cell("质量"), cell(""), cell("完成")],
    [name("备注"), cell("", 4)],
]


def test_where_cells_are_prose_every_word_stands_behind_what_it_is() -> None:
    assert table_lines(FORM) == [
        "实施单位：某局",
        "年度指标",
        "　　一级指标　　二级指标　　预期值　　完成值",
        "　　一级指标：完成指标　　二级指标：数量　　预期值：足额",
        f"　　　　完成值：{PROSE}",
        "　　二级指标：质量　　完成值：完成",
        "备注",
    ]


def test_rows_too_wide_for_a_line_say_of_every_amount_what_it_is_but_not_the_number_of_its_column() -> None:
    heads = [f"国有资本经营预算财政拨款{n}" for n in range(8)]
    lines = table_lines(
        [
            [head("编码"), head("名称"), head("支出", 8)],
            [head(""), head(""), *map(head, heads)],
            [head("栏次"), head(""), *(head(str(n)) for n in range(8))],
            [cell("201"), name("服务"), *(amount(f"{n}.00") for n in range(8))],
        ]
    )
    label = "支出·国有资本经营预算财政拨款"
    assert lines[3] == f"201　　服务　　{label}0：0.00　　{label}1：1.00"
    assert lines[-1] == f"　　{label}6：6.00　　{label}7：7.00"
