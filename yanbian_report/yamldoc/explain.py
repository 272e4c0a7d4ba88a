"""Syntax: what the YAML parser stumbled over, as the accountant would put it.

The parser says where it gave up, often a line after the slip; the line itself usually shows the cause.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.source_map import SourceMap

_LEAD = re.compile(r"\s*(?:- +)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[{][^:#]*?)\s*:(?: +|$))?")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_QUOTE_IT = "把整段放进英文双引号，或者写“|”，从下一行起缩进两格写文字"
_UNEVEN = "缩进与上面各项对不上"
_UNEVEN_HINT = "同一层的各项左边要对齐；下一层多缩进两格"


class _Place(NamedTuple):
    """Where the parser gave up, with the line as the parser saw it; lines and columns from 0."""

    source: SourceMap
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.source.lines[self.line] if self.line < len(self.source.lines) else ""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def value(self) -> int:
        """The column at which what follows ``- `` and ``key: `` begins."""
        lead = _LEAD.match(self.text)
        return lead.end() if lead else 0

    @property
    def span(self) -> Span:
        """The place in the file as typed; the end of the file when the parser gave up behind it."""
        line = min(self.line, len(self.source.typed) - 1)
        column = self.source.column(line, self.column) if line == self.line else len(self.source.typed[line])
        return Span(self.source.file, line + 1, column + 1, column + 2)

    def at(self, column: int) -> _Place:
        return _Place(self.source, self.line, column)

    def before(self) -> _Place:
        """The line before this one that is neither blank nor a comment (this one when there is none)."""
        for line in range(min(self.line, len(self.source.lines)) - 1, -1, -1):
            content = self.source.lines[line].strip()
            if content and not content.startswith("#"):
                place = _Place(self.source, line, 0)
                return place.at(place.indent)
        return self

    def finding(self, message: str, hint: str, code: str = "S120") -> Finding:
        return error(code, message, self.span, hint=hint)


class _Trouble(NamedTuple):
    """What the parser said, where it gave up (``here``) and where what it was reading began (``start``)."""

    what: str
    here: _Place
    start: _Place


def explain(problem: yaml.YAMLError, source: SourceMap, first: int) -> Finding:
    """The finding for ``problem``, which the parser had with the lines of ``source`` from ``first``."""
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return _Place(source, first, 0).finding("这一段读不懂", "检查这一段的冒号、引号和缩进")
    here = _placed(problem.problem_mark, source, first)
    start = _placed(problem.context_mark, source, first) if problem.context_mark else here
    trouble = _Trouble(f"{problem.context or ''}; {problem.problem or ''}", here, start)
    for explanation in _EXPLANATIONS:
        found = explanation(trouble)
        if found is not None:
            return found
    return here.finding("从这里起读不懂", "检查这一行和上一行的冒号、引号、括号和缩进")


def no_entry(line: str, span: Span) -> Finding:
    """The finding for a ``line`` that is neither ``key: value`` nor an item of a list, at ``span``."""
    if line.lstrip()[:1] in tuple("-－—–•"):
        return error("S120", "这一行不是列表里的一条", span, hint="每条以英文减号和一个空格“- ”开头")
    hint = "写成“项名: 内容”；是上一段文字的下半段，就比那一项多缩进两格"
    return error("S120", "这一行没有冒号，不是“项名: 内容”", span, hint=hint)


def _placed(mark: yaml.Mark, source: SourceMap, first: int) -> _Place:
    return _Place(source, first + mark.line, mark.column)


def _marker(trouble: _Trouble) -> Finding | None:
    """Lines that part documents or instruct the parser, and those without a name."""
    for place in (trouble.here, trouble.here.before()):
        if place.text.strip() in ("...", "---") or place.text.startswith("%"):
            return place.at(0).finding(f"不能有“{place.text.strip()[:8]}”这样的一行", "删去这一行")
    if trouble.here.text.lstrip(" -").startswith(": "):
        return trouble.here.finding("冒号前面没有项名", "写成“项名: 内容”", "S129")
    return None


def _quotes(trouble: _Trouble) -> Finding | None:
    here, start = trouble.here, trouble.start
    if any(word in trouble.what for word in ("escape", "hexadecimal", "Unicode character code")):
        return here.finding("英文双引号里的“\\”有特别的意思", "改用英文单引号，或者把“\\”写成“\\\\”")
    if "quoted scalar" in trouble.what:
        sign = "双" if start.text.startswith('"', start.column) else "单"
        hint = "在文字末尾补上同样的引号；文字里的引号用中文的“”"
        return start.finding(f"这里的英文{sign}引号没有闭上", hint)
    value = _QUOTED.match(here.text, here.value)
    if value is not None and here.text[value.end() :].strip() and here.column >= here.value:
        hint = "引号要括住整段文字；文字里的引号用中文的“”"
        return here.at(value.end()).finding("引号闭上以后还有文字", hint)
    return None


def _tab(trouble: _Trouble) -> Finding | None:
    place = trouble.here
    lead = place.text[: len(place.text) - len(place.text.lstrip())]
    if "\t" not in lead:
        return None
    return place.at(lead.index("\t")).finding("缩进用了制表符（Tab）", "缩进请用空格，每层两个", "S111")


def _block_text(trouble: _Trouble) -> Finding | None:
    if "block scalar" not in trouble.what:
        return None
    start = trouble.start
    sign = start.text[start.column : start.column + 1]
    if not start.text[start.column + 1 :].strip():
        return trouble.here.finding("这段文字里的缩进对不齐", "各行左边对齐，缩进用空格")
    return start.finding(f"“{sign}”后面不能接着写文字", f"“{sign}”单独留在行末，文字从下一行起缩进两格写")


def _first_sign(trouble: _Trouble) -> Finding | None:
    """Text that begins with a sign which means something to YAML."""
    for place in (trouble.here, trouble.start):
        value = place.at(place.value)
        sign = place.text[value.column : value.column + 1]
        if place.column < value.column or not sign:
            continue
        if place.text.startswith("{{", value.column):
            return value.finding("以“{{”开头的文字要加引号", _QUOTE_IT)
        if sign in "%@`*&!?":
            return value.finding(f"文字不能以“{sign}”开头", _QUOTE_IT)
        if sign in ",]}" and place.column == value.column:
            return value.finding(f"“{sign}”不能放在这里", f"删去多余的“{sign}”；是文字就加英文双引号")
        if sign in "[{" and place.column > value.column and "flow" not in trouble.what:
            return value.finding(f"以“{sign}”开头的文字要加引号", _QUOTE_IT)
    return None


def _second_colon(trouble: _Trouble) -> Finding | None:
    place = trouble.here
    if "mapping values are not allowed" not in trouble.what:
        return None
    if place.column > place.value > place.indent:
        hint = "文字里的冒号用中文的“：”；或者把整段放进英文双引号"
        return place.finding("一行里有两个英文冒号，分不清哪个是项名", hint)
    earlier = place.before()
    if earlier.line < place.line and earlier.value <= earlier.indent <= place.indent:
        return no_entry(earlier.text, earlier.span)
    return place.at(place.indent).finding(_UNEVEN, _UNEVEN_HINT)


def _brackets(trouble: _Trouble) -> Finding | None:
    if "flow" not in trouble.what:
        return None
    start = trouble.start
    sign = start.text[start.column : start.column + 1]
    close = {"[": "]", "{": "}"}.get(sign)
    if close is None:
        return trouble.here.finding("括号里的内容不完整", "检查方括号、花括号是否成对")
    hint = f"在末尾补上“{close}”，各项用英文逗号隔开；是文字就把整段放进英文双引号"
    return start.finding(f"“{sign}”没有用“{close}”闭上", hint)


def _list(trouble: _Trouble) -> Finding | None:
    place = trouble.here
    if "sequence entries are not allowed" in trouble.what:
        return place.finding("“- ”要另起一行写", "项名后面换行，每条以“- ”开头，缩进两格")
    if "expected '-' indicator" in trouble.what:
        hint = "每条都以“- ”开头，左边对齐；同一条里的各项对齐在“- ”之后"
        return place.finding("这一列里混进了不以“- ”开头的一行", hint)
    if "expected key" in trouble.what and place.text[place.column : place.column + 2].strip() == "-":
        return place.finding("“- ”与上面的各项对不上", "一列要放在“项名:”下面，比项名多缩进两格")
    return None


def _indentation(trouble: _Trouble) -> Finding | None:
    place = trouble.here
    if "could not find expected ':'" in trouble.what:
        return no_entry(trouble.start.text, trouble.start.span)
    earlier = place.before()
    if "expected key" in trouble.what and " #" in earlier.text:
        cut = earlier.at(earlier.text.index(" #") + 1)
        return cut.finding("“ #”后面的文字被当成了注释", _QUOTE_IT)
    if "expected key" in trouble.what or "document start" in trouble.what:
        return place.finding(_UNEVEN, _UNEVEN_HINT)
    return None


_EXPLANATIONS = (
    _marker,
    _quotes,
    _tab,
    _block_text,
    _first_sign,
    _second_colon,
    _brackets,
    _list,
    _indentation,
)
