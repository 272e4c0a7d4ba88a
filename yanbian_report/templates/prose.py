"""Prose: the texts of a year with their citations written out, and what is wrong with the citations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.forms.form import Form
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import FORMATS, Unprintable, as_typed
from yanbian_report.model.values import Text, Tree, position_of
from yanbian_report.model.year import Year, flatten

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


def lost_citations(data_file: DataFile, form: Form) -> list[Finding]:
    """Citations in a file with errors that would lead nowhere even when the errors are mended.

    What was typed but could not be read, and what is derived, is given the benefit of the doubt.
    """
    leaves = flatten(data_file.tree)
    names = {path.rpartition(".")[2] for path in data_file.spans} | form.schema().known
    year = Year(data_file.tree, data_file.file, leaves)
    findings = []
    for text in year.texts():
        for citation in citations(text.text):
            name = citation.path.rpartition(".")[2]
            place = position_of(text, citation.start)
            if name not in names and not name.endswith(form.derived_endings):
                findings.append(
                    error("C401", f"引用了没有的数“{citation.path}”", place, hint=_meant(year, citation, form.example))
                )
            elif citation.format and citation.format not in FORMATS:
                hint = f"可用的格式：{'、'.join(FORMATS)}"
                findings.append(error("C403", f"没有“{citation.format}”这种格式", place, hint=hint))
    return findings


Prose = dict[str, str]  # the path of a text → the text with its citations written out
_Findings = dict[tuple[str, Span | None], Finding]


def write_prose(year: Year, example: str) -> tuple[Prose, list[Finding]]:
    """Every text of ``year`` that cites, written out; ``example`` is a path as messages show it.

    Findings name an unknown path (C401), an unknown or unfitting format (C403), braces that are no citation (C404).
    """
    findings: _Findings = {}
    prose = {
        text.path: _written(year, text, example, findings)
        for text in year.texts()
        if "{" in text.text or "｛" in text.text
    }
    return prose, list(findings.values())


def _written(year: Year, text: Text, example: str, findings: _Findings) -> str:
    pieces: list[str] = []
    end = 0
    for citation in citations(text.text):
        pieces.append(_literal(year, text, end, citation.start, findings))
        pieces.append(_say(year, text, citation, example, findings))
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


def _say(year: Year, text: Text, citation: Citation, example: str, findings: _Findings) -> str:
    try:
        return _format(year.find(citation.path, text.path), citation)
    except KeyError:
        hint = _meant(year, citation, example)
        code, words = "C401", f"引用了没有的数“{citation.path}”"
    except Unprintable as problem:
        code, words, hint = "C403", str(problem), f"可用的格式：{'、'.join(FORMATS)}"
    place = position_of(text, citation.start)
    findings[code, place] = error(code, words, place, hint=hint)
    return ""


def _meant(year: Year, citation: Citation, example: str) -> str:
    if "｜" in citation.path:
        return "竖线要用英文半角“|”"
    near = year.nearest(citation.path)
    return f"是不是“{near}”？" if near else f"路径照数据文件里的项名写，用点号连接，例如 {example}"


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
