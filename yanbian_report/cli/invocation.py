"""Invocation: how this program was called, and complete commands that a person can run next exactly as printed."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from yanbian_report.base.project import find_project

LAUNCHER = "YANBIAN_REPORT_LAUNCHER"  # run.py puts here the words it was called by, one a line
MODULE = "yanbian_report"


def program() -> str:
    """The words that call this program again from the current folder, quoted for the shell."""
    return " ".join(_quoted(word) for word in _words())


def program_from_anywhere() -> str:
    """The same for any folder: a script by its full path."""
    *before, script = _words()
    path = Path(script)
    return " ".join(_quoted(word) for word in (*before, str(path.resolve()) if path.is_file() else script))


def full_command(*words: object, project: Path | None = None) -> str:
    """A complete command: ``python3 run.py check 2021``, with ``--project`` unless the current folder is in it."""
    needed = project is not None and not _is_current(project)
    options = ("--project", project) if needed else ()
    return " ".join([program(), *(_quoted(str(word)) for word in (*words, *options))])


def pip_install(package: str) -> str:
    """The command that installs ``package`` where this program runs."""
    return f"{_quoted(_python())} -m pip install {package}"


def _is_current(project: Path) -> bool:
    (given, _), (current, _) = find_project(project), find_project(Path())
    return given is not None and current is not None and given.root.resolve() == current.root.resolve()


def _words() -> list[str]:
    launcher = os.environ.get(LAUNCHER)
    if launcher:
        return launcher.split("\n")
    called = Path(sys.argv[0])
    if called.stem == MODULE and called.suffix in ("", ".exe"):
        return [called.stem if _is_found(called) else sys.argv[0]]
    return [_python(), "-m", MODULE]


def _is_found(script: Path) -> bool:
    """Whether a shell finds ``script`` by its name alone."""
    found = shutil.which(script.stem)
    return found is not None and Path(found).resolve() == script.resolve()


def _python() -> str:
    """This interpreter as it was called, by its bare name where a shell finds it so."""
    called = sys.orig_argv[0] if sys.orig_argv else ""
    if called and Path(called).name == called and shutil.which(called):
        return called
    name = Path(sys.executable).stem
    return name if shutil.which(name) == sys.executable else sys.executable


def _quoted(word: str) -> str:
    """``word`` as a shell takes it for one: Chinese needs no quotes, blanks and signs do."""
    if re.fullmatch(r"[\w@%+=:,./-]+" if os.name != "nt" else r"[\w@+=:,./\\-]+", word):
        return word
    return f'"{word}"' if os.name == "nt" else "'" + word.replace("'", "'\"'\"'") + "'"
