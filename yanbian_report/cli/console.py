"""Console: how findings and progress are shown in a terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TextIO

from yanbian_report.base.findings import TO_DO, Finding, Severity
from yanbian_report.cli.render import as_text, as_to_do


def count_by_severity(findings: list[Finding]) -> str:
    """How many findings of each severity, in words."""
    counts = {s.value: sum(f.severity is s and not f.to_do for f in findings) for s in Severity}
    counts |= {words: sum(f.code == code for f in findings) for code, words in TO_DO.items()}
    return "、".join(f"{words} {n} 处" for words, n in counts.items() if n) or "没有问题"


def summary(findings: list[Finding], accepted: int) -> str:
    """What a check found, in one sentence."""
    known = f"；另有已知差异 {accepted} 处（--all 列出）" if accepted else ""
    return f"核对完毕：{count_by_severity(findings)}{known}。"


def print_findings(findings: list[Finding], project: Path, stream: TextIO | None = None) -> None:
    """Print ``findings`` with the lines of the files in ``project`` that they point at, and apart the work left."""
    stream = stream or sys.stderr
    left = [f for f in findings if f.to_do]
    said = [f for f in findings if not f.to_do]
    if said:
        text = as_text(said, _sources(said, project))
        print(f"\n{_coloured(text) if _is_terminal(stream) else text}\n", file=stream, flush=True)
    if left:
        print(f"\n还没有填好的：\n{as_to_do(left)}\n", file=stream, flush=True)


def _sources(findings: list[Finding], folder: Path) -> dict[str, str]:
    """The texts that the findings point into, by the names they are shown under."""
    from yanbian_report.base.project import find_project
    from yanbian_report.yamldoc.encoding import read_text

    project, _ = find_project(folder)
    root = project.root if project else folder
    spans = [span for f in findings for span in (f.origin, *(r.origin for r in f.related)) if span]
    texts = {span.file: read_text(root / span.file)[0] for span in spans}
    return {name: text for name, text in texts.items() if text is not None}


_COLOURS = {Severity.ERROR: "31;1", Severity.INCONSISTENCY: "33;1", Severity.NOTE: "36"}


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb" and os.name != "nt"


def _coloured(text: str) -> str:
    """The first word of every finding in the colour of its severity."""
    for severity, colour in _COLOURS.items():
        text = re.sub(rf"^{severity.value}(?= [A-Z]\d)", f"\033[{colour}m{severity.value}\033[0m", text, flags=re.M)
    return text


def print_line(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)
