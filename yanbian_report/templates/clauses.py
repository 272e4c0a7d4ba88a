"""Clauses: sentences with choices, kept by name in the edition's 句式.txt and placed in Word by their names.

A clause begins with a line ``【名】`` or ``【名（甲，乙）】``; its lines are joined with nothing between them.
It becomes a macro of one Jinja template, so that clauses and templates speak one language.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.encoding import read_text

NAME = "句式"

_LONGEST = 5_000
_HEAD = re.compile(r"【(?P<name>[^（）【】]+)(?:（(?P<arguments>[^（）]*)）)?】")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_CALL = re.compile(rf"\b{NAME}\.(\w+)(\s*\()?")
_MACRO = "句_"  # a clause may be called like a figure it speaks of (政府采购); its macro may not


class Clause(NamedTuple):
    """One sentence: its name, what it needs to be given, and its Jinja text."""

    name: str
    arguments: tuple[str, ...]
    body: str
    span: Span

    @property
    def macro(self) -> str:
        """The clause as a Jinja macro; what is not a tag is plain text and may hold ``<`` or ``&``."""
        pieces = enumerate(_TAG.split(self.body))
        body = "".join(expand_calls(piece, "") if number % 2 else _escaped(piece) for number, piece in pieces)
        return f"{{% macro {_MACRO}{self.name}({', '.join(self.arguments)}) %}}{body}{{% endmacro %}}"


Clauses = dict[str, Clause]


def read_clauses(path: Path, shown: str) -> tuple[Clauses, list[Finding]]:
    """Every clause of the file by name; findings T301–T304 show the file as ``shown``."""
    text, findings = read_text(path, shown)
    clauses: Clauses = {}
    for clause in _split(text or "", shown):
        problem = _problem(clause, clauses)
        if problem:
            findings.append(problem)
        else:
            clauses[clause.name] = clause
    return clauses, findings


def source(clauses: Clauses) -> str:
    """All clauses as one Jinja template, a line each."""
    return "\n".join(clause.macro for clause in clauses.values())


def expand_calls(tag: str, module: str = f"{NAME}.") -> str:
    """A tag in which every clause is called as a macro, whether it was written with brackets or without."""
    return _CALL.sub(lambda m: f"{module}{_MACRO}{m[1]}{m[2] or '()'}", tag) if NAME in tag else tag


def collapse_calls(text: str) -> str:
    """Compiled text as its author wrote it: clauses by their names."""
    return re.sub(rf"{_MACRO}(\w+)(?:\(\))?", r"\1", text)


_JINJA = (
    (re.compile(r"Unexpected end of template.*"), "有 if 或 for 没有结束，缺 {% endif %} 或 {% endfor %}"),
    (re.compile(r"Encountered unknown tag 'end(?:macro|if|for)'.*"), "if、for 与 endif、endfor 对不上"),
    (re.compile(r"Encountered unknown tag '(\S+?)'.*"), r"没有“\1”这种标签，只用 if、else、elif、endif、for、endfor"),
    (re.compile(r"expected token '(.+?)', got '(.+?)'.*"), r"应当是“\1”的地方写了“\2”"),
    (re.compile(r"unexpected '(.+?)'.*"), r"多了“\1”"),
    (re.compile(r"unexpected char '(.+?)'.*"), r"不能写“\1”"),
)


def translate_error(message: str | None) -> str:
    """Jinja's complaint in Chinese."""
    for pattern, words in _JINJA:
        if message and pattern.match(message):
            return pattern.sub(words, message)
    return collapse_calls(message or "")


def is_macro(name: str) -> bool:
    """Whether a name in compiled text stands for a clause."""
    return name.startswith(_MACRO)


def clause_name(macro: str) -> str:
    """The clause that a macro is."""
    return macro.removeprefix(_MACRO)


def _split(text: str, shown: str) -> list[Clause]:
    found: list[Clause] = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("#"):
            continue
        head = _HEAD.fullmatch(stripped)
        if head:
            arguments = [a.strip() for a in re.split("[，,]", head["arguments"] or "") if a.strip()]
            span = Span(shown, number, 1, len(line) + 1)
            found.append(Clause(head["name"].strip(), tuple(arguments), "", span))
        elif found:
            last = found[-1]
            found[-1] = Clause(last.name, last.arguments, last.body + stripped, last.span)
        elif stripped:
            found.append(Clause("", (), stripped, Span(shown, number, 1, len(line) + 1)))
    return found


def _problem(clause: Clause, known: Clauses) -> Finding | None:
    if not all(word.isidentifier() for word in (clause.name, *clause.arguments)):
        hint = "句子以一行【名字】开头，名字和参数只用文字，不用标点和空格"
        return error("T301", f"看不懂这一行：{(clause.body or clause.name)[:40]}", clause.span, hint=hint)
    if clause.name in known:
        first = known[clause.name].span.line
        return error("T302", f"“{clause.name}”在第 {first} 行已经有了", clause.span, hint="改名，或删去一个")
    if len(clause.body) > _LONGEST:
        return error("T305", f"“{clause.name}”太长", clause.span, hint=f"一个句子最多 {_LONGEST} 字，分成几个句子写")
    if not clause.body:
        return error("T303", f"“{clause.name}”没有内容", clause.span, hint="在下一行写句子")
    return _syntax_problem(clause)


def _syntax_problem(clause: Clause) -> Finding | None:
    from jinja2 import TemplateSyntaxError

    from yanbian_report.templates.program import Unsupported, steps_of

    try:
        steps_of(clause.macro)
    except Unsupported as problem:
        words = f"“{clause.name}”里写了不能用的标签：{problem}"
        return error("T304", words, clause.span, hint="要计算的数由程序算好，在这里只写名字和格式")
    except TemplateSyntaxError as problem:
        hint = "检查大括号、百分号是否成对，if、for 是否都有 endif、endfor"
        return error(
            "T304", f"“{clause.name}”里的标签写得不对：{translate_error(problem.message)}", clause.span, hint=hint
        )
    except RecursionError:
        return error("T304", f"“{clause.name}”里的括号套得太深", clause.span, hint="一个标签里只写一个名字和格式")
    return None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
