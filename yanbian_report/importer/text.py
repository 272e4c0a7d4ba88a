"""Text: the data file of a year while it is being edited: as it was saved, as it is understood, with edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yanbian_report.base.files import is_file, read_regular
from yanbian_report.base.findings import Finding, Severity, error
from yanbian_report.base.project import Project
from yanbian_report.inputs import data_file, data_years, read_year
from yanbian_report.inputs.yaml.read import parse_data
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.encoding import LARGEST, Saved, as_saved
from yanbian_report.yamldoc.patch import Edit, patch
from yanbian_report.yamldoc.schema import Schema

_MISSING = "D202"  # what must be there and is not: an import may bring it


class YearText(NamedTuple):
    """The text of a data file, what it says, and what is wrong with it."""

    saved: Saved
    data: DataFile
    findings: list[Finding]
    schema: Schema

    @property
    def faults(self) -> list[Finding]:
        """What keeps the file from being edited: errors that are no work left."""
        return [f for f in self.findings if f.severity is Severity.ERROR and not f.to_do and f.code != _MISSING]

    def with_edits(self, edits: Sequence[Edit]) -> tuple[YearText | None, list[Finding]]:
        """This text with ``edits``, read again; None and why when they cannot be, or would bring errors."""
        if not edits:
            return self, []
        file = self.data.file
        text, findings = patch(self.saved.text, edits, file, self._order, self.schema.known)
        if text is None:
            return None, findings
        data, findings = parse_data(text, file, self.schema)
        if data is None:
            return None, findings
        edited = YearText(self.saved._replace(text=text), data, findings, self.schema)
        before = {(f.code, f.message) for f in self.faults}
        new = [f for f in edited.faults if (f.code, f.message) not in before]
        return (None, new) if new else (edited, [])

    def _order(self, path: tuple[str, ...]) -> Sequence[str]:
        part = self.schema.at(path)
        return [*part.get("properties", {})]


def read_text_of(project: Project, year: int, schema: Schema) -> tuple[YearText | None, list[Finding]]:
    """The data file of ``year``; None and why where it cannot be edited."""
    file = data_file(project, year)
    shown = project.shown(file)
    if not is_file(file):
        return None, [_absent(project, year, shown)]
    if file.suffix != ".yaml":
        hint = "把数据改存成 .yaml 文件，再导入"
        return None, [error("X305", f"{shown} 不是 .yaml 文件，程序不往里写", hint=hint)]
    data = read_regular(file, LARGEST + 1)
    saved = as_saved(data) if data is not None and len(data) <= LARGEST else None
    if saved is None:
        findings = read_year(project, year, schema)[1]
        hint = "用记事本打开，另存为 UTF-8 编码，再导入"
        return None, findings or [error("X305", f"{shown} 里有认不出的字，程序不往里写", hint=hint)]
    understood, findings = parse_data(saved.text, shown, schema)
    if understood is None:
        return None, findings
    text = YearText(saved, understood, findings, schema)
    return (None, text.faults) if text.faults else (text, [])


def _absent(project: Project, year: int, shown: str) -> Finding:
    """There is no data file: how to come by one."""
    years = data_years(project)
    if year - 1 in years:
        hint = f"先由上一年的建一个：用 new {year} 建，再导入"
    elif years:
        hint = f"现有 {'、'.join(map(str, years))} 年度的数据文件；没有上一年的，用 init 新建一个项目，再导入"
    else:
        hint = "先用 init 新建一个项目，再导入"
    return error("X304", f"还没有 {shown}", hint=hint)
