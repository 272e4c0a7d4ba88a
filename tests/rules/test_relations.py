"""What relations say of figures: that they hold, how far off they are, or nothing where a figure was left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from yanbian_report.model.figure import Figure, total
from yanbian_report.model.parse_figure import parse_amount, parse_quantity
from yanbian_report.rules.relations import adds_up, both_or_neither, equals, not_more_than, share_of
from yanbian_report.rules.rule import Holds, Outcome, Violation


def figure(name: str, text: str) -> Figure | None:
    """The figure ``text`` under ``name``; None for ``-``."""
    if text == "-":
        return None
    parse = parse_quantity if text[-1] in "%人次" else parse_amount
    return parse(text, f"某处.{name}")


SAID = [
    (adds_up, "3.00 = 1.00 + 2.00", "holds"),
    (adds_up, "3.01 = 1.00 + 2.00", "holds"),
    (
        adds_up,
        "3.02 = 1.00 + 2.00",
        "“某处.甲”为 3.02万元，各项相加得 3.00万元，相差 0.02万元（四舍五入最多能解释 150.00元）",
    ),
    (adds_up, "30000.01元 = 10000.00元 + 20000.00元", "“某处.甲”为 30000.01元，各项相加得 3.00万元，相差 0.01元"),
    (adds_up, "- = 1.00 + 2.00", ""),
    (adds_up, "3.00 = 1.00 + -", ""),
    (equals, "1.00 1.00", "holds"),
    (equals, "1.00 1.01", "holds"),
    (
        equals,
        "1.00 1.02",
        "“某处.甲”为 1.00万元，“某处.乙”为 1.02万元，两数应当相等，相差 -0.02万元（四舍五入最多能解释 0.01万元）",
    ),
    (equals, "- 1.00", ""),
    (equals, "1.00 -", ""),
    (not_more_than, "1.00 1.00", "holds"),
    (not_more_than, "1.01 1.00", "holds"),
    (not_more_than, "5人 4人", "“某处.甲”为 5人，超过了“某处.乙”为 4人，相差 1人"),
    (not_more_than, "- 1.00", ""),
    (not_more_than, "1.00 -", ""),
    (share_of, "25% 1.00 4.00", "holds"),
    (share_of, "26% 1.00 4.00", "“某处.甲”为 26%，乙 ÷ 丙 得 25.00%，相差 1.00%（四舍五入最多能解释 0.66%）"),
    (share_of, "0% 0 0", ""),
    (share_of, "1% 1.00 0", "“某处.丙”为 0，不能作除数"),
    (share_of, "100% 0 0", "“某处.丙”为 0，不能作除数"),
    (both_or_neither, "1.00 3人", "holds"),
    (both_or_neither, "0 0人", "holds"),
    (both_or_neither, "0.01 0人", "“某处.甲”为 0.01万元，“某处.乙”为 0人，应当同时有或者同时没有"),
    (both_or_neither, "0 1人", "“某处.甲”为 0，“某处.乙”为 1人，应当同时有或者同时没有"),
    (both_or_neither, "- 1人", ""),
    (both_or_neither, "1.00 -", ""),
]


@pytest.mark.parametrize(("relation", "texts", "words"), SAID, ids=[f"{r.__name__} {t}" for r, t, _ in SAID])
def test_a_relation_holds_or_says_how_far_off_it_is(relation: Callable[..., Outcome], texts: str, words: str) -> None:
    typed = [text for text in texts.split() if text not in "=+"]
    first, *others = (figure(*named) for named in zip("甲乙丙", typed, strict=False))
    outcome = relation(first, others) if relation is adds_up else relation(first, *others)
    figures = (first, *others)
    assert said(outcome) == words
    if isinstance(outcome, (Holds, Violation)):
        assert set(outcome.figures) == set(figures)


def said(outcome: Outcome) -> str:
    return outcome.message if isinstance(outcome, Violation) else "holds" if isinstance(outcome, Holds) else ""


def test_a_total_that_was_derived_by_adding_its_parts_needs_no_check() -> None:
    parts = [parse_amount("1.00", "某处.甲"), parse_amount("2.00", "某处.乙")]
    derived = total(parts, "某处.合计", "甲 ＋ 乙")
    assert adds_up(derived, parts) is None
    assert adds_up(derived, parts[:1]) == Violation(
        "“某处.合计”为 3.00万元，各项相加得 1.00万元，相差 2.00万元（四舍五入最多能解释 150.00元）",
        (derived, parts[0]),
        parts[1].value,
        derived.step - parts[0].step / 2,
    )
