"""One command that does its own set-up: ``python run.py build 2021``, ``python run.py test``.

Needs Python 3.11 and nothing else: makes an environment in ``.venv`` beside this file, installs the project and
what it needs there (again only when pyproject.toml has changed), and runs the command in it.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LAUNCHER = "YANBIAN_REPORT_LAUNCHER"  # tells the program how this file was called, for the commands that it prints
CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command as walls; walls()"],  # cannot be run with -m
)
TESTS = ["-m", "pytest", "-n", "auto", "--dist", "loadgroup"]
MEASURED = ["--cov", "--cov-report", "term"]


def main(arguments: list[str]) -> int:
    """Set up, then run the tests (``test``, with pytest's arguments) or a command of yanbian_report.

    Coverage is measured where all tests run: of a few of them it says nothing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python starts
        print(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。")
        return 2
    testing = arguments[:1] == ["test"]
    if not set_up(".[dev]" if testing else "."):
        return 1
    if not testing:
        if arguments[:1] in ([], ["-h"], ["--help"]):
            words = [*called(), "test"]
            command = subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
            print(f"{command}　运行全部检查和测试。其余命令：\n", flush=True)
        os.environ[LAUNCHER] = "\n".join(called())
        return in_environment(["-m", "yanbian_report", *arguments], Path.cwd())
    tests = [*TESTS, *(arguments[1:] or MEASURED)]
    statuses = [in_environment(check, ROOT) for check in (*CHECKS, tests)]
    return next((status for status in statuses if status), 0)


def set_up(wanted: str) -> bool:
    """Make the environment hold ``wanted`` (``.`` or ``.[dev]``); a stamp tells what it holds already."""
    stamp = HOME / f"installed-{'dev' if 'dev' in wanted else 'run'}"
    key = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == key:
        return True
    print("第一次运行，正在准备环境（需要联网，约一两分钟）…", flush=True)
    if not PYTHON.is_file():
        shutil.rmtree(HOME, ignore_errors=True)
        if subprocess.call([sys.executable, "-m", "venv", str(HOME)]):
            print("没能建立 Python 环境。Debian、Ubuntu 上请先安装 python3-venv。")
            return False
    if subprocess.call([PYTHON, "-m", "pip", "install", "--quiet", "--editable", wanted], cwd=ROOT):
        print("没能安装所需的软件包，请检查网络后再运行一次。")
        return False
    stamp.write_text(key)
    return True


def called() -> list[str]:
    """How a person calls this file: the interpreter by its name where it was called so, and the file as typed."""
    python = sys.orig_argv[0]
    if Path(python).name != python:
        python = "py" if os.name == "nt" and shutil.which("py") else sys.executable
    return [python, sys.argv[0]]


def in_environment(command: list[str], folder: Path) -> int:
    """Run the environment's Python with ``command`` in ``folder``. Ctrl+C is left to it, and ends this, too."""
    interrupted = False
    with subprocess.Popen([PYTHON, *command], cwd=folder) as process:
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:
                interrupted = True
    if interrupted:
        sys.exit(process.returncode)
    return process.returncode


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Chinese shows question marks
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\n已中断。")
        sys.exit(130)
