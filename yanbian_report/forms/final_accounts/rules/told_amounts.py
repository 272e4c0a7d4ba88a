"""Amounts that reasons tell, typed or cited, held against the change that they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules.reasons import LESS, MORE, Reason, written_reasons
from yanbian_report.model.agreement import tolerance
from yanbian_report.model.figure import WAN, YUAN, Figure
from yanbian_report.model.formats import amount_spoken, spoken
from yanbian_report.model.values import Text, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import without_citations

_AMOUNT = r"(?P<about>逾|超过|约|近|不足)?(?P<number>\d+(?:\.\d+)?)(?P<unit>亿元|万元|元)(?P<more>以上|左右|余)?"
_PER = {"元": Decimal(1), "万元": WAN, "亿元": WAN * WAN}
_MOST_OF_IT = Decimal("0.8")
_SOME_OF_IT = Decimal("0.4")  # where an amount is “逾” or “以上”: what is meant is more, but not twice as much


class _Told(NamedTuple):
    """An amount that a reason tells, typed or cited: where, how it is said, and whether it is about so much or more."""

    start: int
    words: str
    value: Decimal
    about: str
    more: bool
    cited: tuple[Figure, ...] = ()


@rule("R519", basis="财政部专项检查：变动原因要说得清变动额", severity=Severity.NOTE)
def amounts_in_reasons(year: Year) -> Iterator[Outcome]:
    """原因里的金额（打出来的和引用的）不大于它说明的增减额，加起来不少于增减额的八成；增减因素的说明里打出来的是填的增减。"""
    for reason in written_reasons(year):
        if "元" not in reason.text.text and "{{" not in reason.text.text:
            continue
        told = [*_typed(reason.text.text), *_cited(year, reason.text)]
        if told and reason.size:
            yield _amounts(year, reason, sorted(told, key=lambda each: each.start))
    yield from _factors(year)


def _factors(year: Year) -> Iterator[Violation]:
    """Factors of 机关运行经费 whose words have another amount behind 增加 or 减少 than was filled in."""
    moved = re.compile(f"(?:{MORE}|{LESS})了?{_AMOUNT}")
    for path, figure in year.figures().items():
        if path.startswith("机关运行经费.增减因素.") and path.endswith(".增减") and not figure.unknown:
            text = year.leaves.get(path.removesuffix("增减") + "说明")
            found = list(moved.finditer(text.text)) if isinstance(text, Text) else []
            if len(found) == 1 and isinstance(text, Text):
                value = Decimal(found[0]["number"]) * _PER[found[0]["unit"]]
                said = found[0][0][found[0].start("number") - found[0].start() :]
                if abs(value - abs(figure.value)) > tolerance(figure) + WAN / 100:
                    place = position_of(text, found[0].start("number"))
                    words = f"说明里写“{said}”，“增减”填的是 {spoken(figure)}"
                    hint = "写 {{ 增减额|万元 }}，印出来的就是填的数"
                    yield Violation(words, (figure,), origin=place, path=text.path, hint=hint)


def _typed(text: str) -> Iterator[_Told]:
    for match in re.finditer(_AMOUNT, without_citations(text)):
        value = Decimal(match["number"]) * _PER[match["unit"]]
        yield _Told(match.start(), match[0], value, match["about"] or "", bool(match["about"] or match["more"]))


def _cited(year: Year, text: Text) -> Iterator[_Told]:
    """The amounts of 变动原因.数据 that ``text`` cites; what it cites else is no part of the change."""
    from yanbian_report.model.citations import citations

    for citation in citations(text.text):
        figure = year.find(citation.path, text.path) if year.knows(citation.path, text.path) else None
        if isinstance(figure, Figure) and figure.path.startswith("变动原因.数据.") and figure.kind == "amount":
            more = bool(figure.approx) or figure.unknown
            about = {"逾": "", "余": "", "以上": ""}.get(figure.approx, figure.approx)
            yield _Told(
                citation.start, spoken(figure), abs(figure.value), "约" if figure.unknown else about, more, (figure,)
            )


def _amounts(year: Year, reason: Reason, amounts: list[_Told]) -> Outcome:
    """What is wrong with the amounts that a reason tells."""
    size = reason.size
    assert size is not None
    known = {
        f.value for p in ("本年", "上年", "决算", "预算", "合计") if (f := year.get(f"{reason.path}.{p}")) is not None
    }
    room = tolerance(size) + WAN / 100
    told = [each for each in amounts if not any(abs(each.value - f) <= room for f in known)]
    whole = amount_spoken(size.value, YUAN)
    for each in told:
        odd = _too_large(reason, each, size, room)
        if odd is not None:
            return odd
    added = sum((each.value for each in told), Decimal(0))
    least = _SOME_OF_IT if any(each.more for each in told) else _MOST_OF_IT
    if told and added + room < size.value * least:
        words = f"原因里的金额一共 {amount_spoken(added, YUAN)}，只说明了增减额 {whole} 的一部分"
        hint = "补上其余的主要原因，使说明的金额不少于八成"
        place = position_of(reason.text, told[0].start)
        cited = [figure for each in told for figure in each.cited]
        return Violation(words, (size, *cited), origin=place, path=reason.text.path, hint=hint)
    return None


def _too_large(reason: Reason, each: _Told, size: Figure, room: Decimal) -> Violation | None:
    """An amount that is more than the change, or would be it with another unit."""
    place, path, value = position_of(reason.text, each.start), reason.text.path, each.value
    whole, figures = amount_spoken(size.value, YUAN), (size, *each.cited)
    for other, off in ((value * WAN, "大一万倍"), (value / WAN, "小一万倍")):
        far = value > size.value + room or value * 100 < size.value
        if far and size.value * _MOST_OF_IT <= other <= size.value + room:
            words = f"原因里写 {each.words}，增减额是 {whole}；{off}就对上了，是不是单位写错了"
            return Violation(words, figures, origin=place, path=path, hint="核对是元还是万元")
    both = re.search(MORE, reason.text.text) and re.search(LESS, reason.text.text)
    if value > size.value + room and not both and each.about not in ("约", "近", "不足"):
        words = f"原因里的 {each.words}大于它说明的增减额 {whole}"
        return Violation(words, figures, origin=place, path=path, hint="核对金额，或者补上相反的因素")
    return None
