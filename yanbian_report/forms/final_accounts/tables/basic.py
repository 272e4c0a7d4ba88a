"""Basic: 基本支出 by the economic classification: blocks of code, name and amount side by side, however many.

The internal 财决08-1 of the same title is a wide table; its total row has the amounts by code.
"""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables import problems, wide
from yanbian_report.forms.final_accounts.tables.codes import code_of
from yanbian_report.forms.final_accounts.tables.columns import NOT_FINAL, says_amount, unclear
from yanbian_report.forms.final_accounts.tables.economic import CLASSES
from yanbian_report.forms.final_accounts.tables.economic import STAFF as STAFF_CLASSES
from yanbian_report.forms.final_accounts.tables.figures import Spot
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.names import AMOUNT, OFFICE, STAFF, TOTAL
from yanbian_report.forms.final_accounts.tables.rows import is_total
from yanbian_report.forms.final_accounts.tables.words import name, plain
from yanbian_report.workbook.sheet import Value

_TOTALS = {
    "人员经费合计": STAFF,
    "人员经费支出合计": STAFF,
    "人员支出合计": STAFF,
    "公用经费合计": OFFICE,
    "公用经费支出合计": OFFICE,
    "公用支出合计": OFFICE,
    "日常公用经费合计": OFFICE,
}
_CLASSES_OF_A_WIDE = 2  # economic classes that head columns
_PARTS = frozenset(("类", "款", "项", "科目"))
_KNOWN = frozenset(CLASSES.values())  # a functional code, or one of the government's economic classification, is none
_SUMS = frozenset(("合计", "小计", "基本支出", "本年支出", "本年支出合计"))


class Block(NamedTuple):
    """Columns of codes and of the name, and that of the amount; ``by_kind`` are those of 人员经费 and 公用经费."""

    identity: tuple[int, ...]
    amount: int
    by_kind: tuple[tuple[int, str], ...]


def read(grid: Grid) -> None:
    """Read ``grid`` row by row, every block of a row."""
    if len({text for path in grid.headings.paths for text in path if text in CLASSES}) >= _CLASSES_OF_A_WIDE:
        _read_wide(grid)
        return
    blocks = _blocks(grid)
    if not blocks:
        unclear(grid, "没有找到科目编码、科目名称、金额（决算数）三列")
    for row, values in grid.body():
        for number, block in enumerate(blocks):
            behind = blocks[number + 1] if number + 1 < len(blocks) else None
            _read_block(grid, row, values, block, behind)
    grid.missing(STAFF, AMOUNT, lambda code: code[:3] in STAFF_CLASSES)
    grid.missing(OFFICE, AMOUNT, lambda code: code.isdecimal() and code[:3] not in STAFF_CLASSES)


def _read_block(grid: Grid, row: int, values: tuple[Value, ...], block: Block, behind: Block | None) -> None:
    cells = [values[place] for place in block.identity]
    said = next((plain(cell) for cell in cells if isinstance(cell, str) and plain(cell).endswith("合计")), "")
    if said in _TOTALS:
        grid.take(row, _amount_of_total(values, block, behind), _TOTALS[said], AMOUNT)
        return
    if is_total(said):
        grid.take(row, block.amount, TOTAL, AMOUNT)
        for place, total in block.by_kind:
            grid.take(row, place, total, AMOUNT)
        return
    found = code_of(cells)
    if found.odd:
        place = next(place for place in block.identity if values[place] != "")
        grid.findings.append(problems.odd_code(found.odd, grid.cell(row, place), grid.serious))
    elif found.code[:3] in _KNOWN:
        grid.names.setdefault(found.code, name(found.name))
        grid.take(row, block.amount, found.code, AMOUNT)
    elif found.name or found.code:
        grid.unknown(f"{found.code}{found.name}", row, block.identity[0], values, [block.amount])


def _amount_of_total(values: tuple[Value, ...], block: Block, behind: Block | None) -> int:
    """A total's amount may stand in the next block, over which its label reaches."""
    if behind is None:
        return block.amount
    label = next((values[place] for place in block.identity if values[place] != ""), "")
    covered = {values[place] for place in (block.amount, *behind.identity)}
    if covered != {""} and covered != {label}:  # which a program may leave in every cell of a merge
        return block.amount
    return behind.amount if values[behind.amount] not in covered else block.amount


def _blocks(grid: Grid) -> list[Block]:
    blocks: list[Block] = []
    identity: list[int] = []
    paths = grid.headings.paths
    for place, path in enumerate(paths):
        if not path or any(NOT_FINAL.search(text) for text in path) or path[-1] == "行次":
            continue
        if any("编码" in text or "名称" in text for text in path) or path[-1] in _PARTS:
            identity.append(place)
        elif says_amount(path) or path[-1] in _SUMS:
            if identity:
                blocks.append(Block(tuple(sorted(identity, key=lambda p: "名称" in paths[p][-1])), place, ()))
                identity = []
        elif path[-1] in ("人员经费", "公用经费") and blocks and not identity:
            kind = STAFF if path[-1] == "人员经费" else OFFICE
            blocks[-1] = blocks[-1]._replace(by_kind=(*blocks[-1].by_kind, (place, kind)))
    return blocks


def _read_wide(grid: Grid) -> None:
    wide.read(grid)
    for (item, heading), spot in list(grid.found.items()):
        if item == TOTAL:
            grid.found.setdefault((heading, AMOUNT), spot)
            if heading.isdecimal() and isinstance(spot, Spot):
                said = [text for text in grid.headings.paths[spot.column] if not text.isdecimal() and text not in _SUMS]
                grid.names.setdefault(heading, name(said[-1]) if said else "")
