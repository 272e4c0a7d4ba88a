"""Findings as people and programs read them: text, lines, JSON, annotations, and the list of what is left to do."""

from __future__ import annotations

import json

import pytest

from yanbian_report.base.findings import UNFILLED, UNREVISED, Finding, Related, Severity
from yanbian_report.base.origin import Cell, Origin, Span, WordParagraph
from yanbian_report.cli.render import FORMATS, as_github, as_json, as_short, as_text, as_to_do

SPAN = Span("data/2021.yaml", 2, 7, 12)
CELL = Cell("公开表.xlsx", "公开01表", "C7")
PARAGRAPH = WordParagraph("templates/2020-2021/20.docx", 3, "决算情况说明")
ERROR = Finding("D210", Severity.ERROR, "不是一个数", SPAN, "支出.项目支出", hint="写 25.16")
DIFFERS = Finding(
    "R105", Severity.INCONSISTENCY, "两数相差 100%", CELL, related=(Related("另一个数", SPAN),), basis="公开01表"
)
NOTE = Finding("T506", Severity.NOTE, "样式不同", PARAGRAPH, hint="复制一次")
NOWHERE = Finding("B501", Severity.ERROR, "没有报告项目")
ALL = [NOTE, DIFFERS, ERROR, NOWHERE]
SOURCE = {"data/2021.yaml": "年度: 2021\n  支出: 25.1x\n"}


def test_text_shows_message_place_and_the_persons_own_line_with_the_place_marked() -> None:
    assert as_text([ERROR], SOURCE).split("\n") == [
        "错误 D210　不是一个数",
        "  位置：data/2021.yaml:2:7",
        "      2 │   支出: 25.1x",
        "        │         ^^^^^",
        "  怎么改：写 25.16",
    ]


def test_text_names_a_cell_and_a_paragraph_and_what_is_related() -> None:
    assert as_text([DIFFERS], {}).split("\n") == [
        "不一致 R105　两数相差 100%",
        "  位置：公开表.xlsx:公开01表!C7",
        "  另见：另一个数（data/2021.yaml:2:7）",
        "  依据：公开01表",
    ]
    assert as_text([NOTE], {}) == (
        "提示 T506　样式不同\n  位置：templates/2020-2021/20.docx:第3段“决算情况说明”\n  说明：复制一次"
    )


def test_text_shows_eight_related_places_and_counts_the_others() -> None:
    many = ERROR._replace(related=tuple(Related(f"第{n}处", None) for n in range(1, 11)))
    lines = as_text([many], {}).split("\n")
    assert [line for line in lines if line.startswith("  另见")][-2:] == ["  另见：第8处", "  另见：还有 2 处"]


def test_a_long_line_is_cut_around_the_marked_place() -> None:
    line = "说明: " + "甲" * 99 + "：乙" + "丙" * 100
    shown = as_text([ERROR._replace(origin=Span("a", 1, 105, 106))], {"a": line}).split("\n")[2:4]
    assert len(shown[0]) < 100
    before = shown[0].partition("│ ")[2].partition("乙")[0]
    assert len(before) == 38
    assert shown[1].partition("│ ")[2] == "  " * len(before) + "^^"


@pytest.mark.parametrize(
    ("finding", "head"),
    [
        (ERROR, "\033[31;1m错误\033[0m D210　"),
        (DIFFERS, "\033[33;1m不一致\033[0m R105　"),
        (NOTE, "\033[36m提示\033[0m T506　"),
    ],
)
def test_colours_are_red_for_errors_yellow_for_inconsistencies_and_cyan_for_notes(finding: Finding, head: str) -> None:
    assert as_text([finding], {}, colours=True).startswith(head)
    assert "\033" not in as_text([finding], {})


def test_only_the_word_of_severity_is_coloured_whatever_the_person_typed() -> None:
    typed = ERROR._replace(message="错误 D210 是文字里的", hint="错误 X1")
    assert as_text([typed], {}, colours=True).count("\033[") == 2


def test_the_complete_command_stands_below_the_hint_that_speaks_of_it() -> None:
    lines = as_text([ERROR, NOTE], {}, next_command=lambda f: "py run.py check 2020" if f is ERROR else "").split("\n")
    assert lines[lines.index("  怎么改：写 25.16") + 1] == "  命令：py run.py check 2020"
    assert sum("命令：" in line for line in lines) == 1


@pytest.mark.parametrize("name", ["text", *FORMATS])
def test_every_format_sorts_by_place_and_puts_first_what_stands_nowhere(name: str) -> None:
    text = as_text(ALL, {}) if name == "text" else FORMATS[name](ALL)
    codes = ["B501", "D210", "T506", "R105"]  # no file, data/, templates/, 公开表.xlsx
    assert sorted(codes, key=text.index) == codes


def test_short_is_one_line_a_finding() -> None:
    assert as_short([DIFFERS, ERROR, NOWHERE]).split("\n") == [
        "-: 错误 B501 没有报告项目",
        "data/2021.yaml:2:7: 错误 D210 不是一个数　写 25.16",
        "公开表.xlsx:公开01表!C7: 不一致 R105 两数相差 100%",
    ]


def test_json_has_an_object_a_finding_with_every_field() -> None:
    nowhere, error, *_ = json.loads(as_json(ALL))
    assert error == {
        "code": "D210",
        "severity": "error",
        "message": "不是一个数",
        "path": "支出.项目支出",
        "span": {"file": "data/2021.yaml", "line": 2, "column": 7, "end_column": 12},
        "related": [],
        "hint": "写 25.16",
        "basis": "",
    }
    assert nowhere["span"] is None
    assert [record["severity"] for record in json.loads(as_json(ALL))] == ["error", "error", "note", "inconsistency"]
    assert json.loads(as_json([])) == []


def test_json_tells_cells_and_paragraphs_by_their_own_names() -> None:
    (differs,) = json.loads(as_json([DIFFERS]))
    assert differs["span"] == {"file": "公开表.xlsx", "sheet": "公开01表", "cell": "C7"}
    assert differs["related"] == [
        {"message": "另一个数", "span": {"file": "data/2021.yaml", "line": 2, "column": 7, "end_column": 12}}
    ]
    (noted,) = json.loads(as_json([NOTE]))
    assert noted["span"] == {"file": PARAGRAPH.file, "number": 3, "text": "决算情况说明"}


def test_github_annotations_have_the_level_the_place_and_escaped_words() -> None:
    assert as_github(ALL).split("\n") == [
        "::error title=B501::没有报告项目",
        "::error file=data/2021.yaml,line=2,col=7,endColumn=12,title=D210::不是一个数 写 25.16",
        "::notice file=templates/2020-2021/20.docx,title=T506 第3段::样式不同 复制一次",
        "::warning file=公开表.xlsx,title=R105 公开01表!C7::两数相差 100%25",
    ]


def test_github_annotations_stay_on_one_line_and_within_their_properties() -> None:
    odd = Finding("D210", Severity.ERROR, "一\r\n二", Cell("甲,乙:丙%.xlsx", "表,1", "A1"), hint="三\n四")
    assert as_github([odd]) == "::error file=甲%2C乙%3A丙%25.xlsx,title=D210 表%2C1!A1::一%0D%0A二 三%0A四"


def left(code: str, path: str, line: int) -> Finding:
    return Finding(code, Severity.ERROR, "", Span("data/2022.yaml", line, 5, 7), path)


def test_what_is_left_to_do_is_listed_by_section_with_its_lines() -> None:
    findings = [
        left(UNFILLED, "支出.基本支出", 30),
        left(UNREVISED, "重点工作", 90),
        left(UNFILLED, "收入.财政拨款收入", 12),
        left(UNREVISED, "支出.原因", 33),
        left(UNFILLED, "支出.项目支出", 31),
        ERROR,
    ]
    assert as_to_do(findings).split("\n") == [
        "收入：待填 1",
        "  data/2022.yaml:12:5　待填　财政拨款收入",
        "支出：待填 2、待改 1",
        "  data/2022.yaml:30:5　待填　基本支出",
        "  data/2022.yaml:31:5　待填　项目支出",
        "  data/2022.yaml:33:5　待改　原因",
        "重点工作：待改 1",
        "  data/2022.yaml:90:5　待改　重点工作",
    ]


@pytest.mark.parametrize("origin", [SPAN, CELL, PARAGRAPH, None])
def test_every_format_takes_every_origin(origin: Origin | None) -> None:
    for show in FORMATS.values():
        assert (origin.file if origin else "D210") in show([ERROR._replace(origin=origin)])
