"""Rounding and units: one place for sentences, tables, charts and messages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yanbian_report.model.compare import Change
from yanbian_report.model.figure import RATE, Figure, ratio
from yanbian_report.model.formats import can_print, in_unit, percent, wan_number
from yanbian_report.model.parse_figure import parse_amount, parse_quantity


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [
        ("99450.00元", "万元", "9.95"),
        ("99449.99元", "万元", "9.94"),
        ("-99450.00元", "万元", "-9.95"),
        ("0", "万元", "0"),
        ("49.99元", "万元", "0.00"),
        ("123456.78", "亿元", "12.35"),
        ("1.5", "元", "15000.00"),
        ("86.485%", "%", "86.49"),
        ("12人", "人", "12"),
        ("0人", "人", "0"),
    ],
)
def test_a_figure_is_rounded_half_up_in_the_unit_it_is_printed_in(text: str, unit: str, printed: str) -> None:
    figure = parse_quantity(text) if text[-1] in "%人" else parse_amount(text)
    value, words = in_unit(figure, unit)
    assert (words, value) == (printed, Decimal(printed))


def test_tables_print_amounts_as_charts_do() -> None:
    for text in ("99450.00元", "0", "49.99元", "-0.92", "290.22"):
        assert wan_number(parse_amount(text)) == in_unit(parse_amount(text), "万元")[1]


def test_people_are_printed_in_no_unit_of_money_and_money_in_none_of_people() -> None:
    assert not can_print(parse_quantity("12人"), "万元")
    assert not can_print(parse_amount("1.00"), "人")
    with pytest.raises(KeyError):
        in_unit(parse_quantity("12人"), "万元")


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        ("25.16", "290.22", "8.67%"),
        ("1.00", "1.00", "100%"),
        ("1.00", "20000.00", "0.01%"),
        ("0.99", "20000.00", "不足0.01%"),
        ("99999.99", "100000.00", "超过99.99%"),
        ("100000.01", "100000.00", "超过100%"),
        ("2902168.24元", "290.22", "100%"),
        ("1元", "20000.00", "不足0.01%"),
        ("0", "1.00", "0%"),
        ("-0.01", "20000.00", "0%"),
    ],
)
def test_a_rate_is_nothing_or_a_whole_hundred_only_where_the_amounts_say_so(
    part: str, whole: str, printed: str
) -> None:
    rate = ratio(parse_amount(part), parse_amount(whole), "", "")
    assert rate is not None
    assert percent(rate) == printed


def test_a_rate_of_counts_is_a_whole_hundred_only_where_the_counts_are_equal() -> None:
    rates = [ratio(parse_quantity(part), parse_quantity("20000人"), "", "") for part in ("19999人", "20000人")]
    assert [percent(rate) for rate in rates] == ["超过99.99%", "100%"]


def test_a_change_of_a_rate_is_rounded_half_up_too() -> None:
    before = Figure(Decimal("0.1"), RATE, Decimal(0), path="率")
    after = before._replace(value=Decimal("0.22345"))
    assert "+12.35个百分点" in str(Change("率", before, after))
