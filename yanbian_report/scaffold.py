"""Start: a report project for a unit, in a new folder, from what the package carries.

Templates, charts, classification tables and guides are copied; the data file is a small made-up example in the unit's
name, to be replaced line by line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import write_file
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.project import Project, edition_for

_PACKAGE = Path(__file__).parent
_STARTER = _PACKAGE / "forms/final_accounts/starter"
_IGNORED = "/build/\n~$*\n"
LEVELS = ("部门", "单位")
NATURES = ("行政单位", "参照公务员法管理的事业单位", "事业单位")


class Unit(NamedTuple):
    """Whose project it is: the full name, the first year, 部门 or 单位, and its kind (decides 机关运行经费)."""

    name: str
    year: int
    level: str = LEVELS[1]
    nature: str = NATURES[0]

    @property
    def calls_itself(self) -> str:
        """How the unit speaks of itself: 本局, 本中心, else 本单位."""
        ending = re.search(r"(局|中心|委员会|办公室|学校|医院|院|馆|站|所|队|处|部|会)$", self.name)
        return ending[1] if ending and len(ending[1]) < 3 else "单位"


def start(folder: Path, unit: Unit) -> list[Finding]:
    """Write the project of ``unit`` into ``folder``, which must be new or empty; findings say why it cannot be."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return [error("B521", f"“{folder}”已经有东西了", hint="换一个新的文件夹名，这里的文件不会被改动")]
    findings: list[Finding] = []
    for name, data in _files(unit).items():
        findings = write_file(folder / name, data)
        if findings:
            break
    return findings


def _files(unit: Unit) -> dict[str, bytes]:
    """Every file of a new project by its path."""
    content = _content()
    files = {
        path.relative_to(content).as_posix(): path.read_bytes()
        for name in ("templates", "charts", "data/科目", "data/README.md")
        for path in _below(content / name)
    }
    editions = Project(content).editions()
    return files | {
        f"data/{unit.year}.yaml": _filled(_STARTER / "data.yaml", unit, editions),
        "data/schema.json": (_PACKAGE / "forms/final_accounts/schema.json").read_bytes(),
        "README.md": _filled(_STARTER / "README.md", unit, editions),
        ".gitignore": _IGNORED.encode(),
    }


def _content() -> Path:
    """The folder with templates and charts: beside the starter in an installed package, the repository's otherwise."""
    return _STARTER if (_STARTER / "templates").is_dir() else _PACKAGE.parent


def _below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(("~$", ".")))


def _filled(path: Path, unit: Unit, editions: list[str]) -> bytes:
    """A starter file with the unit's own words in place of its ``«…»``."""
    devices = "  单价100万元以上设备: 0台"
    if unit.year < 2022:  # 2022年度起设备只按单价100万元以上填列
        devices = "  单价50万元以上通用设备: 0台\n  单价100万元以上专用设备: 0台"
    words = {
        "单位名称": unit.name,
        "自称": unit.calls_itself,
        "年度": str(unit.year),
        "次年度": str(unit.year + 1),
        "层级": unit.level,
        "性质": unit.nature,
        "版本": edition_for(editions, unit.year) or editions[-1],
        "设备": devices,
    }
    text = re.sub(r"«(\w+)»", lambda match: words[match[1]], path.read_text("utf-8"))
    if unit.nature == NATURES[2]:
        text = re.sub(r"# ─+ 机关运行经费.*?(?=# ─)", "", text, flags=re.DOTALL)
    return text.encode("utf-8")
