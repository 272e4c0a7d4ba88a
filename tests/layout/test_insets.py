"""Insets: lines of a cell end well, and are no more than they were."""

from __future__ import annotations

import re

import pytest

from tests.grids.test_arrange import LOOKS, TABLES, arranged
from tests.layout.test_fit_columns import cell, table
from yanbian_report.grids.grid import grid_of
from yanbian_report.grids.markup import markup
from yanbian_report.layout.even_cells import with_even_lines
from yanbian_report.layout.insets import inset
from yanbian_report.layout.line_breaking import Setting, broken
from yanbian_report.layout.table_text import read_table
from yanbian_report.word.styles import StyleSheet

SAID = [
    "附属单位上缴收入 对附属单位补助支出 财政拨款收入 上级补助收入 公务用车购置费 公务用车运行维护费 其中：财政拨款 "
    "项目预算执行情况（万元） 主管部门及代码 满意度指标 数量指标 社会效益指标 效益指标 政府"
]


def lines(words: str, room: float, *, is_label: bool = True) -> list[str]:
    """``words`` in a cell that has ``room`` for so many letters."""
    setting = Setting(room * 10, 10)
    narrower = inset(words, setting, SAID, is_label=is_label)
    return broken(words, setting._replace(width=setting.width - narrower))


@pytest.mark.parametrize(
    ("room", "label"),
    [
        (7.3, "附属单位|上缴收入"),
        (7.3, "对附属单位|补助支出"),
        (6.3, "公务用车|购置费"),
        (6.3, "公务用车运行|维护费"),
        (4.5, "满意度|指标"),
        (4.5, "社会效益|指标"),
        (6.2, "其中：财政|拨款"),
        (5.5, "项目预算|执行情况|（万元）"),
        (5.5, "主管部门|及代码"),
    ],
)
def test_lines_of_a_label_are_even_and_its_words_whole(room: float, label: str) -> None:
    assert lines(label.replace("|", ""), room) == label.split("|")


def test_a_text_does_not_end_with_a_letter_alone() -> None:
    assert lines("已开展满意度测评", 7.5, is_label=False) == ["已开展满意度", "测评"]
    assert lines("已开展满意度测评价", 7.5, is_label=False) == ["已开展满意度测", "评价"]


@pytest.mark.parametrize("words", ["维修（护）费用", "因公出国（境）费用", "国" * 40, "2021年10月1日"])
@pytest.mark.parametrize("room", [3.1, 3.6, 4.4, 7.5])
def test_there_are_no_more_lines_and_no_piece_is_wider_than_one(words: str, room: float) -> None:
    found = lines(words, room)
    assert len(found) == len(broken(words, Setting(room * 10, 10)))
    assert not any(line[0] in "）。" for line in found)


def test_labels_are_centred_between_what_is_left_free_and_what_is_set_by_hand_stays() -> None:
    sheet = StyleSheet(
        '<w:style w:type="paragraph" w:styleId="表文"><w:name w:val="表文"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    )
    row = cell("满意度指标") + cell("国" * 200)
    by_hand = row.replace("</w:pPr>", '<w:ind w:left="10"/></w:pPr>')
    made, kept = (with_even_lines(read_table(table("", each)), sheet, (900, 7100), 0).xml for each in (row, by_hand))
    assert re.search(r'<w:pStyle w:val="表文"/><w:ind w:left="(\d+)" w:right="\1"/></w:pPr><w:r><w:t>满意度指标', made)
    assert kept.count("<w:ind ") == 2


def test_headings_of_the_workbook_s_tables_are_set_alike() -> None:
    grid = grid_of(TABLES["收入"])
    xml = markup(grid, arranged(grid), LOOKS)
    assert re.search(r"<w:ind [^>]*/></w:pPr><w:r><w:t>附属单位上缴收入", xml)
