"""Reading chart files: every slip is named, with its line and column, all in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbian_report.charts.chart_file import read_charts

GOOD = "标题: 图\n类型: 柱状图\n单位: 万元\n数值:\n  - 名称: 甲\n    取值: 甲\n"
LISTED = GOOD.split("数值")[0] + "数值来自: 类\n名称: 名称\n取值: 决算\n"


def codes(folder: Path, text: str) -> list[tuple[str, int, int]]:
    (folder / "某图.yaml").write_text(text, "utf-8")
    specs, findings = read_charts(folder)
    assert bool(specs) != bool(findings)
    return [(f.code, f.origin.line, f.origin.column) for f in findings if f.origin]


def test_a_good_file_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "某图.yaml").write_text(GOOD, "utf-8")
    specs, findings = read_charts(tmp_path)
    assert (list(specs), findings) == (["某图"], [])


def test_the_style_is_not_a_chart(tmp_path: Path) -> None:
    (tmp_path / "样式.yaml").write_text("分辨率: 300\n", "utf-8")
    assert read_charts(tmp_path) == ({}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace("标题", "题目"), [("P101", 1, 1)]),
        (GOOD.replace("标题: 图\n", ""), [("P102", 1, 1)]),
        (GOOD.replace("标题: 图", "标题:"), [("P102", 1, 1)]),
        (GOOD.replace("标题: 图", '标题: ""'), [("P102", 1, 1)]),
        (GOOD + "颜色: 红\n", [("P101", 7, 1)]),
        (GOOD.replace("类型: 柱状图\n", ""), [("P102", 1, 1)]),
        (GOOD.replace("柱状图", "柱形图"), [("P103", 2, 5)]),
        (GOOD.replace("万元", "[万元]"), [("P104", 3, 1)]),
        (GOOD + "突出: 全部\n", [("P103", 7, 5)]),
        (GOOD + "数值来自: 类\n名称: 名称\n取值: 决算\n", [("P103", 4, 1)]),
        (GOOD + "名称: 甲\n", [("P103", 7, 1)]),
        (GOOD.replace("    取值: 甲\n", ""), [("P102", 5, 5)]),
        (GOOD.replace("取值", "数值"), [("P101", 6, 5)]),
        (GOOD.split("数值")[0], [("P102", 1, 1)]),
        (GOOD.split("数值")[0] + "数值:\n  - 甲\n", [("P104", 5, 5)]),
        (GOOD.split("数值")[0] + "数值: []\n", [("P103", 4, 1)]),
        (LISTED.replace("数值来自", "数值来白"), [("P101", 4, 1)]),
        (LISTED.replace("取值: 决算\n", ""), [("P102", 1, 1)]),
        ("- 甲\n", [("P104", 1, 1)]),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (GOOD.replace("柱状图", "柱形图"), "“类型”不能写“柱形图”，是不是“柱状图”？", "只能写：条形图、柱状图、饼状图"),
        (GOOD.replace("标题", "标提"), "不认识的项“标提”，是不是“标题”？", "改成“标题”，或者删去这一项"),
        (GOOD.replace("标题: 图\n", ""), "图“某图”里缺“标题”", "补一行 “标题: 支出决算结构图”"),
        (
            GOOD.replace("    取值: 甲\n", ""),
            "“数值”第 1 条里缺“取值”",
            "“取值: 支出.基本支出”（这个数在数据里的路径）",
        ),
        (GOOD.split("数值")[0], "图“某图”里缺“数值”", "数据里有一列的，改用“数值来自”"),
        (GOOD.split("数值")[0] + "数值: 甲\n", "“数值”应当是一列“- ”，这里是文字“甲”", "每条以“- ”开头"),
        (GOOD + LISTED.partition("元\n")[2], "“数值”这里不能写", "“数值”和“数值来自”只能用一个，删去其中一个"),
        (GOOD + "名称: 甲\n", "“名称”这里不能写", "写在“数值”的各项里，或者与“数值来自”一起用"),
        ("- 甲\n", "图“某图”应当是一组“项: 值”，这里是一列“- ”", "每行写“项: 值”，例如：标题、图名"),
    ],
)
def test_a_message_says_what_is_wrong_and_what_to_write(tmp_path: Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "某图.yaml").write_text(text, "utf-8")
    [finding] = read_charts(tmp_path)[1]
    assert finding.message == message
    assert hint in finding.hint


def test_a_list_that_must_not_be_empty_is_not_said_to_be_left_empty(tmp_path: Path) -> None:
    (tmp_path / "某图.yaml").write_text(GOOD.split("数值")[0] + "数值: 甲\n", "utf-8")
    assert "[]" not in read_charts(tmp_path)[1][0].hint


def test_slips_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("甲图", "乙图"):
        (tmp_path / f"{name}.yaml").write_text(GOOD.replace("单位", "单拉"), "utf-8")
    found = read_charts(tmp_path)[1]
    assert [(f.code, f.origin.file.rpartition("/")[2]) for f in found if f.origin] == [
        ("P101", "乙图.yaml"),
        ("P101", "甲图.yaml"),
    ]


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "坏图.yaml").write_text("标题: [没有关上\n", "utf-8")
    (tmp_path / "好图.yaml").write_text(GOOD, "utf-8")
    specs, findings = read_charts(tmp_path)
    assert list(specs) == ["好图"]
    assert findings
