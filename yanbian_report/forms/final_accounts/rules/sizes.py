"""Sizes that deserve a look: amounts a head, changes by more than a factor of three, 元 for 万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.findings import Severity
from yanbian_report.model.agreement import interval, quotient
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import look_up
from yanbian_report.model.year import Year
from yanbian_report.rules.causes import in_other_unit
from yanbian_report.rules.rule import Holds, Outcome, Violation, rule

_NEAR = Decimal(3)  # 元 for 万元 is a factor of 10 000: what is within a third of it is that
_BESIDE_THE_WHOLE = 10  # times all revenue and expenditure: no amount of a unit is that
_SMALL = Decimal(1_000)  # 元: what is below may well change by anything
_VAST = Decimal(10_000_000_000)  # 元: more than a unit has whose every amount stands in 元 without saying so


class _Each(NamedTuple):
    """``part`` for each of ``whole``, which is usually between ``low`` and ``high`` (元, or pieces)."""

    part: str
    whole: str
    low: int
    high: int


_EACH = (
    _Each("三公经费.公务接待费.国内接待", "三公经费.公务接待费.人次", 5, 500),
    _Each("三公经费.公务接待费.外事接待", "三公经费.公务接待费.外事人次", 10, 2_000),
    _Each("三公经费.公务接待费.人次", "三公经费.公务接待费.批次", 1, 60),
    _Each("三公经费.公务接待费.外事人次", "三公经费.公务接待费.外事批次", 1, 60),
    _Each("三公经费.因公出国境费.决算", "三公经费.因公出国境费.人次数", 1_000, 200_000),
    _Each("三公经费.因公出国境费.人次数", "三公经费.因公出国境费.团组数", 1, 30),
    _Each("三公经费.公务用车.运行维护费", "三公经费.公务用车.保有量", 3_000, 80_000),
    _Each("三公经费.公务用车.购置费", "三公经费.公务用车.购置数", 30_000, 600_000),
    _Each("一般公共预算基本支出.人员经费", "人员.在职人数", 30_000, 400_000),
    _Each("一般公共预算基本支出.公用经费", "人员.在职人数", 1_000, 200_000),
)
_LAST = (
    ("收入.收入总计", "上年.收入总计"),
    ("支出.支出总计", "上年.支出总计"),
    ("财政拨款.收入总计", "上年.财政拨款收入总计"),
    ("财政拨款.支出总计", "上年.财政拨款支出总计"),
    ("一般公共预算支出.合计", "上年.一般公共预算财政拨款支出"),
    ("政府性基金预算支出.合计", "上年.政府性基金预算支出"),
    ("国有资本经营预算支出.合计", "上年.国有资本经营预算支出"),
    ("机关运行经费.决算", "上年.机关运行经费"),
    ("三公经费.因公出国境费.决算", "上年.三公经费.因公出国境费"),
    ("三公经费.公务用车.决算", "上年.三公经费.公务用车"),
    ("三公经费.公务接待费.决算", "上年.三公经费.公务接待费"),
)


@rule("R332", basis="人均、车均的常见范围", severity=Severity.NOTE)
def amounts_a_head(year: Year) -> Iterator[Outcome]:
    """接待每人次、出国每人、每辆车、每名在职人员平均的数，大得或小得少见的，和“数据”里同名的金额平均每人上百万元的，要看一看。"""
    listed = look_up(year.tree, ("三公经费", "公务用车", "购置清单"))
    bought = [f"三公经费.公务用车.购置清单.{n}" for n in range(1, len(listed) + 1)] if isinstance(listed, list) else []
    cars = (_Each(f"{p}.金额", f"{p}.数量", 30_000, 600_000) for p in bought)
    for part, whole, low, high in (*_EACH, *cars, *_told_of_people(year)):
        amount, count = year.get(part), year.get(whole)
        if amount is None or count is None or amount.value <= 0 or count.value <= 0:
            continue
        mean = amount.value / count.value
        ends = quotient(amount, count)
        if ends.low <= high and ends.high >= low:
            yield Holds((amount, count), bounds=True)
            continue
        each = amount_spoken(mean.quantize(Decimal("0.01")), amount.unit)
        words = f"“{part}”{spoken(amount)}，“{whole}”{spoken(count)}，平均每{count.unit} {each}"
        words += "，多得少见" if mean > high else "，少得少见"
        meant = _meant_in(mean, Decimal(low), Decimal(high)) if amount.unit == YUAN else ""
        hint = _OTHER_UNIT.get(meant, "核对这两个数；不错的话不用改")
        yield Violation(words, (amount, count), hint=hint, repairs=in_other_unit(amount, meant) if meant else ())


def _told_of_people(year: Year) -> Iterator[_Each]:
    """What “数据” tells of people in amounts and in heads under one name: 代缴金额 and 代缴人次."""
    groups: dict[str, tuple[list[Figure], list[Figure]]] = {}
    for path, figure in year.figures().items():
        if figure.unit in _TOLD and ".数据." in path:
            groups.setdefault(path.rpartition(".")[0], ([], []))[figure.unit != YUAN].append(figure)
    for amounts, heads in groups.values():
        fewest = min((head.value for head in heads), default=None)
        for amount in amounts:
            if fewest is None or amount.value <= fewest * _A_MILLION:
                continue
            name = amount.path.rpartition(".")[2]
            head = max(heads, key=lambda each: _common(name, each.path.rpartition(".")[2]))
            if _common(name, head.path.rpartition(".")[2]) >= _NAME:
                yield _Each(amount.path, head.path, 0, _A_MILLION)


def _common(one: str, other: str) -> int:
    """With how many signs both names begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_TOLD = frozenset((YUAN, "人", "名", "位", "人次"))
_NAME = 2  # signs that a name of something has at least
_A_MILLION = 1_000_000  # 元: more than any one person is paid out of public funds at once
_OTHER_UNIT = {"元": "正好大约一万倍：是不是元写成了万元", "万元": "正好小约一万倍：是不是万元写成了元"}


def _meant_in(mean: Decimal, low: Decimal, high: Decimal) -> str:
    """In which unit the amount of an unusual ``mean`` would be a usual one."""
    return "元" if low <= mean / WAN <= high else "万元" if low <= mean * WAN <= high else ""


@rule("R602", basis="与上年相差悬殊的要核对", severity=Severity.NOTE)
def changes_by_factors(year: Year) -> Iterator[Outcome]:
    """比上年多两倍以上、或者不到上年三分之一的，要看一看；一起变的只说第一个。"""
    said: list[Decimal] = []
    for path, last in _LAST:
        now, before = year.get(path), year.get(last)
        if (
            now is None
            or before is None
            or now.value <= 0
            or before.value <= 0
            or max(now.value, before.value) < _SMALL
        ):
            continue
        times = now.value / before.value
        if 1 / _NEAR <= times <= _NEAR:
            yield Holds((now, before), bounds=True)
        elif not any(abs(times - other) <= other / 4 for other in said):
            said.append(times)
            large, small = (now, before) if times > 1 else (before, now)
            ratio = large.value / small.value
            words = f"“{path}”{spoken(now)}，“{last}”{spoken(before)}，相差 {ratio:.0f} 倍"
            is_unit = WAN / _NEAR < ratio < WAN * _NEAR
            hint = f"“{large.path}”是不是元写成了万元" if is_unit else "核对两个数；不错的话，原因里要说清楚"
            repairs = in_other_unit(large, "元") if is_unit else ()
            yield Violation(words, (now, before), hint=hint, repairs=repairs)


@rule("R108", basis="表内金额单位：万元", severity=Severity.NOTE)
def unit_of_amounts(year: Year) -> Iterator[Outcome]:
    """不写单位的金额是万元；比全年收支总计还大十倍的，或者整份收支上百亿元的，多半是元。"""
    totals = [year.figure(path) for path in ("收入.收入总计", "支出.支出总计")]
    whole = min(totals, key=lambda f: f.value)
    last = max(
        (f.value for f in map(year.get, ("上年.收入总计", "上年.支出总计")) if f is not None), default=whole.value
    )
    limit = max(interval(whole).high, last) * _BESIDE_THE_WHOLE
    if whole.unknown or whole.value <= 0:
        return
    if whole.value >= _VAST:
        typed = next((f for f in year.figures().values() if _is_bare(f) and f.path.startswith("收入.") and f), whole)
        words = f"“{typed.path}”写的是 {typed.text}（万元），整份收支合计上百亿元，不像一个单位的数"
        yield Violation(words, (typed,), hint=f"是元的话，每个金额后面都写上“元”，例如 {typed.text}元")
        return
    for figure in year.figures().values():
        if _is_bare(figure) and figure.value > limit and figure.path not in ("上年.收入总计", "上年.支出总计"):
            words = f"“{figure.path}”写的是 {figure.text}（万元），比全年收支总计 {spoken(whole)} 还大十倍以上"
            repairs = in_other_unit(figure, "元")
            yield Violation(words, (figure,), hint=f"是元的话，写成 {figure.text}元", repairs=repairs)


def _is_bare(figure: Figure) -> bool:
    own = figure.origin and not figure.path.startswith("已知差异")
    return bool(own) and figure.kind == "amount" and figure.text[-1:].isdigit() and "数据" not in figure.path
