"""Sides: the tables with revenue and expenditure side by side: 总表, 财拨总表.

A block is a column of labels and the columns of amounts behind it. Which side it is is told by the heading above, or
else by its own labels. The internal 财决01 has a third block, expenditure by nature, and the totals of the second are
printed in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from yanbian_report.forms.final_accounts.tables.catalogue import public
from yanbian_report.forms.final_accounts.tables.columns import amount_columns, says_amount, unclear
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.names import (
    BY_NATURE,
    CLOSING,
    EXPENSE,
    FUND_CLOSING,
    FUND_OPENING,
    FUNDS,
    GRAND,
    OPENING,
    REVENUE,
    SURPLUS,
    TOTAL,
    USED,
)
from yanbian_report.forms.final_accounts.tables.rows import SIDES, as_name, is_total, named
from yanbian_report.forms.final_accounts.tables.words import label, plain, without_remark
from yanbian_report.workbook.sheet import Value

_LABELS = frozenset(("项目", "收入项目", "支出项目", "收入", "支出", "项目名称"))


class Block(NamedTuple):
    """A column of ``labels``, the ``amounts`` behind it by the names of columns, and the side they are."""

    labels: int
    amounts: Mapping[int, str]
    side: str


def read(grid: Grid) -> None:
    """Read ``grid`` block by block."""
    blocks = _blocks(grid)
    rows = list(grid.body())
    for number, block in enumerate(blocks):
        behind = blocks[number + 1] if number + 1 < len(blocks) else None
        _read_block(grid, block, behind, rows)
    for side in ("收入", "支出"):
        columns = [heading for block in blocks if block.side == side for heading in block.amounts.values()]
        if not columns:
            unclear(grid, f"没有找到“{side}”一边的项目和金额两列")
            continue
        heading = columns[0]
        _last_total(grid, heading)
        grid.missing(REVENUE if side == "收入" else EXPENSE, heading, _flows)
        grid.missing(GRAND, heading)


def _flows(name: str) -> bool:
    """Whether a row is of the year's revenue or expenditure, not of what was there before or is left."""
    return name not in _BALANCES and not name.startswith(("年初.", "年末."))


_BALANCES = frozenset((USED, OPENING, SURPLUS, CLOSING, FUND_OPENING, FUND_CLOSING, GRAND))


def _blocks(grid: Grid) -> list[Block]:
    paths = grid.headings.paths
    starts = [place for place in range(len(paths)) if _heads_labels(paths, place)]
    blocks: list[Block] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(paths)
        side = _side(grid, start)
        places = [p for p in amount_columns(paths, range(start + 1, end)) if paths[p]]
        if side and any(block.side == side for block in blocks) and not _by_funds(grid):
            side = BY_NATURE if side == "支出" else ""
        amounts = _amounts(grid, side, places)
        if side and amounts:
            blocks.append(Block(start, amounts, side))
    return blocks


def _heads_labels(paths: Sequence[tuple[str, ...]], place: int) -> bool:
    path = paths[place]
    if not path or without_remark(path[-1]) not in _LABELS:
        return False
    return place == 0 or paths[place - 1] != path  # 收入 merged over the labels and the amounts


def _by_funds(grid: Grid) -> bool:
    return public(grid.key) == "财拨总表"


def _side(grid: Grid, start: int) -> str:
    for text in grid.headings.paths[start]:
        for side in ("收入", "支出"):
            if text.startswith(side):
                return side
    said = {label(value) for _, values in grid.body() if isinstance(value := values[start], str)}
    return "收入" if REVENUE in said else "支出" if EXPENSE in said else ""


def _amounts(grid: Grid, side: str, places: list[int]) -> dict[int, str]:
    """The columns of final accounts among ``places``, by name; none where several could be it."""
    paths = grid.headings.paths
    if side == "支出" and _by_funds(grid):
        by_fund = {place: _fund(paths[place]) for place in places}
        names = list(by_fund.values())
        if missing := [fund for fund in ("合计", FUNDS[0]) if names.count(fund) != 1]:
            unclear(grid, f"没有找到支出一边的“{'”“'.join(missing)}”列", places[0] if places else 0)
        return {place: f"支出.{fund}" for place, fund in by_fund.items() if fund and names.count(fund) == 1}
    told = [place for place in places if says_amount(paths[place])] or places
    if len(told) != 1:
        words = "找不到" if not told else "有不止一列像是"
        unclear(grid, f"{side}一边{words}金额（决算数）", told[0] if told else 0)
        return {}
    return {told[0]: side}


def _fund(path: tuple[str, ...]) -> str:
    for text in reversed(path):
        for fund in FUNDS:
            if fund.removesuffix("财政拨款") in text:
                return fund
        if is_total(text) or text == "小计":
            return "合计"
    return ""


def _read_block(grid: Grid, block: Block, behind: Block | None, rows: list[tuple[int, tuple[Value, ...]]]) -> None:
    known = SIDES.get((public(grid.key), block.side), {})
    prefix = ""
    for row, values in rows:
        said = values[block.labels]
        if not isinstance(said, str) or not said:
            continue
        name = prefix + (named(said, known) or as_name(said)) if prefix else named(said, known)
        if name.removeprefix(prefix) in (GRAND, REVENUE, EXPENSE):
            name = name.removeprefix(prefix)
        places = _places(block, behind, values)
        if not name:
            name = as_name(said)
            if known and not _is_plausible(name, block.side):
                grid.unknown(said, row, block.labels, values, list(places))
                if not is_total(said):
                    continue
        for place, heading in places.items():
            grid.take(row, place, name, heading)
        if name == FUND_OPENING:
            prefix = "年初."  # 一、二、三 stand there once more
        elif name == FUND_CLOSING or (name == CLOSING and block.side == "支出"):
            prefix = "年末."


def _is_plausible(name: str, side: str) -> bool:
    """Whether an unknown row may be a class of a later year's classification."""
    return side == "支出" and plain(name).endswith("支出")


def _places(block: Block, behind: Block | None, values: tuple[Value, ...]) -> dict[int, str]:
    """Where the amounts of a row are: in its own columns, or in the next block's, which has no label there."""
    own = dict(block.amounts)
    if behind is None:
        return own
    covered = {values[place] for place in (behind.labels, *own)}
    if covered != {""} and covered != {values[block.labels]}:  # which a program may leave in every cell of a merge
        return own
    there = [place for place in behind.amounts if values[place] not in covered]
    return dict(zip(there, own.values(), strict=False)) if len(there) == len(own) else own


def _last_total(grid: Grid, heading: str) -> None:
    """合计 in the last row of a side that has no 总计 is its 总计."""
    if (GRAND, heading) in grid.found or (TOTAL, heading) not in grid.found:
        return
    if [row for row, column in grid.found if column == heading][-1] == TOTAL:
        grid.found[GRAND, heading] = grid.found.pop((TOTAL, heading))
