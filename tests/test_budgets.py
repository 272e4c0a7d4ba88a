"""Budgets: whatever a file asks for, there is a finding within a second or two, and memory stays where it was."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FROZEN, ROOT
from yanbian_report.api import build, check
from yanbian_report.base.findings import Finding

SECONDS = 5  # of processor time; a quiet machine takes one
Typed = Callable[[str], list[Finding]]


@pytest.fixture
def typed(project: Path) -> Typed:
    """What a check says of a data file."""

    def checked(text: str) -> list[Finding]:
        (project / "data/2021.yaml").write_text(text, "utf-8")
        start = time.process_time()
        findings = check(2021, project).open
        assert time.process_time() - start < SECONDS
        return findings

    return checked


def unknown(number: int) -> str:
    return "{" + ", ".join(f"k{n}: 0" for n in range(number)) + "}"


def group(number: int, entry: str) -> str:
    return "{" + ", ".join(f'"{2_000_000 + n}": {entry}' for n in range(number)) + "}"


def items(number: int, item: str) -> str:
    return "[" + ", ".join([item] * number) + "]"


MANY = {
    "unknown keys": lambda n: ("  功能分类:\n", unknown(n)),
    "codes": lambda n: ("  功能分类:\n", group(n, "0")),
    "codes of odd entries": lambda n: ("  功能分类:\n", group(n // 2, "{x: 1}")),
    "codes of odd amounts": lambda n: ("  功能分类:\n", group(n // 2, "{决算: x}")),
    "keys of the unit": lambda n: ("单位:\n", unknown(n)),
    "projects": lambda n: ("项目:\n", "{" + ", ".join(f"项{k}: {{a: 1}}" for k in range(n // 2)) + "}"),
    "items": lambda n: ("  主要职能:\n", items(n, "{}")),
    "empty items": lambda n: ("  主要职能:\n", items(n, "")),
    "lists": lambda n: ("  主要职能:\n", items(n, "[]")),
    "tasks": lambda n: ("重点工作:\n", items(n, "{}")),
}


@pytest.mark.parametrize("number", [4_000, 12_000])
@pytest.mark.parametrize("kind", MANY)
def test_any_group_or_list_may_be_as_long_as_it_likes(kind: str, number: int, typed: Typed) -> None:
    place, written = MANY[kind](number)
    text = FROZEN.read_text("utf-8").replace(place, f"{place.rstrip()} {written}\n旧:\n", 1)
    assert 0 < len(typed(text)) < 200


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells the memory of a process as Linux does")
@pytest.mark.parametrize("kind", MANY)
def test_memory_stays_below_300_mb(kind: str, project: Path) -> None:
    place, written = MANY[kind](9_000)
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8").replace(place, f"{place.rstrip()} {written}\n旧:\n", 1)
    data.write_text(text, "utf-8")
    program = (
        f"from yanbian_report import check; check(2021, {str(project)!r});"
        "import re; print(re.search('VmHWM:\\\\s*(\\\\d+)', open('/proc/self/status').read())[1])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert int(said.stdout) < 300 * 1_024


FIRST = re.search(r"  主要职能:\n +- (.*)\n", FROZEN.read_text("utf-8"))
assert FIRST is not None
WORDS = FIRST[1]
LONG = {
    "letters": "职能" * 50_000,
    "braces": '"' + "{" * 100_000 + '"',
    "an open citation": '"{{' + " " * 100_000 + '"',
    "citations": '"' + "{{ 年度 }}" * 9_000 + '"',
    "lines": '"' + "a\\n" * 30_000 + '"',
}
SHORT = {
    "braces": ('"' + "{" * 9_000 + '"', "C404"),
    "open citations": ('"' + "{{ " * 3_000 + '"', "C404"),
    "an open citation": ('"{{' + " " * 9_000 + '"', "C404"),
    "single braces": ('"' + "{ 年度 }" * 1_000 + '"', "C405"),
    "spaces within": ('"{' + " " * 9_000 + '}"', ""),
    "an entry of five thousand digits": ('"{{ 单位.主要职能.' + "1" * 5_000 + ' }}"', "C401"),
}


@pytest.mark.parametrize("kind", LONG)
def test_a_text_of_a_hundred_thousand_characters_is_said_to_be_long(kind: str, typed: Typed) -> None:
    assert "D214" in {f.code for f in typed(FROZEN.read_text("utf-8").replace(WORDS, LONG[kind], 1))}


@pytest.mark.parametrize("kind", SHORT)
def test_a_text_just_short_enough_is_searched_in_no_time(kind: str, typed: Typed) -> None:
    words, code = SHORT[kind]
    ended = words[:-1] + '。"'  # a duty ends with a full stop
    found = [f.code for f in typed(FROZEN.read_text("utf-8").replace(WORDS, ended, 1))]
    assert set(found) == ({code} if code else set())
    assert len(found) <= 40


def test_a_report_of_five_hundred_pages_has_its_page_numbers(project: Path) -> None:
    data = project / "data/2021.yaml"
    lines = "\n".join(f"    - 第{number}条职能，逐条列出。" for number in range(6_000))
    text = FROZEN.read_text("utf-8").replace("  主要职能:\n", f"  主要职能:\n{lines}\n", 1)
    data.write_text(text, "utf-8")
    result = build(2021, project)
    assert result.document is not None
    assert not result.findings


# ── clauses ──


@pytest.fixture
def clauses(project: Path) -> Callable[[str, str], list[Finding]]:
    """What a build says when ``first`` stands in the first clause and ``more`` follows all clauses."""
    file = project / "templates/2020-2021/句式.txt"
    before = file.read_text("utf-8")

    def built(first: str, more: str = "") -> list[Finding]:
        file.write_text(re.sub(r"(【[^】（]+】\n)", lambda m: m[1] + first, before, count=1) + f"\n{more}\n", "utf-8")
        start = time.process_time()
        result = build(2021, project)
        assert time.process_time() - start < SECONDS
        assert result.document is None
        return result.findings

    return built


Clauses = Callable[[str, str], list[Finding]]
LOOP, END = "{% for a in [1,1,1,1,1,1,1,1,1,1] %}", "{% endfor %}"


@pytest.mark.parametrize("inner", ["x", "", "{% if 单位.主要职能|顿号 == 1 %}{% endif %}", "{{ 单位.主要职能|顿号 }}"])
def test_loops_within_loops_end(inner: str, clauses: Clauses) -> None:
    [found] = clauses(LOOP * 9 + inner + END * 9, "")
    assert found.code == "T401"
    assert "要写的太多" in found.message


def test_clauses_that_call_each_other_twice_end(clauses: Clauses) -> None:
    calls = "\n".join(f"【甲{n}】\n{{{{ 句式.甲{n + 1} }}}}{{{{ 句式.甲{n + 1} }}}}" for n in range(28))
    [found] = clauses("{{ 句式.甲0 }}", f"{calls}\n【甲28】\nx")
    assert found.code == "T401"
    assert "句式" in found.message
    assert str(found.origin).startswith("templates/2020-2021/句式.txt:")


def test_clauses_nested_as_deep_as_each_may_end_in_a_finding(clauses: Clauses) -> None:
    deep = "\n".join(
        f"【甲{n}】\n" + "{% if 1 %}" * 30 + f"{{{{ 句式.甲{(n + 1) % 3} }}}}" + "{% endif %}" * 30 for n in range(3)
    )
    [found] = clauses("{{ 句式.甲0 }}", deep)
    assert found.code == "T401"


@pytest.mark.parametrize(
    "tag",
    [
        "{% if 1 %}" * 100 + "{% endif %}" * 100,
        "{{ " + "(" * 1_500 + "1" + ")" * 1_500 + " }}",
        "{% if " + "not " * 900 + "1 %}{% endif %}",
        "{{ " + "1" * 4_400 + " }}",
        "{{ 0x" + "f" * 4_400 + " }}",
        "{{ 1e999 }}",
        "{{ '\\ud800' }}",
        "{{ '\\u202e' }}",
        "{% macro a() %}x{% endmacro %}",
        "{% autoescape false %}x{% endautoescape %}",
    ],
)
def test_what_no_program_could_be_is_refused_by_clause_and_line(tag: str, clauses: Clauses) -> None:
    [found] = clauses(tag, "")
    assert found.code == "T304"
    assert str(found.origin).startswith("templates/2020-2021/句式.txt:")


def test_a_clause_file_full_of_mistakes_is_read_for_twenty(clauses: Clauses) -> None:
    found = clauses("", "\n".join(f"【甲{n}】\n{{{{ 1 }}}}{'{' * 4_000}" for n in range(400)))
    assert len(found) == 21


def test_a_clause_file_of_four_hundred_thousand_lines_is_read(clauses: Clauses) -> None:
    assert [f.code for f in clauses("", "a\n" * 400_000)] == ["T305"]


@pytest.mark.parametrize(
    "value", ["true|原样", "[[1]]|顿号", "单位|原样", "单位.主要职能|原样", "单位|整数", "[单位]|顿号"]
)
def test_what_is_no_text_is_not_printed_as_python(value: str, clauses: Clauses) -> None:
    assert [f.code for f in clauses(f"{{{{ {value} }}}}", "")] == ["T401"]


# ── charts ──

HEAD = "标题: 甲\n类型: 柱状图\n单位: 万元\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD.replace("甲", "甲" * 100_000) + "数值:\n  - 名称: 甲\n    取值: 收入.事业收入\n", "P206"),
        (HEAD + f"数值:\n  - 名称: {'甲' * 100_000}\n    取值: 收入.事业收入\n", "P206"),
        (
            HEAD + '图名: "{{ 单位.机构沿革 }}{{ 单位.机构沿革 }}"\n数值:\n  - 名称: 甲\n    取值: 收入.事业收入\n',
            "P206",
        ),
        (HEAD + "数值:\n" + "  - 名称: 甲\n    取值: 收入.事业收入\n" * 5_000, "S128"),
        (HEAD + "数值:\n" + "  - 名称: 甲\n    取值: 收入.事业收入\n" * 1_000, "P207"),
        (HEAD + "单位: 元\n" * 3_000, "S121"),
        (HEAD + unknown(4_000), "S120"),
    ],
)
def test_a_chart_file_may_be_as_long_as_it_likes(text: str, code: str, project: Path) -> None:
    (project / "charts/甲.yaml").write_text(text, "utf-8")
    start = time.process_time()
    assert code in {f.code for f in check(2021, project).open}
    assert time.process_time() - start < SECONDS


# ── signs that nobody sees ──

ESCAPES = (
    "\\uffff",
    "\\ufffe",
    "\\x00",
    "\\e",
    "\\x7f",
    "\\u202e",
    "\\u2066",
    "\\u200b",
    "\\ufeff",
    "\\r",
    "\\N",
    "\\L",
)


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("path", ["单位.名称", "单位.主要职能.1", "项目"])
def test_a_sign_that_nobody_sees_is_refused_when_it_is_written_as_an_escape(
    escape: str, path: str, typed: Typed
) -> None:
    text = FROZEN.read_text("utf-8")
    if path == "项目":
        text = text.replace("\n项目:\n", f'\n项目:\n  "甲{escape}乙":\n    名称: 甲\n', 1)
    else:
        words = WORDS if path.endswith("1") else "盐边县社会保险事务中心\n"
        text = (
            text.replace(words, f'"甲{escape}乙"\n', 1)
            if words == WORDS
            else re.sub(r"(\n  名称: ).*", lambda m: f'{m[1]}"甲{escape}乙"', text, count=1)
        )
    assert "S106" in {f.code for f in typed(text)}


@pytest.mark.parametrize("escape", ["\\u00b7", "\\t", "\\n", "\\/", "\\U0001F600", "\\x41", "\\\\"])
def test_a_sign_that_is_seen_may_be_written_as_an_escape(escape: str, typed: Typed) -> None:
    assert json.dumps(escape)
    found = {f.code for f in typed(FROZEN.read_text("utf-8").replace(WORDS, f'"甲{escape}乙。"', 1))}
    assert found == ({"R507"} if escape == "\\t" else set()), "of a tab it is only said that it is a blank"
