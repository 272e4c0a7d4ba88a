"""Which name was meant."""

from __future__ import annotations

from yanbian_report.base.suggest import closest


def test_the_known_name_most_like_it_is_taken_and_nothing_when_none_is() -> None:
    known = ["收入总计", "支出总计", "名称"]
    assert closest("收人总计", known) == "收入总计"
    assert closest("全然不同的一项", known) == ""
    assert closest("", known) == ""
    assert closest("名称", []) == ""
