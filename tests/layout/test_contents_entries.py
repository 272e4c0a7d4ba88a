"""Entries of the contents page that take two lines are broken between words, and leave room for their page number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.layout.contents_entries import fits, place_of_break
from yanbian_report.layout.line_breaking import Setting, last_line

ENTRY = Setting(418.25, 12, -24)
WORDS = "资金绩效评价报告，绩效评价，绩效目标自评，项目资金，报告，评价，自评，目标"


@pytest.mark.parametrize("more", range(24, 44))
def test_no_word_is_parted_whatever_stands_before_it(more: int) -> None:
    text = f"附件3　{'国' * more}项目资金绩效评价报告"
    if fits(text, ENTRY):
        return
    at = place_of_break(text, ENTRY, [WORDS], ())
    assert text[at - 1 : at + 1] not in ("项目", "资金", "绩效", "评价", "报告")
    assert last_line(text[at:], ENTRY._replace(indent=0)) + 5 * ENTRY.size <= ENTRY.width


def test_a_name_stays_whole_where_a_line_holds_it() -> None:
    name = "东西南北中春夏秋冬"
    text = f"附件3　{'国' * 22}{name}资金绩效评价报告"
    at = place_of_break(text, ENTRY, [], (name,))
    start = text.index(name)
    assert at not in range(start + 1, start + len(name))


@given(st.integers(1, 90), st.sampled_from(("国", "国1", "（国）", "2021年")))
def test_both_lines_hold_what_stands_in_them(signs: int, pattern: str) -> None:
    text = (pattern * signs)[:signs]
    at = 0 if fits(text, ENTRY) else place_of_break(text, ENTRY, [], ())
    if at:
        assert last_line(text[:at], ENTRY) <= ENTRY.width
        assert len(text) - at >= 4
