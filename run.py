"""One command that does its own set-up: ``python run.py build 2021``, ``python run.py test``.

Needs Python 3.11 and nothing else: makes an environment in ``.venv`` beside this file, installs the project and
what it needs there in the versions of constraints.txt (again only when that or pyproject.toml has changed), and runs
the command in it.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CONSTRAINTS = "constraints.txt"  # exact versions, so that the same data gives the same bytes everywhere
LAUNCHER = "YANBIAN_REPORT_LAUNCHER"  # tells the program how this file was called, for the commands that it prints
CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command as walls; walls()"],  # cannot be run with -m
)
EXTRAS = {"test": "dev", "work": "work"}  # commands that need more; "dev" holds what "work" needs
TESTS = ["-m", "pytest", "-n", "auto", "--dist", "loadgroup"]
EDITOR = ROOT / "workbench/editor"  # what the workbench uses of CodeMirror, with exact versions
BUNDLE = ROOT / "yanbian_report/workbench/static/editor.js"
BUNDLING = (
    *("editor.js", "--bundle", "--format=esm", "--minify", "--legal-comments=none", "--charset=utf8"),
    "--target=chrome90,firefox90,safari15",
)
MEASURED = ["--cov", "--cov-report", "term"]


def main(arguments: list[str]) -> int:
    """Set up, then run the tests (``test``, with pytest's arguments) or a command of yanbian_report.

    ``editor`` makes the workbench's text editor anew, which needs npm.

    Coverage is measured where all tests run: of a few of them it says nothing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python starts
        print(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。")
        return 2
    if arguments[:1] == ["editor"]:
        return make_editor(EDITOR, BUNDLE)
    testing = arguments[:1] == ["test"]
    if not set_up(next((EXTRAS[word] for word in arguments[:1] if word in EXTRAS), "")):
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


def set_up(extra: str) -> bool:
    """Make the environment hold the project, with an ``extra``; stamps tell what it holds already."""
    described = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", CONSTRAINTS))
    key = hashlib.sha256(described + sys.version.encode()).hexdigest().encode()
    if any(holds(HOME / f"installed-{each}", key) for each in dict.fromkeys((extra or "run", "dev"))):
        return True
    print("第一次运行，正在准备环境（需要联网，约一两分钟）…", flush=True)
    if not (has_pip() or make_environment()):
        return False
    wanted = f".[{extra}]" if extra else "."
    install = ["-m", "pip", "install", "--quiet", "--constraint", CONSTRAINTS, "--editable", wanted]
    if subprocess.call([PYTHON, *install], cwd=ROOT):
        print("没能安装所需的软件包，请检查网络后再运行一次。")
        return False
    (HOME / f"installed-{extra or 'run'}").write_bytes(key)
    return True


def holds(stamp: Path, key: bytes) -> bool:
    """Whether ``stamp`` says that what ``key`` stands for is installed, and Python is still there."""
    try:
        return PYTHON.is_file() and stamp.read_bytes() == key
    except OSError:
        return False


def has_pip() -> bool:
    """Whether there is an environment to install into: one whose making was interrupted has no pip."""
    try:
        ask = [str(PYTHON), "-m", "pip", "--version"]
        return PYTHON.is_file() and subprocess.run(ask, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> bool:
    """Make the environment anew, in the place of what there may be."""
    shutil.rmtree(HOME, ignore_errors=True)
    if not os.access(ROOT, os.W_OK):
        print(f"没有权限在 {ROOT} 里建立 Python 环境（.venv）。换一个文件夹，或请管理员给写入权限。")
        return False
    if subprocess.call([sys.executable, "-m", "venv", str(HOME)]) == 0:
        return True
    missing = find_spec("ensurepip") is None
    hint = "Debian、Ubuntu 上请先安装 python3-venv。" if missing else "请照上面的提示检查磁盘和权限，再运行一次。"
    print(f"没能建立 Python 环境。{hint}")
    return False


def make_editor(folder: Path, bundle: Path) -> int:
    """Make ``bundle`` of the editor's libraries as ``folder`` locks them: the same bytes wherever it is made."""
    npm = shutil.which("npm")
    if npm is None:
        print("没有 npm：编辑器只有改它的人才重做，请先安装 Node.js。")
        return 2
    status = subprocess.call([npm, "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"], cwd=folder)
    if status:
        print("没能装上编辑器要的包，请检查网络后再运行一次。")
        return status
    return subprocess.call([npm, "exec", "--offline", "--", "esbuild", *BUNDLING, f"--outfile={bundle}"], cwd=folder)


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
