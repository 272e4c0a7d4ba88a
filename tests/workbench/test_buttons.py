"""Hints in the page: no text of the engine tells a person at the page to type a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import yanbian_report
from yanbian_report.base.findings import note
from yanbian_report.workbench import buttons
from yanbian_report.workbench.said import findings_json

ENGINE = Path(yanbian_report.__file__).parent
COMMAND = re.compile(r"--[a-z]|\b(?:check|new|init|import|build(?!/)|batch|forget)\b")
OWN = ("cli", "workbench/buttons.py", "forms/final_accounts/starter")  # what is read at a command line, or beside it


def texts() -> Iterator[tuple[str, str]]:
    """Every Chinese text of the engine's source, with its place; what is filled in reads 2022."""
    for file in sorted(ENGINE.rglob("*.py")):
        name = file.relative_to(ENGINE).as_posix()
        if name.startswith(OWN):
            continue
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        parts = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            said = ""
            if isinstance(node, ast.JoinedStr):
                said = "".join(part.value if isinstance(part, ast.Constant) else "2022" for part in node.values)
            elif node not in parts and isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
            if re.search("[一-龥]", said) and not re.search("[a-z]+ [a-z]+ [a-z]+", said):  # nor for programmers
                yield f"{name}:{node.lineno}", said


def test_no_text_of_the_engine_names_a_command_in_the_page() -> None:
    there = list(texts())
    assert any("--overwrite" in said for _, said in there)
    assert [(place, said) for place, said in there if COMMAND.search(buttons.in_buttons(said))] == []


def test_the_page_has_what_is_quoted() -> None:
    page = "".join(
        file.read_text("utf-8") for file in (ENGINE / "workbench/static").iterdir() if file.suffix in (".js", ".html")
    )
    named = (buttons.OVERWRITE, buttons.REMOVE, buttons.LAST, buttons.UNIT_NAME, buttons.TABLE_YEAR)
    for words in (*named, buttons.DRAFT, buttons.IMPORT, buttons.NEW_YEAR, buttons.NEW_UNIT):
        assert words in page, words


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("用 check 2022 看是什么错误", "打开 2022 年度看是什么错误"),
        (
            "写 决算表单位: 甲（导入时加上 --unit-name 甲 乙，就会写上）",
            "写 决算表单位: 甲（导入时在“表上写的单位名称”里填 甲 乙，就会写上）",
        ),
        ("用 import 2022 再导入一次，会补上", "用“导入公开表”再导入一次，会补上"),
        ("写成 --项目", "写成 --项目"),
    ],
)
def test_a_hint_is_said_by_its_buttons(hint: str, said: str) -> None:
    assert findings_json([note("B503", "甲", hint=hint)])[0]["hint"] == said
