"""Lines are counted as LibreOffice breaks them: the numbers here were read off its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from yanbian_report.charts.drawing.text_metrics import wrap
from yanbian_report.layout.line_breaking import Setting, count_lines, unbroken

BODY = Setting(width=442.25, size=16, indent=32, spacing=-0.25)

SEEN = [
    (1, "2020年一般公共预算财政拨款基本支出11.12万元，其中："),
    (2, "2022年度，本局为事业单位，按规定未使用机关运行经费。"),
    (2, "（1）上述资金文件及相关支出凭证、附件明细，复印备查。"),
    (3, "5.城乡社区支出（212类）城乡社区环境卫生（05款）城乡社区环境卫生（01项）：支出决算为1.35万元，完成预算100%。"),
    (3, "截至2022年12月31日，本局共有车辆2辆，其中：应急保障用车2辆，单价100万元以上设备（不含车辆）1台（套）。"),
    (2, "2020年财政拨款收、支总计18.86万元。与2019年相比，财政拨款收、支总计持平。"),
]


@pytest.mark.parametrize(("lines", "text"), SEEN, ids=[text[:12] for _, text in SEEN])
def test_lines_are_those_of_a_page_that_was_looked_at(lines: int, text: str) -> None:
    assert count_lines(text, BODY) == lines


def test_paragraphs_of_the_report_take_as_many_lines_as_their_golden_says(
    same_as_golden: Callable[[str, str], None],
) -> None:
    """In narrow columns too, where a wrong width shows sooner."""
    texts = (ROOT / "tests/goldens/2021.txt").read_text("utf-8").split("\n")
    settings = (BODY, BODY._replace(width=97.3, indent=0, spacing=0))
    lines = [
        f"{text[:8]}　{' '.join(str(count_lines(text, setting)) for setting in settings)}" for text in texts if text
    ]
    same_as_golden("lines.txt", "\n".join(lines) + "\n")


def test_a_full_line_of_chinese_has_twenty_eight_characters() -> None:
    assert count_lines("国" * 26, BODY) == 1
    assert count_lines("国" * 27, BODY) == 2
    assert count_lines("国" * (26 + 28), BODY) == 2
    assert count_lines("国" * (26 + 28 + 1), BODY) == 3


def test_a_full_stop_takes_its_character_along_to_the_next_line() -> None:
    assert count_lines("国" * 26 + "。", BODY) == 2


@given(st.text("国家2021万元，。（）%abc ", max_size=400), st.text("国，2", max_size=5))
def test_more_text_never_takes_fewer_lines(text: str, more: str) -> None:
    assert 1 <= count_lines(text, BODY) <= count_lines(text + more, BODY) <= len(text + more) + 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("一般公共", ["一", "般", "公", "共"]),
        ("支出（2021年）。", ["支", "出", "（2021", "年）。"]),
        ("“三公”经费", ["“三", "公”", "经", "费"]),
        ("完成98.5％，abc甲", ["完", "成", "98.5％，", "abc", "甲"]),
        ("甲「乙」丙[丁]", ["甲", "「乙」", "丙", "[丁]"]),
    ],
)
def test_signs_stay_with_what_they_belong_to_and_words_stay_whole(text: str, pieces: list[str]) -> None:
    assert unbroken(text) == pieces


def test_pictures_break_names_by_the_rules_of_pages() -> None:
    for line in wrap("公务用车购置及运行维护费（含「特种车」与·其他·用车）、租赁费", 22, 9.5):
        assert line[0] not in "）」·、"
        assert line[-1] not in "（「"
