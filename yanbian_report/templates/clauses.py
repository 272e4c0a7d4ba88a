"""Clauses: sentences with choices, written by name in the edition's 句式.txt and placed in Word by their names.

A clause begins with a line ``【名】`` or ``【名（甲，乙）】``; its lines are joined without separator. It becomes a
Jinja macro, so that clauses and templates share one language.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.templates.tags import expand_calls, macro_name
from yanbian_report.yamldoc.encoding import UNSEEN, read_text

_LONGEST = 5_000
_MOST = 20
_MOST_CLAUSES = 2_000  # an edition has some fifty
_HEAD = re.compile(r"【(?P<name>[^（）【】]+)(?:（(?P<arguments>[^（）]*)）)?】")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


class Clause(NamedTuple):
    """One sentence: its name, the names of its arguments, and its Jinja text."""

    name: str
    arguments: tuple[str, ...]
    body: str
    span: Span

    @property
    def macro(self) -> str:
        """The clause as a Jinja macro. Outside its tags it is plain text, in which ``<`` and ``&`` are escaped."""
        pieces = enumerate(_TAG.split(self.body))
        body = "".join(expand_calls(piece, "") if number % 2 else _escaped(piece) for number, piece in pieces)
        return f"{{% macro {macro_name(self.name)}({', '.join(self.arguments)}) %}}{body}{{% endmacro %}}"


Clauses = dict[str, Clause]


def read_clauses(path: Path, shown: str) -> tuple[Clauses, list[Finding]]:
    """Every clause of the file by name; findings T301–T304 show the file as ``shown``."""
    text, findings = read_text(path, shown)
    clauses: Clauses = {}
    written = _split(text or "", shown)
    if len(written) > _MOST_CLAUSES:
        hint = f"最多 {_MOST_CLAUSES} 个；检查是不是放错了文件"
        return clauses, [*findings, error("T305", f"{shown} 里有 {len(written)} 个句子，太多", hint=hint)]
    for clause in written:
        problem = _problem(clause, clauses)
        if problem:
            findings.append(problem)
            if len(findings) == _MOST:
                words = f"{shown} 里问题太多，其余的没有检查"
                return clauses, [*findings, error("T304", words, hint="先改列出的这些，再检查一遍")]
        else:
            clauses[clause.name] = clause
    return clauses, findings


def _split(text: str, shown: str) -> list[Clause]:
    found: list[Clause] = []
    lines: list[list[str]] = []  # of every clause; joined at the end, or a long file would be copied with every line
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("#"):
            continue
        head = _HEAD.fullmatch(stripped)
        if head:
            arguments = [a.strip() for a in re.split("[，,]", head["arguments"] or "") if a.strip()]
            span = Span(shown, number, 1, len(line) + 1)
            found.append(Clause(head["name"].strip(), tuple(arguments), "", span))
            lines.append([])
        elif found:
            lines[-1].append(stripped)
        elif stripped:
            found.append(Clause("", (), stripped, Span(shown, number, 1, len(line) + 1)))
            lines.append([stripped])
    return [clause._replace(body="".join(of)) for clause, of in zip(found, lines, strict=True)]


def _problem(clause: Clause, known: Clauses) -> Finding | None:
    if not all(word.isidentifier() for word in (clause.name, *clause.arguments)):
        hint = "句子以一行【名字】开头，名字和参数只用文字，不用标点和空格"
        return error("T301", f"看不懂这一行：{(clause.body or clause.name)[:40]}", clause.span, hint=hint)
    if clause.name in known:
        first = known[clause.name].span.line
        return error("T302", f"“{clause.name}”在第 {first} 行已经有了", clause.span, hint="改名，或删去一个")
    unseen = UNSEEN.search(clause.body)
    if unseen is not None:
        words = f"“{clause.name}”里有看不见的字符（U+{ord(unseen[0]):04X}）"
        return error("T306", words, clause.span, hint="多半是从别处粘贴来的；把这一句重新打一遍")
    if len(clause.body) > _LONGEST:
        return error("T305", f"“{clause.name}”太长", clause.span, hint=f"一个句子最多 {_LONGEST} 字，分成几个句子写")
    if not clause.body:
        return error("T303", f"“{clause.name}”没有内容", clause.span, hint="在下一行写句子")
    return _syntax_problem(clause)


def _syntax_problem(clause: Clause) -> Finding | None:
    from jinja2 import TemplateSyntaxError  # slow to load, and a cached template needs only the class above

    from yanbian_report.templates.parse import Unsupported, parse_macro, translate_error

    try:
        parse_macro(clause.macro)
    except Unsupported as problem:
        words = f"“{clause.name}”里写了不能用的标签：{problem}"
        return error("T304", words, clause.span, hint="要计算的数由程序算好，在这里只写名字和格式")
    except TemplateSyntaxError as problem:
        words = f"“{clause.name}”里的标签写得不对：{translate_error(problem.message)}"
        hint = "检查大括号、百分号是否成对，if、for 是否都有 endif、endfor"
        return error("T304", words, clause.span, hint=hint)
    except RecursionError:
        return error("T304", f"“{clause.name}”里的括号套得太深", clause.span, hint="一个标签里只写一个名字和格式")
    return None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
