"""Cars: the kinds that 机构运行信息表 counts, at the places that the data file's list has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.names import COUNTED
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.model.reading import Reading
from yanbian_report.model.table import Table
from yanbian_report.model.values import Tree, branch, text_of

_LIST = "国有资产.车辆清单"


def of_cars(tables: Mapping[str, Table], tree: Tree) -> Iterator[Reading]:
    """How many cars of each kind: of those that ``tree`` lists already, and of others that there are."""
    table = tables.get("机构运行")
    if table is None:
        return
    listed = branch(tree.get("国有资产")).get("车辆清单")
    entries = listed if isinstance(listed, list) else []
    places = {plain(text_of(branch(entry).get("类别"))): number for number, entry in enumerate(entries, 1)}
    following = len(entries)
    for (kind, heading), figure in table.figures.items():
        counted = heading == COUNTED and kind.endswith("用车") and figure.unit == "辆"
        if not counted or not isinstance(figure.origin, Cell) or not (figure.value or plain(kind) in places):
            continue
        known = places.get(plain(kind))
        following += known is None
        entry = f"{_LIST}.{known or following}"
        yield Reading(f"{entry}.数量", figure, (figure.origin,))
        if known is None:
            yield Reading(f"{entry}.类别", kind, (figure.origin,))
