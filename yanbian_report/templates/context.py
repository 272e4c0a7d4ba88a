"""Context: the year as templates see it, with every citation in the prose written out.

A citation is a path and a format, nothing else: ``{{ 项目.金保网.执行|万元 }}``. It is looked up inside the entry where
it stands first, then outwards.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.inputs.yaml.read import Report
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, as_typed
from yanbian_report.model.values import Text, Tree, Value, position_of
from yanbian_report.model.year import Year, flatten
from yanbian_report.yamldoc.schema import schema

_CITATION = re.compile(r"\{\{\s*(?P<path>[^{}|]*?)\s*(?:\|\s*(?P<format>[^{}|]*?)\s*)?\}\}")
_HALF = re.compile(r"(?<!\{)\{\s*(?P<path>[^{}|]+?)\s*(?:\|[^{}]*)?\}(?!\})")
_BRACES = "{}｛｝"
_BROKEN = re.compile(r"\{\{|\}\}|｛｛|｝｝|\{%|%\}")


class Citation(NamedTuple):
    """One citation in a text: what it names, the format it asks for, and where it stands (offsets in the text)."""

    path: str
    format: str
    start: int
    end: int


@lru_cache(maxsize=4_096)
def citations(text: str) -> tuple[Citation, ...]:
    """Every well-formed citation of ``text``. Most texts are those of the year before they were last edited."""
    matches = _CITATION.finditer(text)
    return tuple(Citation(match["path"], match["format"] or "", match.start(), match.end()) for match in matches)


def lost_citations(report: Report) -> list[Finding]:
    """Citations in a file with errors that would lead nowhere even when the errors are mended.

    What was typed but could not be read, and what is derived, is given the benefit of the doubt.
    """
    leaves = flatten(report.tree)
    names = {path.rpartition(".")[2] for path in report.spans} | schema().known
    year = Year(report.tree, report.file, leaves)
    findings = []
    for text in year.texts():
        for citation in citations(text.text):
            name = citation.path.rpartition(".")[2]
            place = position_of(text, citation.start)
            if name not in names and not name.endswith(_DERIVED):
                findings.append(error("C401", f"引用了没有的数“{citation.path}”", place, hint=_meant(year, citation)))
            elif citation.format and citation.format not in FORMATS:
                hint = f"可用的格式：{'、'.join(FORMATS)}"
                findings.append(error("C403", f"没有“{citation.format}”这种格式", place, hint=hint))
    return findings


_DERIVED = (
    "占比",
    "合计",
    "总计",
    "年度",
    "人数",
    "增减额",
    "增减率",
    "本年",
    "上年",
    "决算",
    "预算",
    "执行",
    "资金",
    "号",
)
_Findings = dict[tuple[str, Span | None], Finding]


def context(year: Year) -> tuple[dict[str, Value], list[Finding]]:
    """The tree that templates are filled from: figures as they are, prose with its citations written out.

    Findings name an unknown path (C401), an unknown or unfitting format (C403), braces that are no citation (C404).
    """
    writing = _Writing(year)
    return writing.group(year.tree), list(writing.findings.values())


class _Writing:
    """One writing out; what stands in several places of the tree is written once."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.findings: _Findings = {}
        self.done: dict[int, Value] = {}

    def group(self, tree: Tree) -> Tree:
        return {key: self.node(child) for key, child in tree.items()}

    def node(self, node: Value) -> Value:
        if type(node) is Figure:
            return node
        if type(node) is Text:
            cites = "{" in node.text or "｛" in node.text
            return _prose(self.year, node, self.findings) if cites else node.text
        if not node or not isinstance(node, (dict, list)):  # an empty group is nothing, or one that was left out
            return node
        known = self.done.get(id(node))
        if known is None:
            known = self.group(node) if isinstance(node, dict) else [self.node(child) for child in node]
            self.done[id(node)] = known
        return known


def _prose(year: Year, text: Text, findings: _Findings) -> str:
    pieces: list[str] = []
    end = 0
    for citation in citations(text.text):
        pieces.append(_literal(year, text, end, citation.start, findings))
        pieces.append(_say(year, text, citation, findings))
        end = citation.end
    return "".join([*pieces, _literal(year, text, end, len(text.text), findings)])


def _literal(year: Year, text: Text, start: int, end: int, findings: _Findings) -> str:
    piece = text.text[start:end]
    if not any(brace in piece for brace in _BRACES):
        return piece
    for match in _BROKEN.finditer(piece):
        place = position_of(text, start + match.start())
        finding = error(
            "C404", f"“{match[0]}”不成一个引用", place, hint="引用写成 {{ 路径|格式 }}，半角大括号，两两成对"
        )
        findings[finding.code, place] = finding
    for match in _HALF.finditer(piece):
        if _known(year, match["path"], text.path):
            place = position_of(text, start + match.start())
            hint = f"写成 {{{{ {match['path']} }}}}，大括号两两成对"
            findings["C405", place] = error("C405", f"“{match[0]}”像是少打了大括号的引用", place, hint=hint)
    return piece


def _known(year: Year, path: str, scope: str) -> bool:
    try:
        year.find(path, scope)
    except KeyError:
        return False
    return True


def _say(year: Year, text: Text, citation: Citation, findings: _Findings) -> str:
    try:
        return _format(year.find(citation.path, text.path), citation)
    except KeyError:
        hint = _meant(year, citation)
        code, words = "C401", f"引用了没有的数“{citation.path}”"
    except Unprintable as problem:
        code, words, hint = "C403", str(problem), f"可用的格式：{'、'.join(FORMATS)}"
    place = position_of(text, citation.start)
    findings[code, place] = error(code, words, place, hint=hint)
    return ""


def _meant(year: Year, citation: Citation) -> str:
    if "｜" in citation.path:
        return "竖线要用英文半角“|”"
    near = year.nearest(citation.path)
    return f"是不是“{near}”？" if near else "路径照数据文件里的项名写，用点号连接，例如 收入.本年收入合计"


def _format(value: object, citation: Citation) -> str:
    if citation.format and citation.format not in FORMATS:
        raise Unprintable(f"没有“{citation.format}”这种格式")
    if citation.format:
        return FORMATS[citation.format](value)
    if isinstance(value, Figure) and value.kind == "amount" and value.text.endswith(tuple("0123456789")):
        raise Unprintable(f"引用金额“{citation.path}”要写明格式，例如 {{{{ {citation.path}|万元 }}}}")
    if isinstance(value, Figure) and not value.text:
        wanted = "百分比" if value.kind == "rate" else "万元"
        raise Unprintable(f"引用“{citation.path}”要写明格式，例如 {{{{ {citation.path}|{wanted} }}}}")
    return as_typed(value)


def names_in(values: Tree) -> str:
    """The names that templates can ask ``values`` for, and nothing of what stands under them."""
    names: list[str] = []
    _gather(values, names)
    return "\n".join(names)


def _gather(value: object, names: list[str]) -> None:
    """Enter what can be asked for below ``value``: a group that was left out is asked nothing."""
    if isinstance(value, list):
        names.append("[")
        _gather(value[0], names)
    elif isinstance(value, dict):
        names.append("{")
        for name, child in value.items():
            names.append(name)
            if child and isinstance(child, (dict, list)):
                _gather(child, names)
        names.append("}")
