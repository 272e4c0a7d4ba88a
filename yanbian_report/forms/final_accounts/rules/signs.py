"""Signs and kinds of numbers: what cannot be below nothing, what comes in whole pieces, what is a share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yanbian_report.base.findings import Severity
from yanbian_report.model.figure import RATE, Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.year import Year
from yanbian_report.rules.causes import retyped
from yanbian_report.rules.relations import not_more_than
from yanbian_report.rules.rule import Outcome, Violation, rule

_CHANGE = r"[增减涨降升]|净|差额|变动|变化|同比|环比|结余|盈亏|温"
# These are compiled where there is something to be held against them, and not at every start.
_MAY_BE_NEGATIVE = rf"^已知差异\.|结转和结余$|\.结余分配$|\.增减$|\.数据\..*(?:{_CHANGE})"
_WHOLE = frozenset("人名位辆台套个件户家次项条份期场座所村宗起例只张册部宿") | {
    *("人次", "批次", "户次", "台套", "团组", "台（套）", "人份", "项次", "家次", "场次"),
}
_SHARE = ("率", "占比", "度", "比例", "比重")
_MORE_THAN_ALL = r"[增减涨降升超]|同比|环比|完成|达成|执行|使用率|周转|偏差|变动|变化|收益|回报|负债|产出"
_NO_RATE = r"[年月季温深高长宽进速热湿角]度$"


@rule("R111", basis="决算表：支出、人数、件数不小于0")
def nothing_below_nothing(year: Year) -> Iterator[Outcome]:
    """收入、支出、人数、件数和比率不小于 0；结转结余、结余分配和增减额可以是负数。"""
    for path, figure in year.figures().items():
        if figure.value < 0 and figure.origin and not re.search(_MAY_BE_NEGATIVE, path):
            words = f"“{path}”为 {spoken(figure)}，小于 0"
            hint = "核对正负号；确是负数的（例如收回以前年度支出），登记在“已知差异”里"
            yield Violation(words, (figure,), figure.value, unit=figure.unit, hint=hint)


@rule("R112", basis="人、车、设备、件数是整数")
def whole_pieces(year: Year) -> Iterator[Outcome]:
    """人、辆、台、件、个等是整数。"""
    for figure in year.figures().values():
        if figure.kind != "count" or not figure.origin or figure.unit not in _WHOLE or figure.unknown:
            continue
        is_whole = figure.value == figure.value.to_integral_value()
        if not is_whole or ("." in figure.text and not re.search("[万亿]", figure.text)):
            words = f"“{figure.path}”为 {spoken(figure) if not is_whole else figure.text}，“{figure.unit}”没有小数"
            repairs = retyped(figure, re.sub(r"\.0+", "", figure.text)) if is_whole else ()
            yield Violation(words, (figure,), unit=figure.unit, hint="核对小数点", repairs=repairs)


# What the report prints behind the number, whatever was typed: another unit would be another thing.
_UNITS = (
    (r"公务接待费\.(?:外事)?批次$", ("批次", "批", "次")),
    (r"公务接待费\.(?:外事)?人次$", ("人次", "人")),
    (r"因公出国境费\.团组数$", ("个", "团", "批", "次", "团组")),
    (r"因公出国境费\.人次数$", ("人", "人次")),
    (r"公务用车\.(?:购置数|保有量|..清单\.\d+\.数量)$|^国有资产\.车辆(?:清单\.\d+\.数量)?$", ("辆", "台")),
    (r"^国有资产\.单价", ("台", "套", "台（套）", "台套", "件", "个")),
    (r"^人员\.", ("人", "名", "个")),
    (r"^绩效管理\.|^单位\.下属单位分类\.", ("个", "项", "家")),
    (r"^政府采购\.采购清单\.\d+\.数量$", ()),
)
# Numbers without a unit.
_PURE = ("分", "分数", "指数", "系数", "倍数", "比", "排名", "名次", "年份", "编号", "文号", "容积率", "汇率", "倍率")
_BARE_RATE = r"(?<![积汇倍功频转])(?:率|占比|比重)$"


@rule("R113", basis="数量连单位照实填写", severity=Severity.NOTE)
def units_of_counts(year: Year) -> Iterator[Outcome]:
    """人数、辆数、批次等写的是它自己的单位，文字里引用的数印出来有单位；率、占比带百分号。"""
    bare: dict[str, Figure] = {}
    for path, figure in year.figures().items():
        if not figure.origin or figure.unknown or figure.kind not in ("count", "rate"):
            continue
        if "数据." in path:
            if not figure.unit and re.search(_BARE_RATE, path):
                words = f"“{path}”写的是 {figure.text}，没有百分号"
                meant = f"{figure.value * 100:f}".rstrip("0").rstrip(".") if abs(figure.value) <= 1 else figure.text
                hint, repairs = f"百分数要带“%”，例如 {meant}%", retyped(figure, f"{meant}%")
                yield Violation(words, (figure,), hint=hint, repairs=repairs)
            elif not figure.unit and not path.endswith(_PURE):
                bare[path] = figure
            continue
        units = next((units for pattern, units in _UNITS if re.search(pattern, path)), None)
        if units is not None and (figure.unit not in units if units else not figure.unit):
            wanted = f"应当是“{units[0]}”" if units else "应当有单位，例如“台”"
            has = f"单位是“{figure.unit}”" if figure.unit else "没有单位"
            words = f"“{path}”写的是 {figure.text}，{has}，{wanted}"
            repairs = retyped(figure, f"{figure.text}{units[0]}") if units and not figure.unit else ()
            yield Violation(words, (figure,), hint="核对数和单位", repairs=repairs)
    yield from _printed_bare(year, bare)


def _printed_bare(year: Year, bare: dict[str, Figure]) -> Iterator[Violation]:
    """Those of the figures without a unit behind which no text says one."""
    from yanbian_report.model.citations import citations

    for text in year.texts() if bare else ():
        for citation in citations(text.text):
            figure = year.find(citation.path, text.path) if year.knows(citation.path, text.path) else None
            after = text.text[citation.end : citation.end + 1]
            if isinstance(figure, Figure) and figure.path in bare and (not after or after in "，。；、：）！\n"):
                words = f"“{figure.path}”写的是 {figure.text}，没有单位，文字里引用它的地方也没有写"
                yield Violation(words, (bare.pop(figure.path),), hint="数量连单位填写，例如 794名")


_PRAISE = tuple(f"{word}{end}" for word in ("满意", "好评", "支持", "认可", "知晓") for end in "度率")
_RARELY_LESS = Decimal("0.6")


@rule("R404", basis="满意度、好评率的常见范围", severity=Severity.NOTE)
def praise_is_mostly_high(year: Year) -> Iterator[Outcome]:
    """登记的满意度、好评率不到60%的，要看一看。"""
    for path, figure in year.figures().items():
        if figure.unit != RATE or not figure.origin or figure.unknown or not path.endswith(_PRAISE):
            continue
        if 0 <= figure.value < _RARELY_LESS:
            yield Violation(f"“{path}”为 {spoken(figure)}，低得少见", (figure,), hint="核对小数点和数；不错的不用改")


@rule("R403", basis="率、占比是部分与全部之比")
def rates_are_shares(year: Year) -> Iterator[Outcome]:
    """登记的率、占比、满意度、比例不超过100%；完成率、增长率、执行率等可以超过。"""
    for figure in year.figures().values():
        name = figure.path.rpartition(".")[2] if figure.unit == RATE and figure.origin else ""
        if name.endswith(_SHARE) and not re.search(_MORE_THAN_ALL, name) and not re.search(_NO_RATE, name):
            whole = Figure(Decimal(1), RATE, Decimal(0), text="100%", path="100%")
            outcome = not_more_than(figure, whole)
            yield outcome if isinstance(outcome, Violation) else None
