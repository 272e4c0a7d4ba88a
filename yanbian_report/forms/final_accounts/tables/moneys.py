"""Moneys: amounts that stand in two tables, and are ten thousand times as large in one: it names the wrong money.

No table's money is decided by another's: what contradicts is not read, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables import problems
from yanbian_report.forms.final_accounts.tables.catalogue import INTERNAL
from yanbian_report.forms.final_accounts.tables.names import (
    BUDGET,
    COUNTED,
    EXPENSE,
    FINAL,
    FUNDS,
    GRAND,
    INCOME,
    PURPOSES,
    REVENUE,
    THREE_PUBLIC,
    TOTAL,
)
from yanbian_report.model.figure import WAN, Figure
from yanbian_report.model.table import Table

Spot = tuple[str, str, str]  # table, row, column

_SPENT = "本年支出.合计"
_CARS, _GUESTS = THREE_PUBLIC[4], THREE_PUBLIC[5]
_ALIKE: Sequence[tuple[Spot, Spot]] = (  # the table of more detail first
    (("支出", TOTAL, EXPENSE), ("总表", EXPENSE, "支出")),
    (("收入", TOTAL, REVENUE), ("总表", REVENUE, "收入")),
    (("财拨总表", FUNDS[0], "收入"), ("总表", INCOME[0], "收入")),
    (("一般支出", TOTAL, TOTAL), ("财拨总表", EXPENSE, f"支出.{FUNDS[0]}")),
    (("基金", TOTAL, _SPENT), ("财拨总表", EXPENSE, f"支出.{FUNDS[1]}")),
    (("国资收支", TOTAL, _SPENT), ("财拨总表", EXPENSE, f"支出.{FUNDS[2]}")),
    (("国资支出", TOTAL, TOTAL), ("财拨总表", EXPENSE, f"支出.{FUNDS[2]}")),
    (("财拨明细", TOTAL, TOTAL), ("财拨总表", EXPENSE, "支出.合计")),
    (("一般明细", TOTAL, TOTAL), ("一般支出", TOTAL, TOTAL)),
    (("项目", TOTAL, TOTAL), ("一般支出", TOTAL, PURPOSES[1])),
    *(
        ((key, FINAL, item), ("基本", code, "金额"))
        for key in ("三公财拨", "三公一般")
        for item, code in ((_CARS, "30231"), (_GUESTS, "30217"))
    ),
    *((("机构运行", "支出合计", COUNTED), (key, FINAL, TOTAL)) for key in ("三公财拨", "三公一般")),
)
# What is no more than what the unit had in all.
_WITHIN: Sequence[Spot] = (
    *((key, band, TOTAL) for key in ("三公财拨", "三公一般") for band in (BUDGET, FINAL)),
    ("机构运行", "支出合计", COUNTED),
    ("机构运行", "机关运行经费", COUNTED),
)
_WHOLE: Spot = ("总表", GRAND, "收入")
_FAR = 10  # times what the unit had in all: no slip of a digit
_ROOM = 2  # units of the last digit that cells rounded one by one may differ by


class _Amount(NamedTuple):
    """An amount, the key of its table, and where it stands."""

    key: str
    figure: Figure
    cell: Cell

    def told(self) -> tuple[str, Cell]:
        """As a message says it."""
        return self.figure.text + ("" if self.figure.text.endswith("元") else "万元"), self.cell


_Pair = tuple[_Amount, _Amount]


def apart(tables: Mapping[str, Table]) -> dict[str, Finding]:
    """X205 by the key of every table that contradicts the others."""
    pairs = list(_pairs(tables))
    wrong = [(one, other) for one, other in pairs if _ten_thousand_times(one.figure, other.figure)]
    right = [amount.key for pair in pairs if pair not in wrong for amount in pair]
    wrong += _beyond(tables)
    told: dict[str, Finding] = {}
    while wrong:  # the table that contradicts most and is borne out least; of two alike the one of more detail
        keys = [amount.key for pair in wrong for amount in pair]
        worst = max(dict.fromkeys(keys), key=lambda key: keys.count(key) - right.count(key))
        mine = [pair for pair in wrong if any(amount.key == worst for amount in pair)]
        own, other = sorted(mine[0], key=lambda amount: amount.key != worst)
        told[worst] = problems.money_apart(tables[worst].money, own.told(), other.told())
        wrong = [pair for pair in wrong if pair not in mine]
    return told


def _pairs(tables: Mapping[str, Table]) -> Iterator[_Pair]:
    """Amounts that should be the same: in one set, and of both sets in the tables that both have."""
    for one, other in _ALIKE:
        for prefix in ("", INTERNAL):
            yield from _pair(_at(tables, one, prefix), _at(tables, other, prefix))
        yield from _pair(_at(tables, one, INTERNAL), _at(tables, one))
    yield from _pair(_at(tables, _WHOLE, INTERNAL), _at(tables, _WHOLE))


def _pair(one: _Amount | None, other: _Amount | None) -> Iterator[_Pair]:
    if one is not None and other is not None:
        yield one, other


def _at(tables: Mapping[str, Table], spot: Spot, prefix: str = "") -> _Amount | None:
    key = prefix + spot[0]
    figure = tables[key].get(*spot[1:]) if key in tables else None
    return _Amount(key, figure, figure.origin) if figure is not None and isinstance(figure.origin, Cell) else None


def _ten_thousand_times(one: Figure, other: Figure) -> bool:
    small, large = sorted((one, other), key=lambda figure: abs(figure.value))
    room = _ROOM * (small.step + large.step / WAN)
    return (
        bool(small.value)
        and abs(large.value / WAN - small.value) <= room
        and abs(large.value) > _FAR * abs(small.value)
    )


def _beyond(tables: Mapping[str, Table]) -> Iterator[_Pair]:
    whole = _at(tables, _WHOLE) or _at(tables, _WHOLE, INTERNAL)
    for spot in _WITHIN if whole is not None else ():
        part = _at(tables, spot)
        if whole is not None and part is not None and part.figure.value > _FAR * whole.figure.value > 0:
            yield part, whole
