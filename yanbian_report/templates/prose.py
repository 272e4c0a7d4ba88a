"""Prose: the texts of a year with their citations written out, and findings about the citations."""

from __future__ import annotations

from functools import partial

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.base.suggest import did_you_mean
from yanbian_report.forms.form import Form
from yanbian_report.model.citations import (
    Fault,
    Listener,
    available_formats,
    citations,
    unknown_format,
    unknown_path,
    unmarked,
    write_out,
)
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.formats import FORMATS
from yanbian_report.model.values import Text, position_of
from yanbian_report.model.year import Year, flatten

Prose = dict[str, str]  # the path of a text → the text with its citations written out
_Findings = dict[tuple[str, Span | None], Finding]
_CODES = {"path": "C401", "format": "C403", "braces": "C404", "single": "C405"}


def lost_citations(data_file: DataFile, form: Form) -> list[Finding]:
    """Citations in a file with errors that would lead nowhere even when the errors are mended.

    A name that was typed but could not be read, or that is derived, counts as known.
    """
    leaves = flatten(data_file.tree)
    names = {path.rpartition(".")[2] for path in data_file.spans} | form.schema().known
    year = Year(data_file.tree, data_file.file, leaves)
    findings = []
    for text in year.texts():
        for citation in citations(text.text):
            name = citation.path.rpartition(".")[2]
            if name not in names and not name.endswith(form.derived_endings):
                findings.append(_finding(year, text, unknown_path(citation), form.example))
            elif citation.format and citation.format not in FORMATS:
                fault = Fault("format", unknown_format(citation.format), available_formats(), citation.start)
                findings.append(_finding(year, text, fault, form.example))
    return findings


def write_prose(year: Year, example: str, mark: Listener = unmarked) -> tuple[Prose, list[Finding]]:
    """Every text of ``year`` that cites, written out; ``example`` is a path as messages show it, and ``mark`` hears of
    every citation what it says and where that comes from.

    Findings name an unknown path (C401), an unknown or unfitting format (C403), braces that are no citation (C404),
    and single braces around a path (C405).
    """
    findings: _Findings = {}
    prose: Prose = {}
    for text in year.texts():
        if "{" in text.text or "｛" in text.text:
            prose[text.path], faults = write_out(text.text, partial(year.find, scope=text.path), mark)
            for fault in faults:
                finding = _finding(year, text, fault, example)
                findings[finding.code, position_of(text, fault.start)] = finding
    return prose, list(findings.values())


def _finding(year: Year, text: Text, fault: Fault, example: str) -> Finding:
    hint = fault.hint or _meant(year, fault.path, example)
    return error(_CODES[fault.cause], fault.words, position_of(text, fault.start), hint=hint)


def _meant(year: Year, path: str, example: str) -> str:
    return did_you_mean(year.nearest(path)) or f"路径照数据文件里的项名写，用点号连接，例如 {example}"
