"""Names, codes, years and leftovers in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.figures.money import Figure
from yanbian_report.figures.read import Text, position_of
from yanbian_report.figures.year import Year, branch
from yanbian_report.findings import Severity
from yanbian_report.rules.rule import Breach, Outcome, rule
from yanbian_report.rules.statements.appropriation import FUNDS

_LEFTOVER = re.compile(
    r"增加（减少）|减少（增加）|增长（下降）|下降（增长）|大小于|×{2,}|X{2,}|x{2,}|……|暂定|待定|请填写|【待|某某"
)
_DOUBLED = re.compile(r"[，。；、：][，。；、：]|主要是主要是|的的(?!确)|%%")


@rule("R501", basis="模板残留", severity=Severity.ERROR)
def leftovers(year: Year) -> Iterator[Outcome]:
    """文字里没有模板残留：增加（减少）、××、大小于、暂定之类。"""
    for text in year.texts():
        match = _LEFTOVER.search(text.text)
        if match:
            place = position_of(text, match.start())
            yield Breach(f"文字里留有“{match[0][:20]}”", span=place, path=text.path, hint="写成确定的说法")


@rule("R502", basis="文字规范")
def doubled_signs(year: Year) -> Iterator[Outcome]:
    """标点和词语没有重复。"""
    for text in year.texts():
        match = _DOUBLED.search(text.text)
        if match:
            yield Breach(f"“{match[0]}”重复了", span=position_of(text, match.start()), path=text.path)


@rule("R503", basis="一个年度的报告只比较本年和上年")
def years_named(year: Year) -> Iterator[Outcome]:
    """变动原因里说到的年份是本年或上年。"""
    this = int(year.text("年度"))
    for text in year.texts():
        if not re.search(r"变动原因|增减因素|三公经费", text.path):
            continue
        for match in re.finditer(r"((?:19|20)\d\d)年", text.text):
            if int(match[1]) not in (this, this - 1):
                words = f"说的是{match[1]}年，本年是{this}年，上年是{this - 1}年"
                yield Breach(words, span=position_of(text, match.start()), path=text.path)


@rule("R511", basis="名词解释与正文用到的科目一致")
def glossary_covers_the_codes(year: Year) -> Iterator[Outcome]:
    """用到的每一个功能科目在名词解释里都有，名词解释里没有用不到的科目。"""
    glossary = branch(year.tree["名词解释"])
    used: dict[str, Figure] = {}
    for fund in FUNDS:
        for code in branch(branch(year.tree[fund]).get("功能分类")):
            if len(code) == 7:
                used[code] = year.figure(f"{fund}.功能分类.{code}.决算")
    for code, figure in used.items():
        if code not in glossary:
            yield Breach(f"科目“{code}”没有名词解释", (figure,), hint=f'在“名词解释”里补一行 "{code}": 指……')
    for term, meaning in glossary.items():
        if term.isdigit() and term not in used and isinstance(meaning, Text):
            yield Breach(
                f"名词解释里的科目“{term}”没有用到",
                span=meaning.span,
                path=meaning.path,
                hint="删去这一条，或核对编码",
            )


@rule("R512", basis="变动要说明原因")
def reasons_are_given(year: Year) -> Iterator[Outcome]:
    """决算与预算不同的科目写了原因。"""
    for fund in FUNDS:
        for code, entry in branch(branch(year.tree[fund]).get("功能分类")).items():
            rate = branch(entry).get("完成预算")
            if isinstance(rate, Figure) and rate.value != 1 and branch(entry).get("原因") is None:
                amount = year.figure(f"{fund}.功能分类.{code}.决算")
                yield Breach(f"科目“{code}”决算与预算不同，没有写原因", (rate, amount), hint="补一行 原因: ……")
