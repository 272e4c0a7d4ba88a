"""Operating: 机构运行信息表 (财决附03表): “三公”经费 with counts, 机关运行经费, cars and equipment, procurement.

It is no public table; a unit that has the whole set gives it, and the counts need not be typed.
"""

from __future__ import annotations

import re

from yanbian_report.forms.final_accounts.tables.amounts import read as read_amount
from yanbian_report.forms.final_accounts.tables.columns import unclear
from yanbian_report.forms.final_accounts.tables.figures import Number, count
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.names import BUDGET, COUNTED
from yanbian_report.forms.final_accounts.tables.words import label, name
from yanbian_report.workbook.sheet import Value

_UNIT = re.compile(r"[(](?P<unit>个|人|人次|辆|台|套|台,套|台\(套\)|台/套|批|批次|次|元|万元)[)]$")
_LEFT_OUT = re.compile(r"[(](?:含|不含车辆|保有量)[)]|(?<=以上)的")
# Counts whose row does not say of what, by how its name ends.
_KINDS = (("用车", "辆"), ("车辆数合计", "辆"), ("批次", "批次"), ("人次", "人"), ("人次数", "人"), ("团组数", "个"))
_MORE_KINDS = (("购置数", "辆"), ("保有量", "辆"), ("设备", "台"))


def read(grid: Grid) -> None:
    """Read both halves of ``grid``."""
    paths = grid.headings.paths
    starts = [place for place, path in enumerate(paths) if path and path[-1].startswith("项目")]
    if not starts:
        unclear(grid, "没有找到“项目”“统计数”两列")
    rows = list(grid.body())
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(paths)
        columns = {place: kind for place in range(start + 1, end) if (kind := _kind(paths[place]))}
        for row, values in rows:
            said = values[start]
            if isinstance(said, str) and said:
                _read_row(grid, row, values, said, columns)


def item_of(printed: str) -> tuple[str, str]:
    """A row's name and what it counts, nothing for an amount.

    >>> item_of("  3．公务用车购置数（辆）"), item_of("（三）单价100万元（含）以上设备（不含车辆）（台，套）")
    (('公务用车购置数', '辆'), ('单价100万元以上设备', '台'))
    """
    said = label(printed)
    match = _UNIT.search(said)
    unit = match["unit"][0] if match and match["unit"][0] in "台套" else match["unit"] if match else ""
    said = _LEFT_OUT.sub("", said[: match.start()] if match else said)
    if not unit:
        unit = next((counted for ending, counted in (*_KINDS, *_MORE_KINDS) if said.endswith(ending)), "")
    return name(said), "" if unit in ("元", "万元") else unit


def _kind(path: tuple[str, ...]) -> str:
    if not path or "上年" in path[-1]:
        return ""
    if path[-1].endswith("预算数") and not path[-1].startswith("年初"):
        return BUDGET
    return COUNTED if path[-1] in (COUNTED, "决算数", "金额", "数量") else ""


def _read_row(grid: Grid, row: int, values: tuple[Value, ...], said: str, columns: dict[int, str]) -> None:
    item, unit = item_of(said)
    for place, heading in columns.items():
        if not unit:
            grid.take(row, place, item, heading)
            continue
        found = read_amount(values[place])
        if isinstance(found, Number):
            path = f"{grid.key}.{item}.{heading}"
            grid.enter(item, heading, count(found, unit, path, grid.cell(row, place)))
        elif found is None:
            grid.blanks.setdefault((item, heading), (row, place))
        else:
            grid.take(row, place, item, heading)  # says that it is no number
