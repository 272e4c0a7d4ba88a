"""The words of a document are found again on the pages of a PDF, whichever way it breaks them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.outputs._words import bare, first_lost_on_pages

LONG = "本单位上年没有这项支出。全县参保人数继续增长，待遇按时足额发放。"


def pieces(*words: str) -> list[str]:
    return [bare(one) for one in words]


def test_blanks_widths_and_raised_figures_make_no_difference() -> None:
    assert bare("面积 10⁴ 平方米，\n（甲）Ａ") == bare("面积104平方米,(甲)a")


def test_a_paragraph_may_run_over_pages_with_page_numbers_between() -> None:
    assert (
        first_lost_on_pages(pieces(LONG), [f"前 {LONG[:9]}\n— 1 —", f"— 2 —{LONG[9:20]}\n", f"表头\n{LONG[20:]}后"])
        is None
    )


def test_a_sentence_that_is_on_no_page_is_named() -> None:
    assert (
        first_lost_on_pages(pieces("甲。乙", LONG), ["甲。乙", LONG[:12]]) == "全县参保人数继续增长,待遇按时足额发放。"
    )


def test_the_rest_of_a_paragraph_must_stand_on_the_very_next_page() -> None:
    assert first_lost_on_pages(pieces(LONG), [LONG[:9], "别的", LONG[9:]]) is not None


@given(st.lists(st.text("甲乙丙丁，。12 ab", min_size=1, max_size=30), min_size=1, max_size=6), st.integers(1, 40))
def test_a_text_cut_into_pages_anywhere_loses_nothing(paragraphs: list[str], size: int) -> None:
    whole = bare("".join(paragraphs))
    pages = [f"{whole[n : n + size]}\n— {n} —" for n in range(0, len(whole), size)]
    assert first_lost_on_pages([one for one in pieces(*paragraphs) if one], pages) is None
