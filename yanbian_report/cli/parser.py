"""The command line: a thin shell over the library. Messages are Chinese; exit 0 done, 1 errors, 2 wrong call."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from yanbian_report.base.suggest import closest
from yanbian_report.cli import figures, importing, projects, reports
from yanbian_report.cli.chinese import argparse_in_chinese
from yanbian_report.cli.console import DONE, ERRORS, WRONG_CALL, parse_day, parse_year
from yanbian_report.cli.invocation import program
from yanbian_report.cli.render import FORMATS
from yanbian_report.forms.final_accounts.naming import LEVELS, NATURES
from yanbian_report.outputs import find_output, output_names

__all__ = ["DONE", "ERRORS", "WRONG_CALL", "main"]

Run = Callable[[argparse.Namespace], int]
_FORMATS = ("text", *FORMATS)


class _Parser(argparse.ArgumentParser):
    """A parser that says in Chinese what is wrong, and what was probably meant."""

    def __init__(self, **options: Any) -> None:
        self.known_options: list[str] = []
        super().__init__(**options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        action = super().add_argument(*names, **options)
        self.known_options += action.option_strings
        return action

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_CALL, f"{self.format_usage()}命令写得不对：{message}\n")


class _Command(NamedTuple):
    """A command: what its help says, what it does, and what adds its arguments."""

    words: str
    run: Run
    add_arguments: Callable[[_Parser], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Raises SystemExit for help, and for a call that is wrong."""
    with argparse_in_chinese():
        options = _parse(sys.argv[1:] if arguments is None else arguments)
    status: int = options.run(options)
    return status


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    command = next((word for word in arguments if not word.startswith("-")), None)
    parser = _parser(command)
    if command is not None and command not in _COMMANDS:
        parser.error(f"没有“{command}”这个命令{_meant(command, _COMMANDS)}")
    options, unknown = parser.parse_known_args(arguments)
    # argparse does not take what stands behind an option: 2022 --last 表.xlsx
    if unknown and hasattr(options, "files") and not any(word.startswith("-") for word in unknown):
        options.files = [
            *options.files,
            *map(Path, unknown),
        ]
        unknown = []
    if unknown:
        options.parser.error(_unknown(unknown, options.parser.known_options))
    return options


def _unknown(words: list[str], known: list[str]) -> str:
    """What is wrong with ``words`` that no argument or option takes: the first option, else all of them."""
    option = next((word.partition("=")[0] for word in words if word.startswith("-")), None)
    return f"没有“{option}”这个选项{_meant(option, known)}" if option else f"多写了“{' '.join(words)}”"


def _meant(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = closest(word.lower(), names)
    return f"，是不是 {near}？" if near else f"，可以写：{'、'.join(names)}"


def _parser(wanted: str | None) -> _Parser:
    """The parser of the command ``wanted``, else of all: to know all takes some milliseconds."""
    parser = _Parser(prog=program(), description="由一份数据文件生成部门决算报告（Word）。")
    subcommands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for name, command in _COMMANDS.items():
        if wanted in (None, name):
            own = subcommands.add_parser(name, help=command.words, description=f"{command.words}。")
            own.set_defaults(run=command.run, parser=own)
            command.add_arguments(own)
    return parser


def _build(build: _Parser) -> None:
    _of_year(build)
    where = "把报告写到这个 .docx 文件（图仍在 build/年度/ 里）"
    build.add_argument("-o", "--output", type=Path, metavar="文件", help=where)
    build.add_argument("--draft", action="store_true", help="还没填完也生成，页眉标“草稿”，没填的印【待填】")
    for name in output_names():
        words = find_output(name).HELP
        option = f"--{name.replace('_', '-')}"
        build.add_argument(option, action="append_const", const=name, dest="outputs", default=[], help=words)
    who = "目录页码由谁算：own 由本程序（通常不用写），libreoffice 由 LibreOffice"
    build.add_argument("--pages", type=_engine, default="own", metavar="引擎", help=who)
    _strict(build)


def _check(check: _Parser) -> None:
    _of_year(check)
    _strict(check)
    check.add_argument("--all", action="store_true", help="连已知差异、没有关系可核对的数一起列出")
    listed = "公开前的自查表：检查要看的各条、依据、有没有、写在哪里（式样 text、json）"
    check.add_argument("--publish", action="store_true", help=listed)
    check.add_argument("--format", type=_one_of(*_FORMATS), default="text", metavar="式样", help="、".join(_FORMATS))


def _init(start: _Parser) -> None:
    start.add_argument("folder", type=Path, metavar="目录", help="新的文件夹")
    start.add_argument("--unit", metavar="单位名称", help="单位全称，例如 盐边县社会保险事务中心；不写就问")
    start.add_argument("--year", metavar="年度", help="第一个年度，例如 2022；不写就问")
    start.add_argument("--level", type=_one_of(*LEVELS), default=LEVELS[1], metavar="层级", help="、".join(LEVELS))
    _published(start)
    natures = _one_of(*NATURES)
    start.add_argument("--nature", type=natures, default=NATURES[0], metavar="性质", help="、".join(NATURES))


def _new(ahead: _Parser) -> None:
    _of_year(ahead)
    _published(ahead)


def _published(command: _Parser) -> None:
    """The day of publication, which somebody at a terminal is asked for."""
    when = "公布的那天，印在目录页上，例如 2023年9月1日；不写就问，还不知道的先空着"
    command.add_argument("--published", type=parse_day, metavar="公开日期", help=when)


def _styles(styles: _Parser) -> None:
    styles.add_argument("edition", metavar="版本", help="例如 2020-2021，即 templates 下的文件夹名")
    _in_project(styles)


def _import(taken: _Parser) -> None:
    _of_year(taken)
    what = "决算公开表或决算报表（.xlsx、.xls、.ods 等），可以写几个，也可以写文件夹；不写就再读一次 data/公开表 里的"
    taken.add_argument("files", type=Path, nargs="*", metavar="工作簿", help=what)
    taken.add_argument("--dry-run", action="store_true", help="只列出会怎样填，不动文件")
    taken.add_argument("--overwrite", action="store_true", help="填过的数与表里不同的，改成表里的")
    last = "读上一年的工作簿，填“上年”各数；例如 import 2022 --last 读 data/公开表/2021.xlsx"
    taken.add_argument("--last", action="store_true", help=last)
    other = "表里写的单位名称与“单位.名称”不同、又确是本单位的，写表里的名称；会记在“设置.决算表单位”"
    taken.add_argument("--unit-name", metavar="名称", help=other)
    wrong = "表头的年度写错了、又确是这一年的，写表头里的年度，例如 2021；会记在“设置”里"
    taken.add_argument("--table-year", type=parse_year, metavar="年度", help=wrong)
    taken.add_argument("--remove", action="store_true", help="数据文件里有、今年的表里没有的科目，连同它下面的几行删去")


def _batch(many: _Parser) -> None:
    many.add_argument("folders", type=Path, nargs="+", metavar="目录", help="项目目录，或者里面有许多项目的目录")
    some = "只做这些年度；不写就全做"
    many.add_argument("--years", type=parse_year, nargs="+", default=[], metavar="年度", help=some)
    many.add_argument("--jobs", type=_count, metavar="个数", help="同时做几份；不写就按处理器个数")
    patience = "一份报告最多做几秒，超过就放下它做别的；不写是 300"
    many.add_argument("--limit", type=_count, default=300, metavar="秒", help=patience)
    many.add_argument("--again", action="store_true", help="没有变动的也重新生成")


def _diff(compared: _Parser) -> None:
    compared.add_argument("before", type=parse_year, metavar="年度", help="例如 2021")
    compared.add_argument("after", type=parse_year, metavar="年度", help="例如 2022")
    _in_project(compared)


def _trace(trace: _Parser) -> None:
    _of_year(trace)
    trace.add_argument("path", metavar="项", help="例如 支出.项目支出占比")


def _explain(explain: _Parser) -> None:
    explain.add_argument("code", metavar="编号", nargs="?", help="例如 R105；不写就列出全部编号")


def _do_explain(options: argparse.Namespace) -> int:
    # Its words take a while to load, and no other command needs them.
    from yanbian_report.cli.explain import do_explain

    return do_explain(options)


def _work(work: _Parser) -> None:
    what = "先打开哪一年的，例如 2021；不写就打开最近的一年"
    work.add_argument("year", type=parse_year, nargs="?", metavar="年度", help=what)
    _in_project(work)
    closed = "不打开浏览器，只列出网址（用一次就失效）"
    work.add_argument("--no-browser", action="store_true", help=closed)


def _do_work(options: argparse.Namespace) -> int:
    from yanbian_report.cli.working import do_work

    return do_work(options)


def _of_year(command: _Parser) -> None:
    """A command on one year of a project."""
    command.add_argument("year", type=parse_year, metavar="年度", help="例如 2021，读 data/2021.yaml")
    _in_project(command)


def _in_project(command: _Parser) -> None:
    command.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")


def _strict(command: _Parser) -> None:
    command.add_argument("--strict", action="store_true", help="有不一致也算不通过")


def _one_of(*words: str) -> Callable[[str], str]:
    """One of ``words``, as the type of an argument: said with the one that was meant, which ``choices`` cannot."""

    def chosen(text: str) -> str:
        if text in words:
            return text
        near = closest(text, words)
        meant = f"是不是 {near}？" if near else ""
        raise argparse.ArgumentTypeError(f"不能写“{text}”，{meant}可以写：{'、'.join(words)}")

    return chosen


def _engine(text: str) -> str:
    """Who counts pages. Earlier versions had two more, ``rdocx`` and ``last``: calls written for them go on."""
    return "own" if text in ("rdocx", "last") else _one_of("own", "libreoffice")(text)


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是个数，写 1 以上的整数，例如 2")
    return int(text)


_AHEAD = "由上一年的数据文件建新一年的，例如 new 2022 由 data/2021.yaml 建 data/2022.yaml"
_TAKEN = "把系统导出的决算表（Excel）读进一年的数据文件：填上待填的，加上没有的，填过的不改"
_COMMANDS: Mapping[str, _Command] = {
    "build": _Command("生成一年的报告，放在 build/年度/ 里", reports.do_build, _build),
    "check": _Command("核对一年的数据、模板和图表文件，不生成报告", reports.do_check, _check),
    "watch": _Command("盯着数据、模板和图，一存盘就重新生成；按 Ctrl+C 结束", reports.do_watch, _of_year),
    "work": _Command("打开工作台：在浏览器里填数、看报告的样子、生成 Word", _do_work, _work),
    "new": _Command(_AHEAD, projects.do_new, _new),
    "init": _Command("给一个单位新建报告项目", projects.do_init, _init),
    "styles": _Command("把 00 号模板的样式复制到同一版本的各个模板", projects.do_styles, _styles),
    "import": _Command(_TAKEN, importing.do_import, _import),
    "batch": _Command("一次生成许多单位、许多年度的报告", reports.do_batch, _batch),
    "list": _Command("列出项目里各年度的数据和报告", projects.do_list, _in_project),
    "diff": _Command("比较两个年度的数，变动大的在前", figures.do_diff, _diff),
    "trace": _Command("说明一个数从哪里来", figures.do_trace, _trace),
    "explain": _Command("说明一个提示编号：意思、原因、怎么办", _do_explain, _explain),
}
