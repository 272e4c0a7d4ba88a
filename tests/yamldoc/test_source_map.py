"""A line that was put right, and where each of its characters stands in the line as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.base.findings import note
from yanbian_report.yamldoc.source_map import Edit, SourceMap

NOTHING = note("S112", "")
KEPT, OLD, NEW = st.text("甲乙: ", min_size=1, max_size=4), st.text("：　x", max_size=3), st.text(": 丙", max_size=3)


@given(st.lists(st.tuples(KEPT, OLD, NEW), max_size=4))
def test_every_character_has_its_place_in_the_line_as_typed(pieces: list[tuple[str, str, str]]) -> None:
    typed, places, edits = "", [], []
    for kept, old, new in pieces:
        places += range(len(typed), len(typed) + len(kept))
        typed += kept
        edits.append(Edit(len(typed), old, new, NOTHING))
        places += [len(typed) + min(offset, max(len(old) - 1, 0)) for offset in range(len(new))]
        typed += old
    source = SourceMap.of(f"上\n{typed}", "x").edited({1: edits[::-1]})
    assert source.lines[1] == "".join(kept + new for kept, _, new in pieces)
    assert [source.column(1, column) for column in range(len(source.lines[1]))] == places
    assert [source.column(0, column) for column in range(3)] == [0, 1, 2]


@pytest.mark.parametrize("first", [0, 1])
def test_a_line_may_be_put_right_again(first: int) -> None:
    edits = [Edit(1, "：", ": ", NOTHING), Edit(3, "　", " ", NOTHING)]
    source = SourceMap.of("甲：乙　丙", "x").edited({0: [edits[first]]}).edited({0: [edits[1 - first]]})
    assert source.lines == ("甲: 乙 丙",)
    assert source.raw(0, 0, 0, 6) == "甲：乙　丙"
    assert source.span(0, 3, 0, 4)[1:] == (1, 3, 4)
