"""Amounts: what the made-up unit of a new project spent, by the functional and the economic classification.

The figures of ``data.yaml`` are the sums of these: a test holds the workbook that is made of them against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

NIL = Decimal("0.00")


class Spent(NamedTuple):
    """What was spent under one functional code, in 万元 by economic code, of 基本支出 and of 项目支出."""

    basic: Mapping[str, Decimal]
    project: Mapping[str, Decimal]


def _amounts(listed: str) -> dict[str, Decimal]:
    """``30101 98.40 30102 70.30`` by codes."""
    words = listed.split()
    return {code: Decimal(amount) for code, amount in zip(words[::2], words[1::2], strict=True)}


SPENT: Mapping[str, Spent] = {
    "2010301": Spent(
        _amounts("30101 98.40 30102 70.30 30103 36.20 30201 14.20 30211 9.80 30217 0.60 30228 5.60"), _amounts("")
    ),
    "2010302": Spent(_amounts(""), _amounts("30213 4.00 30227 28.20 31002 8.00")),
    "2080505": Spent(_amounts("30108 24.60"), _amounts("")),
    "2210201": Spent(_amounts("30113 20.60"), _amounts("")),
}
RECEPTION = (Decimal("0.80"), Decimal("0.60"))  # 预算数, 决算数; nothing else of “三公”
STAFF = ("301", "303")  # 人员经费; every other class is 公用经费


def spent(code: str = "", economic: str = "", kind: str = "") -> Decimal:
    """What was spent under codes that begin with ``code`` and ``economic``; ``kind`` is basic, project, or both."""
    return sum(
        (
            amount
            for item, by_kind in SPENT.items()
            if item.startswith(code)
            for name, amounts in by_kind._asdict().items()
            if kind in ("", name)
            for key, amount in amounts.items()
            if key.startswith(economic)
        ),
        NIL,
    )


def of_staff(kind: str = "") -> Decimal:
    """人员经费."""
    return sum((spent(economic=code, kind=kind) for code in STAFF), NIL)


def levels(codes: Iterable[str], shortest: int = 3) -> list[str]:
    """``codes`` with what they belong to, in order: 201, 20103, 2010301."""
    return sorted({code[:length] for code in codes for length in range(shortest, len(code) + 1, 2)})
