"""Any text, any bytes and any damage to a valid file: findings, never an exception, always within the file."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import FROZEN
from yanbian_report.base.findings import Finding, is_failure
from yanbian_report.cli.render import as_short, as_text
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.inputs.yaml.read import parse_data, parse_whole
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.encoding import decode
from yanbian_report.yamldoc.parse import parse
from yanbian_report.yamldoc.tree import Scalar, span_of, walk

TYPED = FROZEN.read_text("utf-8")
SIGNS = [*"：:#-[]{}\"'|>%@`*&!?,，　\t \n（）“”0１\x00\u200b\ufeff\u2028\ufffd\ud800", "{{ ", " }}", "- ", ": "]
SIGNS += [" #", "\n---\n", "\n...\n", "\n\n", "<<: ", "!!str ", "&a ", "*a ", "? ", "\r\n", "年度：", "\n收入:\n"]
PARTS = [*SIGNS, "收入", "年度", "名称", "\n  ", "\n    ", "1", "甲"]
KNOWN = frozenset({"收入", "年度", "名称"})
END = "\n"
fragments = st.lists(st.sampled_from(PARTS), max_size=60)
unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))


def answered(text: str) -> tuple[DataFile | None, list[Finding]]:
    """Reading ``text``, with what must hold of any answer."""
    data_file, findings = parse_data(text, "x", schema())
    assert (data_file, findings) == parse_whole(text, "x", schema())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert finding.message
        assert finding.hint
        if finding.origin is not None:
            assert 1 <= finding.origin.line <= len(lines)
            line = lines[finding.origin.line - 1]
            assert 1 <= finding.origin.column < finding.origin.end_column <= len(line) + 2
    as_text(findings, {"x": text})
    as_short(findings)
    assert data_file is not None or findings
    return data_file, findings


@unhurried
@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    answered(text)


@unhurried
@given(fragments)
def test_any_heap_of_yaml_signs_is_answered(parts: list[str]) -> None:
    answered("".join(parts))


@unhurried
@given(st.binary())
def test_any_bytes_are_answered(data: bytes) -> None:
    text, findings = decode(data, "x")
    if text is None:
        assert is_failure(findings)
    else:
        answered(text)


@unhurried
@given(fragments)
def test_every_scalar_says_where_it_stands(parts: list[str]) -> None:
    text = "".join(parts)
    node, _ = parse(text, "x")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for scalar in (inner for inner in walk(node) if isinstance(inner, Scalar)) if node else ():
        for offset in range(len(scalar.text)):
            place = span_of(scalar, offset)
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1


def damaged(chance: random.Random) -> str:
    """data/2021.yaml after a few mishaps: letters lost and typed, lines swapped, moved, cut, indented."""
    text = TYPED
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        text = chance.choice([_cut, _sign, _copied, _swapped, _indented, _outdented, _colon])(text, chance)
    return text if chance.random() > 0.05 else text[: chance.randrange(len(text) + 1)]


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.choice([1, 2, 5, 40, 400]) :]


def _sign(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(SIGNS) + text[start:]


def _copied(text: str, chance: random.Random) -> str:
    start, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
    return text[:start] + text[other : other + 80] + text[start:]


def _swapped(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _on_a_line(text: str, chance: random.Random, old: str, new: str) -> str:
    lines = text.split("\n")
    number = chance.randrange(len(lines))
    lines[number] = lines[number].replace(old, new, 1)
    return "\n".join(lines)


def _indented(text: str, chance: random.Random) -> str:
    return _on_a_line(text, chance, "", chance.choice([" ", "  ", "\t", "　"]))


def _outdented(text: str, chance: random.Random) -> str:
    return _on_a_line(text, chance, " " * chance.choice([1, 2, 3]), "")


def _colon(text: str, chance: random.Random) -> str:
    return _on_a_line(text, chance, ": ", chance.choice(["：", ":", " :", ":　", ": : "]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(120))
def test_any_damage_to_the_data_file_is_answered(seed: int) -> None:
    started = time.process_time()
    answered(damaged(random.Random(seed)))
    assert time.process_time() - started < 3


def summary(findings: list[Finding]) -> str:
    """Every finding by its code and place."""
    return " ".join(f"{f.code}@{str(f.origin).partition(':')[2] if f.origin else '-'}" for f in findings)


def test_damage_is_found_where_its_golden_says(same_as_golden: Callable[[str, str], None]) -> None:
    said = [f"{seed}　{summary(parse_data(damaged(random.Random(seed)), 'x', schema())[1])}\n" for seed in range(120)]
    same_as_golden("damaged.txt", "".join(said))


def test_heaps_of_yaml_signs_are_answered_as_their_golden_says(same_as_golden: Callable[[str, str], None]) -> None:
    chance = random.Random(2021)
    heaps = ["".join(chance.choices(PARTS, k=chance.randint(1, 14))) for _ in range(250)]
    told = {heap: parse(heap, "x", KNOWN)[1] for heap in heaps}
    lines = [f"{heap!r}\n{''.join(f'    {short(finding)}{END}' for finding in told[heap])}" for heap in heaps]
    same_as_golden("heaps.txt", "".join(lines))


def short(finding: Finding) -> str:
    return f"{finding.code} {finding.origin}　{finding.message}　{finding.hint}"


ENTRIES = [n for n, line in enumerate(TYPED.split("\n")) if re.match(r" *[^#\s{-][^#{]*?: [^|>#\s]", line)]


@pytest.mark.parametrize("number", ENTRIES[::12])
def test_a_line_with_a_percent_sign_costs_only_its_own_entry(number: int) -> None:
    lines = TYPED.split("\n")
    without, _ = parse_data("\n".join(lines[:number] + lines[number + 1 :]), "x", schema())
    lines[number] = lines[number].replace(": ", ": %", 1)
    data_file, findings = parse_data("\n".join(lines), "x", schema())
    assert [(f.code, f.origin and f.origin.line) for f in findings] == [("S120", number + 1)]
    assert data_file is not None and without is not None
    assert bare(data_file.tree) == bare(without.tree)


def test_a_valid_file_reads_the_same_with_every_colon_of_a_known_key_full_width() -> None:
    known = ("年度", "单位", "名称", "事业收入", "标题", "决算")
    text = "\n".join(
        line.replace(": ", "：", 1) if line.strip(" -").startswith(tuple(f"{k}: " for k in known)) else line
        for line in TYPED.split("\n")
    )
    data_file, findings = answered(text)
    wanted, _ = answered(TYPED)
    assert data_file is not None and wanted is not None
    assert {f.code for f in findings} == {"S112"}
    assert bare(data_file.tree) == bare(wanted.tree)


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("\n\n", ""), ("# 一行\n", ""), ("", "\n# 一行"), ("---\n", "")]
)
def test_an_entry_that_was_read_before_stands_where_it_stands_now(before: str, after: str) -> None:
    data_file, _ = answered(TYPED)
    moved, findings = answered(before + TYPED + after)
    assert data_file is not None and moved is not None and findings == []
    lines = before.count("\n")
    assert {p: s._replace(line=s.line + lines) for p, s in data_file.spans.items()} == moved.spans


@pytest.mark.parametrize("again", ["年度: 2021\n", "收入:\n  事业收入: 0\n"])
def test_an_outermost_entry_that_stands_twice_is_named(again: str) -> None:
    _, findings = answered(f"{TYPED.rstrip()}\n{again}")
    assert "S121" in [f.code for f in findings]


def bare(value: object) -> object:
    """A tree of a report without places."""
    if isinstance(value, dict):
        return {key: bare(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [bare(entry) for entry in value]
    return getattr(value, "text", value)
