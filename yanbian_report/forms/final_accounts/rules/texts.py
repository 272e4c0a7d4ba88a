"""Years, words of direction and leftovers in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.formats import spoken
from yanbian_report.model.values import Text, branch, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_LEFTOVER = re.compile(
    r"增加（减少）|减少（增加）|增长（下降）|下降（增长）|大小于|××+|XX+|xx+|……|暂定|待定|请填写|【待(?!改】)|某某"
)
_DOUBLED = re.compile(r"[，。；、：][，。；、：]|主要是主要是|的的(?!确)|%%")


@rule("R501", basis="模板残留", severity=Severity.ERROR)
def leftovers(year: Year) -> Iterator[Outcome]:
    """文字里没有模板残留：增加（减少）、××、大小于、暂定之类。"""
    for text, match in _once_each(year.search(_LEFTOVER)):
        place = position_of(text, match.start())
        yield Violation(f"文字里留有“{match[0][:20]}”", origin=place, path=text.path, hint="写成确定的说法")


@rule("R502", basis="文字规范")
def doubled_signs(year: Year) -> Iterator[Outcome]:
    """标点和词语没有重复。"""
    for text, match in _once_each(year.search(_DOUBLED)):
        yield Violation(f"“{match[0]}”重复了", origin=position_of(text, match.start()), path=text.path)


def _once_each(said: Iterator[tuple[Text, re.Match[str]]]) -> Iterator[tuple[Text, re.Match[str]]]:
    """The first place in each text."""
    seen: set[str] = set()
    for text, match in said:
        if text.path not in seen:
            seen.add(text.path)
            yield text, match


@rule("R503", basis="一个年度的报告只比较本年和上年")
def years_compared(year: Year) -> Iterator[Outcome]:
    """变动原因里说到的年份是本年或上年。"""
    this = int(year.text("年度"))
    for text, match in _years(year):
        if re.search(r"变动原因|增减因素|三公经费", text.path) and int(match[1]) not in (this, this - 1):
            words = f"说的是{match[1]}年，本年是{this}年，上年是{this - 1}年"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path)


@rule("R504", basis="报告说的是本年的事")
def years_named(year: Year) -> Iterator[Outcome]:
    """标题和名称里的年份是本年；任何一处的年份都不晚于下一年。"""
    this = int(year.text("年度"))
    for text, match in _years(year):
        named = int(match[1])
        title = text.path.endswith(_TITLES)
        if named > this + 1 or (title and named != this):
            words = f"{'标题、名称里' if title else ''}写的是{named}年，本年是{this}年"
            hint = "年份写 {{ 年度 }}、{{ 上年度 }}，来年自己会变" if not title else f"核对年份，本年的写成 {this}"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path, hint=hint)


_YEAR = re.compile(r"((?:19|20)\d\d)年(?<!\d{5}年)")  # looking back last lets the search jump to the digits
_TITLES = (".标题", ".名称", "项目名称", "支出名称", "专项名称", "报告题目")


def _years(year: Year) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every year that a text of the report names."""
    return ((text, match) for text, match in year.search(_YEAR) if not text.path.startswith("已知差异"))


_MORE, _LESS = r"增加|增长|新增|上升|提高|增幅", r"减少|下降|降低|压减|节约|减幅"


@rule("R313", basis="增减的说法与数的正负一致")
def words_of_factors(year: Year) -> Iterator[Outcome]:
    """机关运行经费的每个增减因素，说明里的“增加”“减少”与填的正负一致。"""
    for path, figure in year.figures().items():
        if not (path.startswith("机关运行经费.增减因素.") and path.endswith(".增减")) or not figure:
            continue
        text = year.leaves.get(path.removesuffix("增减") + "说明")
        before = text.text.partition("{{ 增减额")[0] if isinstance(text, Text) else ""
        said = re.findall(f"{_MORE}|{_LESS}", before)
        if said and bool(re.search(_MORE, said[-1])) != (figure.value > 0) and isinstance(text, Text):
            words = f"“{path}”为 {spoken(figure)}，说明里却写“{said[-1]}”"
            yield Violation(
                words, (figure,), origin=text.origin, path=path, hint="增加填正数，减少填负数；或者改说明里的说法"
            )


@rule("R314", basis="变动原因与变动方向一致", severity=Severity.NOTE)
def words_of_reasons(year: Year) -> Iterator[Outcome]:
    """变动原因只说增加而数是减少的，或者反过来的，要看一看。"""
    changes = {
        "收支总计": "收支总计",
        "财政拨款收支总计": "财政拨款收支总计",
        "一般公共预算财政拨款支出": "一般公共预算支出",
    }
    for name, change in changes.items():
        text, direction = year.leaves.get(f"变动原因.{name}"), year.text(f"{change}.方向")
        against = {"增加": (_LESS, _MORE), "减少": (_MORE, _LESS)}.get(direction)
        if not isinstance(text, Text) or against is None:
            continue
        other, same = against
        match = re.search(other, text.text)
        if match and not re.search(same, text.text):
            words = f"比上年是{direction}，原因里却只说“{match[0]}”"
            yield Violation(words, origin=position_of(text, match.start()), path=text.path, hint="核对原因和数")


@rule("R512", basis="决算与预算不同要说明原因")
def reasons_for_budgets(year: Year) -> Iterator[Outcome]:
    """决算与预算不同的科目、“三公”经费写了原因。"""
    for fund in FUNDS:
        items = branch(branch(year.tree[fund]).get("功能分类"))
        for code in items:
            deeper = any(other.startswith(code) and other != code for other in items)
            if not deeper:
                yield _unexplained(year, f"{fund}.功能分类.{code}", "原因")
    kinds = [f"三公经费.{kind}" for kind in ("因公出国境费", "公务用车", "公务接待费")]
    if not any(year.text(f"{path}.预算原因") for path in kinds):
        yield _unexplained(year, "三公经费", "预算原因")


def _unexplained(year: Year, path: str, reason: str) -> Outcome:
    relation = year.text(f"{path}.预算关系")
    if relation not in ("大于", "小于", "无预算") or year.text(f"{path}.{reason}"):
        return None
    figures = [year.get(f"{path}.{name}") for name in ("完成预算", "预算", "决算", "合计")]
    words = "没有预算而有支出" if relation == "无预算" else f"决算数{relation}预算数"
    named = tuple(f for f in figures if f is not None)
    return Violation(f"“{path}”{words}，没有写原因", named, path=path, hint=f"补一行 {reason}: ……")


@rule("R515", basis="变动要说明原因")
def reasons_for_changes(year: Year) -> Iterator[Outcome]:
    """比上年有增减的收支总计、支出、“三公”经费和机关运行经费写了主要原因。"""
    reasons = {
        "收支总计": ("变动原因.收支总计",),
        "财政拨款收支总计": ("变动原因.财政拨款收支总计",),
        "一般公共预算支出": ("变动原因.一般公共预算财政拨款支出",),
        "政府性基金预算支出": ("变动原因.政府性基金预算支出",),
        "国有资本经营预算支出": ("变动原因.国有资本经营预算支出",),
        "三公经费.因公出国境费": ("三公经费.因公出国境费.原因",),
        "三公经费.公务用车": ("三公经费.公务用车.原因",),
        "三公经费.公务接待费": ("三公经费.公务接待费.原因",),
        "机关运行经费": ("机关运行经费.原因", "机关运行经费.增减因素.1.说明"),
    }
    for path, texts in reasons.items():
        size = year.get(f"{path}.增减额")
        if size is not None and not any(year.text(text) for text in texts):
            words = f"“{path}”比上年{year.text(f'{path}.方向')}了 {spoken(size)}，没有写主要原因"
            yield Violation(words, (size,), path=path, hint=f"补一行 {texts[0].rpartition('.')[2]}: ……（{texts[0]}）")
