"""Explain: what a finding code means, why it matters and what to do, in the terminal and as docs/findings.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from yanbian_report.base.codes import FAMILIES, REGISTER, RULE_REMEDY, Family
from yanbian_report.cli.console import DONE, WRONG_CALL
from yanbian_report.cli.invocation import full_command
from yanbian_report.forms import find_form
from yanbian_report.rules.example import Example
from yanbian_report.rules.rule import Rule

NO_EXAMPLES: Mapping[str, Example] = {}


def do_explain(options: argparse.Namespace) -> int:
    """Print one code, or a list of all without one."""
    rules = find_form().rules()
    if options.code is None:
        print(listing(rules))
        return DONE
    words = explanation(options.code.strip().upper(), rules, find_form().examples())
    if words is None:
        print(_unknown(options.code, rules), file=sys.stderr)
        return WRONG_CALL
    print(words)
    return DONE


def explanation(code: str, rules: Mapping[str, Rule], examples: Mapping[str, Example] = NO_EXAMPLES) -> str | None:
    """What there is to say of ``code``, which may be one of ``rules`` with ``examples``; None for an unknown one."""
    if rule := rules.get(code):
        parts = ("依据", rule.basis), ("级别", rule.severity.value), ("怎么办", RULE_REMEDY)
        shown = _shown(examples[code]) if code in examples else ""
        return _said(code, rule.documentation, parts) + shown
    if entry := REGISTER.get(code):
        return _said(code, entry.meaning, (("为什么", entry.why), ("怎么办", entry.remedy)))
    return None


def _shown(example: Example) -> str:
    """A piece that holds, one that does not, and what is said of it."""
    pieces = ("这样写，不提示", example.holds), ("这样写，会提示", example.breaks)
    lines = [line for title, piece in pieces for line in ("", f"{title}：", *_indented(piece))]
    return "\n".join(["", *lines, *_indented(f"→ {example.says}")])


def _indented(piece: str) -> list[str]:
    return [f"  {line}" for line in piece.split("\n")]


def _said(code: str, words: str, parts: tuple[tuple[str, str], ...]) -> str:
    return f"{code}　{words}\n\n" + "\n".join(f"{name}：{text}" for name, text in parts)


def listing(rules: Mapping[str, Rule]) -> str:
    """Every code by family, a line each."""
    lines: list[str] = []
    for family in FAMILIES:
        lines += ["", f"{family.letter}　{family.title}"]
        lines += [f"  {code}　{words}" for code, words in sorted(_sentences(family, rules).items())]
    return "\n".join([*lines[1:], "", f"要看一条的原因和办法，例如：{full_command('explain', 'S112')}"])


def _sentences(family: Family, rules: Mapping[str, Rule]) -> dict[str, str]:
    """The codes of ``family`` with what they mean."""
    own = {entry.code: entry.meaning for entry in family.codes}
    return own | {code: rule.sentence for code, rule in rules.items() if code.startswith(family.letter)}


def _unknown(code: str, rules: Mapping[str, Rule]) -> str:
    """What to answer to a ``code`` that there is not."""
    near = get_close_matches(code.strip().upper(), [*REGISTER, *rules], 3, 0.5)
    question = f"相近的有：{'、'.join(near)}。" if near else ""
    return f"没有“{code}”这个编号。{question}列出全部编号：{full_command('explain')}"


_TITLE = """# 提示编号一览

每一条提示都有编号，例如 `错误 S112 data/2021.yaml:8:5`。在命令行里看一条：`explain S112`（大小写都行）；
不写编号，列出全部。哪一个文件、哪一处、怎样改，写在那一条提示里；这里说的是这类提示为什么会有、一般怎么办。
"""


def as_markdown(rules: Mapping[str, Rule]) -> str:
    """docs/findings.md: a section a family, a row a code."""
    return "\n".join([_TITLE, *(line for family in FAMILIES for line in _section(family, rules))])


def _section(family: Family, rules: Mapping[str, Rule]) -> list[str]:
    own = [rule for code, rule in rules.items() if code.startswith(family.letter)]
    lines = [f"## {family.letter}：{family.title}", "", *_table(("编号", "意思", "为什么", "怎么办"), family.codes), ""]
    if own:
        rows = [(r.code, " ".join(r.documentation.split()), r.basis, r.severity.value) for r in own]
        lines += [f"核对规则不成立时：{RULE_REMEDY}", ""]
        lines += [*_table(("编号", "应当成立的关系", "依据", "级别"), rows), ""]
    return lines


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_row(head), "|---" * len(head) + "|", *map(_row, rows)]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
