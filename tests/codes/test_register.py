"""The register of finding codes says what every finding of the program is about, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import yanbian_report
from tests.conftest import ROOT
from yanbian_report.base.codes import FAMILIES, REGISTER, Family
from yanbian_report.cli.explain import as_markdown, explanation, listing
from yanbian_report.cli.parser import DONE, WRONG_CALL, main
from yanbian_report.forms.final_accounts.form import FORM

PACKAGE = Path(yanbian_report.__file__).parent
CODE = re.compile(r"[A-Z]\d{3}")
LETTERS = {family.letter for family in FAMILIES}
RULES = FORM.rules()
EVERY = sorted({*REGISTER, *RULES})
GUIDE = ROOT / "docs/findings.md"


def codes_in(source: str) -> set[str]:
    """Every finding code that stands in ``source`` as a string of its own."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text) and text[0] in LETTERS}


def codes_made() -> set[str]:
    """The codes that the program makes findings under."""
    files = (file for file in PACKAGE.rglob("*.py") if not file.is_relative_to(PACKAGE / "base/codes"))
    return {code for file in files for code in codes_in(file.read_text("utf-8"))}


def test_every_code_that_a_finding_is_made_under_is_in_the_register_or_a_rule() -> None:
    assert codes_made() - {*REGISTER, *RULES} == set()


def test_the_register_has_no_code_that_nothing_makes() -> None:
    assert set(REGISTER) - codes_made() == set()


def test_a_code_without_an_entry_would_be_seen() -> None:
    assert codes_in('error("D999", "…")') == {"D999"}
    assert codes_in('"""Findings D999–D998."""') == set()


def test_no_code_is_in_the_register_twice_and_none_is_a_rule() -> None:
    codes = [entry.code for family in FAMILIES for entry in family.codes]
    assert len(set(codes)) == len(codes)
    assert set(codes) & set(RULES) == set()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.letter)
def test_codes_stand_in_their_family_in_order(family: Family) -> None:
    codes = [entry.code for entry in family.codes]
    assert codes == sorted(codes)
    assert {code[0] for code in codes} == {family.letter}


@pytest.mark.parametrize("code", sorted(REGISTER))
def test_an_entry_says_all_three_things_in_whole_sentences(code: str) -> None:
    entry = REGISTER[code]
    assert all(text.endswith("。") for text in entry[1:])
    assert len({*entry[1:]}) == 3
    assert len(entry.meaning) <= 60


@pytest.mark.parametrize("code", EVERY)
def test_explain_says_what_every_code_means_and_what_to_do(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.lower()]) == DONE
    said = capsys.readouterr().out
    assert said.startswith(f"{code}　")
    assert "怎么办：" in said
    assert ("依据：" in said and "级别：" in said) if code in RULES else "为什么：" in said


def test_explain_without_a_code_lists_all_of_them_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == DONE
    said = capsys.readouterr().out
    assert sorted(re.findall(r"(?m)^  ([A-Z]\d{3})　.+。$", said)) == EVERY
    assert re.findall(r"(?m)^([A-Z])　", said) == [family.letter for family in FAMILIES]


def test_an_unknown_code_is_answered_with_near_ones_and_the_way_to_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "s133"]) == WRONG_CALL
    said = capsys.readouterr().err
    assert "没有“s133”这个编号" in said
    assert "S131" in said
    assert "列出全部编号：" in said


def test_the_guide_to_findings_is_printed_from_the_register(request: pytest.FixtureRequest) -> None:
    text = as_markdown(RULES)
    if request.config.getoption("--rewrite"):
        GUIDE.write_text(text, "utf-8", newline="\n")
    assert GUIDE.read_text("utf-8") == text, "a code has changed: run the tests once with --rewrite"


def test_the_guide_has_a_row_for_every_code() -> None:
    assert sorted(re.findall(r"(?m)^\| ([A-Z]\d{3}) \|", as_markdown(RULES))) == EVERY


def test_a_rule_is_explained_by_its_own_words() -> None:
    words = explanation("R105", RULES)
    assert words is not None
    assert "收入总计等于支出总计" in words
    assert "公开01表" in words
    assert "R105　" in listing(RULES)
