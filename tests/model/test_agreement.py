"""When figures agree: the one tolerance that rules and charts share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yanbian_report.model.agreement import (
    agree,
    agrees_with_sum,
    at_most,
    copied,
    interval,
    quotient,
    sum_at_most,
    tolerance,
)
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.parse_figure import parse_amount, parse_quantity


def amounts(*texts: str) -> list[Figure]:
    return [parse_amount(text) for text in texts]


@pytest.mark.parametrize(
    ("figure", "source", "expected"),
    [
        ("1.00", "1.00", True),
        ("1.00", "1.01", False),
        ("1.00", "10049.99元", True),
        ("1.00", "10050.01元", False),
        ("1.0", "1.04", True),
        ("待填", "1.01", True),
    ],
)
def test_a_copy_is_the_same_number_or_it_rounded(figure: str, source: str, expected: bool) -> None:
    assert copied(*amounts(figure, source)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1.00", "10050.00元", True),
        ("1.00", "10050.01元", False),
        ("1.00", "9950.00元", True),
        ("1.00", "1.01", True),
        ("1.00", "1.02", False),
        ("10000.00元", "10000.01元", False),
        ("待填", "10000.01元", True),
    ],
)
def test_two_amounts_agree_when_they_may_be_the_same(one: str, other: str, expected: bool) -> None:
    assert agree(*amounts(one, other)) is agree(*amounts(other, one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("713万余元", "714万元", True),
        ("713万余元", "712万元", False),
        ("近713万元", "712万元", True),
        ("近713万元", "714万元", False),
        ("713万余元", "9999万元", False),
        ("逾1300人", "1399人", True),
        ("逾1300人", "1401人", False),
        ("15万人以上", "99万人", True),
        ("约713万元", "714万元", True),
        ("约713万元", "1万元", False),
        ("约50人", "41人", True),
        ("待填人", "1人", True),
    ],
)
def test_what_is_known_to_one_side_agrees_on_that_side(one: str, other: str, expected: bool) -> None:
    figures = parse_quantity(one), parse_quantity(other)
    assert agree(*figures) is expected


def test_a_sum_is_as_uncertain_as_its_parts_and_its_total_together() -> None:
    total, *parts = amounts("3.00", "1.00", "1.985")
    assert tolerance(total, *parts) == 105
    assert agrees_with_sum(total, amounts("1.00", "1.99"))
    assert agrees_with_sum(total, amounts("1.00", "1.995"))
    assert not agrees_with_sum(total, amounts("1.00", "1.98"))
    assert not agrees_with_sum(total, amounts("10000.00元", "19900.00元"))


def test_a_sum_of_what_is_known_to_one_side_is_known_to_that_side() -> None:
    total, *parts = map(parse_quantity, ("1400人", "逾1300人", "50人"))
    assert agrees_with_sum(total, parts)
    assert not agrees_with_sum(parse_quantity("100人"), parts)
    assert not agrees_with_sum(parse_quantity("1451人"), parts)
    assert sum_at_most([total], parts)
    assert not sum_at_most([parse_quantity("1451人")], parts)


def test_a_sum_with_a_part_to_be_filled_in_agrees_with_any_total() -> None:
    [total] = amounts("3.00")
    assert agrees_with_sum(total, amounts("1.00", "待填"))


def test_no_more_than_allows_for_rounding_and_not_for_more() -> None:
    assert at_most(*amounts("1.01", "1.00"))
    assert not at_most(*amounts("1.02", "1.00"))
    assert sum_at_most(amounts("1.00", "1.00"), amounts("1.99"))
    assert not sum_at_most(amounts("1.00", "1.00"), amounts("1.98"))


def test_a_share_of_what_may_be_nothing_may_be_anything() -> None:
    assert quotient(*amounts("1.00", "0.00")).overlaps(interval(parse_quantity("99%")))
    [one] = amounts("1.00")
    reaching_nothing = Figure(Decimal(50), YUAN, Decimal(100))
    assert interval(reaching_nothing).low == 0
    assert quotient(one, reaching_nothing).overlaps(interval(parse_quantity("1%")))
    share = quotient(*amounts("1.00", "4.00"))
    assert share.overlaps(interval(parse_quantity("25.00%")))
    assert not share.overlaps(interval(parse_quantity("26.00%")))
