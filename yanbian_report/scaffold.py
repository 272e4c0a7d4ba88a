"""Scaffold: a report project for a unit, in a new folder, from what the package carries.

Templates, charts, tables and guides are copied; the data file is a small made-up example in the unit's name, to be
replaced line by line, and beside it lies the workbook that such a unit would have.
"""

from __future__ import annotations

import os
from pathlib import Path

from yanbian_report.base.files import is_folder, list_folder, write_file
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.project import Project
from yanbian_report.charts.schema import CHART_SCHEMA_FILE, STYLE_SCHEMA_FILE
from yanbian_report.forms.final_accounts.classification import names_for
from yanbian_report.forms.final_accounts.schema import SCHEMA_FILE
from yanbian_report.forms.final_accounts.starter import INSTALLED, STARTER, Unit, fill_starter
from yanbian_report.forms.final_accounts.starter.workbook import example_workbook
from yanbian_report.forms.final_accounts.starter.xlsx import to_xlsx
from yanbian_report.model.days import is_day
from yanbian_report.model.values import EXAMPLE_TEXT

_IGNORED = "/build/\n~$*\n"
_LONGEST = 60
_YEARS = range(2018, 2100)  # the classification and the form of earlier years are not known
_CONTENT = ("templates", "charts", "data/科目", "data/README.md")
# By these names editors find the schemas in a new project, which may be opened where the program is not.
_CHART_SCHEMAS = {CHART_SCHEMA_FILE: "charts/图.schema.json", STYLE_SCHEMA_FILE: "charts/样式.schema.json"}


def init(folder: str | Path, unit: Unit, program: str = INSTALLED) -> list[Finding]:
    """Write the project of ``unit`` into ``folder``, which must be new or empty; findings say why it cannot be.

    ``program`` is how the project's guide calls this program.
    """
    folder = Path(folder)
    refused = unfit(unit) or occupied(folder)
    if refused:
        return refused
    findings: list[Finding] = []
    for name, data in _files(unit, program).items():
        findings = write_file(folder / name, data)
        if findings:
            break
    return findings


def occupied(folder: Path) -> list[Finding]:
    """Why no project can be begun in ``folder``; nothing where it is new or empty."""
    inside, closed = list_folder(folder, str(folder))
    if closed:
        return closed
    if inside or (os.path.lexists(folder) and not is_folder(folder)):
        return [error("B521", f"“{folder}”已经有东西了", hint="换一个新的文件夹名，这里的文件不会被改动")]
    return []


def unfit(unit: Unit) -> list[Finding]:
    """What is wrong with the name and the year, which a data file is to hold and texts to cite."""
    for what, path, name in ("单位名称", "单位.名称", unit.name), ("主管部门", "单位.主管部门.名称", unit.superior):
        odd = [sign for sign in name if not sign.isprintable() or sign in "{}｛｝"]
        if len(name) > _LONGEST or odd or (what == "单位名称" and not name.strip()):
            shown = "".join(sign if sign.isprintable() else "�" for sign in name[:_LONGEST])
            told = "不要大括号、换行和看不见的字符，例如 盐边县社会保险事务中心"
            hint = f"写{what.removesuffix('名称')}全称，最多 {_LONGEST} 字，{told}"
            return [error("B523", f"{what}不能写“{shown}”", hint=hint, path=path)]
    if unit.year not in _YEARS:
        hint = f"写 {_YEARS[0]} 到 {_YEARS[-1]} 之间的年度，例如 2022"
        return [error("B523", f"年度不能写 {unit.year}", hint=hint, path="年度")]
    if unit.published and not is_day(unit.published):
        return [error("B523", f"公开日期不能写“{unit.published}”", hint="写成 2023年9月1日 这样")]
    return []


def _files(unit: Unit, program: str) -> dict[str, bytes]:
    """Every file of a new project by its path."""
    content = _content()
    files = {
        path.relative_to(content).as_posix(): _at_home(path) for name in _CONTENT for path in _below(content / name)
    }
    schemas = {name: file.read_bytes() for file, name in _CHART_SCHEMAS.items()}
    editions = Project(content).editions()
    return {
        **files,
        **schemas,
        f"data/{unit.year}.yaml": fill_starter("data.yaml", unit, editions),
        f"data/公开表/{unit.year}.xlsx": _tables(unit, Project(content)),
        "data/schema.json": SCHEMA_FILE.read_bytes(),
        "README.md": fill_starter("README.md", unit, editions, program),
        ".gitignore": _IGNORED.encode(),
    }


def _tables(unit: Unit, content: Project) -> bytes:
    """The example's workbook."""
    names = names_for(content.classification, unit.year)
    return to_xlsx(example_workbook(unit.name, unit.year, names), EXAMPLE_TEXT)


def _at_home(path: Path) -> bytes:
    """What ``path`` holds, for a new project: chart files name the schemas beside them."""
    data = path.read_bytes()
    if path.suffix != ".yaml":
        return data
    for file, name in _CHART_SCHEMAS.items():
        data = data.replace(
            f"$schema=../yanbian_report/charts/{file.name}".encode(), f"$schema={Path(name).name}".encode()
        )
    return data


def _content() -> Path:
    """The folder with templates and charts: beside the starter in an installed package, the repository's otherwise."""
    return STARTER if (STARTER / "templates").is_dir() else Path(__file__).parent.parent


def _below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(("~$", ".")))
