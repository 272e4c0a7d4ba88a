"""Classification: the official name of every code (政府收支分类科目), one table a year.

Codes from 201 are of the functional classification, those from 301 of the economic one.

Tables lie in ``data/科目/<year>.yaml``; a report uses the newest table that is not of a later year (the oldest, where
all are), and a unit adds what a table lacks under ``科目名称`` in its data.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from yanbian_report.base.files import list_folder
from yanbian_report.base.findings import Finding, error, note
from yanbian_report.base.origin import Span
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.values import branch, text_of
from yanbian_report.model.year import Classification
from yanbian_report.yamldoc.encoding import holds_unseen
from yanbian_report.yamldoc.parse import Mapping, Scalar, parse, read_text

_DIGITS = frozenset("0123456789")
_OLDER_NAMES = (  # what is known of classes, by the year that they were called so before
    ("2020", "2019 年以前 215 类叫“资源勘探信息等支出”"),
    ("2019", "2018 年 207 类叫“文化体育与传媒支出”，210 类叫“医疗卫生与计划生育支出”，220 类叫“国土海洋气象等支出”"),
)
# A line as the tables have them; a table that has any other is read by the YAML parser, which takes ten times as long.
_ENTRY = re.compile(r'^"?(\d{3}|\d{5}|\d{7})"?: ([^\x00-\x7f\s]+)$', re.MULTILINE)


def read_classification(folder: Path, data_file: DataFile) -> tuple[Classification, list[Finding]]:
    """Code → official name for the year of ``report``, from the table alone."""
    year = text_of(data_file.tree["年度"])
    table = table_for(folder, year)
    names = Classification()
    _, findings = list_folder(folder, f"data/{folder.name}")
    if table is not None:
        names, findings = _table(table)
        findings = [*findings, *_of_another_year(table.stem, year)]
    elif not findings and not branch(data_file.tree.get("科目名称")):
        findings = [error("D303", f"没有{year}年的科目表", hint=f"把科目表放在 data/{folder.name}/{year}.yaml")]
    return names, findings


def table_for(folder: Path, year: str) -> Path | None:
    """The newest table in ``folder`` that is not of a later year, else the oldest."""
    tables = [path for path in list_folder(folder, "")[0] if path.suffix == ".yaml" and path.name[:1] in _DIGITS]
    return max((path for path in tables if path.stem <= year), default=None) or min(tables, default=None)


def _of_another_year(of: str, year: str) -> list[Finding]:
    """D306 where the table that there is is ``of`` another year than the report."""
    if of == year:
        return []
    hint = f"有的科目名称各年不同：照 {year} 年的科目书看一遍印出的名称，不同的写在“科目名称”里"
    hint += "".join(f"；{known}" for before, known in _OLDER_NAMES if year < before)
    return [note("D306", f"没有 {year} 年的科目表，名称查的是 {of} 年的", hint=hint)]


def names_for(folder: Path, year: int) -> Classification:
    """The names of the codes in ``year``, as far as the tables in ``folder`` have them."""
    table = table_for(folder, str(year))
    return Classification() if table is None else _table(table)[0]


def with_additions(names: Classification, data_file: DataFile) -> Classification:
    """``names`` with what the unit itself adds under 科目名称."""
    additions = {code: text_of(name) for code, name in branch(data_file.tree.get("科目名称")).items()}
    return Classification(names | additions) if additions else names


def name_of(names: Classification, code: str) -> str:
    """The official name of ``code``; what has none shows its bare code, beside the finding that says so."""
    return names.get(code, code)


def full_name(code: str, names: Classification) -> str:
    """``2080101`` as 类（208类）款（01款）项（01项）."""
    parts = [(code[:3], "类"), (code[:5], "款"), (code, "项")]
    return "".join(f"{name_of(names, c)}（{c[-3:] if level == '类' else c[-2:]}{level}）" for c, level in parts)


def _table(path: Path) -> tuple[Classification, list[Finding]]:
    shown = f"data/{path.parent.name}/{path.name}"
    text, findings = read_text(path, shown)
    if text is None:
        return Classification(), findings
    names, more = _understood(text, shown)
    return names, [*findings, *more]


@lru_cache(maxsize=8)
def _understood(text: str, file: str) -> tuple[Classification, list[Finding]]:
    """The table that ``text`` is; a process that builds many reports reads it once."""
    entries = _ENTRY.findall(text)
    names = Classification(entries)
    lines = sum(not line.startswith("#") for line in text.split("\n") if line.strip())
    if len(names) == len(entries) == lines and not holds_unseen(text):
        return names, []
    node, findings = parse(text, file)
    if not isinstance(node, Mapping):
        hint = "写成 208: 社会保障和就业支出 这样；或者从别的年度复制一份科目表来改"
        words = f"科目表 {file} 里不是一行一个“编码: 名称”"
        return Classification(), findings or [error("D304", words, Span(file, 1, 1, 1), hint=hint)]
    read = {code: name.text for code, (_, name) in node.entries.items() if isinstance(name, Scalar)}
    return Classification(read), findings
