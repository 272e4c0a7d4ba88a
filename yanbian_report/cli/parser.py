"""The command line: a thin shell over the library. Messages are Chinese; exit 0 done, 1 errors, 2 wrong call."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from yanbian_report.cli import commands
from yanbian_report.cli.commands import DONE, ERRORS, FORMATS, WRONG_CALL
from yanbian_report.forms.final_accounts.naming import LEVELS, NATURES
from yanbian_report.outputs import find_output, output_names

__all__ = ["DONE", "ERRORS", "WRONG_CALL", "main"]

Run = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_CALL, f"{self.format_usage()}命令写得不对：{_translated(message)}\n")


_ARGPARSE = {
    "the following arguments are required": "缺少参数",
    "unrecognized arguments": "不认识的参数",
    "expected one argument": "后面要跟一个值",
    "invalid choice": "不能写",
    "choose from": "可以写",
    "argument ": "参数 ",
    "invalid int value": "应当是年度，例如 2021，不能是",
}


def _translated(message: str) -> str:
    for english, chinese in _ARGPARSE.items():
        message = message.replace(english, chinese)
    return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _speak_utf8_or_replace()
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m yanbian_report", description="由一份数据文件生成部门决算报告（Word）。")
    subcommands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)
    for add in (_build_and_check, _new_years_and_projects, _several_reports, _looking_things_up):
        add(subcommands)
    return parser


def _build_and_check(subcommands: argparse._SubParsersAction[_Parser]) -> None:
    build = _of_year(subcommands, "build", commands.do_build, "生成一年的报告，放在 build/年度/ 里")
    where = "把报告写到这个 .docx 文件（图仍在 build/年度/ 里）"
    build.add_argument("-o", "--output", type=Path, metavar="文件", help=where)
    build.add_argument("--draft", action="store_true", help="还没填完也生成，页眉标“草稿”，没填的印【待填】")
    for name in output_names():
        words = find_output(name).HELP
        build.add_argument(f"--{name}", action="append_const", const=name, dest="outputs", default=[], help=words)
    who = "目录页码由谁算：rdocx、libreoffice；last 沿用上一次的，不等排页"
    build.add_argument("--pages", choices=("rdocx", "libreoffice", "last"), default="rdocx", metavar="引擎", help=who)
    check = _of_year(subcommands, "check", commands.do_check, "核对一年的数据，不生成报告")
    for command in (build, check):
        command.add_argument("--strict", action="store_true", help="有不一致也算不通过")
    check.add_argument("--all", action="store_true", help="连已知差异、没有关系可核对的数一起列出")
    check.add_argument("--format", choices=FORMATS, default="text", metavar="式样", help="、".join(FORMATS))
    _of_year(subcommands, "watch", commands.do_watch, "盯着数据、模板和图，一存盘就重新生成；按 Ctrl+C 结束")


def _new_years_and_projects(subcommands: argparse._SubParsersAction[_Parser]) -> None:
    words = "由上一年的数据文件建新一年的，例如 new 2022 由 data/2021.yaml 建 data/2022.yaml"
    _of_year(subcommands, "new", commands.do_new, words)
    start = _command(subcommands, "init", commands.do_init, "给一个单位新建报告项目")
    start.add_argument("folder", type=Path, metavar="目录", help="新的文件夹")
    start.add_argument("--unit", metavar="单位名称", help="单位全称，例如 盐边县社会保险事务中心；不写就问")
    start.add_argument("--year", type=int, metavar="年度", help="第一个年度，例如 2022；不写就问")
    start.add_argument("--level", choices=LEVELS, default=LEVELS[1], metavar="层级", help="、".join(LEVELS))
    start.add_argument("--nature", choices=NATURES, default=NATURES[0], metavar="性质", help="、".join(NATURES))
    styles = _command(subcommands, "styles", commands.do_styles, "把 00 号模板的样式复制到同一版本的各个模板")
    styles.add_argument("edition", metavar="版本", help="例如 2020-2021，即 templates 下的文件夹名")
    _in_project(styles)


def _several_reports(subcommands: argparse._SubParsersAction[_Parser]) -> None:
    many = _command(subcommands, "batch", commands.do_batch, "一次生成许多单位、许多年度的报告")
    many.add_argument("folders", type=Path, nargs="+", metavar="目录", help="项目目录，或者里面有许多项目的目录")
    many.add_argument("--years", type=int, nargs="+", default=[], metavar="年度", help="只做这些年度；不写就全做")
    many.add_argument("--jobs", type=int, metavar="个数", help="同时做几份；不写就按处理器个数")
    many.add_argument("--again", action="store_true", help="没有变动的也重新生成")
    _in_project(_command(subcommands, "list", commands.do_list, "列出项目里各年度的数据和报告"))
    compared = _command(subcommands, "diff", commands.do_diff, "比较两个年度的数，变动大的在前")
    compared.add_argument("before", type=int, metavar="年度", help="例如 2021")
    compared.add_argument("after", type=int, metavar="年度", help="例如 2022")
    _in_project(compared)


def _looking_things_up(subcommands: argparse._SubParsersAction[_Parser]) -> None:
    trace = _of_year(subcommands, "trace", commands.do_trace, "说明一个数从哪里来")
    trace.add_argument("path", metavar="项", help="例如 支出.项目支出占比")
    explain = _command(subcommands, "explain", _explain, "说明一个提示编号：意思、原因、怎么办")
    explain.add_argument("code", metavar="编号", nargs="?", help="例如 R105；不写就列出全部编号")


def _explain(options: argparse.Namespace) -> int:
    """The register is large and loaded only here."""
    from yanbian_report.cli.explain import do_explain

    return do_explain(options)


def _command(subcommands: argparse._SubParsersAction[_Parser], name: str, run: Run, words: str) -> _Parser:
    command = subcommands.add_parser(name, help=words, description=f"{words}。")
    command.set_defaults(run=run)
    return command


def _of_year(subcommands: argparse._SubParsersAction[_Parser], name: str, run: Run, words: str) -> _Parser:
    """A command on one year of a project."""
    command = _command(subcommands, name, run, words)
    command.add_argument("year", type=int, metavar="年度", help="例如 2021，读 data/2021.yaml")
    _in_project(command)
    return command


def _in_project(command: _Parser) -> None:
    command.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")


def _speak_utf8_or_replace() -> None:
    """A console that cannot show a character (cp936, ASCII) shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
