"""Scaffold: a report project for a unit, in a new folder, from what the package carries.

Templates, charts, tables and guides are copied; the data file is a small made-up example in the unit's name, to be
replaced line by line.
"""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.files import write_file
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.project import Project
from yanbian_report.charts.schema import CHART_SCHEMA_FILE, STYLE_SCHEMA_FILE
from yanbian_report.forms.final_accounts.schema import SCHEMA_FILE
from yanbian_report.forms.final_accounts.starter import INSTALLED, STARTER, Unit, fill_starter

_IGNORED = "/build/\n~$*\n"
_CONTENT = ("templates", "charts", "data/科目", "data/README.md")
# By these names editors find the schemas in a new project, which may be opened where the program is not.
_CHART_SCHEMAS = {CHART_SCHEMA_FILE: "charts/图.schema.json", STYLE_SCHEMA_FILE: "charts/样式.schema.json"}


def init(folder: str | Path, unit: Unit, program: str = INSTALLED) -> list[Finding]:
    """Write the project of ``unit`` into ``folder``, which must be new or empty; findings say why it cannot be.

    ``program`` is how the project's guide calls this program.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return [error("B521", f"“{folder}”已经有东西了", hint="换一个新的文件夹名，这里的文件不会被改动")]
    findings: list[Finding] = []
    for name, data in _files(unit, program).items():
        findings = write_file(folder / name, data)
        if findings:
            break
    return findings


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
        "data/schema.json": SCHEMA_FILE.read_bytes(),
        "README.md": fill_starter("README.md", unit, editions, program),
        ".gitignore": _IGNORED.encode(),
    }


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
