"""Numbers as they are typed, and what to say of those that are typed wrong."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.model import parse_figure
from yanbian_report.model.figure import Figure, ratio
from yanbian_report.model.formats import round_half_up
from yanbian_report.model.parse_figure import Unreadable, parse_amount, parse_quantity, parse_rate


def test_the_examples_of_the_language_of_figures_are_true() -> None:
    done = doctest.testmod(parse_figure)
    assert (done.failed, done.attempted > 5) == (0, True)


def known(figure: Figure) -> tuple[Decimal, str, Decimal, str]:
    return figure.value, figure.unit, figure.step, figure.approx


@pytest.mark.parametrize(
    ("text", "yuan", "step"),
    [
        ("290.22", "2902200", "100"),
        ("290.20", "2902000", "100"),
        ("290.2", "2902000", "1000"),
        ("290.22万元", "2902200", "100"),
        ("2902158.24元", "2902158.24", "0"),
        ("13000.00元", "13000", "0"),
        ("-0.92", "-9200", "100"),
        ("0", "0", "0"),
        ("0.00", "0", "100"),
    ],
)
def test_an_amount_keeps_the_precision_it_was_typed_with(text: str, yuan: str, step: str) -> None:
    assert known(parse_amount(text)) == (Decimal(yuan), "元", Decimal(step), "")


@pytest.mark.parametrize(
    ("text", "value", "unit", "step", "approx"),
    [
        ("794名", "794", "名", "0", ""),
        ("0辆", "0", "辆", "0", ""),
        ("2000余件", "2000", "件", "0", "余"),
        ("713万余元", "7130000", "元", "10000", "余"),
        ("逾1271万元", "12710000", "元", "10000", "逾"),
        ("3704.48万元", "37044800", "元", "100", ""),
        ("99490.00元", "99490", "元", "0", ""),
        ("2.46万人", "24600", "人", "100", ""),
        ("40%", "0.4", "%", "0.01", ""),
        ("98.84%", "0.9884", "%", "0.0001", ""),
        ("超过5人", "5", "人", "0", "逾"),
        ("5人以上", "5", "人", "0", "以上"),
    ],
)
def test_a_quantity_is_read_as_it_is_printed(text: str, value: str, unit: str, step: str, approx: str) -> None:
    assert known(parse_quantity(text)) == (Decimal(value), unit, Decimal(step), approx)


def test_a_rate_is_a_ratio() -> None:
    assert known(parse_rate("86.48%")) == (Decimal("0.8648"), "%", Decimal("0.0001"), "")


@pytest.mark.parametrize(
    ("text", "why", "plain"),
    [
        ("２９０．２２", "全角", "290.22"),
        ("－0.92", "全角", "-0.92"),
        ("—0.92", "减号", "-0.92"),
        ("2,902,158.24元", "逗号", "2902158.24元"),
        ("2，902", "逗号", "2902"),
        ("290,22", "小数点写成了逗号", "290.22"),
        ("290。22", "小数点不对", "290.22"),
        ("29O.22", "字母", "290.22"),
        ("29l.22", "字母", "291.22"),
        ("290.22 万元", "空格", "290.22万元"),
        ("290.22万", "少了“元”字", "290.22万元"),
        ("0123", "开头多了 0", "123"),
        ("+1.92", "加号", "1.92"),
        ("(0.92)", "括号表示负数", "-0.92"),
        ("（0.92）", "括号表示负数", "-0.92"),
        ("¥290.22", "货币符号", "290.22"),
        ("￥290.22", "货币符号", "290.22"),
        ("“290.22”", "引号", "290.22"),
        ("2902158.24元整", "整", "2902158.24元"),
        ("２,９０２ 元", "全角", "2902元"),
    ],
)
def test_a_slip_in_an_amount_is_named_with_the_plain_way(text: str, why: str, plain: str) -> None:
    with pytest.raises(Unreadable) as said:
        parse_amount(text)
    assert why in str(said.value)
    assert said.value.hint == f"请写成 {plain}"


@pytest.mark.parametrize("text", ["无", "-", "——", "/"])
def test_a_word_for_nothing_is_answered_with_zero(text: str) -> None:
    with pytest.raises(Unreadable) as said:
        parse_amount(text)
    assert said.value.hint == "没有的写 0"


@pytest.mark.parametrize(
    "text", ["NO", "12:30", "2,88.9,2", "1.2.3", "一百", "290.22亿元", "1e5", "--1", "", "NaN", "٣"]
)
def test_what_is_no_number_is_answered_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(Unreadable) as said:
        parse_amount(text)
    assert "290.22" in said.value.hint


@pytest.mark.parametrize("text", ["1234567890123", "0.1234567", "9" * 1_000_000])
def test_a_number_no_office_has_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as said:
        parse_amount(text)
    assert len(str(said.value)) < 80


@pytest.mark.parametrize(
    ("text", "plain"), [("1,271万元", "1271万元"), ("９１６５人", "9165人"), ("12O台", "120台"), ("012人", "12人")]
)
def test_a_slip_in_a_quantity_is_named_with_the_plain_way(text: str, plain: str) -> None:
    with pytest.raises(Unreadable) as said:
        parse_quantity(text)
    assert said.value.hint == f"请写成 {plain}"


def test_a_quantity_that_goes_on_as_a_sentence_is_refused() -> None:
    with pytest.raises(Unreadable):
        parse_quantity("12台，另有办公桌")


def test_a_rate_wants_its_sign() -> None:
    with pytest.raises(Unreadable) as said:
        parse_rate("86.48")
    assert "%" in said.value.hint


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_unreadable(text: str) -> None:
    for parser in (parse_amount, parse_quantity, parse_rate):
        try:
            figure = parser(text)
        except Unreadable as said:
            assert said.hint
        else:
            assert figure.text == text


@given(*[st.from_regex(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?(万元|元)?", fullmatch=True)] * 2)
def test_any_two_amounts_can_be_divided_and_printed(one: str, other: str) -> None:
    rate = ratio(parse_amount(one), parse_amount(other), "", "")
    if rate is not None:
        round_half_up(rate.value * 100, 2)


@given(st.decimals(-(10**12) + 1, 10**12 - 1, places=2))
def test_what_is_printed_reads_back_as_the_same_amount(amount: Decimal) -> None:
    assert parse_amount(f"{amount:f}元").value == amount
