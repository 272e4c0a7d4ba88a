"""Syntax: what the YAML parser stumbled over, as the accountant would put it.

The parser says where it gave up, which is often a line after the slip; the line itself usually shows the cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from yanbian_report.figures.draft import Draft
from yanbian_report.findings import Finding, Span, error

_LEAD = re.compile(r"\s*(?:- +)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[{][^:#]*?)\s*:(?: +|$))?")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_QUOTE_IT = "把整段放进英文双引号，或者写“|”，从下一行起缩进两格写文字"
_SIGNS = {"%": "百分号", "@": "“@”", "`": "反引号", "*": "星号", "&": "“&”", "!": "英文感叹号", "?": "英文问号"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the parser gave up, with the line as the parser saw it; lines and columns from 0."""

    draft: Draft
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.draft.lines[self.line] if self.line < len(self.draft.lines) else ""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def value(self) -> int:
        """The column at which what follows ``- `` and ``key: `` begins."""
        lead = _LEAD.match(self.text)
        return lead.end() if lead else 0

    def at(self, column: int) -> _Place:
        return _Place(self.draft, self.line, column)

    def before(self) -> _Place:
        """The line before this one that is neither blank nor a comment (this one when there is none)."""
        for line in range(self.line - 1, -1, -1):
            content = self.draft.lines[line].strip()
            if content and not content.startswith("#"):
                return _Place(self.draft, line, len(self.draft.lines[line]) - len(self.draft.lines[line].lstrip()))
        return self

    def finding(self, message: str, hint: str, code: str = "S120") -> Finding:
        line = min(self.line, len(self.draft.typed) - 1)
        column = self.draft.column(line, self.column) if line == self.line else len(self.draft.typed[line])
        return error(code, message, Span(self.draft.file, line + 1, column + 1, column + 2), hint=hint)


def explain(problem: yaml.YAMLError, draft: Draft, first: int) -> Finding:
    """The finding for ``problem``, which the parser had with the lines of ``draft`` from ``first``."""
    if not isinstance(problem, yaml.MarkedYAMLError) or problem.problem_mark is None:
        return _Place(draft, first, 0).finding("这一段读不懂", "检查这一段的冒号、引号和缩进")
    place = _placed(problem.problem_mark, draft, first)
    start = _placed(problem.context_mark, draft, first) if problem.context_mark else place
    what = f"{problem.context or ''}; {problem.problem or ''}"
    for explanation in (_quotes, _tab, _block_text, _first_sign, _second_colon, _brackets, _list, _indentation):
        found = explanation(what, place, start)
        if found is not None:
            return found
    return place.finding("从这里起读不懂", "检查这一行和上一行的冒号、引号、括号和缩进")


def _placed(mark: yaml.Mark, draft: Draft, first: int) -> _Place:
    return _Place(draft, first + mark.line, mark.column)


def _quotes(what: str, place: _Place, start: _Place) -> Finding | None:
    if "escape" in what or "hexadecimal" in what or "Unicode character code" in what:
        return place.finding("英文双引号里的“\\”有特别的意思", "改用英文单引号，或者把“\\”写成“\\\\”")
    if "quoted scalar" in what:
        sign = "双" if start.text[start.column : start.column + 1] == '"' else "单"
        return start.finding(f"这里的英文{sign}引号没有闭上", "在文字末尾补上同样的引号；文字里的引号用中文的“”")
    value = _QUOTED.match(place.text, place.value)
    if value is not None and place.text[value.end() :].strip() and place.column >= place.value:
        return place.at(value.end()).finding("引号闭上以后还有文字", "引号要括住整段文字；文字里的引号用中文的“”")
    return None


def _tab(what: str, place: _Place, start: _Place) -> Finding | None:
    lead = place.text[: len(place.text) - len(place.text.lstrip())]
    if "\t" in lead:
        return place.at(lead.index("\t")).finding("缩进用了制表符（Tab）", "缩进请用空格，每层两个", "S111")
    return None


def _block_text(what: str, place: _Place, start: _Place) -> Finding | None:
    if "block scalar" not in what:
        return None
    sign = start.text[start.column : start.column + 1]
    if "\t" in what or "tab" in what:
        return place.finding("缩进用了制表符（Tab）", "缩进请用空格，每层两个", "S111")
    return start.finding(f"“{sign}”后面不能接着写文字", f"“{sign}”单独留在行末，文字从下一行起缩进两格写")


def _first_sign(what: str, place: _Place, start: _Place) -> Finding | None:
    """Text that begins with a sign which means something to YAML."""
    for here in (place, start):
        text, value = here.text, here.value
        if text.startswith("{{", value) and here.column >= value:
            return here.at(value).finding("以“{{”开头的文字要加引号", _QUOTE_IT)
        sign = text[value : value + 1]
        if sign in _SIGNS and here.column >= value:
            return here.at(value).finding(f"文字不能以{_SIGNS[sign]}“{sign}”开头" if "“" not in _SIGNS[sign] else f"文字不能以{_SIGNS[sign]}开头", _QUOTE_IT)
        if sign and sign in ",]}" and here.column == value:
            return here.at(value).finding(f"“{sign}”不能放在这里", f"删去多余的“{sign}”；是文字就加英文双引号")
        if sign and sign in "[{" and here.column > value and "flow" not in what:
            return here.at(value).finding(f"以“{sign}”开头的文字要加引号", _QUOTE_IT)
    return None


def _second_colon(what: str, place: _Place, start: _Place) -> Finding | None:
    if "mapping values are not allowed" not in what:
        return None
    if place.column > place.value > place.indent:
        hint = "文字里的冒号用中文的“：”；或者把整段放进英文双引号"
        return place.finding("一行里有两个英文冒号，分不清哪个是项名", hint)
    earlier = place.before()
    if earlier.line < place.line and earlier.value <= earlier.indent and earlier.indent <= place.indent:
        hint = "写成“项名: 内容”；是上一段文字的下半段，就比那一项多缩进两格"
        return earlier.finding("这一行没有冒号，不是“项名: 内容”", hint)
    return place.at(place.indent).finding("缩进与上面一行对不上", "同一层的各项左边要对齐；下一层多缩进两格")


def _brackets(what: str, place: _Place, start: _Place) -> Finding | None:
    if "flow" not in what:
        return None
    sign = start.text[start.column : start.column + 1]
    close = {"[": "]", "{": "}"}.get(sign)
    if close is None:
        return place.finding("括号里的内容不完整", "检查方括号、花括号是否成对")
    return start.finding(f"“{sign}”没有用“{close}”闭上", f"在末尾补上“{close}”；是文字就把整段放进英文双引号")


def _list(what: str, place: _Place, start: _Place) -> Finding | None:
    if "sequence entries are not allowed" in what:
        return place.finding("“- ”要另起一行写", "项名后面换行，每条以“- ”开头，缩进两格")
    if "expected '-' indicator" in what:
        hint = "每条都以“- ”开头，左边对齐；同一条里的各项对齐在“- ”之后"
        return place.finding("这一列里混进了不以“- ”开头的一行", hint)
    if "expected key" in what and place.text[place.column : place.column + 2].strip() == "-":
        return place.finding("“- ”与上面的各项对不上", "一列要放在“项名:”下面，比项名多缩进两格")
    return None


def _indentation(what: str, place: _Place, start: _Place) -> Finding | None:
    if "could not find expected ':'" in what:
        hint = "写成“项名: 内容”；是上一段文字的下半段，就比那一项多缩进两格"
        return start.finding("这一行没有冒号，不是“项名: 内容”", hint)
    if "document" in what or "directive" in what:
        return place.finding("这里不该有分隔或指令", "删去单独成行的“...”“---”和以“%”开头的行")
    if "expected key" in what:
        earlier = place.before()
        if " #" in earlier.text:
            cut = earlier.at(earlier.text.index(" #") + 1)
            return cut.finding("“ #”后面的文字被当成了注释", _QUOTE_IT)
        return place.finding("缩进与上面各项对不上", "同一层的各项左边要对齐；下一层多缩进两格")
    return None
