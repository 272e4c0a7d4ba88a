"""Programs that set pages for this one: why one has failed, in words for people."""

from __future__ import annotations

import subprocess

from yanbian_report.base.files import why

Failure = OSError | subprocess.SubprocessError


def why_failed(problem: Failure, seconds: int) -> str:
    """The cause of ``problem`` with a program that had so many ``seconds`` to write a PDF."""
    if isinstance(problem, subprocess.TimeoutExpired):
        return f"等了 {seconds // 60} 分钟还没有做完"
    if isinstance(problem, subprocess.CalledProcessError):
        return f"它没有做完就退出了（退出码 {problem.returncode}）"
    if isinstance(problem, OSError):
        return "它没有写出 PDF" if isinstance(problem, FileNotFoundError) else why(problem)
    return "原因不明"
