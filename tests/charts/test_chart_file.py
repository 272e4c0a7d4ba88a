"""Reading chart files: every slip is named, with its line and column, all in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbian_report.charts.chart import read_charts

GOOD = "标题: 图\n类型: 柱状图\n单位: 万元\n数值:\n  - 名称: 甲\n    取值: 甲\n"


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
        (GOOD.replace("标题", "题目"), [("P101", 1, 1), ("P102", 1, 1)]),
        (GOOD.replace("类型: 柱状图\n", ""), [("P102", 1, 1)]),
        (GOOD.replace("柱状图", "柱形图"), [("P103", 2, 5)]),
        (GOOD.replace("万元", "[万元]"), [("P104", 3, 5)]),
        (GOOD + "突出: 全部\n", [("P103", 7, 5)]),
        (GOOD + "数值来自: 类\n名称: 名称\n取值: 决算\n", [("P103", 4, 1)]),
        (GOOD + "名称: 甲\n", [("P103", 7, 1)]),
        (GOOD.replace("    取值: 甲\n", ""), [("P102", 5, 5)]),
        (GOOD.replace("取值", "数值"), [("P101", 6, 5), ("P102", 5, 5)]),
        (GOOD.split("数值")[0], [("P102", 1, 1)]),
        (GOOD.split("数值")[0] + "数值:\n  - 甲\n", [("P104", 5, 5)]),
        ("- 甲\n", [("P104", 1, 1)]),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(tmp_path, text) == expected


def test_a_likely_kind_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "某图.yaml").write_text(GOOD.replace("柱状图", "柱形图"), "utf-8")
    assert read_charts(tmp_path)[1][0].hint == "是不是“柱状图”？"


def test_slips_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("甲图", "乙图"):
        (tmp_path / f"{name}.yaml").write_text(GOOD.replace("单位", "单拉"), "utf-8")
    assert len(read_charts(tmp_path)[1]) == 4


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "坏图.yaml").write_text("标题: [没有关上\n", "utf-8")
    (tmp_path / "好图.yaml").write_text(GOOD, "utf-8")
    specs, findings = read_charts(tmp_path)
    assert list(specs) == ["好图"]
    assert findings
