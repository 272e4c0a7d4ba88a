"""Which name was meant."""

from __future__ import annotations

from yanbian_report.base.suggest import closest, closest_path, did_you_mean


def test_the_known_name_most_like_it_is_taken_and_nothing_when_none_is() -> None:
    known = ["收入总计", "支出总计", "名称"]
    assert closest("收人总计", known) == "收入总计"
    assert closest("全然不同的一项", known) == ""
    assert closest("", known) == ""
    assert closest("名称", []) == ""


def test_a_path_is_meant_by_all_of_it_or_by_its_last_name_and_the_first_of_several_alike() -> None:
    known = ["支出.基本支出", "财政拨款.基本支出", "收入.事业收入"]
    assert closest_path("基本支岀", known) == "支出.基本支出"
    assert closest_path("财政拨款.基本支岀", known) == "财政拨款.基本支出"
    assert closest_path("事业收人", known) == "收入.事业收入"
    assert closest_path("全然不同", known) == ""


def test_a_question_is_asked_about_a_name_only() -> None:
    assert did_you_mean("收入总计") == "是不是“收入总计”？"
    assert did_you_mean("") == ""
