"""Render: findings as text for the accountant, as lines, as JSON and as annotations for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from yanbian_report.base.findings import EXAMPLE, TO_DO, Finding, Severity, sort_by_place
from yanbian_report.base.origin import Origin, Span, WordParagraph
from yanbian_report.base.widths import columns_of

_NAMED = 4  # examples of a section that are named
NextCommand = Callable[[Finding], str]


def as_text(
    findings: Iterable[Finding],
    sources: Mapping[str, str],
    colours: bool = False,
    next_command: NextCommand = lambda _: "",
) -> str:
    """Findings as the accountant reads them: the message, the place, the user's own line with the place marked.

    ``sources`` are the texts of the files by the names that origins have; ``next_command`` gives the complete command
    that a hint speaks of, or nothing.
    """
    return "\n\n".join(_block(f, sources, colours, next_command(f)) for f in sort_by_place(findings))


def as_short(findings: Iterable[Finding]) -> str:
    """One line a finding: ``文件:行:列: 级别 代码 说明``."""
    return "\n".join(
        f"{f.origin or '-'}: {f.severity.value} {f.code} {f.message}{'　' + f.hint if f.hint else ''}"
        for f in sort_by_place(findings)
    )


def as_json(findings: Iterable[Finding]) -> str:
    """Findings for other programs: a JSON list with one object a finding.

    ``code``, ``severity`` (``error``, ``inconsistency`` or ``note``), ``message``, ``path`` of the figure, ``span``,
    ``related`` (a list of objects with ``message`` and ``span``), ``hint`` and ``basis``; texts are empty where there
    is nothing to say. A ``span`` is null, or the ``file`` with ``line``, ``column`` and ``end_column`` (counted from
    1), with ``sheet`` and ``cell``, or with the ``number`` and beginning (``text``) of a paragraph.
    """
    return json.dumps([_record(f) for f in sort_by_place(findings)], ensure_ascii=False, indent=1)


def as_github(findings: Iterable[Finding]) -> str:
    """Findings as annotations of a pull request (GitHub's workflow commands)."""
    return "\n".join(
        f"::{_LEVELS[f.severity]} {_annotated(f)}::{_escaped(f'{f.message} {f.hint}')}" for f in sort_by_place(findings)
    )


_LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.NOTE: "notice"}
FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {"short": as_short, "json": as_json, "github": as_github}


def as_to_do(findings: Iterable[Finding]) -> str:
    """The work left, section by section of the data file, each with its line; a section's examples on one."""
    sections: dict[str, list[Finding]] = {}
    for finding in sort_by_place(f for f in findings if f.to_do):
        sections.setdefault(finding.path.partition(".")[0], []).append(finding)
    lines = []
    for section, left in sections.items():
        counts = [(words, sum(f.code == code for f in left)) for code, words in TO_DO.items()]
        lines.append(f"{section}：{'、'.join(f'{words} {n}' for words, n in counts if n)}")
        lines += [f"  {f.origin}　{TO_DO[f.code]}　{_inside(f.path)}" for f in left if f.code != EXAMPLE]
        made_up = [f for f in left if f.code == EXAMPLE]
        if made_up:
            names = "、".join(_inside(f.path) for f in made_up[:_NAMED])
            more = f" 等 {len(made_up)} 处" if len(made_up) > _NAMED else ""
            lines.append(f"  {made_up[0].origin} 起　{TO_DO[EXAMPLE]}　{names}{more}")
    return "\n".join(lines)


def _inside(path: str) -> str:
    """``path`` without the section that it lies in."""
    return path.partition(".")[2] or path


def _annotated(finding: Finding) -> str:
    """Where an annotation is shown. GitHub knows lines only, so that a cell or a paragraph is named in the title."""
    origin, title = finding.origin, finding.code
    if origin is None:
        return f"title={title}"
    file = f"file={_escaped_property(origin.file)}"
    if isinstance(origin, Span):
        return f"{file},line={origin.line},col={origin.column},endColumn={origin.end_column},title={title}"
    place = f"第{origin.number}段" if isinstance(origin, WordParagraph) else f"{origin.sheet}!{origin.cell}"
    return f"{file},title={_escaped_property(f'{title} {place}')}"


def _escaped(text: str) -> str:
    return text.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


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


_COLOURS = {Severity.ERROR: "31;1", Severity.INCONSISTENCY: "33;1", Severity.NOTE: "36"}


def _block(finding: Finding, sources: Mapping[str, str], colours: bool, next_command: str) -> str:
    severity = finding.severity.value
    if colours:
        severity = f"\033[{_COLOURS[finding.severity]}m{severity}\033[0m"
    lines = [f"{severity} {finding.code}　{finding.message}"]
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
    if next_command:
        lines.append(f"  命令：{next_command}")
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
        " " * (len(gutter) - 2) + "│ " + " " * columns_of(before) + "^" * max(1, columns_of(marked)),
    ]
