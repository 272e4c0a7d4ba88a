"""Naming: the words of the form for the report and its unit."""

from __future__ import annotations

import re

from yanbian_report.model.year import Year

LEVELS = ("部门", "单位")
_PROJECT_NAME = re.compile(r"项目\.[^.]+\.\w*名称")
NATURES = ("行政单位", "参照公务员法管理的事业单位", "事业单位")


def title(year: Year) -> str:
    """The document's title and file name: ``2021年度…部门决算``."""
    return f"{year.text('年度')}年度{year.text('单位.名称')}{year.text('单位.层级')}决算"


def owner(year: Year) -> str:
    """Whose report it is."""
    return year.text("单位.名称")


def names(year: Year) -> list[str]:
    """The names of the unit and of its projects, each once."""
    projects = (text.text for text in year.texts() if _PROJECT_NAME.fullmatch(text.path))
    return list(dict.fromkeys([owner(year), *projects]))


def calls_itself(name: str) -> str:
    """How the unit ``name`` speaks of itself: 局, 中心 (after 本), else 单位."""
    ending = re.search(r"(局|中心|委员会|办公室|学校|医院|院|馆|站|所|队|处|部|会)$", name)
    return ending[1] if ending and len(ending[1]) < 3 else "单位"
