"""The command line: a thin shell over the library. Messages are Chinese; exit 0 done, 1 errors, 2 wrong call."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from yanbian_report.findings import (
    TO_DO,
    Finding,
    Severity,
    as_github,
    as_json,
    as_short,
    as_text,
    as_to_do,
    fails,
)
from yanbian_report.start import LEVELS, NATURES

if TYPE_CHECKING:
    from yanbian_report.figures.money import Figure

DONE, ERRORS, WRONG_CALL = 0, 1, 2
FORMATS: dict[str, Callable[[list[Finding]], str]] = {
    "text": str,
    "short": as_short,
    "json": as_json,
    "github": as_github,
}
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
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)
    build = _command(commands, "build", _build, "生成一年的报告，放在 build/年度/ 里")
    build.add_argument(
        "-o", "--output", type=Path, metavar="文件", help="把报告写到这个 .docx 文件（图仍在 build/年度/ 里）"
    )
    build.add_argument("--draft", action="store_true", help="还没填完也生成，页眉标“草稿”，没填的印【待填】")
    build.add_argument("--pdf", action="store_true", help="同时生成 PDF（装有 LibreOffice 的用它排版）")
    build.add_argument("--web", action="store_true", help="同时生成网页（HTML 和图）和纯文字，供贴到网站")
    engines = ("rdocx", "libreoffice")
    build.add_argument(
        "--pages", choices=engines, default="rdocx", metavar="引擎", help="目录页码由谁算：rdocx、libreoffice"
    )
    check = _command(commands, "check", _check, "核对一年的数据，不生成报告")
    for command in (build, check):
        command.add_argument("--strict", action="store_true", help="有不一致也算不通过")
    check.add_argument("--all", action="store_true", help="连已知差异、没有关系可核对的数一起列出")
    check.add_argument("--format", choices=FORMATS, default="text", metavar="式样", help="、".join(FORMATS))
    _command(commands, "new", _new, "由上一年的数据文件建新一年的，例如 new 2022 由 data/2021.yaml 建 data/2022.yaml")
    start = commands.add_parser("init", help="给一个单位新建报告项目", description="给一个单位新建报告项目。")
    start.add_argument("folder", type=Path, metavar="目录", help="新的文件夹")
    start.add_argument("--unit", metavar="单位名称", help="单位全称，例如 盐边县社会保险事务中心；不写就问")
    start.add_argument("--year", type=int, metavar="年度", help="第一个年度，例如 2022；不写就问")
    start.add_argument("--level", choices=LEVELS, default=LEVELS[1], metavar="层级", help="、".join(LEVELS))
    start.add_argument("--nature", choices=NATURES, default=NATURES[0], metavar="性质", help="、".join(NATURES))
    start.set_defaults(run=_init)
    _command(commands, "watch", _watch, "盯着数据、模板和图，一存盘就重新生成；按 Ctrl+C 结束")
    listing = commands.add_parser(
        "list", help="列出项目里各年度的数据和报告", description="列出项目里各年度的数据和报告。"
    )
    listing.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")
    listing.set_defaults(run=_list)
    compared = commands.add_parser("diff", help="比较两个年度的数", description="比较两个年度的数，变动大的在前。")
    compared.add_argument("before", type=int, metavar="年度", help="例如 2021")
    compared.add_argument("after", type=int, metavar="年度", help="例如 2022")
    compared.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")
    compared.set_defaults(run=_diff)
    words = "把 00 号模板的样式复制到同一版本的各个模板"
    styles = commands.add_parser("styles", help=words, description=f"{words}。")
    styles.add_argument("edition", metavar="版本", help="例如 2020-2021，即 templates 下的文件夹名")
    styles.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")
    styles.set_defaults(run=_styles)
    trace = _command(commands, "trace", _trace, "说明一个数从哪里来")
    trace.add_argument("path", metavar="项", help="例如 支出.项目支出占比")
    explain = commands.add_parser("explain", help="说明一条核对规则", description="说明一条核对规则。")
    explain.add_argument("code", metavar="编号", help="例如 R105")
    explain.set_defaults(run=_explain)
    return parser


def _command(commands: argparse._SubParsersAction[_Parser], name: str, run: Run, words: str) -> argparse.ArgumentParser:
    """A command on one year of a project."""
    command = commands.add_parser(name, help=words, description=f"{words}。")
    command.add_argument("year", type=int, metavar="年度", help="例如 2021，读 data/2021.yaml")
    command.add_argument("--project", type=Path, default=Path(), metavar="目录", help="项目目录，默认当前目录")
    command.set_defaults(run=run)
    return command


def _build(options: argparse.Namespace) -> int:
    from yanbian_report.make import Wanted, build

    wanted = Wanted(options.strict, options.draft, options.pdf, options.web, options.pages)
    result = build(options.year, options.project, options.output, wanted, _say)
    _report(result.findings, options.project)
    if result.document is None:
        print(f"没有生成报告：{_counted(result.findings)}。改好后再运行一次。", file=sys.stderr)
        if all(f.to_do for f in result.findings if f.severity is Severity.ERROR):
            print("要先看看样子，加上 --draft 生成草稿。", file=sys.stderr)
        return ERRORS
    for file in result.also:
        print(file)
    print(result.document)
    return DONE


def _watch(options: argparse.Namespace) -> int:
    from time import strftime

    from yanbian_report.make import Wanted
    from yanbian_report.project import find_project
    from yanbian_report.watch import watch

    project, findings = find_project(options.project)
    if project is None:
        _report(findings, options.project)
        return ERRORS
    try:
        for done in watch(options.year, project, Wanted()):
            names = "、".join(path.name for path in done.changed[:3]) or "第一次"
            told = done.built.document or f"没有生成：{_counted(done.built.findings)}"
            said = as_short(f for f in done.built.findings if not f.to_do)
            if said:
                _say(said)
            _say(f"{strftime('%H:%M:%S')}　{names}　{told}　{done.seconds * 1000:.0f} 毫秒")
    except KeyboardInterrupt:
        print()
    return DONE


def _check(options: argparse.Namespace) -> int:
    from yanbian_report.make import check

    checked = check(options.year, options.project)
    shown = [*checked.open, *(checked.accepted if options.all else [])]
    if options.format == "text":
        _report(shown, options.project, sys.stdout)
        if options.all:
            _list_untied(checked.untied)
        print(_summary(checked.open, len(checked.accepted)))
    else:
        print(FORMATS[options.format](shown), end="\n" if shown else "")
    return ERRORS if fails(checked.open, options.strict) else DONE


def _list_untied(figures: list[Figure]) -> None:
    from yanbian_report.figures.money import spoken

    print(f"没有别的数可以核对、只能由人看的数，共 {len(figures)} 个：")
    for figure in figures:
        print(f"  {figure.span}　{figure.path}　{spoken(figure)}")
    print()


def _new(options: argparse.Namespace) -> int:
    from yanbian_report.make import check, new

    result = new(options.year, options.project)
    _report(result.findings, options.project)
    if result.document is None:
        return ERRORS
    left = [f for f in check(options.year, options.project).open if f.to_do]
    print(result.document)
    print(f"{_counted(left)}。用 check {options.year} 看还差哪些；填好一处，就删去它的“待填”或“【待改】”。")
    return DONE


def _init(options: argparse.Namespace) -> int:
    from yanbian_report.start import Unit, start

    name, year = options.unit or _asked("单位全称："), options.year or _asked("年度（例如 2022）：")
    if not name.strip() or not str(year).isdecimal() or not 1990 < int(year) < 2100:
        print(
            "命令写得不对：要有单位全称和四位数的年度，例如 --unit 盐边县社会保险事务中心 --year 2022", file=sys.stderr
        )
        return WRONG_CALL
    findings = start(options.folder, Unit(name.strip(), int(year), options.level, options.nature))
    _report(findings, options.folder)
    if findings:
        return ERRORS
    print(f"{options.folder} 建好了。先试一次：python -m yanbian_report build {year} --project {options.folder}")
    print(f"再把 {options.folder / 'data' / f'{year}.yaml'} 里的例子换成本单位的数字和文字。")
    return DONE


def _asked(question: str) -> str:
    """What a person answers; nothing where there is nobody to ask."""
    try:
        return input(question) if sys.stdin.isatty() else ""
    except EOFError:
        return ""


def _list(options: argparse.Namespace) -> int:
    from yanbian_report.figures.money import spoken
    from yanbian_report.make import check, load, official_name
    from yanbian_report.project import find_project

    project, findings = find_project(options.project)
    if project is None:
        _report(findings, options.project)
        return ERRORS
    for number in project.years():
        year = load(number, project.root).year
        state = _counted(check(number, project.root).open)
        if year is None:
            print(f"{number}　{state}")
            continue
        built = "已生成" if any(project.output(number).glob("*.docx")) else "未生成"
        total = spoken(year.figure("收入.收入总计"))
        print(f"{number}　{official_name(year)}　版本 {year.text('版本')}　收入总计 {total}　{state}　{built}")
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from yanbian_report.figures.difference import difference
    from yanbian_report.make import load

    loaded = [load(year, options.project) for year in (options.before, options.after)]
    before, after = (one.year for one in loaded)
    if before is None or after is None:
        _report([f for one in loaded if one.year is None for f in one.findings], options.project)
        return ERRORS
    sections = difference(before, after)
    print(f"{options.before}年 → {options.after}年，变动的数 {sum(map(len, sections.values()))} 个，金额变动大的在前")
    for section, changes in sections.items():
        print(f"\n{section}")
        for change in changes:
            print(f"  {change}")
    return DONE


def _styles(options: argparse.Namespace) -> int:
    from yanbian_report.document.styles import copy_styles
    from yanbian_report.project import find_project

    project, findings = find_project(options.project)
    changed: list[Path] = []
    if project is not None:
        changed, findings = copy_styles(project.templates(options.edition))
    _report(findings, options.project)
    for file in changed:
        print(file)
    print(f"改了 {len(changed)} 个文件的样式。")
    return ERRORS if findings else DONE


def _trace(options: argparse.Namespace) -> int:
    from yanbian_report.figures.trace import trace
    from yanbian_report.make import load

    loaded = load(options.year, options.project)
    if loaded.year is None:
        _report(loaded.findings, options.project)
        return ERRORS
    figure = loaded.year.figures().get(options.path)
    if figure is None and options.path in loaded.year.leaves:
        leaf = loaded.year.leaves[options.path]
        print(f"{options.path}　{loaded.year.text(options.path)}　{getattr(leaf, 'span', '由程序得出')}")
        return DONE
    if figure is None:
        near = loaded.year.nearest(options.path)
        print(f"没有“{options.path}”这个数。" + (f"是不是“{near}”？" if near else ""), file=sys.stderr)
        return WRONG_CALL
    print(trace(figure))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from yanbian_report.rules.rule import rules

    rule = rules().get(options.code.upper())
    if rule is None:
        words = "这里只说明核对规则（R 开头）；其他编号的提示，怎么改已经写在提示里。"
        print(f"没有“{options.code}”这条规则。{words}\n现有：{'、'.join(rules())}", file=sys.stderr)
        return WRONG_CALL
    print(f"{rule.code}　{rule.documentation}\n\n依据：{rule.basis}\n级别：{rule.severity.value}")
    return DONE


def _counted(findings: list[Finding]) -> str:
    """How many findings of each severity, in words."""
    counts = {s.value: sum(f.severity is s and not f.to_do for f in findings) for s in Severity}
    counts |= {words: sum(f.code == code for f in findings) for code, words in TO_DO.items()}
    return "、".join(f"{words} {n} 处" for words, n in counts.items() if n) or "没有问题"


def _summary(findings: list[Finding], accepted: int) -> str:
    known = f"；另有已知差异 {accepted} 处（--all 列出）" if accepted else ""
    return f"核对完毕：{_counted(findings)}{known}。"


def _report(findings: list[Finding], project: Path, stream: TextIO | None = None) -> None:
    stream = stream or sys.stderr
    left = [f for f in findings if f.to_do]
    said = [f for f in findings if not f.to_do]
    if said:
        text = as_text(said, _sources(said, project))
        print(f"\n{_coloured(text) if _is_terminal(stream) else text}\n", file=stream, flush=True)
    if left:
        print(f"\n还没有填好的：\n{as_to_do(left)}\n", file=stream, flush=True)


def _sources(findings: list[Finding], folder: Path) -> dict[str, str]:
    """The texts that the findings point into, by the names they are shown under."""
    from yanbian_report.figures.encoding import read_text
    from yanbian_report.project import find_project

    project, _ = find_project(folder)
    root = project.root if project else folder
    spans = [span for f in findings for span in (f.span, *(r.span for r in f.related)) if span]
    texts = {span.file: read_text(root / span.file)[0] for span in spans}
    return {name: text for name, text in texts.items() if text is not None}


_COLOURS = {Severity.ERROR: "31;1", Severity.INCONSISTENCY: "33;1", Severity.NOTE: "36"}


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb" and os.name != "nt"


def _coloured(text: str) -> str:
    """The first word of every finding in the colour of its severity."""
    for severity, colour in _COLOURS.items():
        text = re.sub(rf"^{severity.value}(?= [A-Z]\d)", f"\033[{colour}m{severity.value}\033[0m", text, flags=re.M)
    return text


def _say(line: str) -> None:
    print(line, flush=True)


def _speak_utf8_or_replace() -> None:
    """A console that cannot show a character (cp936, ASCII) shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
