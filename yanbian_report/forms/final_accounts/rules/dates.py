"""Years and days that texts name: of this report, possible, and one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.values import Text, branch, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

if TYPE_CHECKING:
    from datetime import date

_YEAR = re.compile(r"((?:19|20)\d\d)年(?<!\d{5}年)")  # looking back last lets the search jump to the digits
_TITLES = (".标题", ".名称", "项目名称", "支出名称", "专项名称", "报告题目")
# Patterns that few texts need are compiled when one does. A policy of 2018, a reform after 2019 and a plan to 2025 are
# named by the year they have.
_PASSED = (
    r"年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|后|开始|至|到|[—–\-~～]|[^，。；]{0,8}?"
    r"(?:出台|印发|下发|下达|发布|颁布|制定|实施|施行|改革|成立|撤销|合并|组建|购置|签订|立项|开工|启动|批复|通过(?![^，。；])|通过的|通过后|更名|结转|政策|文件))"
)
_PLANNED_BEFORE = r"(?:到|(?<!截)至|力争|争取|计划|规划|预计|目标|有效期|期限|合同期|[—–\-~～])[^，。；]{0,6}$"
_PLANNED_AFTER = r"年(?:起|开始|底前?|末|前|[^，。；]{0,6}(?:规划|目标|远景|到期|届满))"


@rule("R503", basis="一个年度的报告只比较本年和上年")
def years_compared(year: Year) -> Iterator[Outcome]:
    """变动原因里比较的年份是本年或上年，不说环比。"""
    this = int(year.text("年度"))
    for text, match in _years(year):
        reason = any(word in text.path for word in ("变动原因", "增减因素", "三公经费"))
        if not reason or int(match[1]) in (this, this - 1) or _is_passed(text, match) or _is_planned(text, match):
            continue
        words = f"说的是{match[1]}年，本年是{this}年，上年是{this - 1}年"
        yield Violation(words, origin=position_of(text, match.start()), path=text.path)
    printed = WORDINGS.printed(year)
    for match in re.finditer("环比", printed.joined):
        if re.search(r"变动原因|增减因素|三公经费|原因$", printed.at(match.start())[0].path):
            yield printed.violation(match.start(), "年度报告与上年比较，这里却写“环比”", "写“同比”或者“比上年”")


@rule("R504", basis="报告说的是本年的事")
def years_named(year: Year) -> Iterator[Outcome]:
    """标题和名称里的年份是本年；任何一处的年份都不晚于下一年，规划、期限里的除外。"""
    this = int(year.text("年度"))
    for text, match in _years(year):
        named = int(match[1])
        title = text.path.endswith(_TITLES)
        if (named > this + 1 or (title and named != this)) and not _is_planned(text, match):
            if named < this and _is_passed(text, match):
                continue
            words = f"{'标题、名称里' if title else ''}写的是{named}年，本年是{this}年"
            hint = "年份写 {{ 年度 }}、{{ 上年度 }}，来年自己会变" if not title else f"核对年份，本年的写成 {this}"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path, hint=hint)


def _years(year: Year) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every year that a text of the report names."""
    return ((text, match) for text, match in year.search(_YEAR) if not text.path.startswith("已知差异"))


def _is_passed(text: Text, match: re.Match[str]) -> bool:
    return re.match(_PASSED, text.text[match.end() - 1 :]) is not None


def _is_planned(text: Text, match: re.Match[str]) -> bool:
    before, after = text.text[: match.start()], text.text[match.end() - 1 :]
    return bool(re.search(_PLANNED_BEFORE, before) or re.match(_PLANNED_AFTER, after))


_GOES_ON = (
    r"(?:度)?[，,]|[上下]半年|\d{1,2}月|[县市区省本我全各]|(?:共|累计)?(?:办理|受理|完成|开展|组织|发放|审批|接待)"
)
_HELD_AGAINST = r"(?:比|较|与|同|自|从|由|在|超过|相比|对比|[—–\-~～至])$"
_EVALUATED = r"度?[^，。；《》]{0,8}绩效(?:评价|自评)"
_REPORTED = ("重点工作.", "整体评价.", "项目.")


@rule("R535", basis="报告说的是本年的事", severity=Severity.NOTE)
def years_of_last_reports(year: Year) -> Iterator[Outcome]:
    """重点工作和评价里，句子说的是本年的事，不是从前的（往年的文字没有改）；自评表里哪里说到都算。"""
    this = int(year.text("年度"))
    for text, match in _years(year):
        if int(match[1]) >= this or not text.path.startswith(_REPORTED) or text.path.endswith(_TITLES):
            continue
        before, after = text.text[: match.start()].rstrip(), text.text[match.end() :]
        begins = not before.removesuffix("截至") or before.removesuffix("截至").endswith(("。", "；", "\n"))
        # A year in the middle of a sentence may be one of comparison; a whole one is told of.
        tells = after.startswith("全年") or (begins and re.match(_GOES_ON, after) is not None)
        if ".评价." in text.path and before.endswith("于"):  # 本中心于2020年下半年通过采购新增
            tells = re.match(_GOES_ON, after) is not None
        evaluated = re.match(_EVALUATED, after) or before.endswith(("评价了", "自评了"))  # 开展2019年绩效评价
        if evaluated or ".自评表." in text.path:  # this year's are reported: evaluations, targets, results
            tells = not re.search(_HELD_AGAINST, before) and before.rfind("《") <= before.rfind("》")
        if tells and not _is_passed(text, match) and not _is_planned(text, match):
            words = f"这一句说的是{match[1]}年，本年是{this}年"
            hint = "是往年的文字就改过来；年份写 {{ 年度 }}、{{ 上年度 }}，来年自己会变"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path, hint=hint)


_SPAN = r"(\d{1,2})月(?:\d{1,2}日)?(?:至|到|—|－|-|–|~|～)(\d{1,2})月"
_MONTHS_TO = r"年(?:[1-9]|1[0-2])[-—–－~～至到](1[3-9]|[2-9]\d)月(?!龄)"


@rule("R536", basis="日期是有的日期", severity=Severity.NOTE)
def spans_of_months(year: Year) -> Iterator[Outcome]:
    """“几月至几月”从前到后，止于十二月；跨年的写明次年。"""
    printed = WORDINGS.printed(year)
    for match in re.finditer(f"{_SPAN}|{_MONTHS_TO}", printed.joined):
        if match[3] or int(match[1]) > int(match[2]) or int(match[2]) > len(_LENGTHS):
            said = match[0].removeprefix("年")
            yield printed.violation(match.end() - 1, f"“{said}”前后不对", "核对月份；跨年的写明“次年”")


_DAY = re.compile(r"(\d{1,3})月(?:(\d{1,3})日)?")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP = 2024  # for a February whose year is not known


@rule("R532", basis="日期是有的日期")
def days_that_cannot_be(year: Year) -> Iterator[Outcome]:
    """月份是 1 至 12，日子是那个月有的。"""
    for text, match in year.search(_DAY):
        month, day = int(match[1]), int(match[2] or 1)
        if 0 < month < 13 and 0 < day < 29:
            continue
        before = text.text[: match.start()]
        if before[-1:] in "0123456789.-—–~～至" and before or text.text[match.end() : match.end() + 1] == "龄":
            continue
        named = re.search(r"(\d{4})年$", before)
        known = int(named[1]) if named and named[1] > "0000" else _LEAP
        if not 0 < month < 13 or not 0 < day <= _LENGTHS[month - 1] + (month == 2 and known % 4 == 0):
            words = f"没有“{match[0]}”这{'一天' if match[2] else '个月'}"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path, hint="核对月份和日期")


_APPROVED = ("批复", "下达", "批准")
_PAID = ("支付", "划转", "付款", "拨付", "转账")
_TOLD_OF_PAYING = ("资金使用", "项目管理", "完成情况")


@rule("R533", basis="先批复，后支付；先评价，后修改", severity=Severity.NOTE)
def one_after_the_other(year: Year) -> Iterator[Outcome]:
    """项目资金支付的月份不早于批复的月份，“评价开展”各段的月份从前到后。"""
    this = int(year.text("年度"))
    for project in branch(year.tree.get("项目")).values():
        told = branch(branch(project).get("评价"))
        approved = next(_months(told.get("资金到位"), _APPROVED, this), None)
        for name in _TOLD_OF_PAYING if approved else ():
            paid = next(_months(told.get(name), _PAID, this), None)
            if approved and paid and paid.when < approved.when:
                words = f"资金 {paid}就支付了，批复却在 {approved}"
                yield paid.violation(words, "核对这里和“资金到位”的月份")
        steps = [step for text in _listed(told.get("评价开展")) if (step := next(_months(text, ("",), this), None))]
        for before, after in pairwise(steps):
            if after.when < before.when:
                yield after.violation(f"这一段说的是 {after}，前一段已经是 {before}", "核对两段的月份")


class _Month(NamedTuple):
    """A month that a text names, and where."""

    when: tuple[int, int]
    text: Text
    start: int

    def __str__(self) -> str:
        return f"{self.when[0]}年{self.when[1]}月"

    def violation(self, words: str, hint: str) -> Violation:
        return Violation(words, origin=position_of(self.text, self.start), path=self.text.path, hint=hint)


_MONTH = re.compile(r"((?:19|20)\d\d|\{\{\s*(?:上|次)?年度\s*\}\})年(\d{1,2})月")


def _listed(value: object) -> list[Text]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, Text)]


def _months(value: object, words: tuple[str, ...], this: int) -> Iterator[_Month]:
    """The first month of every sentence of a text, or of a list of them, that names one and says one of ``words``."""
    for text in _listed(value):
        for sentence in re.finditer("[^。]+", text.text):
            match = _MONTH.search(text.text, sentence.start(), sentence.end())
            if match and any(word in sentence[0] for word in words):
                cited = match[1].strip("{} ")
                number = int(cited) if cited.isdecimal() else this + {"上年度": -1, "次年度": 1}.get(cited, 0)
                yield _Month((number, int(match[2])), text, match.start())


_WITHIN = 20  # days from the approval of the accounts to their publication


@rule("R534", basis="预算法第十四条：批复后二十日内公开")
def day_of_publication(year: Year) -> Iterator[Outcome]:
    """公开日期在本年结束以后，在批复日期以后二十日之内。"""
    public, approved = (_day(year, name) for name in ("公开日期", "批复日期"))
    this = int(year.text("年度"))
    for name, day in (("公开日期", public), ("批复日期", approved)):
        if day is not None and day[0].year <= this:
            words = f"“{name}”是{day[1].text}，{this}年度的决算那时还没有做"
            yield Violation(words, origin=day[1].origin, path=name, hint=f"核对年份，通常是{this + 1}年")
            return
    if public is None or approved is None:
        return
    days = (public[0] - approved[0]).days
    if not 0 <= days <= _WITHIN:
        when = f"在批复后第 {days} 天，超过了二十日" if days > 0 else "早于批复日期"
        words = f"“公开日期”{public[1].text}{when}（批复日期 {approved[1].text}）"
        yield Violation(words, origin=public[1].origin, path="公开日期", hint="核对两个日期")


def _day(year: Year, path: str) -> tuple[date, Text] | None:
    """The day that is written at ``path``; None where there is none, or it cannot be."""
    text = year.leaves.get(path)
    if not isinstance(text, Text):
        return None
    from datetime import date

    match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text.text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])), text
    except ValueError:
        return None
