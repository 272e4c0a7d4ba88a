"""The command line: a thin shell over the library. Messages are Chinese; exit 0 done, 1 errors, 2 wrong call."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from yanbian_report.findings import Finding, Severity, as_github, as_json, as_short, as_text, fails

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
    check = _command(commands, "check", _check, "核对一年的数据，不生成报告")
    for command in (build, check):
        command.add_argument("--strict", action="store_true", help="有不一致也算不通过")
    check.add_argument("--all", action="store_true", help="连已知差异、没有关系可核对的数一起列出")
    check.add_argument("--format", choices=FORMATS, default="text", metavar="式样", help="、".join(FORMATS))
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
    from yanbian_report.make import build

    result = build(options.year, options.project, options.output, strict=options.strict, say=_say)
    _report(result.findings, options.project)
    if result.document is None:
        print(f"没有生成报告：{_counted(result.findings)}。改好后再运行一次。", file=sys.stderr)
        return ERRORS
    print(result.document)
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
    counts = {s: sum(f.severity is s for f in findings) for s in Severity}
    return "、".join(f"{s.value} {n} 处" for s, n in counts.items() if n) or "没有问题"


def _summary(findings: list[Finding], accepted: int) -> str:
    known = f"；另有已知差异 {accepted} 处（--all 列出）" if accepted else ""
    return f"核对完毕：{_counted(findings)}{known}。"


def _report(findings: list[Finding], project: Path, stream: TextIO | None = None) -> None:
    if findings:
        text = as_text(findings, _sources(findings, project))
        stream = stream or sys.stderr
        print(f"\n{_coloured(text) if _is_terminal(stream) else text}\n", file=stream, flush=True)


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
