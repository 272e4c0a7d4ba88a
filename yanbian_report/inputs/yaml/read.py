"""Read: the data file as a tree of figures and texts, understood by the schema."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.inputs.yaml.incremental import by_entries
from yanbian_report.inputs.yaml.values import Reader
from yanbian_report.model.values import TO_REVISE, Text, Tree, Value, position_of
from yanbian_report.yamldoc.parse import few, parse, read_text
from yanbian_report.yamldoc.schema import schema
from yanbian_report.yamldoc.tree import Mapping

__all__ = ["TO_REVISE", "Report", "Text", "at", "position_of", "read", "understand", "understand_whole"]


class Report(NamedTuple):
    """One data file as read: ``tree`` nests as the file does, ``spans`` tells where every path stands.

    What could not be understood is missing from the tree; the findings beside the report say so.
    """

    tree: Tree
    spans: dict[str, Span]
    text: str
    file: str


def read(path: Path, name: str = "") -> tuple[Report | None, list[Finding]]:
    """The data file at ``path``, and all that is wrong with it in one pass; findings show it as ``name``."""
    shown = name or path.as_posix()
    text, findings = read_text(path, shown)
    if text is None:
        return None, findings
    report, more = understand(text, shown)
    return report, [*findings, *more]


def understand(text: str, file: str) -> tuple[Report | None, list[Finding]]:
    """The text of a data file as a report, as ``read`` does it for a file."""
    sound = by_entries(text, file)
    return (Report(*sound, text, file), []) if sound is not None else understand_whole(text, file)


def understand_whole(text: str, file: str) -> tuple[Report | None, list[Finding]]:
    """``understand`` in one piece, with all that is to be said about the text."""
    from yanbian_report.yamldoc.validate import validate

    rules = schema()
    node, findings = parse(text, file, rules.known)
    if node is None:
        return None, findings
    if not isinstance(node, Mapping):
        hint = "每行写“项名: 内容”，从“年度: 2021”开始"
        return None, findings or [error("D203", "数据文件应当是一组“项: 值”", node.span, hint=hint)]
    reader = Reader(rules)
    tree = reader.group(node, rules.root, "")
    findings += few([*validate(node, rules), *(f for f in reader.findings if not f.to_do)])
    findings += [f for f in reader.findings if f.to_do]
    return Report(tree, reader.spans, text, file), findings


def at(report: Report, path: str) -> Value:
    """What stands at ``path`` (``重点工作.3.数据.追回率``, lists count from 1); KeyError when nothing does."""
    found: Value = report.tree
    for step in path.split("."):
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif isinstance(found, list) and step.isdecimal() and 0 < int(step) <= len(found):
            found = found[int(step) - 1]
        else:
            raise KeyError(path)
    return found
