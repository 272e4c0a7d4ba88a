"""What the parser cannot read, in the accountant's words, and how little of the file it costs."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.told import told
from tests.yamldoc.test_parse import KNOWN, SLIPS, read, said, values
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.tree import Mapping

BROKEN = [
    ("正文: 收入: 288.92", 7, "两个英文冒号", "中文的“：”"),
    ("正文: [一]、甲", 5, "以“[”开头", "英文双引号"),
    ("正文: {{ 年度 }}年", 5, "以“{{”开头", "英文双引号"),
    ("正文: *重要*", 5, "不能以“*”开头", "英文双引号"),
    ("正文: &附件", 5, "不能以“&”开头", "英文双引号"),
    ("正文: !注意", 5, "不能以“!”开头", "英文双引号"),
    ("正文: %50", 5, "不能以“%”开头", "英文双引号"),
    ("正文: @甲", 5, "不能以“@”开头", "英文双引号"),
    ("正文: `甲`", 5, "不能以“`”开头", "英文双引号"),
    ('正文: "未完', 5, "双引号没有闭上", "补上同样的引号"),
    ("正文: '未完", 5, "单引号没有闭上", "补上同样的引号"),
    ('正文: "甲"乙', 8, "引号闭上以后还有文字", "括住整段"),
    ('正文: "C:\\用户"', 8, "“\\”有特别的意思", "单引号"),
    ("正文: [甲, 乙", 5, "“[”没有用“]”闭上", "补上“]”"),
    ("正文: {甲: 1", 5, "“{”没有用“}”闭上", "补上“}”"),
    ("正文: {甲 乙: [}", 12, "括号里的内容不完整", "成对"),
    ("正文: ]", 5, "“]”不能放在这里", "删去"),
    ("正文: | 甲", 5, "“|”后面不能接着写文字", "下一行"),
    ("正文: - 甲", 5, "“- ”要另起一行", "换行"),
    ("没有冒号的一行", 1, "没有冒号", "项名: 内容"),
    ("-甲", 1, "不是列表里的一条", "一个空格"),
    (": 2021", 1, "没有项名", "项名: 内容"),
    ("   支出: 2", 4, "缩进与上面", "对齐"),
    ("%YAML 9", 1, "不能有“%YAML 9”", "删去"),
]


@pytest.mark.parametrize(("line", "column", "message", "hint"), BROKEN)
def test_a_broken_line_is_explained_at_its_place_and_costs_only_itself(
    line: str, column: int, message: str, hint: str
) -> None:
    node, findings = read(f"单位:\n  名称: 甲\n收入: 1\n{line}\n年度: 2021\n")
    assert [(line, column) for _, line, column in said(findings)] == [(4, column)]
    assert message in findings[0].message
    assert hint in findings[0].hint
    assert isinstance(node, Mapping)
    assert node.partial
    kept = values(node)
    assert isinstance(kept, dict)
    assert (kept["单位"], kept["年度"]) == ({"名称": "甲"}, "2021")


UNFIT = [
    ("收入:\n  甲: 1\n 乙: 2\n", (3, 2), "缩进与上面"),
    ("收入:\n  甲: 1\n    乙: 2\n", (3, 5), "缩进与上面"),
    ("收入:\n  - 甲\n 乙: 1\n", (3, 2), "缩进与上面"),
    ("收入:\n  甲: 1\n  - 乙\n", (3, 3), "“- ”与上面的各项对不上"),
    ("收入:\n  - 甲\n  乙: 1\n", (3, 3), "不以“- ”开头"),
    ("正文: |\n甲\n年度: 1\n", (2, 1), "没有冒号"),
    ("正文: 甲\n  乙 # 丙\n  丁\n年度: 1\n", (2, 5), "被当成了注释"),
    ("年度: 1\n...\n收入: 2\n", (2, 1), "不能有“...”"),
    ("\n# 注\n单位:\n\n  # 注\n  名称: %x\n", (6, 7), "不能以“%”开头"),
    ("年度: 1\n单位:\n  -\n\n    名称: %x\n", (5, 9), "不能以“%”开头"),
    ("年度: 1\n单位:\n  \n      {{ 甲 }}乙\n支出: 2\n", (4, 7), "以“{{”开头"),
]


@pytest.mark.parametrize(("text", "place", "message"), UNFIT)
def test_lines_that_do_not_fit_each_other_are_explained(text: str, place: tuple[int, int], message: str) -> None:
    _, findings = parse(text, "x", KNOWN)
    assert (said(findings)[0][1:], len(findings)) == (place, 1)
    assert message in findings[0].message


def test_all_broken_lines_come_in_one_pass_with_their_places() -> None:
    text = (
        "年度：2021\n"
        "单位:\n  名称: %x\n  自称: 本中心\n"
        "重点工作:\n  - 标题: *甲\n    正文: 乙\n  - 标题: 丙\n\t  正文: 丁\n"
        '收入:\n  事业收入: "1\n  经营收入: 2\n'
        "收入: 3\n"
    )
    node, findings = read(text)
    assert sorted(said(findings)) == [
        ("S111", 9, 1),
        ("S112", 1, 3),
        ("S120", 3, 7),
        ("S120", 6, 9),
        ("S120", 11, 9),
        ("S121", 13, 1),
    ]
    assert values(node) == {
        "年度": "2021",
        "单位": {"自称": "本中心"},
        "重点工作": [{"正文": "乙"}, {"标题": "丙", "正文": "丁"}],
        "收入": {"经营收入": "2"},
    }


def test_only_groups_that_lost_something_are_partial() -> None:
    node, _ = read("单位:\n  名称: %x\n  自称: 甲\n收入:\n  事业收入：1\n支出:\n  其他: 2\n")
    assert isinstance(node, Mapping)
    partial = {name: isinstance(value, Mapping) and value.partial for name, (_, value) in node.entries.items()}
    assert (node.partial, partial) == (False, {"单位": True, "收入": False, "支出": False})


def test_a_group_that_a_wrong_indent_may_have_cut_is_partial() -> None:
    node, _ = read("收入:\n  甲: 1\n乙: 2\n  丙: 3\n支出:\n  丁: 4\n")
    assert isinstance(node, Mapping)
    revenue, expenditure = node.entries["收入"][1], node.entries["支出"][1]
    assert isinstance(revenue, Mapping) and revenue.partial
    assert isinstance(expenditure, Mapping) and not expenditure.partial


def test_what_is_said_of_broken_texts_reads_as_its_golden(same_as_golden: Callable[[str, str], None]) -> None:
    texts = [f"单位:\n  名称: 甲\n收入: 1\n{line}\n年度: 2021\n" for line, *_ in BROKEN]
    texts += [text for text, *_ in UNFIT]
    texts += [f"{slip}\n单位:\n  名称: 甲 # 乙 #丙\n" for slip in SLIPS]
    said = [f"━━\n{text}\n{told(parse(text, 'x', KNOWN)[1])}\n" for text in texts]
    same_as_golden("yaml.txt", "\n".join(said))


LINES = 19_000
HOSTILE = {
    "forty thousand brackets": ("[" * 40_000, "S127"),
    "brackets on lines": ("[\n" * LINES, "S127"),
    "nested groups": ("\n".join(" " * n + "a:" for n in range(1_500)), "S127"),
    "nested lists": ("- " * 50_000, "S127"),
    "a line of ten megabytes": ("a: " + "x" * 10_000_000, None),
    "too many lines": ("a: 1\n" * 30_000, "S128"),
    "too many entries": ("[" + "甲," * 100_000 + "]", "S128"),
    "an alias bomb": ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(30)), "S122"),
    "control characters": ("\x01" * 1_000_000, "S104"),
    "colons": (":" * 1_000_000, "S120"),
    "quotes": ('a: "' + "\n x: 1" * LINES, "S120"),
    "every line broken": ("a: %1\n" * LINES, "S120"),
    "every line a full-width colon": ("年度：1\n" * LINES, "S128"),
    "every line a tab": ("\ta: 1\n" * LINES, "S128"),
    "stairs": ("\n".join(" " * (n % 1_000) + "a: %" for n in range(3_000)), "S120"),
    "stairs down": ("\n".join(" " * (1_000 - n % 1_000) + "a: 1" for n in range(3_000)), "S120"),
    "spaces": (" " * 1_900_000, "S107"),
    "full-width spaces": ("　" * 600_000 + "a: 1", None),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_briefly_and_fast(name: str) -> None:
    text, code = HOSTILE[name]
    started = time.process_time()
    _, findings = parse(text, "x", KNOWN)
    assert time.process_time() - started < 6
    assert code is None or code in {f.code for f in findings}
    assert len(findings) < 150
    assert all(len(f.message) + len(f.hint) < 200 for f in findings)


def test_a_file_with_endless_mistakes_says_that_it_stopped() -> None:
    _, findings = parse("a: %1\n" * LINES, "x")
    (stopped,) = (f for f in findings if f.code == "S119")
    assert "后面的内容没有检查" in stopped.message
    assert [f.code for f in findings].count("S120") == len(findings) - 1 == 41, "forty, and how many more there are"
    assert "还有 959 处" in findings[-1].message
