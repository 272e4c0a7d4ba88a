"""Columns are as wide as their words need: few lines, no label broken where it need not be, the whole width used."""

from __future__ import annotations

import random

import pytest

from yanbian_report.layout.column_widths import Text, share

ROOM = 76  # steps of half a letter


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = ()) -> list[list[Text]]:
    said = [*([heads] if heads else []), *rows]
    return [[Text(c, 1, 1, row is heads, (words,) if words else ()) for c, words in enumerate(row)] for row in said]


def height(rows: list[list[Text]], widths: list[int]) -> int:
    """The lines of the table, every letter two steps."""
    return sum(
        max(max(1, -(-len(t.paragraphs[0]) // (widths[t.column] // 2))) if t.paragraphs else 1 for t in r) for r in rows
    )


def test_the_whole_width_is_used_and_the_same_words_give_the_same_widths() -> None:
    draw = random.Random(1)
    for _ in range(30):
        columns = draw.randint(2, 6)
        rows = table(*(tuple("国" * draw.choice((0, 2, 8, 40, 200)) for _ in range(columns)) for _ in range(9)))
        widths = share(rows, columns, ROOM)
        assert sum(widths) == ROOM
        assert min(widths) >= 6
        assert widths == share(rows, columns, ROOM)


def test_a_long_text_takes_the_room_that_short_ones_leave() -> None:
    rows = table(
        ("完成指标", "数量指标", "采购", "足额", "国" * 120), ("完成指标", "质量指标", "品牌", "达标", "国" * 100)
    )
    widths = share(rows, 5, ROOM)
    assert widths[4] > ROOM / 2
    assert height(rows, widths) <= 2 * (220 // (ROOM // 2 - 18) + 1)


def test_an_empty_column_keeps_its_heading_in_a_line_and_no_more_than_others_can_use() -> None:
    rows = table(("", "国" * 90), ("", "国" * 90), heads=("预期指标值", "实际完成指标值"))
    widths = share(rows, 2, ROOM)
    assert 10 < widths[0] < 14


@pytest.mark.parametrize("label", ["满意度指标", "经济效益指标", "可持续影响指标"])
def test_no_letter_of_a_label_stands_alone(label: str) -> None:
    for long in (30, 60, 90, 120, 200):
        widths = share(table((label, "国" * long, "国" * 20), (label, "国" * 10, "国" * long)), 3, ROOM)
        letters = (widths[0] - 1) // 2
        assert letters >= len(label) or len(label) % letters != 1


def test_a_long_word_is_not_broken_where_there_is_room() -> None:
    rows = table(("82F6000GCD-TASKalfa", "国" * 200), ("甲", "国" * 200))
    assert share(rows, 2, ROOM)[0] >= len("82F6000GCD-TASKalfa")


def test_what_has_no_room_is_squeezed() -> None:
    rows = table(tuple("国" * 40 for _ in range(12)))
    assert sum(share(rows, 12, 60)) == 60


def test_a_merged_label_may_stand_in_as_many_lines_as_it_has_rows() -> None:
    label = Text(0, 1, 3, True, ("项目预算执行情况（万元）",))
    rows = [[label, Text(1, 1, 1, False, ("国" * 60,))], *([Text(1, 1, 1, False, ("国" * 60,))] for _ in range(2))]
    assert share(rows, 2, ROOM)[0] <= 13


def test_words_over_several_columns_count_where_they_stand() -> None:
    narrow = [[Text(0, 1, 1, False, ("甲",)), Text(1, 1, 1, False, ("乙",)), Text(2, 1, 1, False, ("国" * 60,))]]
    over = [[Text(0, 2, 1, False, ("国" * 60,)), Text(2, 1, 1, False, ("国",))]]
    alone, both = share(narrow, 3, ROOM), share([*narrow, *over], 3, ROOM)
    assert sum(both[:2]) > sum(alone[:2])
