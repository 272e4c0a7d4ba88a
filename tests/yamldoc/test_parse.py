"""YAML as text with positions, and the slips of the keyboard."""

from __future__ import annotations

import pytest

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence, span_of

KNOWN = frozenset({"年度", "单位", "名称", "收入", "支出", "事业收入", "经营收入", "标题", "正文", "数据"})


def read(text: str) -> tuple[Node, list[Finding]]:
    node, findings = parse(text, "x.yaml", KNOWN)
    assert node is not None, findings
    return node, findings


def values(node: Node) -> object:
    """``node`` as bare Python values."""
    if isinstance(node, Mapping):
        return {name: values(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return node.text


def said(findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(f.code, f.origin.line, f.origin.column) for f in findings if f.origin]


def scalar(node: Node, *keys: str) -> Scalar:
    for key in keys:
        assert isinstance(node, Mapping)
        node = node.entries[key][1]
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("typed", ["0123", "12:30", "NO", "2080000.0", "１２", "0.10", "1e3", "0x1F", "2021-01-01"])
def test_a_scalar_that_yaml_would_misread_stays_text(typed: str) -> None:
    node, findings = read(f"年度: {typed}\n")
    assert (values(node), findings) == ({"年度": typed}, [])


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_typed_is_null(typed: str) -> None:
    assert scalar(read(f"年度: {typed}\n")[0], "年度").null


@pytest.mark.parametrize("typed", ['""', "''", "'null'", "无", "0"])
def test_what_is_typed_is_not_null(typed: str) -> None:
    assert not scalar(read(f"年度: {typed}\n")[0], "年度").null


def test_columns_count_characters_of_chinese_text() -> None:
    span = scalar(read("单位: {名称: 盐边县, 代码: 503}\n")[0], "单位", "代码").span
    assert (span.line, span.column, span.end_column) == (1, 19, 22)


def test_a_key_has_its_own_place() -> None:
    node, _ = read("单位:\n  名称: 盐边县\n")
    assert isinstance(node, Mapping)
    inner = node.entries["单位"][1]
    assert isinstance(inner, Mapping)
    span = inner.entries["名称"][0].span
    assert (span.line, span.column, span.end_column) == (2, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "正文: 甲 乙{{ 年度 }}丙",
        "正文: 甲\n  乙\n\n  {{ 年度 }}丙",
        "正文: |\n  甲\n\n  乙{{ 年度 }}丙\n",
        "正文: |-  # 说明\n    甲\n      乙{{ 年度 }}丙\n",
        "正文: >\n  甲\n  乙{{ 年度 }}\n  丙\n",
        "正文: '甲''乙''{{ 年度 }}丙'",
        '正文: "甲\\"乙\\n{{ 年度 }}丙"',
        '正文: "甲\n  乙 \\\n  {{ 年度 }}丙"',
        "{单位: x, 正文: 甲 年度 丙}",
    ],
)
def test_a_character_of_a_text_is_found_in_every_style(typed: str) -> None:
    text = scalar(read(typed)[0], "正文")
    places = [span_of(text, text.text.index(sign)) for sign in "甲年丙"]
    lines = typed.split("\n")
    assert [lines[place.line - 1][place.column - 1 : place.end_column - 1] for place in places] == ["甲", "年", "丙"]


def test_a_character_after_an_escaped_one_is_found() -> None:
    typed = '正文: "\\u4e19\\t丁\\x41戊"'
    text = scalar(read(typed)[0], "正文")
    assert text.text == "丙\t丁A戊"
    assert [span_of(text, text.text.index(c)).column for c in "丙丁A戊"] == [
        typed.index(c) + 1 for c in ("\\u", "丁", "\\x", "戊")
    ]


def test_an_offset_beyond_the_text_falls_back_to_its_start() -> None:
    text = scalar(read("正文: 甲\n")[0], "正文")
    assert span_of(text, 99) == text.span


SLIPS = {
    "年度：2021": ("S112", 3),
    "年度： 2021": ("S112", 3),
    "年度:2021": ("S113", 3),
    "年度:　2021": ("S114", 3),
    "年度　: 2021": ("S114", 4),
    '"2080101"：2021': ("S112", 10),
}


@pytest.mark.parametrize(("slip", "code", "column"), [(slip, *told) for slip, told in SLIPS.items()])
@pytest.mark.parametrize("rest", ["单位:\n  名称: 甲\n", ""])
def test_a_slip_at_the_colon_is_reported_and_read_as_meant(slip: str, code: str, column: int, rest: str) -> None:
    node, findings = read(f"{slip}\n{rest}")
    key = slip[: slip.index("年度") + 2] if "年度" in slip else "2080101"
    assert said(findings) == [(code, 1, column)]
    assert isinstance(node, Mapping)
    assert scalar(node, key).text == "2021"
    assert not node.partial
    assert f"{key}" in findings[0].hint.replace('"', "")


def test_columns_behind_a_slip_are_those_of_the_file() -> None:
    node, _ = read("年度：2021\n单位:2022\n")
    assert [scalar(node, key).span.column for key in ("年度", "单位")] == [4, 4]


def test_every_full_width_colon_of_a_group_is_reported_in_one_pass() -> None:
    node, findings = read("收入:\n  事业收入：1\n  经营收入：2\n支出：\n  其他：3\n")
    assert said(findings) == [("S112", 2, 7), ("S112", 3, 7), ("S112", 4, 3), ("S112", 5, 5)]
    assert values(node) == {"收入": {"事业收入": "1", "经营收入": "2"}, "支出": {"其他": "3"}}


def test_a_free_name_before_a_figure_is_taken_for_a_key() -> None:
    node, findings = read("数据:\n  兑现人数：794名\n收入:\n  事业收入: 1\n")
    assert said(findings) == [("S112", 2, 7)]
    assert values(node) == {"数据": {"兑现人数": "794名"}, "收入": {"事业收入": "1"}}


def test_a_full_width_colon_in_a_list_of_entries_is_put_right() -> None:
    node, findings = read("重点工作:\n  - 标题：甲\n    正文: 乙\n  - 标题: 丙\n")
    assert said(findings) == [("S112", 2, 7)]
    assert values(node) == {"重点工作": [{"标题": "甲", "正文": "乙"}, {"标题": "丙"}]}


@pytest.mark.parametrize(
    "text",
    [
        "正文: 支出：本年支出\n",
        "正文:\n  支出：本年支出比上年少\n",
        "正文:\n  - 收入：本年收入\n  - 支出：本年支出\n",
        "正文: |\n  支出：一\n  收入：二\n",
        "正文: 时间12:30，网址http://a.b\n",
    ],
)
def test_a_colon_in_prose_is_left_alone(text: str) -> None:
    assert read(text)[1] == []


def test_a_colon_in_prose_is_left_alone_beside_a_broken_line() -> None:
    node, findings = read("正文:\n  - 支出：甲\n  - 收入：乙\n单位: %x\n")
    assert said(findings) == [("S120", 4, 5)]
    assert values(node) == {"正文": ["支出：甲", "收入：乙"]}


@pytest.mark.parametrize(("sign", "code"), [("\t", "S111"), ("　", "S114")])
def test_an_odd_indent_is_reported_and_read_as_meant(sign: str, code: str) -> None:
    node, findings = read(f"收入:\n{sign}事业收入: 1\n{sign}经营收入: 2\n")
    assert said(findings) == [(code, 2, 1), (code, 3, 1)]
    assert values(node) == {"收入": {"事业收入": "1", "经营收入": "2"}}
    assert scalar(node, "收入", "经营收入").span.column == 8


def test_a_line_with_two_slips_is_put_right_once_beside_a_broken_one() -> None:
    node, findings = read("单位: %x\n收入:\n\t事业收入：1\n\t经营收入：2\n")
    assert said(findings) == [("S111", 3, 1), ("S111", 4, 1), ("S120", 1, 5), ("S112", 3, 6), ("S112", 4, 6)]
    assert values(node) == {"收入": {"事业收入": "1", "经营收入": "2"}}
    assert scalar(node, "收入", "经营收入").span.column == 7


def test_a_quote_alone_before_a_colon_is_no_key() -> None:
    assert parse('"\'"：甲\n收入: 1\n', "x", KNOWN)[1]


def test_a_paragraph_that_begins_with_full_width_spaces_is_left_alone() -> None:
    node, findings = read("正文: |\n  　　第一段\n  　　第二段\n")
    assert (values(node), findings) == ({"正文": "　　第一段\n　　第二段\n"}, [])


def test_a_duplicate_key_names_both_lines_and_keeps_the_first() -> None:
    node, (finding,) = read("收入: 1\n支出: 2\n收入: 3\n")
    assert said([finding]) == [("S121", 3, 1)]
    assert finding.related[0].origin is not None
    assert finding.related[0].origin.line == 1
    assert values(node) == {"收入": "1", "支出": "2"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年度: &a 2021\n", "S122"),
        ("年度: *a\n", "S122"),
        ("年度: !!int 2021\n", "S123"),
        ("<<: 1\n年度: 2021\n", "S125"),
        ("年度: 2021\n? [甲]\n: 1\n", "S126"),
        ("正文: {{ 年度 }}\n", "S126"),
        ('"": 2021\n年度: 1\n', "S129"),
        ("年度: 2021\n---\n年度: 2022\n", "S124"),
    ],
)
def test_what_yaml_allows_and_a_data_file_does_not_is_refused(text: str, code: str) -> None:
    assert [f.code for f in read(text)[1]] == [code]


def test_a_citation_without_quotes_is_named_as_such() -> None:
    assert "“{{”开头" in read("正文: {{ 年度 }}\n")[1][0].message


def test_a_document_may_begin_with_its_marker() -> None:
    assert read("---\n年度: 2021\n...\n") == read("---\n年度: 2021\n") and read("---\n年度: 2021\n")[1] == []


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "~\n"])
def test_a_file_without_content_is_one_finding(text: str) -> None:
    node, findings = parse(text, "x.yaml")
    assert node is None
    assert [f.code for f in findings] == ["S107"]


@pytest.mark.parametrize("text", ["单位: 盐边县 #二楼\n", "正文: 见附件（表 # 3）\n"])
def test_a_comment_that_cuts_a_text_is_hinted_at(text: str) -> None:
    _, (finding,) = read(text)
    assert (finding.code, finding.severity) == ("S130", Severity.NOTE)
    assert finding.origin is not None
    assert text[finding.origin.column - 1] == "#"


@pytest.mark.parametrize("text", ["年度: 2021 # 决算年度\n", "单位: 甲    #乙\n", '单位: "甲 #乙"\n', "单位: C#语言\n"])
def test_a_plain_comment_is_no_finding(text: str) -> None:
    assert read(text)[1] == []


def test_a_full_width_comma_between_brackets_is_hinted_at() -> None:
    _, findings = read('名称: [甲, 乙，丙, "丁，戊"]\n正文:\n  - 甲，乙\n')
    assert [(f.code, f.severity) for f in findings] == [("S131", Severity.NOTE)]
    assert said(findings) == [("S131", 1, 9)]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u200b", "\u2028", "\ufeff", "\ud800", "\x7f"])
def test_a_character_that_no_editor_shows_is_named_and_passed_over(sign: str) -> None:
    node, findings = read(f"年度: 20{sign}21\n支出: 1\n")
    assert said(findings) == [("S106", 1, 7)]
    assert scalar(node, "支出").text == "1"
    assert f"U+{ord(sign):04X}" in findings[0].message


def test_a_damaged_character_is_named() -> None:
    assert said(read("单位: 盐\ufffd县\n")[1]) == [("S105", 1, 6)]


def test_many_findings_of_a_kind_are_cut_short_with_their_number() -> None:
    _, findings = read("".join(f"k{n}: 1\nk{n}: 2\n" for n in range(60)))
    assert [f.code for f in findings] == ["S121"] * 41
    assert "还有 20 处" in findings[-1].message


def test_forty_findings_of_a_kind_are_all_shown() -> None:
    _, findings = read("".join(f"k{n}: 1\nk{n}: 2\n" for n in range(40)))
    assert len(findings) == 40
    assert not any("没有一一列出" in f.message for f in findings)
