"""Numbers typed into prose: one that is nearly a figure of the file, or 10 000 times as much, was meant to be it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

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
_NEAR_DIGITS, _TURNED_DIGITS = 4, 3
_TOLD_OF = {"整体评价": r"项目\.[^.]+\.(?:预算|执行)$", "单位": r"人员\.", "变动原因": r"变动原因\.数据\."}


_FORMS = {YUAN: "|万元", RATE: "|百分比"}  # of figures whose text has no unit that would be printed


class _Typed(NamedTuple):
    """A number in a text: the ``words`` it is said with, its digits, its unit and what that makes of it."""

    text: Text
    start: int
    words: str
    digits: str
    unit: str
    value: Decimal
    step: Decimal

    @property
    def before(self) -> str:
        """The clause up to the number."""
        return re.split("[。；，、]", self.text.text[max(0, self.start - _CLAUSE) : self.start])[-1]

    def odd(self, words: str, figure: Figure, hint: str = "核对") -> Violation:
        """That ``words`` are odd, where ``figure`` may be meant."""
        hint = f"{hint}；是同一个数就写 {self._citation(figure)}，数改了文字会跟着改"
        return Violation(words, origin=position_of(self.text, self.start), path=self.text.path, hint=hint)

    def _citation(self, figure: Figure) -> str:
        """How the text would cite ``figure``."""
        scope, path = f"{_scope(self.text.path)}.", figure.path
        if path.startswith(scope) and scope.startswith(("重点工作.", "项目.")):
            path = path.removeprefix(scope)
        form = "" if figure.text and not re.match(r"[\d.-]+$", figure.text) else _FORMS.get(figure.unit, "")
        return f"{{{{ {path}{form} }}}}"


@rule("R531", basis="文字里的数与数据文件一致", severity=Severity.NOTE)
def numbers_in_prose(year: Year) -> Iterator[Outcome]:
    """文字里打出来的金额、个数和比率，没有与数据文件里的数差一个数字、写颠倒两个数字、点错小数点或者差一万倍的。"""
    yield from WORDINGS.slips(year, "R531")
    of_units: dict[str, list[Figure]] = {}
    for figure in year.figures().values():
        if figure.value and not figure.unknown and not figure.path.startswith("已知差异"):
            of_units.setdefault(figure.unit, []).append(figure)
    like = {unit: _Sorted(figures) for unit, figures in of_units.items()}
    scopes: dict[tuple[str, str], list[Figure]] = {}
    for text, numbers in WORDINGS.found(year, NUMBER):
        scope = "变动原因" if (reason := re.search(_REASONS, text.path)) else _scope(text.path)
        for number in numbers:
            unit, kind = _unit(number.hint, like)
            if kind and kind in like:
                if (kind, scope) not in scopes:
                    scopes[kind, scope] = [f for f in of_units[kind] if _is_beside(f, scope, bool(reason))]
                typed = _typed(number, text, unit)
                yield _odd(typed, number.hint, like[kind], scopes[kind, scope], bool(reason))


def _unit(behind: str, known: Container[str]) -> tuple[str, str]:
    """The unit that ``behind`` begins with, as it is written (余 and 多 left out), and as figures have it."""
    said = re.sub("^(万?)[余多]|^[余多](?=万|亿)", r"\1", behind)
    money = re.match("[万亿]?元", said)
    if money:
        return money[0], YUAN
    if said[:1] in "%％":
        return said[:1], RATE
    ten_thousands, rest = ("万", said[1:]) if said[:1] == "万" else ("", said)
    kind = next((rest[:size] for size in range(3, 0, -1) if rest[:size] in known), "")
    return ten_thousands + kind, kind


def _typed(number: Slip, text: Text, unit: str) -> _Typed:
    digits = number.about.replace(",", "")
    value, step = _meant(Decimal(digits), unit), _meant(Decimal(1).scaleb(-len(digits.partition(".")[2])), unit)
    end = number.hint.find(unit[-1]) + 1
    return _Typed(text, number.start, number.words + number.hint[:end], digits, unit, value, step)


def _is_beside(figure: Figure, scope: str, reason: bool) -> bool:
    """Whether ``figure`` is of the entry ``scope``, or one that its texts tell of; a reason tells of its own data."""
    told = _TOLD_OF.get(scope)
    return (not reason and _scope(figure.path) == scope) or bool(told and re.match(told, figure.path))


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


def _odd(typed: _Typed, behind: str, like: _Sorted, beside: list[Figure], reason: bool) -> Violation | None:
    """What is odd about a number; nothing where it is one of the figures ``like`` it. Those ``beside`` it are of the
    same entry. Of a reason the other rules ask, here only its own data are asked.
    """
    named = _named_before(typed, beside) or _named_behind(typed, behind, beside)
    if named is not None and typed.value and not _is(typed.value, typed.step, named):
        name = named.path.rpartition(".")[2]
        words = f"“{typed.words}”说的是“{name}”，它在数据文件里是 {spoken(named)}"
        return typed.odd(words, named)
    known = like.at(typed.value, typed.step)
    # 1271元 is not the 0.13万元 of another section: that is known to the hundred.
    if not typed.value or any(figure in beside or figure.step <= typed.step for figure in known):
        return None
    if typed.unit in _PER:
        long = len(typed.digits.replace(".", "").strip("0")) >= _DIGITS
        for off in (WAN, 1 / WAN):
            found = like.at(typed.value * off, typed.step * off)
            figure = next((f for f in found if f in beside), found[0] if found and long and not reason else None)
            if figure is not None:
                words = f"“{typed.words}”与“{figure.path}”（{spoken(figure)}）差一万倍"
                return typed.odd(words, figure, "核对是元、万元还是亿元")
    for figure in beside:
        if typed.unit in _PER and _is_shifted(typed, figure):
            words = f"“{typed.words}”与“{figure.path}”（{spoken(figure)}）数字相同，小数点的位置不同"
            return typed.odd(words, figure, "核对小数点和单位")
        if _nearly(typed.digits, typed.unit, figure):
            words = f"“{typed.words}”不是数据文件里的数，与“{figure.path}”（{spoken(figure)}）很近"
            return typed.odd(words, figure)
    return None


def _is_shifted(typed: _Typed, figure: Figure) -> bool:
    """Whether ``typed`` has the digits of ``figure`` and is 10, 100 or 1 000 times as much, or as little."""
    digits = typed.digits.replace(".", "").strip("0")
    if len(digits) < _DIGITS or re.search("每|均|标准|单价", typed.before):
        return False
    return any(_is(typed.value * off, typed.step * off, figure) for off in _SHIFTS)


_SHIFTS = tuple(Decimal(10) ** n for n in (1, -1, 2, -2, 3, -3))


_BETWEEN = r"[：，]?(?:已经?)?(?:达到?|为|是|共计|共有|共|有|计|合计|约)?$"
_OTHERS = r"上年|去年|同期|目标|计划|预期|预计|以上|不低于|提高|增长|下降|减少|其中|平均"
_SHORTEST_NAME = 3
_CLAUSE = 40  # signs before a number that are looked at


def _named_before(typed: _Typed, figures: list[Figure]) -> Figure | None:
    """The one of ``figures`` whose name stands right before a number, where the clause is about nothing else."""
    clause = typed.before
    said = re.sub(_BETWEEN, "", clause)
    if re.search(_OTHERS, clause):
        return None
    for figure in figures:
        name = figure.path.rpartition(".")[2]
        told = ".数据." in figure.path or figure.path.startswith("人员.")
        if len(name) >= _SHORTEST_NAME and told and said.endswith(name) and not figure.approx:
            rest = said[: -len(name)]
            if not rest or rest.endswith(("全年", "年", "全县", "的", "群众", "包括", "含", "采购", "新增", "}")):
                return figure
    return None


_ALL = ("全县", "全市", "全区", "全省", "全镇", "全乡", "全部", "所有", "所辖", "下辖")


def _named_behind(typed: _Typed, behind: str, figures: list[Figure]) -> Figure | None:
    """The one of ``figures`` whose name is what is counted, where all of it is: 全县16个乡镇, 乡镇数."""
    if typed.before.endswith(_ALL):
        counted = behind.removeprefix(typed.unit)
        for figure in figures:
            name = figure.path.rpartition(".")[2]
            if name.endswith("数") and len(name) > 2 and counted.startswith(name[:-1]) and not figure.approx:
                return figure
    return None


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
        digits = len(a.replace(".", ""))
        if len(a) != len(b) or a.find(".") != b.find(".") or digits < _TURNED_DIGITS:
            continue
        off = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        turned = len(off) == 2 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
        if (len(off) == 1 and digits >= _NEAR_DIGITS) or turned:
            return True
    return False


def _ways(figure: Figure, unit: str) -> Iterable[str]:
    """``figure`` as it may be written in ``unit``."""
    if unit in _PER:
        value = figure.value / _PER[unit]
        return {f"{value:.2f}", f"{value:f}"}
    return {f"{figure.value * 100:.2f}"} if figure.unit == RATE else {f"{figure.value:f}"}
