"""Console: how findings and progress are shown in a terminal."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TextIO

from yanbian_report.base.findings import TO_DO, Finding, Severity
from yanbian_report.base.origin import Span
from yanbian_report.cli.invocation import full_command, pip_install
from yanbian_report.cli.render import as_text, as_to_do
from yanbian_report.model.days import meant_day

DONE, ERRORS, WRONG_CALL = 0, 1, 2


def parse_year(text: str) -> int:
    """The year that a person typed; ``ArgumentTypeError`` says how to write what was probably meant."""
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    digits = text.translate(_DIGITS)
    whole, short = re.search(r"(?<!\d)\d{4}(?!\d)", digits), re.fullmatch(r"(\d\d)年?度?", digits)
    meant = f"写 {int(whole[0])}" if whole else f"写 20{short[1]}" if short else "例如 2021"
    raise argparse.ArgumentTypeError(f"“{text}”不是四位数的年度，{meant}")


def parse_day(text: str) -> str:
    """The day that a person typed, as data files have it; ``ArgumentTypeError`` says how to write one."""
    day = meant_day(text)
    if not day:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，写成 2023年9月1日 这样")
    return day


_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")


def count_by_severity(findings: list[Finding]) -> str:
    """How many findings of each severity, in words."""
    counts = {s.value: sum(f.severity is s and not f.to_do for f in findings) for s in Severity}
    counts |= {words: sum(f.code == code for f in findings) for code, words in TO_DO.items()}
    return "、".join(f"{words} {n} 处" for words, n in counts.items() if n) or "没有问题"


def print_findings(findings: list[Finding], project: Path, stream: TextIO | None = None) -> None:
    """Print ``findings`` with the lines of the files in ``project`` that they point at, and apart the work left."""
    stream = stream or sys.stderr
    left = [f for f in findings if f.to_do]
    said = [f for f in findings if not f.to_do]
    if said:
        text = as_text(said, _sources(said, project), has_colours(stream), lambda f: next_command(f, project))
        print(f"\n{text}\n", file=stream, flush=True)
    if left:
        print(f"\n还没有填好的：\n{as_to_do(left)}\n", file=stream, flush=True)


def _sources(findings: list[Finding], folder: Path) -> dict[str, str]:
    """The texts that the findings point into, by the names they are shown under."""
    from yanbian_report.base.project import find_project
    from yanbian_report.yamldoc.encoding import read_text

    project, _ = find_project(folder)
    root = project.root if project else folder
    places = [place for f in findings for place in (f.origin, *(r.origin for r in f.related)) if place]
    texts = {place.file: read_text(root / place.file)[0] for place in places if isinstance(place, Span)}
    return {name: text for name, text in texts.items() if text is not None}


# A hint names a command as guides do (“用 check 2020 看是什么错误”); a person who is no programmer needs it whole.
_NAMED_COMMAND = re.compile(r"用 (check|new|import) (\d{4})|用 (init) |(pip install) ([\w-]+)")


def next_command(finding: Finding, project: Path) -> str:
    """The complete command that the hint of ``finding`` speaks of, empty when it speaks of none."""
    named = _NAMED_COMMAND.search(finding.hint)
    if named is None:
        return ""
    command, year, init, _, package = named.groups()
    if command:
        return full_command(command, year, project=project)
    return full_command(init, "新项目") if init else pip_install(package)


def has_colours(stream: TextIO) -> bool:
    """Whether ``stream`` is shown in colours: a terminal is, unless the person's settings say otherwise.

    NO_COLOR (https://no-color.org) comes before FORCE_COLOR, as in Python's own messages.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty() and _obeys_escapes(stream)


def _obeys_escapes(stream: TextIO) -> bool:
    """Whether a console obeys escape sequences; one of Windows does once it is told to."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    virtual_terminal = 4
    handle, mode = msvcrt.get_osfhandle(stream.fileno()), ctypes.c_ulong()
    kernel = ctypes.windll.kernel32
    return bool(
        kernel.GetConsoleMode(handle, ctypes.byref(mode))
        and kernel.SetConsoleMode(handle, mode.value | virtual_terminal)
    )


def print_line(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)
