"""Difference: what changed between two years' figures, section by section, the largest swings first."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from yanbian_report.model.figure import RATE, Figure, ratio
from yanbian_report.model.formats import amount_spoken, round_half_up, spoken
from yanbian_report.model.year import Year

# Last year's column, accepted differences and changes are no figures of the year itself.
_LEFT_OUT = ("上年.", "已知差异.")
_OF_CHANGE = (".上年", ".增减额", ".增减率", ".增减")


class Change(NamedTuple):
    """One figure in two years; None in a year that does not have it."""

    path: str
    before: Figure | None
    after: Figure | None

    @property
    def size(self) -> Decimal:
        """After − before, in the figure's unit; what is missing counts as nil."""
        return (self.after.value if self.after else Decimal(0)) - (self.before.value if self.before else Decimal(0))

    @property
    def rate(self) -> Decimal | None:
        """The change as a share of the figure before (1 is 100 %); None without a base, and for rates."""
        if self.before is None or self.after is None or self.before.unit == RATE:
            return None
        share = ratio(self.after, self.before, "", "")
        return None if share is None or share.unknown else share.value - 1

    @property
    def size_words(self) -> str:
        """The change with its sign and unit."""
        figure = self.after or self.before
        unit = figure.unit if figure is not None else ""
        size = f"{round_half_up(self.size * 100, 2):f}个百分点" if unit == RATE else amount_spoken(self.size, unit)
        return f"{'+' if self.size > 0 else ''}{size}"

    @property
    def rate_words(self) -> str:
        """The change in per cent with its sign; empty where there is no rate."""
        return "" if self.rate is None else f"{round_half_up(self.rate * 100, 2):+f}%"

    def __str__(self) -> str:
        before, after = (spoken(f) if f is not None else "没有" for f in (self.before, self.after))
        rate = f"（{self.rate_words}）" if self.rate_words else ""
        return f"{self.path}　{before} → {after}　{self.size_words}{rate}"


def difference(before: Year, after: Year) -> dict[str, list[Change]]:
    """Every figure that differs, by section of the data file; in a section the largest amounts come first."""
    sections: dict[str, list[Change]] = {}
    for change in compared(before, after):
        if change.size:
            sections.setdefault(change.path.partition(".")[0], []).append(change)
    return {section: sorted(changes, key=_weight, reverse=True) for section, changes in sections.items()}


def compared(before: Year, after: Year) -> list[Change]:
    """Every figure that can be compared, whether it changed or not: known in both years, or known in one and not there
    in the other. What is derived is not known to be missing in a year that has figures to be filled in.
    """
    old, new = _figures(before), _figures(after)
    waits = bool(to_fill(before)), bool(to_fill(after))
    changes = (Change(path, old.get(path), new.get(path)) for path in dict.fromkeys((*new, *old)))
    return [change for change in changes if _comparable(change, waits)]


def to_fill(year: Year) -> int:
    """How many figures of ``year`` are still to be filled in."""
    return sum(figure.unknown and figure.origin is not None for figure in year.figures().values())


def _comparable(change: Change, waits: tuple[bool, bool]) -> bool:
    """Both are known and of one unit; a rate that one year does not have says nothing."""
    old, new = change.before, change.after
    if old is not None and new is not None:
        return not old.unknown and not new.unknown and old.unit == new.unit
    (there, waiting) = (new, waits[0]) if old is None else (old, waits[1])
    return there is not None and not there.unknown and there.unit != RATE and not (waiting and there.origin is None)


def _figures(year: Year) -> dict[str, Figure]:
    """The figures that have the same meaning in every year: no entries of lists, whose order is free."""
    return {
        path: figure
        for path, figure in year.figures().items()
        if not path.startswith(_LEFT_OUT) and not path.endswith(_OF_CHANGE)
        if not any(step.isdecimal() and len(step) < 3 for step in path.split("."))
    }


def _weight(change: Change) -> tuple[bool, bool, Decimal]:
    figure = change.after or change.before
    kind = figure.kind if figure is not None else ""
    return kind == "amount", kind == "count", abs(change.size)
