"""Numbers typed into prose: one that is nearly a figure of the file, or 10 000 times as much, was meant to be it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules._sought import NUMBER
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.figure import RATE, WAN, YUAN, Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import Slip

_PER = {"元": Decimal(1), "万元": WAN, "亿元": WAN * WAN}
_REASONS = r"^变动原因\.|\.(?:预算)?原因$|^机关运行经费\.增减因素\."  # rules of reasons look at those
_DIGITS = 3  # of a number that is found again 10 000 times as large by more than chance
_NEAR_DIGITS = 4


@rule("R531", basis="文字里的数与数据文件一致", severity=Severity.NOTE)
def numbers_in_prose(year: Year) -> Iterator[Outcome]:
    """文字里打出来的金额、个数和比率，没有与数据文件里的数差一个数字、写颠倒两个数字或者差一万倍的。"""
    yield from WORDINGS.slips(year, "R531")
    of_units: dict[str, list[Figure]] = {}
    scopes: dict[tuple[str, str], list[Figure]] = {}
    for figure in year.figures().values():
        if figure.value and not figure.unknown and not figure.path.startswith("已知差异"):
            of_units.setdefault(figure.unit, []).append(figure)
            scopes.setdefault((figure.unit, _scope(figure.path)), []).append(figure)
    like = {unit: _Sorted(figures) for unit, figures in of_units.items()}
    for text, numbers in WORDINGS.found(year, NUMBER):
        for number in numbers if not re.search(_REASONS, text.path) else ():
            unit = _kind(number.hint)
            if unit in like:
                yield _odd(number, text, like[unit], scopes.get((unit, _scope(text.path)), []))


class _Sorted:
    """Figures of one unit by their size, in which what a number may be is found without asking them all."""

    def __init__(self, figures: list[Figure]) -> None:
        self._figures = sorted(figures, key=lambda f: abs(f.value))
        self._sizes = [abs(f.value) for f in self._figures]
        self._step = max(f.step for f in figures)

    def at(self, value: Decimal, step: Decimal) -> list[Figure]:
        """The figures that ``value``, known to ``step``, may be."""
        reach = (self._step + step) / 2
        first, end = bisect_left(self._sizes, value - reach), bisect_right(self._sizes, value + reach)
        return [figure for figure in self._figures[first:end] if _is(value, step, figure)]


def _odd(typed: Slip, text: Text, like: _Sorted, beside: list[Figure]) -> Violation | None:
    """What is odd about the number ``typed`` in ``text``; nothing where it is one of the figures ``like`` it. Those
    ``beside`` it are of the same entry.
    """
    number, unit = typed.about.replace(",", ""), typed.hint
    value, step = _meant(Decimal(number), unit), _meant(Decimal(1).scaleb(-len(number.partition(".")[2])), unit)

    def odd(words: str, hint: str) -> Violation:
        return Violation(words, origin=position_of(text, typed.start), path=text.path, hint=hint)

    named = _named_before(text.text[max(0, typed.start - _CLAUSE) : typed.start], beside)
    if named is not None and value and not _is(value, step, named):
        name = named.path.rpartition(".")[2]
        words = f"“{typed.words}”前面说的是“{name}”，它在数据文件里是 {spoken(named)}"
        return odd(words, "核对；是同一个数就引用它，写 {{ 路径 }}")
    if not value or like.at(value, step):
        return None
    if unit in _PER:
        long = len(number.replace(".", "").strip("0")) >= _DIGITS
        for off in (WAN, 1 / WAN):
            found = like.at(value * off, step * off)
            figure = next((f for f in found if f in beside), found[0] if found and long else None)
            if figure is not None:
                return odd(f"“{typed.words}”与“{figure.path}”（{spoken(figure)}）差一万倍", "核对是元、万元还是亿元")
    for figure in beside:
        if _nearly(number, unit, figure):
            words = f"“{typed.words}”不是数据文件里的数，与“{figure.path}”（{spoken(figure)}）很近"
            return odd(words, "核对；是同一个数就引用它，写 {{ 路径 }}")
    return None


_BETWEEN = r"[：，]?(?:已经?)?(?:达到?|为|是|共计|共有|共|有|计|合计|约)?$"
_OTHERS = r"上年|去年|同期|目标|计划|预期|预计|以上|不低于|提高|增长|下降|减少|其中|平均"
_SHORTEST_NAME = 3
_CLAUSE = 40  # signs before a number that are looked at


def _named_before(before: str, figures: list[Figure]) -> Figure | None:
    """The one of ``figures`` whose name stands right before a number, where the clause is about nothing else."""
    clause = re.split(r"[。；，、]", before)[-1]
    said = re.sub(_BETWEEN, "", clause)
    if re.search(_OTHERS, clause):
        return None
    for figure in figures:
        name = figure.path.rpartition(".")[2]
        if len(name) >= _SHORTEST_NAME and ".数据." in figure.path and said.endswith(name) and not figure.approx:
            rest = said[: -len(name)]
            if not rest or rest.endswith(("全年", "年", "全县", "的", "群众", "包括", "含", "采购", "新增", "}")):
                return figure
    return None


def _kind(unit: str) -> str:
    """The unit that figures have which are written with ``unit``."""
    return YUAN if unit in _PER else RATE if unit in "%％" else unit.removeprefix("万")


def _meant(number: Decimal, unit: str) -> Decimal:
    """What a number with ``unit`` is in the unit that figures have."""
    if unit in "%％":
        return number / 100
    return number * _PER.get(unit, WAN if len(unit) > 1 else Decimal(1))


def _is(value: Decimal, step: Decimal, figure: Figure) -> bool:
    """Whether ``value``, known to ``step``, may be ``figure``."""
    return abs(abs(figure.value) - value) <= (figure.step + step) / 2


def _scope(path: str) -> str:
    """The entry that a path lies in: a piece of work, a project, else the section."""
    parts = path.split(".")
    return ".".join(parts[:2]) if parts[0] in ("重点工作", "项目") else parts[0]


def _nearly(typed: str, unit: str, figure: Figure) -> bool:
    """Whether ``typed`` has one other digit than ``figure`` as it is printed, or two turned round."""
    for printed in _ways(figure, unit):
        a, b = typed, printed
        if len(a) != len(b) or a.find(".") != b.find(".") or len(a.replace(".", "")) < _NEAR_DIGITS:
            continue
        off = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        turned = len(off) == 2 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
        if len(off) == 1 or turned:
            return True
    return False


def _ways(figure: Figure, unit: str) -> Iterable[str]:
    """``figure`` as it may be written in ``unit``."""
    if unit in _PER:
        value = figure.value / _PER[unit]
        return {f"{value:.2f}", f"{value:f}"}
    return {f"{figure.value * 100:.2f}"} if figure.unit == RATE else {f"{figure.value:f}"}
