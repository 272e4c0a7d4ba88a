"""Sources: the workbooks that an import reads, the tables in them, and what they replace of those kept before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import is_file, is_folder, list_folder, printable
from yanbian_report.base.findings import Finding, error, has_errors, note
from yanbian_report.base.kept import ENDINGS, folder, kept
from yanbian_report.base.origin import Cell
from yanbian_report.base.project import Project
from yanbian_report.forms.form import FromWorkbooks
from yanbian_report.forms.kept_tables import tables_in
from yanbian_report.importer.keep import Moved, moved_cells
from yanbian_report.model.table import Table
from yanbian_report.model.values import Tree

_LOCKS = ("~$", ".", "._")  # begin the names of what Excel, WPS and other systems leave about


class Sources(NamedTuple):
    """The ``tables`` of a year; the ``files`` to keep, the kept ones that they replace, and those that stay; the cells
    that say something else than before. ``compared`` tells whether there was a workbook before that is no example.
    """

    tables: Mapping[str, Table]
    files: list[Path]
    replaced: list[Path]
    staying: list[Path]
    moved: tuple[Moved, ...]
    compared: bool


class Reader(NamedTuple):
    """How workbooks of ``year`` are read: for the unit of a data file's ``tree``."""

    project: Project
    form: FromWorkbooks
    year: int
    tree: Tree

    def sources(self, given: Iterable[Path]) -> tuple[Sources | None, list[Finding]]:
        """What the ``given`` files and folders hold; without any, what the kept workbooks of the year hold."""
        files, findings = _listed(given)
        earlier, closed = kept(self.project, self.year)
        findings += closed
        if not files and not findings:
            files, findings = earlier, [] if earlier else [self._none()]
        if has_errors(findings):
            return None, findings
        tables, findings = self._tables(files)
        made_up = next((table for table in tables.values() if table.is_example), None)
        if made_up is not None:
            findings = [*findings, self._made_up(made_up)]
        if has_errors(findings) or not tables:
            return None, findings
        if files is not earlier:  # whose name says the year
            findings = [*findings, *self._unsaid([*tables.values()])]
        return self._beside(files, tables, [file for file in earlier if file not in files], findings)

    def _beside(
        self, files: list[Path], tables: Mapping[str, Table], earlier: list[Path], findings: list[Finding]
    ) -> tuple[Sources | None, list[Finding]]:
        """``tables`` with those of the ``earlier`` workbooks that stay: the ones that hold none of them."""
        replaced: list[Path] = []
        staying: list[Path] = []
        old: dict[str, Table] = {}
        for file in earlier:
            there, wrong = self._tables([file])
            left = [table for key, table in there.items() if key not in tables and not table.is_example]
            if has_errors(wrong) or not left:
                replaced.append(file)
                old.update({key: table for key, table in there.items() if not table.is_example})
            elif len(left) == len(there):
                staying.append(file)
            else:
                names = "、".join(table.title for table in left[:5])
                words = f"原来的 {self.project.shown(file)} 里还有新工作簿没有的表：{names}"
                hint = "重新导出全套的表，一起导入；那几张不要了，先把原来的工作簿移到别处"
                return None, [*findings, error("X303", words, hint=hint)]
        if staying:
            tables, findings = self._tables([*staying, *files])
        return Sources(tables, files, replaced, staying, moved_cells(old, tables), bool({*old} & {*tables})), findings

    def _tables(self, files: list[Path]) -> tuple[Mapping[str, Table], list[Finding]]:
        return tables_in(files, self.project, self.year, self.tree, self.form)

    def _made_up(self, table: Table) -> Finding:
        hint = "写系统导出的、本单位的工作簿；导入以后它就换掉示例的"
        return error(
            "X309", f"“{table.file}”是新项目带的示例，里面的数是编的", Cell(table.file, table.place, "A1"), hint=hint
        )

    def _unsaid(self, tables: list[Table]) -> Iterator[Finding]:
        """Tables that say neither themselves nor by their workbook whose they are: taken, and said."""
        silent: dict[tuple[bool, bool], list[Table]] = {}
        for table in tables:
            silent.setdefault((not table.unit, not table.year), []).append(table)
        for (no_unit, no_year), lacking in silent.items():
            if not no_unit and not no_year:
                continue
            names = "、".join(table.place for table in lacking[:3])
            names += f"等 {len(lacking)} 张表" if len(lacking) > 3 else ""
            words = "和".join(["单位"] * no_unit + ["年度"] * no_year)
            taken = "本单位" * no_unit + f"{self.year}年度" * no_year
            first = Cell(lacking[0].file, lacking[0].place, "A1")
            hint = f"看看表里的数是不是{taken}的；是的不用改，表头写明了就不再提示"
            yield note("X311", f"{names}没有写{words}，当作{taken}的用", first, hint=hint)

    def _none(self) -> Finding:
        where = self.project.shown(folder(self.project) / f"{self.year}.xlsx")
        hint = f"在命令后面写上系统导出的 Excel 文件或文件夹；也可以先把它放成 {where}"
        return error("X302", f"没有 {self.year} 年度的工作簿可以导入", hint=hint)


def _listed(given: Iterable[Path]) -> tuple[list[Path], list[Finding]]:
    """The files among ``given``, and the workbooks in its folders."""
    files: list[Path] = []
    findings: list[Finding] = []
    for path in given:
        if not is_folder(path):
            files.append(path)
            continue
        inside, closed = list_folder(path, str(path))
        workbooks = [file for file in inside if _is_workbook(file)]
        files += workbooks
        findings += closed
        if not workbooks and not closed:
            hint = f"写放着决算表的文件夹，认得的文件是 {'、'.join(ENDINGS)}"
            findings.append(error("X302", f"文件夹“{printable(str(path))}”里没有工作簿", hint=hint))
    return [*_once(files)], findings


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and not file.name.startswith(_LOCKS) and is_file(file)


def _once(files: Iterable[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for file in files:
        name = os.path.realpath(file)
        if name not in seen:
            seen.add(name)
            yield file
