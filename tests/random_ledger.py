"""What an imaginary unit received and paid in a year, payment by payment, in whole 分: nothing is rounded here.

Every money has a purse: one of the three funds, or the unit's other money. A purse begins with what was carried over,
receives, pays, and carries over what is left. All that a report prints is counted from these, by questions asked of
the list of payments; no total is drawn, and nothing of the program is asked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

PURSES = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "其他")
CODES = {
    PURSES[0]: ("2010301", "2010302", "2050201", "2080101", "2080505", "2101101", "2101102", "2120501", "2210201"),
    PURSES[1]: ("2120801", "2120803", "2296002"),
    PURSES[2]: ("2230101", "2230201"),
    PURSES[3]: ("",),
}
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
OTHER_KINDS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")


@dataclass
class Payment:
    """So many 分 out of ``purse``: for which item, of which kind, for what, and whether of last year's money."""

    purse: str
    code: str
    kind: str
    use: str
    fen: int
    old: bool = False


@dataclass
class Ledger:
    """A year: what each purse began with and received, by kind, and every payment."""

    opening: dict[str, int]
    received: dict[str, dict[str, int]]
    payments: list[Payment]
    surplus: int = 0
    distributed: int = 0
    staff: dict[str, int] = field(default_factory=dict)

    def paid(self, **wanted: object) -> int:
        """All payments that are as ``wanted`` says."""
        return sum(p.fen for p in self.payments if all(getattr(p, k) == v for k, v in wanted.items()))

    def income(self, purse: str) -> int:
        return sum(self.received[purse].values())

    def closing(self, purse: str) -> int:
        more = self.surplus - self.distributed if purse == PURSES[3] else 0
        return self.opening[purse] + self.income(purse) + more - self.paid(purse=purse)

    def left(self) -> dict[str, int]:
        """What is carried over, by purse."""
        return {purse: self.closing(purse) for purse in PURSES}


class Drawn:
    """Draws ledgers; ``size`` is what a large amount is, in 分."""

    def __init__(self, draw: random.Random, size: int) -> None:
        self.draw = draw
        self.size = size

    def some(self, high: int, nil: float = 0.0) -> int:
        """So many 分, of any size up to ``high``; nothing with the chance ``nil``."""
        if self.draw.random() < nil or high < 1:
            return 0
        return min(high, int(high ** self.draw.uniform(0.3, 1.0)) + self.draw.randint(0, 99))

    def parts(self, whole: int, count: int) -> list[int]:
        """``whole`` in ``count`` parts, some of them nothing."""
        cuts = sorted(self.draw.randint(0, whole) for _ in range(count - 1))
        if self.draw.random() < 0.4:
            cuts = sorted(0 if self.draw.random() < 0.4 else cut for cut in cuts)
        edges = [0, *cuts, whole]
        return [b - a for a, b in zip(edges, edges[1:], strict=False)]

    def year(self, opening: dict[str, int] | None = None) -> Ledger:
        """A ledger; it begins with ``opening`` where last year's is known."""
        draw = self.draw
        purses = [PURSES[0], *(p for p in PURSES[1:] if draw.random() < 0.35)]
        begun = opening or {p: self.some(self.size // 5, nil=0.5 if p in purses else 0.9) for p in PURSES}
        received: dict[str, dict[str, int]] = {p: {} for p in PURSES}
        for purse in PURSES[:3]:
            received[purse] = {purse: self.some(self.size) + 100_00 if purse in purses else 0}
        amounts = self.parts(self.some(self.size // 2), 5) if PURSES[3] in purses else [0] * 5
        received[PURSES[3]] = dict(zip(OTHER_INCOME, amounts, strict=True))
        ledger = Ledger(begun, received, [])
        ledger.surplus = self.some(self.size // 50, nil=0.6) if sum(amounts) else 0
        for purse in PURSES:
            self._pay(ledger, purse)
        return ledger

    def _pay(self, ledger: Ledger, purse: str) -> None:
        """Pay what there is, or leave some; other money is also distributed."""
        draw, there = self.draw, ledger.closing(purse)
        left = self.some(there // 3, nil=0.6) if there > 3 else 0
        spent = there - left
        if purse == PURSES[3]:
            ledger.distributed = self.some(spent // 10, nil=0.6)
            for kind, fen in zip(OTHER_KINDS, self.parts(spent - ledger.distributed, 5), strict=True):
                ledger.payments.append(Payment(purse, "", kind, "", fen))
            return
        old = min(ledger.opening[purse], spent)
        codes = draw.sample(CODES[purse], draw.randint(1, len(CODES[purse])))
        for code, fen in zip(codes, self.parts(spent - old, len(codes)), strict=True):
            self._of_an_item(ledger, purse, code, fen)
        if old:
            ledger.payments.append(Payment(purse, draw.choice(codes), "项目支出", "", old, old=True))

    def _of_an_item(self, ledger: Ledger, purse: str, code: str, fen: int) -> None:
        basic = fen if self.draw.random() < 0.3 else self.parts(fen, 2)[0]
        if purse != PURSES[0] and self.draw.random() < 0.7:
            basic = 0
        staff, office = self.parts(basic, 2)
        for kind, use, part in (
            ("基本支出", "人员", staff),
            ("基本支出", "公用", office),
            ("项目支出", "", fen - basic),
        ):
            if part:
                ledger.payments.append(Payment(purse, code, kind, use, part))


def last_of(drawn: Drawn) -> tuple[Ledger, dict[str, int]]:
    """Last year's ledger and what this year begins with: what was left."""
    last = drawn.year()
    return last, last.left()
