"""Bookmarks of templates: repeated by loops, cut by conditions, each is whole and has an id and a name of its own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.templates.bookmarks import FIRST, Bookmarks


def start(id_: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>'


def end(id_: int) -> str:
    return f'<w:bookmarkEnd w:id="{id_}"/>'


def test_a_document_without_bookmarks_stays_as_it_is() -> None:
    assert Bookmarks().numbered("<w:p/>") == "<w:p/>"


def test_what_a_loop_repeats_gets_an_id_and_a_name_each_time() -> None:
    twice = (start(7, "甲") + end(7)) * 2
    assert Bookmarks().numbered(twice) == (start(FIRST, "甲") + end(FIRST) + start(FIRST + 1, "甲_2") + end(FIRST + 1))


def test_the_parts_of_a_document_are_numbered_one_after_the_other() -> None:
    bookmarks = Bookmarks()
    assert [bookmarks.numbered(start(1, "甲") + end(1)) for _ in range(2)] == [
        start(FIRST, "甲") + end(FIRST),
        start(FIRST + 1, "甲_2") + end(FIRST + 1),
    ]


def test_a_bookmark_that_lost_its_end_ends_where_it_begins_and_a_lone_end_goes() -> None:
    assert Bookmarks().numbered(start(7, "甲") + "字") == start(FIRST, "甲") + end(FIRST) + "字"
    assert Bookmarks().numbered("字" + end(7)) == "字"


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 3), st.sampled_from(["甲", "乙", "长" * 40])), max_size=12))
def test_whatever_is_left_of_them_is_in_pairs_and_no_two_are_alike(given_: list[tuple[bool, int, str]]) -> None:
    text = "".join(start(id_, name) if begins else end(id_) for begins, id_, name in given_)
    made = Bookmarks().numbered(text)
    starts = re.findall(r'bookmarkStart w:id="(\d+)" w:name="([^"]+)"', made)
    assert sorted(id_ for id_, _ in starts) == sorted(re.findall(r'bookmarkEnd w:id="(\d+)"', made))
    assert len({id_ for id_, _ in starts}) == len({name for _, name in starts}) == len(starts)
    assert len(starts) == sum(begins for begins, _, _ in given_)
    assert all(len(name) <= 40 for _, name in starts)
