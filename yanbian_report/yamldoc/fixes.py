"""Repair: slips of the keyboard put right, so that one pass shows the other findings too.

Every repair is a finding of its own. A repair never adds or removes a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.compose import LimitError
from yanbian_report.yamldoc.encoding import UNSEEN, holds_unseen
from yanbian_report.yamldoc.source_map import Edit, SourceMap

_TOO_MANY = 1_000
_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u202f"
_ENTRY = re.compile(
    rf"(?P<lead>[ \t{_SPACES}]{{0,200}}(?:-[ {_SPACES}]{{1,20}}){{0,20}})"
    rf"(?P<key>\"[^\"]+\"|'[^']+'|[^\s:：#\"'\[\]{{}},&*!|>%@`-][^\s:：，。；]{{0,40}})"
    rf"(?P<space>[ {_SPACES}]*)(?P<colon>：[ {_SPACES}]*|:[{_SPACES}]+|:(?=\S)|:(?= |$))"
)
_LEAD = re.compile(rf"[ \t{_SPACES}]{{0,200}}(?:-[ {_SPACES}]{{1,20}}){{0,20}}")
_FIGURE_LIKE = re.compile(r"[-－]?[\d０-９]|[逾近约≥]|大于|超过|不少于")
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_BLOCK = re.compile(r"(?:[:：] *|- +|^ *)[|>][-+\d]*\s*(?:#.*)?$")


def without_unseen(source: SourceMap) -> tuple[SourceMap, list[Finding]]:
    """``source`` without control characters and marks that no editor shows, and where they stand."""
    edits: dict[int, list[Edit]] = {}
    findings: list[Finding] = []
    if not holds_unseen("\n".join(source.lines)):
        return source, findings
    for number, line in enumerate(source.lines):
        for match in UNSEEN.finditer(line):
            if len(findings) == _TOO_MANY:
                message = f"“{source.file}”里有太多看不见的或损坏的字符，不像数据文件"
                raise LimitError(error("S104", message, hint="检查是不是选错了文件，或者对照原稿重新存成 UTF-8 编码"))
            span = Span(source.file, number + 1, match.start() + 1, match.end() + 1)
            findings.append(_unseen(match[0], span))
            kept = "" if match[0] in "\u200b\u2060\ufeff" else " "
            edits.setdefault(number, []).append(Edit(match.start(), match[0], kept))
    return source.edited(edits), findings


def _unseen(character: str, span: Span) -> Finding:
    if character == "\ufffd":
        return error("S105", "这里的字已经损坏，认不出来", span, hint="对照原稿把这个字重新打一遍，存成 UTF-8 编码")
    message = f"这里有看不见的字符（U+{ord(character):04X}）"
    return error("S106", message, span, hint="多半是从别处粘贴来的；把这一行删去重新打一遍")


def with_plain_indents(source: SourceMap, only: Set[int] | None = None) -> tuple[SourceMap, list[Finding]]:
    """``source`` with the tabs and full-width spaces before its entries as spaces, and where they stand."""
    edits: dict[int, list[Edit]] = {}
    findings: list[Finding] = []
    step = _indent_step(source.lines)
    for number in structural(source.lines):
        if only is not None and number not in only:
            continue
        odd = [(c, sign) for c, sign in enumerate(_indent(source.typed[number])) if sign not in " -"]
        if odd and _indent(source.lines[number]).strip(" -"):
            findings.append(_odd_indent(source.file, number, *odd[0]))
            edits[number] = [Edit(column, sign, " " * _width(sign, step)) for column, sign in odd]
    return source.edited(edits), findings


def _indent(line: str) -> str:
    """What stands before the entry of ``line``; nothing when it is none, as paragraphs may begin with spaces."""
    lead = _LEAD.match(line)
    assert lead is not None
    return lead[0] if "-" in lead[0] or _ENTRY.match(line) else ""


def _width(sign: str, step: int) -> int:
    return step if sign == "\t" else 2 if sign == "\u3000" else 1


def mended(source: SourceMap, known: Set[str], only: Set[int]) -> SourceMap:
    """``source`` with the entries on the lines ``only`` written with an English colon and a space."""
    edits: dict[int, list[Edit]] = {}
    for number in only:
        edit = _colon_edit(source, number, known)
        if edit is not None:
            edits[number] = [edit]
    return source.edited(edits)


def structural(lines: Sequence[str]) -> Iterator[int]:
    """The lines that are not blank, comments or the body of a ``|`` or ``>`` text."""
    inside: int | None = None
    for number, line in enumerate(lines):
        content = line.strip()
        if not content:
            continue
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and indent > inside:
            continue
        inside = None
        if content.startswith("#"):
            continue
        if opens_block(line):
            inside = _parent_indent(line)
        yield number


def _parent_indent(line: str) -> int:
    """The column below which the body of the block text that ``line`` opens must not begin."""
    lead = re.match(r" *(?:- +)*", line)
    assert lead is not None
    if line[lead.end() :][:1] in "|>":
        return max(line.rfind("-", 0, lead.end()), lead.end() - 2, 0)
    return lead.end()


def _indent_step(lines: Sequence[str]) -> int:
    """How far the file indents its first indented line, the likely meaning of a tab."""
    indents = (len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    return next((indent for indent in indents if indent), 2)


def _odd_indent(file: str, number: int, column: int, sign: str) -> Finding:
    span = Span(file, number + 1, column + 1, column + 2)
    if sign == "\t":
        return error("S111", "缩进用了制表符（Tab）", span, hint="缩进请用空格，每层两个")
    return error("S114", "缩进用了全角空格", span, hint="缩进请用英文半角空格，每层两个")


def _colon_edit(source: SourceMap, number: int, known: Set[str]) -> Edit | None:
    match = _ENTRY.match(source.typed[number])
    if match is None or not is_entry(source.typed, number, known):
        return None
    space, colon = match["space"], match["colon"]
    value = match.string[match.end() :]
    if colon == ":" and not space.strip(" ") and value[:1] in ("", " "):
        return None
    span = Span(source.file, number + 1, match.start("colon") + 1, match.start("colon") + 2)
    return Edit(match.start("space"), space + colon, ": ", _odd_colon(match, value, span))


def _odd_colon(match: re.Match[str], value: str, span: Span) -> Finding:
    key, space, colon = match["key"], match["space"], match["colon"]
    plain = f"{key}: {value.partition(' #')[0].strip()[:20]}".rstrip()
    if colon.startswith("："):
        return error("S112", f"“{key}”后面的冒号是全角的", span, hint=f"用英文冒号，后面空一格：{plain}")
    if colon.strip(":"):
        return error("S114", f"“{key}”的冒号后面是全角空格", span, hint=f"冒号后面用半角空格：{plain}")
    if space.strip(" "):
        return error("S114", f"“{key}”和冒号之间是全角空格", span, hint=f"去掉这个空格：{plain}")
    return error("S113", f"“{key}”的冒号后面缺一个空格", span, hint=f"冒号后面空一格：{plain}")


def is_entry(lines: Sequence[str], number: int, known: Set[str]) -> bool:
    """Whether line ``number`` means ``key: value``: a known key, a code, a figure after the colon, or a line
    beside others of its kind.
    """
    match = _ENTRY.match(lines[number])
    if match is None:
        return False
    key = match["key"].strip("\"'")
    if key in known or _CODE.fullmatch(key):
        return True
    if key[-1:].isdecimal():
        return False
    return holds_figure(lines[number]) or _beside_entries(lines, number, match.end("lead"))


def opens_block(line: str) -> bool:
    """Whether a text on the following lines belongs to ``line``, which ends in ``|`` or ``>``."""
    return _BLOCK.search(line) is not None


def holds_figure(line: str) -> bool:
    """Whether a figure follows the colon of the entry on ``line``."""
    match = _ENTRY.match(line)
    return match is not None and bool(_FIGURE_LIKE.match(line, match.end()))


def _beside_entries(lines: Sequence[str], number: int, indent: int) -> bool:
    """Whether the line before or after, indented alike, is a proper ``key: value``."""
    for step in (-1, 1):
        beside = number + step
        while 0 <= beside < len(lines) and not lines[beside].strip():
            beside += step
        if 0 <= beside < len(lines):
            other = _ENTRY.match(lines[beside])
            if other and other["colon"] == ":" and other.end("lead") == indent:
                return True
    return False
