"""Starter: the made-up example that a new project begins with, in the unit's name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.project import nearest_edition
from yanbian_report.forms.final_accounts.naming import LEVELS, NATURES, calls_itself
from yanbian_report.model.values import EXAMPLE, EXAMPLE_TEXT
from yanbian_report.yamldoc.tree import NOTHING

STARTER = Path(__file__).parent
INSTALLED = "python -m yanbian_report"


class Unit(NamedTuple):
    """Whose project it is: the full name, the first year, 部门 or 单位, its kind (decides 机关运行经费), and the
    department that it belongs to and the day of publication (2023年9月1日), examples where they are not said.
    """

    name: str
    year: int
    level: str = LEVELS[1]
    nature: str = NATURES[0]
    superior: str = ""
    published: str = ""


def _scalar(text: str) -> str:
    """``text`` as a value of a data file: in quotes where YAML would take a sign of it for its own."""
    return (
        text if re.fullmatch(r"[\w（）【】·]+", text) and text not in NOTHING else json.dumps(text, ensure_ascii=False)
    )


def fill_starter(name: str, unit: Unit, editions: list[str], program: str = INSTALLED) -> bytes:
    """The starter file ``name`` with the unit's own words, and how ``program`` is called, in place of its ``«…»``."""
    kinds = ["单价100万元以上设备"]
    if unit.year < 2022:  # 2022年度起设备只按单价100万元以上填列
        kinds = ["单价50万元以上通用设备", "单价100万元以上专用设备"]
    words = {
        "命令": program,
        "单位名称": unit.name,
        "名称": _scalar(unit.name),
        "示例名称": _scalar(unit.superior or EXAMPLE_TEXT + unit.name),
        "自称": calls_itself(unit.name),
        "年度": str(unit.year),
        "次年度": str(unit.year + 1),
        "公开日期": unit.published or f"{EXAMPLE_TEXT}{unit.year + 1}年9月1日",
        "层级": unit.level,
        "性质": unit.nature,
        "版本": nearest_edition(editions, unit.year),
        "设备": "\n".join(f"  {kind}: {EXAMPLE}0台" for kind in kinds),
    }
    text = re.sub(r"«(\w+)»", lambda match: words[match[1]], (STARTER / name).read_text("utf-8"))
    if unit.nature == NATURES[2]:
        text = re.sub(r"# ─+ 机关运行经费.*?(?=# ─)", "", text, flags=re.DOTALL)
        text = re.sub(r"^  机关运行经费: .*\n", "", text, flags=re.MULTILINE)  # nor has it last year's
    return text.encode("utf-8")
