"""Findings: what went wrong, where, and what to do about it.

Expected problems are values, not exceptions: every stage returns what it made together with its findings, so that
one pass shows all of them. Messages are Chinese, for the accountant; ``code`` names the statement that was broken.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from yanbian_report.base.origin import Origin, Span, position


class Severity(StrEnum):
    """How much a finding weighs; the value is the word that the accountant reads."""

    ERROR = "错误"
    INCONSISTENCY = "不一致"
    NOTE = "提示"


UNFILLED, UNREVISED, EXAMPLE = "D215", "D216", "D217"
TO_DO = {UNFILLED: "待填", UNREVISED: "待改", EXAMPLE: "示例"}


class Related(NamedTuple):
    """A second place that a finding speaks of, with what stands there."""

    message: str
    origin: Origin | None


class Repair(NamedTuple):
    """What mends a finding in one step: ``meant`` in place of what stands at ``origin``; an empty one takes it away.

    Where ``was`` is known, nothing is replaced that reads otherwise: escapes and folded lines move places.
    """

    origin: Span
    meant: str
    was: str = ""


class Finding(NamedTuple):
    """One problem.

    ``path`` is the figure's path (``支出.项目支出``), and that of what is missing where something is; ``hint`` what to
    write instead, ``basis`` the provision or table that the statement rests on; each of ``repairs`` mends it, where
    that is known.
    """

    code: str
    severity: Severity
    message: str
    origin: Origin | None = None
    path: str = ""
    related: tuple[Related, ...] = ()
    hint: str = ""
    basis: str = ""
    repairs: tuple[Repair, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether this is no mistake but work left: a figure to fill in, a text to look over, an example."""
        return self.code in TO_DO


def error(code: str, message: str, origin: Origin | None = None, *, hint: str = "", path: str = "") -> Finding:
    """A finding that has_errors a build."""
    return Finding(code, Severity.ERROR, message, origin, path, hint=hint)


def note(code: str, message: str, origin: Origin | None = None, *, hint: str = "", path: str = "") -> Finding:
    """A finding that only informs."""
    return Finding(code, Severity.NOTE, message, origin, path, hint=hint)


def unexpected(problem: BaseException) -> Finding:
    """B505 for an exception that nobody thought of, with its place in the program."""
    trace, place = problem.__traceback__, ""
    while trace is not None:
        file = PurePath(trace.tb_frame.f_code.co_filename)
        if "yanbian_report" in file.parts:  # where it left this program, rather than where in a library
            place = f"，{file.name} 的 {trace.tb_frame.f_code.co_name}"
        trace = trace.tb_next
    words = f"{type(problem).__name__}：{problem}"[:200]
    hint = "文件没有动。先看看最近改过的文件；查不出来，把这句话和项目文件夹发给维护程序的人"
    return error("B505", f"程序遇到了没有料到的情况（{words}{place}）", hint=hint)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of ``findings`` forbids writing a report."""
    return any(f.severity is Severity.ERROR for f in findings)


def is_failure(findings: Iterable[Finding], strict: bool = False) -> bool:
    """Whether ``findings`` fail a check: errors do, inconsistencies only when it is ``strict``."""
    failing = {Severity.ERROR, Severity.INCONSISTENCY} if strict else {Severity.ERROR}
    return any(f.severity in failing for f in findings)


def sort_by_place(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` by place: what stands nowhere comes first, then file, line and column."""
    return sorted(findings, key=lambda f: (f.origin is not None, position(f.origin), f.code))
