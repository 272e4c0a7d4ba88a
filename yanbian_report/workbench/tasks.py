"""Tasks: what a year needs besides typing: opened, begun, imported, and how far all units are."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yanbian_report.api import check, load, new
from yanbian_report.base.files import is_file, is_folder, list_folder
from yanbian_report.base.findings import Severity
from yanbian_report.base.project import Project
from yanbian_report.forms import find_form
from yanbian_report.forms.final_accounts.naming import LEVELS, NATURES
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.workbench.building import KINDS
from yanbian_report.workbench.disk import put
from yanbian_report.workbench.refused import Missing, Unfit, Unwritable
from yanbian_report.workbench.said import Json, findings_json
from yanbian_report.workbench.store import KEPT
from yanbian_report.workbench.units import folder_name, id_of

_FIELDS = {"单位.名称": "unit", "单位.主管部门.名称": "superior", "年度": "year"}  # of a new unit, by where they go
_SIGNS = re.compile(r"[^\w（）()·.\- ]+")


def built_files(project: Project, year: int) -> list[Path]:
    """Every finished file that was built for the year."""
    folder = project.output(year)
    below = [folder, *filter(is_folder, list_folder(folder, "")[0])] if is_folder(folder) else []
    files = [file for each in below for file in list_folder(each, "")[0]]
    return [file for file in files if file.suffix in KINDS and not file.name.startswith("~$") and is_file(file)]


def finished(project: Project, year: int, name: str) -> Path:
    """The newest of the year's finished files that is called ``name``. Raises Missing."""
    found = [file for file in built_files(project, year) if file.name == name]
    if not found:
        raise Missing("没有生成过这个文件，或者已经删去了")
    return max(found, key=lambda file: file.stat().st_mtime)


def built_file(project: Project, year: int, which: str) -> Path:
    """The newest file of that kind that was built for the year, or the folder they lie in. Raises Unfit."""
    folder = project.output(year)
    if which == "folder":
        if not is_folder(folder):
            raise Unfit(f"还没有生成过 {year} 年度的报告")
        return folder
    found = [file for file in built_files(project, year) if KINDS[file.suffix] == which]
    if not found:
        raise Unfit(f"还没有生成过 {year} 年度的这种文件")
    return max(found, key=lambda file: file.stat().st_mtime)


def new_year(project: Project, year: int) -> Json:
    """Begin a year from the one before."""
    done = new(year, project.root)
    return {"year": year} if done.document is not None else {"findings": findings_json(done.findings)}


def new_unit(parent: Path, wanted: Mapping[str, Any]) -> Json:
    """Begin a project for a unit in a new folder of ``parent``."""
    from yanbian_report.scaffold import init

    name = str(wanted.get("unit", "")).strip()
    if not name:
        raise Unfit("单位全称还没有写，例如 青溪县人力资源服务中心", field="unit")
    folder = folder_name(str(wanted.get("folder") or name))
    level, nature = str(wanted.get("level") or LEVELS[1]), str(wanted.get("nature") or NATURES[0])
    if level not in LEVELS or nature not in NATURES:
        raise Unfit(f"层级可以写 {'、'.join(LEVELS)}，性质可以写 {'、'.join(NATURES)}")
    year = str(wanted.get("year", ""))
    if not re.fullmatch(r"[0-9]{4}", year):
        raise Unfit("年度写四位数，例如 2022", field="year")
    if not folder:
        words = "文件夹名只用汉字、字母、数字和短横，不超过 60 字"
        raise Unfit(words if wanted.get("folder") else f"{words}；单位全称里有别的，在这里另写一个", field="folder")
    findings = init(parent / folder, Unit(name, int(year), level, nature, str(wanted.get("superior", "")).strip()))
    if findings:
        told = _without(findings_json(findings), (f"{parent}{os.sep}",))
        return {"findings": told, "field": _FIELDS.get(findings[0].path, "folder")}
    return {"unit": id_of(Project(parent / folder)), "year": int(year), "folder": folder}


def import_file(project: Project, year: int, name: str, data: bytes, wanted: Mapping[str, str]) -> Json:
    """Read a workbook into the year's file; without ``write`` only what would be done is told."""
    from yanbian_report.importer import Action, ImportOptions, import_workbook

    options = ImportOptions(
        last=wanted.get("last") == "1",
        overwrite=wanted.get("overwrite") == "1",
        dry_run=wanted.get("write") != "1",
        unit=wanted.get("unit_name", "")[:60],
        table_year=wanted.get("table_year", "")[:4],
        remove=wanted.get("remove") == "1",
    )
    with _lying(project, name, data) as file:
        done = import_workbook(year, [file], project.root, options)
        lay = (f"{project.shown(file.parent)}/", f"{file.parent}{os.sep}")
    rows = [
        {
            "path": row.path,
            "in_file": row.typed,
            "in_workbook": row.read,
            "cell": row.place,
            "state": row.action.value,
            "overwrite": row.action is Action.KEPT,  # what is asked for by ``overwrite``
        }
        for row in done.rows
        if row.action is not Action.SAME
    ]
    told: Json = {
        "rows": rows,
        "same": sum(row.action is Action.SAME for row in done.rows),
        "tables": [table.label or table.title for table in done.tables],
        "moved": [str(cell) for cell in done.moved],
        "findings": findings_json(done.findings),
        "written": not options.dry_run and not any(f.severity is Severity.ERROR for f in done.findings),
    }
    plain: Json = _without(told, lay)
    return plain


def _without(value: Any, words: Sequence[str]) -> Any:
    """``value`` whose texts say nothing of ``words``: the person knows a file by the name it was dropped with."""
    if isinstance(value, dict):
        return {name: _without(each, words) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, words) for each in value]
    if isinstance(value, str):
        for each in words:
            value = value.replace(each, "")
    return value


@contextmanager
def _lying(project: Project, name: str, data: bytes) -> Iterator[Path]:
    """``data`` as a file of that name, as long as it is read. Raises Unwritable."""
    plain = _SIGNS.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-80:] or "工作簿.xlsx"
    kept = project.root / KEPT
    try:
        kept.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="import-", dir=kept))
    except OSError as problem:
        raise Unwritable(f"“{KEPT.as_posix()}”里放不了文件：{problem.strerror}") from problem
    try:
        put(folder / plain, data, private=True)
        yield folder / plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unit_state(project: Project, year: int | None) -> Json:
    """How far a year of a unit is; without a year, that it has none."""
    row: Json = {"id": id_of(project), "unit": project.root.name, "folder": project.root.name, "year": None}
    if year is None:
        return {**row, "to_do": 0, "findings": 0, "built_at": None}
    found = check(year, project.root).open
    weighty = [f for f in found if not f.to_do and f.severity is not Severity.NOTE]
    done = [file for file in list_folder(project.output(year), "")[0] if file.suffix == ".docx" and is_file(file)]
    return {
        **row,
        "unit": unit_name(project, year) or project.root.name,
        "year": year,
        "to_do": sum(f.to_do for f in found),
        "findings": len(weighty),
        "built_at": max((file.stat().st_mtime for file in done), default=None),
    }


def unit_name(project: Project, year: int) -> str:
    """What the unit calls itself in the file of ``year``; empty where that cannot be read."""
    loaded = load(year, project.root).year
    return find_form().owner(loaded) if loaded is not None else ""
