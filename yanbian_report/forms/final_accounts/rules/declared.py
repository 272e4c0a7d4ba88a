"""Relations that the unit itself declares beside its figures (``勾稽`` in the data)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.findings import Severity
from yanbian_report.base.suggest import did_you_mean
from yanbian_report.model.citations import citations
from yanbian_report.model.figure import RATE, Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import adds_up, equals, not_more_than, parts_within, share_of
from yanbian_report.rules.rule import Outcome, Violation, rule

_RELATION = re.compile(r"(?P<left>[^=＝<>≤≥]+?)\s*(?P<sign><=|>=|≤|≥|=|＝)\s*(?P<right>[^=＝<>≤≥]+)")
_DECLARED = re.compile(r"(?:^|\.)勾稽\.\d+$")
_NOT_MORE = {"<=", "≤"}
_NOT_LESS = {">=", "≥"}


@rule("R401", basis="数据里登记的勾稽关系")
def declared_relations(year: Year) -> Iterator[Outcome]:
    """数据里“勾稽”登记的关系成立：合计＝各部分相加，率＝分子÷分母，部分<=全部。

    写法：“合计 = 甲 + 乙”“完成率 = 完成数 ÷ 总数”“甲 = 乙”“部分 <= 全部”。
    名字先在同一条的“数据”里找，再在同一组里找，最后照全路径找。
    """
    for relation, figures, sign in _relations(year):
        left, *right = figures
        outcome: Outcome
        if sign == "÷":
            outcome = share_of(left, *right)
        elif sign in _NOT_MORE:
            outcome = parts_within([left], right)
        elif sign in _NOT_LESS:
            outcome = parts_within(right, [left])
        else:
            outcome = equals(left, right[0]) if len(right) == 1 else adds_up(left, right)
        if isinstance(outcome, Violation):
            outcome = outcome._replace(
                message=f"登记的关系“{relation.text}”不成立：{outcome.message}", figures=(left, *right)
            )
        yield outcome


_AMONG = re.compile(r"(?:其中|当中)[^，。；{}\n]{0,16}\{\{")
_BEFORE = re.compile(r"[^，。；{}\n]{0,8}[，（][^，。；{}\n]{0,3}(?:其中|当中)[^，。；{}\n]{0,16}")


@rule("R405", basis="文字里的“其中”", severity=Severity.NOTE)
def parts_that_texts_tell(year: Year) -> Iterator[Outcome]:
    """文字里写“……，其中……”、前后都引用数据的，后一个数不超过前一个数。"""
    for text, match in year.search(_AMONG):
        cited = citations(text.text)
        number = next((n for n, one in enumerate(cited) if one.start == match.end() - 2), 0)
        if not number or not _BEFORE.fullmatch(text.text[cited[number - 1].end : cited[number].start]):
            continue
        whole, part = (
            year.find(one.path, text.path) if year.knows(one.path, text.path) else None
            for one in cited[number - 1 : number + 1]
        )
        if not isinstance(whole, Figure) or not isinstance(part, Figure) or _unit(whole) != _unit(part):
            continue
        outcome = not_more_than(part, whole)
        if isinstance(outcome, Violation) and not _is_declared_of(year, part, whole):
            words = f"文字说“{whole.path}”里有“{part.path}”（其中）：{outcome.message}"
            yield outcome._replace(message=words, hint="核对两个数；不是其中的，改写这句话")


def _unit(figure: Figure) -> str:
    return _ALIKE.get(figure.unit, figure.unit)


def _is_declared_of(year: Year, *wanted: Figure) -> bool:
    """Whether a declared relation is about all of ``wanted``: it says itself what does not hold."""
    paths = {figure.path for figure in wanted}
    return any(paths <= {figure.path for figure in figures} for _, figures, _ in _relations(year))


@rule("R402", basis="数据里登记的勾稽关系", severity=Severity.ERROR)
def readable_relations(year: Year) -> Iterator[Outcome]:
    """登记的勾稽关系写得出两边，每个名字都是数据里的数，单位相同。"""
    for relation in _declared(year):
        parsed = _parsed(relation.text)
        hint = "写成“合计 = 甲 + 乙”“完成率 = 完成数 ÷ 总数”或“部分 <= 全部”"
        if parsed is None:
            yield Violation(f"看不懂勾稽关系“{relation.text}”", origin=relation.origin, path=relation.path, hint=hint)
            continue
        unknown = [name for name in parsed[0] if _figure(year, name, relation) is None]
        units = "" if unknown else _units_apart(year, relation, *parsed)
        if units:
            yield Violation(
                f"勾稽关系“{relation.text}”两边单位不同：{units}",
                origin=relation.origin,
                path=relation.path,
                hint="单位不同的数不能相等、相加、相比：核对单位，或者改写这条关系",
            )
        for name in unknown:
            meant = did_you_mean(year.nearest(name)) or "名字照“数据”里的写"
            yield Violation(
                f"勾稽关系里的“{name}”不是数据里的数", origin=relation.origin, path=relation.path, hint=meant
            )


def _relations(year: Year) -> Iterator[tuple[Text, list[Figure], str]]:
    for relation in _declared(year):
        parsed = _parsed(relation.text)
        figures = [_figure(year, name, relation) for name in parsed[0]] if parsed else []
        known = [f for f in figures if f is not None]
        if parsed and len(known) == len(figures):
            yield relation, known, parsed[1]


_ALIKE = {"名": "人", "位": "人", "台套": "台", "台（套）": "台", "套": "台"}


def _units_apart(year: Year, relation: Text, names: list[str], sign: str) -> str:
    """The units that a relation mixes, each with its figure; empty where they go together or are not written.

    A rate is a quotient of two figures of one unit; any other quotient has the unit of what is divided.
    """
    figures = [figure for name in names if (figure := _figure(year, name, relation)) is not None]
    if sign == "÷":
        figures = figures[1:] if figures[0].unit == RATE else figures[:2]
    units: dict[str, str] = {}
    for figure in figures:
        if figure.unit:
            units.setdefault(_ALIKE.get(figure.unit, figure.unit), f"“{figure.path}”{spoken(figure)}")
    return "，".join(units.values()) if len(units) > 1 else ""


def _declared(year: Year) -> list[Text]:
    return [text for text in year.texts() if _is_declared(text.path)]


@lru_cache(maxsize=4_096)
def _is_declared(path: str) -> bool:
    return "勾稽" in path and _DECLARED.search(path) is not None


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[list[str], str] | None:
    """The names of a relation, left side first, and its sign (÷ for a rate)."""
    match = _RELATION.fullmatch(text.strip())
    if match is None:
        return None
    left, right = match["left"].strip(), match["right"].strip()
    parts = re.split(r"\s*÷\s*", right)
    if len(parts) == 2:
        return [left, *parts], "÷"
    return [left, *re.split(r"\s*[+＋]\s*", right)], match["sign"]


def _figure(year: Year, name: str, relation: Text) -> Figure | None:
    scope = relation.path.rpartition(".勾稽.")[0]
    for wanted in (f"数据.{name}", name):
        try:
            found = year.find(wanted, scope)
        except KeyError:
            continue
        if isinstance(found, Figure):
            return found
    return None
