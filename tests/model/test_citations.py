"""Citations: one language for the texts of data and chart files."""

from __future__ import annotations

from typing import Any

import pytest

from yanbian_report.model.citations import citations, write_out
from yanbian_report.model.parse_figure import parse_amount, parse_quantity, parse_rate

VALUES: dict[str, Any] = {
    "年度": 2021,
    "支出.项目支出": parse_amount("25.16", "支出.项目支出"),
    "支出.合计": parse_amount("2902158.24元", "支出.合计"),
    "占比": parse_rate("91.33%", "占比"),
    "人数": parse_quantity("794名", "人数"),
    "绩效": None,
    "单位": {"名称": "甲"},
}


def said(text: str) -> str:
    words, faults = write_out(text, VALUES.__getitem__)
    assert faults == []
    return words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("没有引用 { } %", "没有引用 { } %"),
        ("{{年度}}年度", "2021年度"),
        ("支出{{ 支出.项目支出 | 万元 }}。", "支出25.16万元。"),
        ("{{ 支出.项目支出|万元数 }}、{{ 支出.合计|元 }}", "25.16、2902158.24元"),
        ("{{ 支出.合计 }}", "2902158.24元"),
        ("{{ 占比|百分比 }}，{{ 占比 }}", "91.33%，91.33%"),
        ("{{ 人数 }}，{{ 人数|整数 }}", "794名，794"),
        ("（{{ 绩效 }}）", "（）"),
        ("{ 没有的 }", "{ 没有的 }"),
    ],
)
def test_a_citation_says_what_its_path_and_format_mean(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "cause", "words"),
    [
        ("见{{ 年份 }}", "path", "引用了没有的数“年份”"),
        ("见{{ 年度｜原样 }}", "path", "引用了没有的数“年度｜原样”"),
        ("见{{ 年度|亿元 }}", "format", "没有“亿元”这种格式"),
        ("见{{ 支出.项目支出 }}", "format", "要写明格式，例如 {{ 支出.项目支出|万元 }}"),
        ("见{{ 人数|万元 }}", "format", "不能用 |万元 印"),
        ("见{{ 单位 }}", "format", "不是一个数或一段文字"),
        ("见{{ 年度 }", "braces", "“{{”不成一个引用"),
        ("见｛｛ 年度 ｝}", "braces", "“｛｛”不成一个引用"),
        ("见{% if 年度 %", "braces", "“{%”不成一个引用"),
        ("见{ 年度 }", "single", "少打了大括号"),
    ],
)
def test_a_faulty_citation_says_why_and_where(text: str, cause: str, words: str) -> None:
    _, faults = write_out(text, VALUES.__getitem__)
    assert (faults[0].cause, faults[0].start) == (cause, 1)
    assert words in faults[0].words


def test_every_fault_of_a_text_is_told_in_order() -> None:
    written, faults = write_out("{ 年度 }{{ 甲 }}{{ 年度|乙 }}{{ 年度 }}｝｝", VALUES.__getitem__)
    assert written == "{ 年度 }2021｝｝"
    assert [(f.cause, f.start) for f in faults] == [("single", 0), ("path", 6), ("format", 13), ("braces", 31)]


def test_full_width_bars_are_named_as_the_cause() -> None:
    _, [fault] = write_out("{{ 支出.合计｜元 }}", VALUES.__getitem__)
    assert fault.hint == "竖线要用英文半角“|”"


def test_a_citation_knows_its_path_its_format_and_its_place() -> None:
    assert citations("甲{{ 乙.丙 |万元}}丁") == (("乙.丙", "万元", 1, 13),)
