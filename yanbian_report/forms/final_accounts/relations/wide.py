"""Wide: the relations of the tables whose columns are the economic classification, as far as all of them are read."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.relations.ledger import Ledger
from yanbian_report.forms.final_accounts.relations.relation import ROW, SUM, Relation
from yanbian_report.forms.final_accounts.tables.economic import CLASSES
from yanbian_report.forms.final_accounts.tables.figures import Figures, Spot
from yanbian_report.forms.final_accounts.tables.names import AMOUNT, TOTAL
from yanbian_report.forms.final_accounts.tables.words import plain
from yanbian_report.model.figure import Figure
from yanbian_report.workbook.sheet import Sheet

_LEVELS = {2: "下一级各行相加", 3: "所属各款相加", 5: "所属各项相加"}


def in_detail(ledger: Ledger) -> Iterator[Relation]:
    """No. 45: rows are what is below them in every column, 合计 is the classes' 小计, and these are their 款.

    Most cells of a wide table hold nothing; of nil there is nothing to say.
    """
    columns = [column for column in ledger.columns() if column != AMOUNT]
    for above, rows in ledger.below().items():
        words = _LEVELS.get(len(above), _LEVELS[5])
        for column in columns:
            some = ledger.some(column)
            if ledger.thorough or above in some or not some.isdisjoint(rows):
                parts = tuple([(ledger, (row, column)) for row in rows])
                yield Relation("R714", SUM, "=", ((ledger, (above, column)),), parts, words)
    every = (TOTAL, *ledger.codes)
    for whole, names, words in _sums(ledger):
        there = ledger.some(whole).union(*map(ledger.some, names))
        for row in every:
            if ledger.thorough or row in there:
                parts = tuple([(ledger, (row, name)) for name in names])
                yield Relation("R713", ROW, "=", ((ledger, (row, whole)),), parts, words)


def _sums(ledger: Ledger) -> Iterator[tuple[str, list[str], str]]:
    """The columns that are sums of others, when all the others are known."""
    columns = [column for column in ledger.columns() if column not in (TOTAL, AMOUNT)]
    if not _is_whole(ledger):
        return
    odd = {CLASSES.get(plain(column.partition(".")[0]), "") for column in columns if not column.isdecimal()}
    classes = [column for column in columns if len(column) == 3 and column.isdecimal()]
    if "" in odd or not classes:
        return  # a column of nobody knows which class
    if odd <= set(classes) and {column[:3] for column in columns if column.isdecimal()} <= set(classes):
        yield TOTAL, classes, "各类小计相加"
    for one in classes:
        items = [column for column in columns if len(column) == 5 and column.startswith(one)]
        if items and one not in odd:
            yield one, items, "本类各款相加"


def _is_whole(ledger: Ledger) -> bool:
    """Whether every amount in the total's row was read: columns of one name are no one's, and are left out."""
    table = ledger.table
    if table is None or not isinstance(table.figures, Figures):
        return False
    spots = [spot for (row, column), spot in table.figures.spots.items() if row == TOTAL and column != AMOUNT]
    if not spots:
        return False
    amounts = [value for value in table.sheet.rows[_row(spots[0], table.sheet)][table.stub :] if value != ""]
    return len(amounts) <= len(spots)


def _row(spot: Spot | Figure, sheet: Sheet) -> int:
    """The row of ``sheet`` in which a figure stands."""
    if isinstance(spot, Spot):
        return spot.row
    return int("".join(filter(str.isdecimal, spot.origin.cell))) - 1 - sheet.top if isinstance(spot.origin, Cell) else 0
