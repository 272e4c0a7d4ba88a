"""Lines and columns of the engine as offsets of an editor, and findings and places of an unsaved text."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbian_report.base.origin import Cell, Span, WordParagraph
from yanbian_report.base.project import Project
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.look import look
from yanbian_report.workbench.places import Offsets, place_words

TEXT = "甲: 𠀀乙\n\n丙: 1\n"


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", [TEXT, "", "年度: 2021\n单位: 甲", "a\n\n\n"])
def test_every_line_and_column_is_where_an_editor_has_it(text: str) -> None:
    offsets, lines = Offsets(text), text.split("\n")
    for number, line in enumerate(lines):
        for column in range(len(line) + 1):
            before = "\n".join([*lines[:number], line[:column]])
            assert offsets.at(number + 1, column + 1) == utf16(before)


def test_a_place_behind_the_end_is_the_end() -> None:
    assert Offsets(TEXT).at(1, 99) == utf16("甲: 𠀀乙")
    assert Offsets(TEXT).at(99, 1) == utf16(TEXT)
    assert Offsets(TEXT).of(Span("x", 3, 4, 5)) == (utf16("甲: 𠀀乙\n\n丙: "), utf16("甲: 𠀀乙\n\n丙: 1"))


def test_a_place_names_its_file_where_it_is_another() -> None:
    assert place_words(Span("data/2021.yaml", 12, 1, 2), "data/2021.yaml") == "第 12 行"
    assert place_words(Span("data/2020.yaml", 12, 1, 2), "data/2021.yaml") == "data/2020.yaml 第 12 行"
    assert place_words(Cell("2021.xlsx", "公开03表", "C7"), "") == "2021.xlsx 公开03表!C7"
    assert place_words(WordParagraph("10.docx", 3), "") == "10.docx 第 3 段"
    assert place_words(None, "") == ""


def test_a_look_says_what_is_wrong_and_where(frozen: Path) -> None:
    desk = Desk(Project(frozen), 2021)
    text = (frozen / "data/2021.yaml").read_text("utf-8")
    typed = text.replace("项目支出: 25.16", "项目支出: 35.16", 1)
    assert typed != text
    sound, said = look(desk, text, {}), look(desk, typed, {})
    start, end = said["places"]["支出.项目支出"]
    assert typed[start:end] == "35.16"
    found = [f for f in said["findings"] if f not in sound["findings"]]
    assert found and all(f["place"] for f in found)
    assert desk.examined is not None and desk.examined.loaded.year is not None


def test_a_broken_text_has_findings_at_their_offsets(frozen: Path) -> None:
    text = "年度: 2021\n单位：\n  名称: 甲\n"
    found = look(Desk(Project(frozen), 2021), text, {})["findings"]
    assert any(f["place"] == "第 2 行" and text[f["from"] : f["to"]] == "：" for f in found)
