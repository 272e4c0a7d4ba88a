"""Wide: tables whose columns are the economic classification, some hundred of them; only what is certain is read."""

from __future__ import annotations

from yanbian_report.forms.final_accounts.tables.codes import code_of
from yanbian_report.forms.final_accounts.tables.columns import economic, is_identity
from yanbian_report.forms.final_accounts.tables.economic import CLASSES
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.names import TOTAL
from yanbian_report.forms.final_accounts.tables.rows import is_total
from yanbian_report.forms.final_accounts.tables.words import name

_OTHER = "399"


def read(grid: Grid) -> None:
    """Read the rows with a code and the total, under the columns that are there once."""
    columns = columns_by_name(grid)
    first = min(columns, default=0)
    identity = grid.identity(first)
    before, seen, twice = "", set[str](), set[str]()
    for row, values in grid.body():
        cells = [values[place] for place in identity]
        found = code_of(cells, before)
        total = any(isinstance(cell, str) and cell and is_total(cell) for cell in cells)
        item = TOTAL if total else found.code
        if not item:
            continue
        if not total:
            before = item
            grid.names.setdefault(item, name(found.name))
        if item in seen:
            twice.add(item)  # a code with several projects: no row is the code's own
            continue
        seen.add(item)
        for place, heading in columns.items():
            if values[place] == "":
                grid.blanks[item, heading] = (row, place)
            else:
                grid.take(row, place, item, heading)
    for places in (grid.found, grid.blanks) if twice else ():
        for key in [key for key in places if key[0] in twice]:
            del places[key]


def columns_by_name(grid: Grid) -> dict[int, str]:
    """The columns of amounts by their places; those of one name are no one's."""
    paths = grid.headings.paths
    named = {place: economic(path) for place, path in enumerate(paths) if path and not is_identity(path)}
    names = list(named.values())
    if names.count(_OTHER) == 2:  # 其他支出 has a 款 of its own name behind its 小计
        named |= {p: f"{_OTHER}99" for p, each in named.items() if each == _OTHER and paths[p][-1] in CLASSES}
        names = list(named.values())
    return {place: each for place, each in named.items() if each and names.count(each) == 1}
