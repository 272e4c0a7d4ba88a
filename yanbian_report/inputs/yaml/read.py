"""Read: the data file as a tree of figures and texts, understood by the schema."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.findings import Finding, error
from yanbian_report.inputs.yaml.incremental import parse_by_entries
from yanbian_report.inputs.yaml.values import Reader
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.parse import few, parse, read_text
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.tree import Mapping


def read(path: Path, schema: Schema, name: str = "") -> tuple[DataFile | None, list[Finding]]:
    """The data file at ``path``, and all that is wrong with it in one pass; findings show it as ``name``."""
    shown = name or path.as_posix()
    text, findings = read_text(path, shown)
    if text is None:
        return None, findings
    data_file, more = parse_data(text, shown, schema)
    return data_file, [*findings, *more]


def understand(text: str, schema: Schema, name: str) -> tuple[DataFile | None, list[Finding]]:
    """A data file's ``text`` as an editor has it, as ``read`` does it for a file."""
    return parse_data(text, name, schema)


def parse_data(text: str, file: str, rules: Schema) -> tuple[DataFile | None, list[Finding]]:
    """The text of a data file understood, as ``read`` does it for a file."""
    sound = parse_by_entries(text, file, rules)
    return (DataFile(*sound, text, file), []) if sound is not None else parse_whole(text, file, rules)


def parse_whole(text: str, file: str, rules: Schema) -> tuple[DataFile | None, list[Finding]]:
    """``parse_data`` in one piece, with all that is to be said about the text."""
    from yanbian_report.yamldoc.validate import validate

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
    return DataFile(tree, reader.spans, text, file, reader.examples), findings
