"""What the charts show, as plain data and in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from yanbian_report.base.findings import Severity
from yanbian_report.charts.chart import Chart, describe
from yanbian_report.charts.gather import shown
from yanbian_report.forms.derivation import compare
from yanbian_report.model.figure import Figure
from yanbian_report.model.parse_figure import parse_amount
from yanbian_report.model.values import Value

Resolve = Callable[..., Any]

COLUMNS = "标题: 图\n类型: 柱状图\n单位: 万元\n数值:\n"
PIE = "标题: 图\n类型: 饼状图\n单位: 万元\n数值:\n"
ONE = "  - 名称: 甲\n    取值: 甲\n"
TWO = ONE + "  - 名称: 乙\n    取值: 乙\n"


def series(chart: Chart | None) -> list[tuple[str, str]]:
    assert chart is not None
    return [(p.label, f"{p.printed} {p.share}".strip()) for p in chart.points]


@pytest.mark.parametrize(
    ("name", "caption", "points"),
    [
        ("收支总体情况", "收、支决算总体情况图", [("2020年", "4292.46"), ("2021年", "580.44")]),
        ("收入结构", "收入决算结构图", [("一般公共预算财政拨款收入", "288.92 100%")]),
        ("支出结构", "支出决算结构图", [("基本支出", "265.06 91.33%"), ("项目支出", "25.16 8.67%")]),
        ("财政拨款收支总额", "财政拨款收支决算总额", [("2020年", "4292.46"), ("2021年", "580.44")]),
        (
            "一般公共预算支出总额",
            "一般公共预算财政拨款支出决算总额",
            [("2020年", "2146.23"), ("2021年", "290.22")],
        ),
        (
            "一般公共预算支出结构",
            "一般公共预算财政拨款支出",
            [
                ("社会保障和就业支出", "253.59 87.38%"),
                ("卫生健康支出", "14.80 5.10%"),
                ("住房保障支出", "21.82 7.52%"),
            ],
        ),
    ],
)
def test_each_published_chart_shows_the_published_figures(
    published: dict[str, Chart], name: str, caption: str, points: list[tuple[str, str]]
) -> None:
    assert (published[name].title, series(published[name])) == (caption, points)


def test_a_column_chart_is_described_with_every_year_and_amount(published: dict[str, Chart]) -> None:
    words = "柱状图：年度收支决算总额，2020年4292.46万元，2021年580.44万元，较2020年下降86.48%"
    assert describe(published["收支总体情况"]) == words


def test_a_pie_is_described_with_amounts_and_shares(published: dict[str, Chart]) -> None:
    words = "饼状图：支出决算结构图，基本支出265.06万元（91.33%），项目支出25.16万元（8.67%）"
    assert describe(published["支出结构"]) == words


def test_a_part_that_is_all_is_described_with_what_is_nothing(published: dict[str, Chart]) -> None:
    begin = "条形图：收入决算结构图，一般公共预算财政拨款收入288.92万元（100%），"
    words = describe(published["收入结构"])
    assert words.startswith(f"{begin}其余各项均为0：政府性基金预算财政拨款收入、")
    assert words.endswith("、附属单位上缴收入、其他收入")


def test_a_label_that_ends_in_a_digit_does_not_run_into_its_number(resolved: Resolve) -> None:
    chart, _ = resolved(COLUMNS + "  - 名称: 项目2\n    取值: 甲\n", 甲="1.50")
    assert describe(chart).endswith("项目2为1.50万元")


def test_exact_yuan_are_rounded_half_up_to_two_decimals(resolved: Resolve) -> None:
    chart, _ = resolved(COLUMNS + ONE, 甲="99450.00元")
    assert chart.points[0].value == Decimal("9.95")


def test_a_column_of_zero_is_kept(resolved: Resolve) -> None:
    chart, _ = resolved(COLUMNS + TWO, 甲="0", 乙="3.00")
    assert series(chart) == [("甲", "0"), ("乙", "3.00")]


def test_a_slice_of_zero_is_dropped(resolved: Resolve) -> None:
    chart, _ = resolved(PIE + TWO, 甲="0", 乙="3.00")
    assert series(chart) == [("乙", "3.00 100%")]


@pytest.mark.parametrize("head", [COLUMNS, PIE])
def test_a_chart_whose_points_are_all_zero_is_not_drawn(resolved: Resolve, head: str) -> None:
    assert resolved(head + TWO, 甲="0", 乙="0") == (None, [])


def test_an_empty_list_is_not_drawn(resolved: Resolve) -> None:
    text = "标题: 图\n类型: 饼状图\n单位: 万元\n数值来自: 类\n名称: 名称\n取值: 决算\n"
    assert resolved(text, 类=[]) == (None, [])


def test_a_share_that_rounds_to_nothing_is_named_as_less(resolved: Resolve) -> None:
    chart, _ = resolved(PIE + TWO, 甲="999999.00", 乙="1.00")
    assert [p.share for p in chart.points] == ["超过99.99%", "不足0.01%"]


def test_shares_are_those_of_the_named_total(resolved: Resolve) -> None:
    chart, _ = resolved(PIE + TWO + "合计: 总\n", 甲="253.59", 乙="36.62", 总="290.22")
    assert [p.share for p in chart.points] == ["87.38%", "12.62%"]


def test_a_part_missing_from_a_pie_is_an_inconsistency(resolved: Resolve) -> None:
    chart, [finding] = resolved(PIE + TWO + "合计: 总\n", 甲="60.00", 乙="30.00", 总="100.00")
    assert chart is not None
    assert (finding.code, finding.severity) == ("P302", Severity.INCONSISTENCY)
    assert "90.00万元" in finding.message
    assert "100.00万元" in finding.message


@pytest.mark.parametrize("figures", [{"甲": "待填", "总": "100.00"}, {"甲": "60.00", "总": "待填"}])
def test_a_chart_with_a_figure_or_a_total_to_be_filled_in_waits_for_it(
    resolved: Resolve, figures: dict[str, str]
) -> None:
    chart, [finding] = resolved(PIE + ONE + "合计: 总\n", **figures)
    assert (chart, finding.code, finding.severity) == (None, "P205", Severity.NOTE)


def test_a_part_within_rounding_of_its_whole_is_no_inconsistency(resolved: Resolve) -> None:
    _, findings = resolved(PIE + TWO + "合计: 总\n", 甲="60.00", 乙="30.01", 总="90.02")
    assert findings == []
    _, [finding] = resolved(PIE + TWO + "合计: 总\n", 甲="60.00", 乙="30.01", 总="90.03")
    assert finding.code == "P302"


def test_a_negative_slice_is_an_error(resolved: Resolve) -> None:
    chart, [finding] = resolved(PIE + TWO, 甲="-3.00", 乙="30.00")
    assert (chart, finding.code) == (None, "P301")
    assert "甲" in finding.message


def test_a_negative_column_is_drawn_with_a_minus_sign(resolved: Resolve) -> None:
    chart, findings = resolved(COLUMNS + ONE, 甲="-0.92")
    assert not findings
    assert (chart.points[0].printed, chart.points[0].drawn) == ("-0.92", "−0.92")


def test_an_unknown_path_is_shown_in_its_place_with_the_likely_one(resolved: Resolve) -> None:
    _, [finding] = resolved(COLUMNS + "  - 名称: 甲\n    取值: 支出.基本支岀\n", **{"支出.基本支出": "1.00"})
    assert finding.code == "P201"
    assert finding.hint == "是不是“支出.基本支出”？"
    assert (finding.origin.file.endswith("某图.yaml"), finding.origin.line, finding.origin.column) == (True, 6, 9)


def test_all_unknown_paths_of_a_chart_are_told_at_once(resolved: Resolve) -> None:
    _, findings = resolved(COLUMNS + TWO)
    assert [f.code for f in findings] == ["P201", "P201"]


def test_an_unknown_key_of_a_list_is_found(resolved: Resolve, amount: Callable[[str], Figure]) -> None:
    text = "标题: 图\n类型: 饼状图\n单位: 万元\n数值来自: 类\n名称: 名称\n取值: 决算数\n"
    _, [finding] = resolved(text, 类=[{"名称": "甲", "决算": amount("1.00")}])
    assert (finding.code, finding.hint) == ("P201", "是不是“决算”？")


@pytest.mark.parametrize(
    ("label", "code", "words"),
    [
        ("{{ 年度 }年", "P202", "不成一个引用"),
        ("｛｛ 年度 ｝｝年", "P202", "不成一个引用"),
        ("{ 年度 }年", "P202", "少打了大括号"),
        ("{{ 年度|亿元 }}年", "P202", "没有“亿元”这种格式"),
        ("{{ 甲 }}", "P202", "要写明格式"),
        ("{{ 年度 + 1 }}年", "P201", "没有“年度 + 1”"),
        ("{{ 年度｜原样 }}年", "P201", "没有“年度｜原样”"),
    ],
)
def test_a_citation_in_a_label_that_cannot_be_written_is_an_error(
    resolved: Resolve, label: str, code: str, words: str
) -> None:
    _, findings = resolved(COLUMNS + f'  - 名称: "{label}"\n    取值: 甲\n', 甲="1.00", 年度=2021)
    assert {finding.code for finding in findings} == {code}
    assert words in findings[0].message


def test_a_label_can_use_every_format_of_the_data(resolved: Resolve) -> None:
    chart, findings = resolved(
        COLUMNS + '  - 名称: "{{ 年度|原样 }}年{{ 甲|万元 }}"\n    取值: 甲\n', 甲="1.50", 年度=2021
    )
    assert (findings, series(chart)) == ([], [("2021年1.50万元", "1.50")])


def test_a_text_is_not_drawn_as_a_number(resolved: Resolve) -> None:
    _, [finding] = resolved(COLUMNS + ONE, 甲=["一列"])
    assert finding.code == "P203"


def test_people_are_not_drawn_as_money(resolved: Resolve) -> None:
    _, [finding] = resolved(COLUMNS + ONE, 甲="12人")
    assert finding.code == "P204"
    assert "人" in finding.message


def test_counts_and_rates_are_drawn_in_their_own_units(resolved: Resolve) -> None:
    people, _ = resolved(COLUMNS.replace("万元", "人") + ONE, 甲="12人")
    rate, _ = resolved(COLUMNS.replace("万元", "'%'") + ONE, 甲="86.48%")
    assert (series(people), series(rate)) == ([("甲", "12")], [("甲", "86.48")])


PARTS = "标题: 图\n类型: {}\n单位: 万元\n{}数值:\n"


def parts(resolved: Resolve, kind: str, *amounts: str, more: str = "") -> Chart | None:
    rows = "".join(f"  - 名称: 其他{i}\n    取值: 项{i}\n" for i in range(len(amounts)))
    chart, findings = resolved(
        PARTS.format(kind, more) + rows, **{f"项{i}": amount for i, amount in enumerate(amounts)}
    )
    assert not [finding for finding in findings if finding.code != "P302"]
    return chart


@pytest.mark.parametrize(
    ("amounts", "more", "kind"),
    [
        (("3.00",), "", "条形图"),
        (("3.00", "0"), "", "条形图"),
        (("3.00", "2.00"), "", "饼状图"),
        (("3.00", "2.00", "1.00"), "", "饼状图"),
        (("3.00", "2.00", "1.00", "1.00"), "", "条形图"),
        (("3.00", "2.00", "1.00", "1.00"), "最多扇形: 4\n", "饼状图"),
        (("3.00", "2.00", "1.00"), "最多扇形: 2\n", "条形图"),
        (("3.00",), "最多扇形: 4\n", "条形图"),
        (("99.50", "0.50"), "", "饼状图"),
        (("99.51", "0.49"), "", "条形图"),
    ],
)
def test_a_pie_is_drawn_only_of_a_few_parts_that_can_be_seen(
    resolved: Resolve, amounts: tuple[str, ...], more: str, kind: str
) -> None:
    chart = parts(resolved, "饼状图", *amounts, more=more)
    assert chart is not None
    assert chart.kind == kind
    bars = parts(resolved, "条形图", *amounts)
    assert bars is not None
    assert bars.kind == "条形图"


def test_bars_are_sorted_and_slices_keep_the_order_of_the_file(resolved: Resolve) -> None:
    amounts = ("1.00", "3.00", "2.00")
    assert [name for name, _ in series(parts(resolved, "饼状图", *amounts))] == ["其他0", "其他1", "其他2"]
    assert [name for name, _ in series(parts(resolved, "条形图", *amounts))] == ["其他1", "其他2", "其他0"]


def test_what_is_gathered_is_the_sum_of_the_exact_amounts_and_named_in_words(resolved: Resolve) -> None:
    chart = parts(resolved, "条形图", "100.00", "50.00", "20.00", "30049元", "40049元", "0.01")
    assert chart is not None
    few = shown(chart, chart.kind, 3)
    assert series(few)[-1] == ("其他3项合计", "7.02 3.97%")
    said = "其他4为4.00万元（2.26%）、其他3为3.00万元（1.70%）、其他5为0.01万元（0.01%）"
    assert describe(few).endswith(f"，其他3项合计7.02万元（3.97%），其中{said}")
    assert shown(chart, chart.kind, 6) == chart


CHANGE = "标题: 图\n类型: 柱状图\n单位: 万元\n增减: 组\n数值:\n" + TWO.replace("取值: ", "取值: 组.")


def compared(before: str, now: str) -> dict[str, Value]:
    """A group as it is derived, with the two figures that are drawn."""
    last, this = parse_amount(before), parse_amount(now)
    return {**compare("组", this, last), "甲": last, "乙": this}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("4292.46", "580.44", "较甲下降86.48%"),
        ("580.44", "4292.46", "较甲增长639.52%"),
        ("580.44", "580.44", "与甲持平"),
        ("580.4400", "5804400.10元", "与甲持平"),
        ("0", "580.44", ""),
        ("580.44", "0", "较甲下降100%"),
        ("20000.00", "0.99", "较甲下降超过99.99%"),
        ("-5.00", "3.00", ""),
    ],
)
def test_the_change_is_that_of_the_text(resolved: Resolve, before: str, now: str, said: str) -> None:
    chart, findings = resolved(CHANGE, 组=compared(before, now))
    assert (findings, chart.change) == ([], said)
    assert said in describe(chart)


def test_without_a_figure_of_last_year_there_is_no_change(resolved: Resolve) -> None:
    now = parse_amount("3.00")
    chart, findings = resolved(CHANGE, 组={**compare("组", now, None), "甲": parse_amount("0"), "乙": now})
    assert (findings, chart.change) == ([], "")


def test_the_change_of_another_group_is_an_error(resolved: Resolve) -> None:
    text = CHANGE.replace("增减: 组", "增减: 别")
    chart, [finding] = resolved(text, 组=compared("4.00", "3.00"), 别=compared("9.00", "3.00"))
    assert (chart, finding.code, finding.origin.line) == (None, "P209", 4)


def test_a_list_has_no_change(resolved: Resolve) -> None:
    text = "标题: 图\n类型: 柱状图\n单位: 万元\n增减: 组\n数值来自: 类\n名称: 名称\n取值: 决算\n"
    _, [finding] = resolved(text, 类=[{"名称": "甲", "决算": parse_amount("1.00")}], 组=compared("4.00", "3.00"))
    assert finding.code == "P209"


def test_a_group_without_a_change_is_none(resolved: Resolve) -> None:
    _, [finding] = resolved(CHANGE, 组={"甲": parse_amount("1.00"), "乙": parse_amount("1.00")})
    assert finding.code == "P203"
    _, [finding] = resolved(CHANGE.replace("增减: 组", "增减: 没有"), 组=compared("4.00", "3.00"))
    assert finding.code == "P201"


def test_a_number_of_slices_is_for_pies(resolved: Resolve) -> None:
    _, [finding] = resolved(CHANGE.replace("增减: 组", "最多扇形: 4"), 组=compared("4.00", "3.00"))
    assert (finding.code, finding.origin.line) == ("P208", 4)


def test_a_heading_that_the_caption_repeats_is_left_out(resolved: Resolve) -> None:
    for heading, drawn in (("收支总体情况", ""), ("收、支总体情况图", ""), ("年度收支总额", "年度收支总额")):
        text = COLUMNS.replace("标题: 图", f"标题: 收、支总体情况图\n图名: {heading}") + ONE
        chart, _ = resolved(text, 甲="1.00")
        assert chart.heading == drawn
