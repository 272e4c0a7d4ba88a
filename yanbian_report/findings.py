"""Findings: what went wrong, where, and what to do about it.

Expected problems are values, not exceptions: every stage returns what it made together with its findings, so that
one pass shows all of them. Messages are Chinese, for the accountant; ``code`` names the statement that was broken.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs; the value is the word that the accountant reads."""

    ERROR = "错误"
    INCONSISTENCY = "不一致"
    NOTE = "提示"


UNFILLED, UNREVISED = "D215", "D216"
TO_DO = {UNFILLED: "待填", UNREVISED: "待改"}


class Span(NamedTuple):
    """A place in a text file; lines and columns count from 1, columns count characters."""

    file: str
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(NamedTuple):
    """A second place that a finding speaks of, with what stands there."""

    message: str
    span: Span | None


class Finding(NamedTuple):
    """One problem.

    ``path`` is the figure's path (``支出.项目支出``), ``hint`` what to write instead, ``basis`` the provision or
    table that the statement rests on.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    path: str = ""
    related: tuple[Related, ...] = ()
    hint: str = ""
    basis: str = ""

    @property
    def to_do(self) -> bool:
        """Whether this is no mistake but work left: a figure to fill in, a text to look over."""
        return self.code in TO_DO


def error(code: str, message: str, span: Span | None = None, *, hint: str = "", path: str = "") -> Finding:
    """A finding that stops a build."""
    return Finding(code, Severity.ERROR, message, span, path, hint=hint)


def note(code: str, message: str, span: Span | None = None, *, hint: str = "", path: str = "") -> Finding:
    """A finding that only informs."""
    return Finding(code, Severity.NOTE, message, span, path, hint=hint)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether any of ``findings`` forbids writing a report."""
    return any(f.severity is Severity.ERROR for f in findings)


def fails(findings: Iterable[Finding], strict: bool = False) -> bool:
    """Whether ``findings`` fail a check: errors do, inconsistencies only when it is ``strict``."""
    failing = {Severity.ERROR, Severity.INCONSISTENCY} if strict else {Severity.ERROR}
    return any(f.severity in failing for f in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` by place: what stands nowhere comes first, then file, line and column."""
    return sorted(findings, key=lambda f: (f.span is not None, f.span or Span("", 0, 0, 0), f.code))


def as_text(findings: Iterable[Finding], sources: Mapping[str, str]) -> str:
    """Findings as the accountant reads them: the message, the place, the user's own line with the place marked."""
    return "\n\n".join(_block(f, sources) for f in in_order(findings))


def as_short(findings: Iterable[Finding]) -> str:
    """One line a finding: ``文件:行:列: 级别 代码 说明``."""
    return "\n".join(
        f"{f.span or '-'}: {f.severity.value} {f.code} {f.message}{'　' + f.hint if f.hint else ''}"
        for f in in_order(findings)
    )


def as_json(findings: Iterable[Finding]) -> str:
    """Findings for other programs: a JSON list with one object a finding."""
    return json.dumps([_record(f) for f in in_order(findings)], ensure_ascii=False, indent=1)


def as_github(findings: Iterable[Finding]) -> str:
    """Findings as annotations of a pull request (GitHub's workflow commands)."""
    words = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.NOTE: "notice"}
    return "\n".join(
        f"::{words[f.severity]} {_position(f)}::{_one_line(f'{f.message} {f.hint}')}" for f in in_order(findings)
    )


def as_to_do(findings: Iterable[Finding]) -> str:
    """The work left, section by section of the data file, each with its line."""
    sections: dict[str, list[Finding]] = {}
    for finding in in_order(f for f in findings if f.to_do):
        sections.setdefault(finding.path.partition(".")[0], []).append(finding)
    lines = []
    for section, left in sections.items():
        counts = [(words, sum(f.code == code for f in left)) for code, words in TO_DO.items()]
        lines.append(f"{section}：{'、'.join(f'{words} {n}' for words, n in counts if n)}")
        lines += [f"  {f.span}　{TO_DO[f.code]}　{f.path.partition('.')[2] or f.path}" for f in left]
    return "\n".join(lines)


def _position(finding: Finding) -> str:
    if finding.span is None:
        return f"title={finding.code}"
    span = finding.span
    return f"file={span.file},line={span.line},col={span.column},endColumn={span.end_column},title={finding.code}"


def _one_line(text: str) -> str:
    return text.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _record(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "path": finding.path,
        "span": _place(finding.span),
        "related": [{"message": r.message, "span": _place(r.span)} for r in finding.related],
        "hint": finding.hint,
        "basis": finding.basis,
    }


def _place(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column, "end_column": span.end_column}


def _block(finding: Finding, sources: Mapping[str, str]) -> str:
    lines = [f"{finding.severity.value} {finding.code}　{finding.message}"]
    if finding.span is not None:
        lines += [f"  位置：{finding.span}", *_excerpt(finding.span, sources)]
    for related in finding.related[:_RELATED]:
        lines.append(f"  另见：{related.message}" + (f"（{related.span}）" if related.span else ""))
        if related.span is not None:
            lines += _excerpt(related.span, sources)
    if len(finding.related) > _RELATED:
        lines.append(f"  另见：还有 {len(finding.related) - _RELATED} 处")
    if finding.hint:
        label = "说明" if finding.severity is Severity.NOTE else "怎么改"
        lines.append(f"  {label}：{finding.hint}")
    if finding.basis:
        lines.append(f"  依据：{finding.basis}")
    return "\n".join(lines)


_EXCERPT = 76
_RELATED = 8


def _excerpt(span: Span, sources: Mapping[str, str]) -> list[str]:
    """The user's line, cut to what fits a console around the marked place, and a line of marks below it."""
    lines = sources.get(span.file, "").split("\n")
    if not 0 < span.line <= len(lines):
        return []
    line = lines[span.line - 1].rstrip("\r")
    start = max(0, span.column - 1 - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + _EXCERPT])
    before = shown[: span.column - 1 - start]
    marked = shown[len(before) : max(span.end_column - 1 - start, len(before) + 1)]
    gutter = f"  {span.line:>5} │ "
    return [
        gutter + shown,
        " " * (len(gutter) - 2) + "│ " + " " * _width(before) + "^" * max(1, _width(marked)),
    ]


def _width(text: str) -> int:
    """Columns that ``text`` takes on a console, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
