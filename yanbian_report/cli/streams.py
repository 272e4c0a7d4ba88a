"""Streams: standard output and error that never cost a build: closed, full, or unable to show Chinese."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TextIO, cast


class GuardedStream:
    """A standard stream that falls silent when it can no longer be written to, and remembers why."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as problem:
            self.failure = self.failure or problem
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as problem:
            self.failure = self.failure or problem

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    @property
    def is_incomplete(self) -> bool:
        """Whether something was lost that somebody waits for; who closes a pipe (``| head``) has seen enough."""
        closed = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
        return self.failure is not None and self.failure.errno not in closed


def guard_streams() -> None:
    """Make standard output and error safe to print to: see ``GuardedStream``; where there is none, nothing is shown."""
    sys.stdout = cast(TextIO, _guarded(sys.stdout))
    sys.stderr = cast(TextIO, _guarded(sys.stderr))


def _guarded(stream: TextIO | None) -> GuardedStream:
    if stream is None:  # closed by the caller (>&-)
        stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open as long as the process
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a console without Chinese (cp936, ASCII) shows question marks
    return GuardedStream(stream)


def finish_streams(status: int) -> int:
    """Print what still waits; the exit status, no longer 0 when standard output could not be written to its end."""
    sys.stdout.flush()
    if isinstance(sys.stdout, GuardedStream) and sys.stdout.is_incomplete:
        problem = sys.stdout.failure
        full = problem is not None and problem.errno == errno.ENOSPC
        print(f"该显示的内容没能写完：{'磁盘满了' if full else problem}", file=sys.stderr)
        status = status or 1
    sys.stderr.flush()
    return status


def needs_utf8_mode() -> bool:
    """Whether the system's locale cannot even name a Chinese file (LC_ALL=POSIX that Python was told to obey)."""
    try:
        "科目".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        return os.name == "posix" and not sys.flags.utf8_mode
    return False


def restart_in_utf8_mode() -> None:
    """Replace this process by one that takes file names and streams for UTF-8."""
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
