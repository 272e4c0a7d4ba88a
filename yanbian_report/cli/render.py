"""Render: findings as text for the accountant, as lines, as JSON and as annotations for other programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping

from yanbian_report.base.findings import TO_DO, Finding, Severity, sort_by_place
from yanbian_report.base.origin import Origin, Span


def as_text(findings: Iterable[Finding], sources: Mapping[str, str]) -> str:
    """Findings as the accountant reads them: the message, the place, the user's own line with the place marked."""
    return "\n\n".join(_block(f, sources) for f in sort_by_place(findings))


def as_short(findings: Iterable[Finding]) -> str:
    """One line a finding: ``文件:行:列: 级别 代码 说明``."""
    return "\n".join(
        f"{f.origin or '-'}: {f.severity.value} {f.code} {f.message}{'　' + f.hint if f.hint else ''}"
        for f in sort_by_place(findings)
    )


def as_json(findings: Iterable[Finding]) -> str:
    """Findings for other programs: a JSON list with one object a finding."""
    return json.dumps([_record(f) for f in sort_by_place(findings)], ensure_ascii=False, indent=1)


def as_github(findings: Iterable[Finding]) -> str:
    """Findings as annotations of a pull request (GitHub's workflow commands)."""
    words = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.NOTE: "notice"}
    return "\n".join(
        f"::{words[f.severity]} {_position(f)}::{_one_line(f'{f.message} {f.hint}')}" for f in sort_by_place(findings)
    )


def as_to_do(findings: Iterable[Finding]) -> str:
    """The work left, section by section of the data file, each with its line."""
    sections: dict[str, list[Finding]] = {}
    for finding in sort_by_place(f for f in findings if f.to_do):
        sections.setdefault(finding.path.partition(".")[0], []).append(finding)
    lines = []
    for section, left in sections.items():
        counts = [(words, sum(f.code == code for f in left)) for code, words in TO_DO.items()]
        lines.append(f"{section}：{'、'.join(f'{words} {n}' for words, n in counts if n)}")
        lines += [f"  {f.origin}　{TO_DO[f.code]}　{f.path.partition('.')[2] or f.path}" for f in left]
    return "\n".join(lines)


def _position(finding: Finding) -> str:
    origin = finding.origin
    if isinstance(origin, Span):
        columns = f"col={origin.column},endColumn={origin.end_column}"
        return f"file={origin.file},line={origin.line},{columns},title={finding.code}"
    return f"file={origin.file},title={finding.code}" if origin is not None else f"title={finding.code}"


def _one_line(text: str) -> str:
    return text.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _record(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "path": finding.path,
        "span": _record_of(finding.origin),
        "related": [{"message": r.message, "span": _record_of(r.origin)} for r in finding.related],
        "hint": finding.hint,
        "basis": finding.basis,
    }


def _record_of(origin: Origin | None) -> dict[str, object] | None:
    return None if origin is None else origin._asdict()


def _block(finding: Finding, sources: Mapping[str, str]) -> str:
    lines = [f"{finding.severity.value} {finding.code}　{finding.message}"]
    if finding.origin is not None:
        lines += [f"  位置：{finding.origin}", *_excerpt(finding.origin, sources)]
    for related in finding.related[:_RELATED]:
        lines.append(f"  另见：{related.message}" + (f"（{related.origin}）" if related.origin else ""))
        if related.origin is not None:
            lines += _excerpt(related.origin, sources)
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


def _excerpt(span: Origin, sources: Mapping[str, str]) -> list[str]:
    """The user's line, cut to what fits a console around the marked place, and a line of marks below it."""
    lines = sources.get(span.file, "").split("\n")
    if not isinstance(span, Span) or not 0 < span.line <= len(lines):
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
