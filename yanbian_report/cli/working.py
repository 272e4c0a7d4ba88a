"""Command: work. It prints in Chinese and returns the exit status."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from yanbian_report.base.files import is_folder
from yanbian_report.cli.console import DONE, ERRORS, print_findings, print_line
from yanbian_report.cli.invocation import pip_install

if TYPE_CHECKING:
    from yanbian_report.workbench.serve import Running

_NEEDED = ("starlette", "uvicorn", "watchfiles")  # the extra "work"


def do_work(options: argparse.Namespace) -> int:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(f"工作台还要几个软件包，请先安装：{pip_install(' '.join(missing))}", file=sys.stderr)
        return ERRORS
    if not is_folder(options.project):
        from yanbian_report.base.project import find_project

        print_findings(find_project(options.project)[1], options.project)
        return ERRORS
    from yanbian_report.workbench.serve import work

    try:
        work(options.project, options.year, lambda running: _tell(running, not options.no_browser))
    except KeyboardInterrupt:
        print()
    print_line("工作台已经结束，写的都在。")
    return DONE


def _tell(running: Running, browser: bool) -> None:
    """Open the browser, or say the address that lets one in."""
    from yanbian_report.workbench.serve import show_in_browser

    if browser and show_in_browser(running.door()):
        print_line(f"工作台在浏览器里打开了（{running.address}）。用完在网页上按“结束”，或者关掉这个窗口。")
    else:
        print_line(f"在浏览器里打开这个网址，只能用一次：\n{running.door()}")
