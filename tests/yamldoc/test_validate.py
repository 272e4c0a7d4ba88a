"""A file held against its schema: budgets, free names, bounds, and what is asked for only in a case."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from yanbian_report.yamldoc.located import Voice
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.validate import validate

VOICE = Voice("某文件", "某指南", *(f"X{number}" for number in range(1, 10)))
NAMES: dict[str, Any] = {
    "type": "object",
    "properties": {"数": {"$ref": "#/$defs/named"}, "几": {"type": "string", "minimum": 0.1, "maximum": 3}},
    "$defs": {
        "name": {"pattern": "^[^ ]+$", "description": "没有空格"},
        "named": {
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/name"},
            "additionalProperties": {"$ref": "#/$defs/named"},
        },
    },
}
CASE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"列": {"type": "string"}, "各项": {"type": "string"}, "名": {"type": "string", "x-refused": "别写"}},
    "if": {"required": ["列"]},
    "then": {"required": ["名"], "properties": {"各项": False}},
    "else": {"required": ["各项"], "properties": {"名": False}},
}


def said(schema: dict[str, Any], text: str) -> list[tuple[str, str, str]]:
    node, findings = parse(text, "某.yaml")
    assert node is not None, findings
    return [(f.code, f.message, f.hint) for f in validate(node, Schema(schema), VOICE)]


def test_free_names_are_held_against_their_form_however_deep() -> None:
    [one, two] = said(NAMES, "数:\n  甲 乙: {}\n  丙:\n    丁 戊: {}\n")
    assert one == ("X8", "项名“甲 乙”不合写法", "没有空格")
    assert two[1] == "项名“丁 戊”不合写法"
    assert said(NAMES, "数:\n  甲乙: {}\n") == []


@pytest.mark.parametrize(("number", "good"), [("0.1", True), ("3", True), ("0.09", False), ("3.01", False)])
def test_a_number_typed_as_text_is_held_against_its_bounds(number: str, good: bool) -> None:
    assert (said(NAMES, f"几: {number}\n") == []) is good


def test_what_is_asked_for_in_a_case_is_told_where_the_case_is_sure() -> None:
    assert said(CASE, "列: 甲\n名: 乙\n") == []
    assert [code for code, _, _ in said(CASE, "列: 甲\n各项: 乙\n")] == ["X2", "X4"]
    assert said(CASE, "各项: 甲\n名: 乙\n") == [("X4", "“名”这里不能写", "别写")]


def test_a_misspelt_key_is_all_that_is_told_of_a_group_whose_case_hangs_on_it() -> None:
    assert [code for code, _, _ in said(CASE, "列列: 甲\n名: 乙\n")] == ["X1"]


def test_thousands_of_bad_names_take_little_memory() -> None:
    """Ten thousand took more than there is: each error carried a copy of the whole group."""
    code = (
        "from pathlib import Path\n"
        "from tests.yamldoc.test_validate import NAMES, said\n"
        "text = '数:\\n' + ''.join(f'  坏 名{n}: {{}}\\n' for n in range(9_000))\n"
        "assert len(said(NAMES, text)) > 500\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"  # its own, not its parent's
    )
    if sys.platform != "linux":
        pytest.skip("memory is measured otherwise elsewhere")
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(run.stdout) < 400_000


def test_past_a_budget_it_is_said_that_not_all_was_looked_at() -> None:
    few, many = (said(NAMES, "数:\n" + "".join(f"  坏 名{n}: {{}}\n" for n in range(count))) for count in (500, 501))
    assert {code for code, _, _ in few} == {"X8"}
    assert many[-1] == ("X9", "某.yaml 里问题太多，其余的没有检查", "先改列出的这些，再检查一遍")
