"""Names that a text says nearly: many names that share a half, whose they are, and where they stand."""

from __future__ import annotations

import pytest

from yanbian_report.forms.final_accounts.rules._near_names import nearly, places_of

_TOWNS = [f"盐边县{sign}{other}镇社会保障服务中心" for sign in "红格桐子林永兴" for other in "甲乙丙丁戊"]


def test_of_many_names_that_share_a_half_only_the_wrong_one_is_told() -> None:
    text = "、".join(_TOWNS) + "，另有盐边县红甲镇社会保障服物中心和盐边县红甲镇社会保障服务中心"

    told = [said for found in nearly(text, [[name] for name in _TOWNS]) for said in found]

    assert {(wrong, name) for _, wrong, name in told} == {("盐边县红甲镇社会保障服物中心", _TOWNS[0])}


def test_a_name_of_somebody_else_is_nobodys_slip() -> None:
    first, second = "乡镇金保网网络运行维护费", "乡镇金保网网络运行维修费"

    assert list(nearly(f"付了{second}。", [[first], [second]])) == [[], []]
    assert [len(found) for found in nearly(f"付了{second}。", [[first]])] == [1]


def test_an_empty_name_does_not_make_every_place_somebodys() -> None:
    assert [len(found) for found in nearly("付了乡镇金保网网络运行维修费。", [["乡镇金保网网络运行维护费"], [""]])] == [
        1,
        0,
    ]


@pytest.mark.parametrize("others", [0, 1_000])
def test_few_words_and_many_are_found_at_the_same_places(others: int) -> None:
    found = places_of("甲甲甲乙甲甲", ["甲甲", "乙", "丙", *(f"丁{number}" for number in range(others))])

    assert {word: places for word, places in found.items() if places} == {"甲甲": [0, 1, 4], "乙": [3]}
    assert found["丙"] == []
