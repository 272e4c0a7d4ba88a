"""Openers: a finished file or its folder shown by the program that the person has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Opener = Callable[[Path], None]


def find_opener() -> Opener | None:
    """How this system opens a file; None where it has no way."""
    if sys.platform == "win32":
        return _by_windows
    command = "open" if sys.platform == "darwin" else "xdg-open"
    words = shutil.which(command)
    has_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return _by_command(words) if words and has_screen else None


def _by_windows(path: Path) -> None:
    if sys.platform == "win32":  # asked again for the type checker
        os.startfile(path)


def _by_command(words: str) -> Opener:
    def opened(path: Path) -> None:
        quiet = subprocess.DEVNULL
        subprocess.Popen([words, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)

    return opened
