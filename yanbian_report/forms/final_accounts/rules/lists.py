"""Numbered lists inside texts, entries that the report numbers itself, and references to what is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.citations import citations
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Text, branch, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_HAN = "一二三四五六七八九十"


@rule("R551", basis="文字规范", severity=Severity.NOTE)
def numbered_lists(year: Year) -> Iterator[Outcome]:
    """一段里的“一是”“二是”“三是”不缺、不重。"""
    yield from WORDINGS.slips(year, "R551")


_REFERENCE = r"[见如照](?:本报告)?(附件|附表|图)\s*(\d{1,2})(?!\d)"
_MOST_PICTURES = 12  # no edition of the form has as many; how many a project draws is not known here


@rule("R552", basis="引用的附件、附表、图都有", severity=Severity.NOTE)
def references(year: Year) -> Iterator[Outcome]:
    """“见附件”“见附表”“见图”“见第几部分”说的是报告里有的。"""
    projects = [branch(project) for project in branch(year.tree.get("项目")).values()]
    annexes = sum(bool(project.get("评价")) for project in projects) + bool(year.tree.get("整体评价"))
    tables = max(sum(bool(project.get("自评表")) for project in projects), len(year.tables))
    there = {"附件": annexes, "附表": tables, "图": _MOST_PICTURES}
    printed = WORDINGS.printed(year)
    for match in re.finditer(r"[见如照](?:本报告)?(第[六七八九十]部分)", printed.joined):
        yield printed.violation(match.start(1), f"引用了“{match[1]}”，报告只有五个部分", "核对是第几部分")
    if not any(
        word in printed.joined for word in ("见附", "如附", "照附", "见图", "如图", "照图", "本报告附", "本报告图")
    ):
        return
    for match in re.finditer(_REFERENCE, printed.joined):
        if int(match[2]) > there[match[1]]:
            kind, number = match[1], match[2]
            words = f"引用了“{kind}{number}”"
            if kind != "图":
                words += f"，报告里只有 {there[kind]} 个{kind}" if there[kind] else f"，报告里没有{kind}"
            yield printed.violation(match.start(1), words, "核对号数；文件的附件写明是哪个文件的")


_ITEM = r"[^，。；：、（）\0\d]{2,12}"
_ENUMERATED = rf"({_ITEM}?(?:、{_ITEM}?){{2,9}})$"
_COUNTED = r"([二两三四五六七八九])个(?:方面|险种|环节|层面|步骤|阶段|类别|维度|领域|部分)"
_LONGEST_LIST = 140  # signs before a count that are looked at; lists everywhere take a hundred times as long


@rule("R555", basis="文字规范", severity=Severity.NOTE)
def as_many_as_said(year: Year) -> Iterator[Outcome]:
    """列出的各项与后面说的个数一样多：城乡居保、机保、企保三个险种。"""
    printed = WORDINGS.printed(year)
    for counted in re.finditer(_COUNTED, printed.joined):
        match = re.search(_ENUMERATED, printed.joined[max(0, counted.start() - _LONGEST_LIST) : counted.start()])
        if match is None:
            continue
        items, said = match[1].split("、"), 2 if counted[1] == "两" else _HAN.index(counted[1]) + 1
        # Only what is plainly a list of words alike: nothing joined by 和, no verb behind the last.
        alike = len(items[-1]) <= max(map(len, items[1:-1]))
        if said != len(items) and alike and not re.search("[和及与或等其各这]", match[1]):
            words = f"前面列了 {len(items)} 项（……{match[1][-12:]}），这里说“{counted[1]}个”"
            yield printed.violation(counted.start(), words, "核对个数和列出的各项")


_OWN_NUMBER = rf"\s*(?:\d{{1,2}}[.．、](?!\d)|[（(](?:\d{{1,2}}|[{_HAN}]{{1,2}})[）)]|[{_HAN}]{{1,2}}、)"
_BEGINS = f"0123456789（({_HAN}"
_NUMBERED = ("单位.主要职能.", "整体评价.存在问题.", "整体评价.改进建议.")
_TOLD = ("单位.", "重点工作.", "政府采购.说明", "整体评价.", "项目.")
_PARAGRAPH = (
    r"^名词解释\.|^单位\.(?:主要职能\.\d+|机构沿革)$|^重点工作\.\d+\.正文$|^政府采购\.说明$|^整体评价\.(?!重点项目)[^.]+\.\d+$"
    r"|^项目\.[^.]+\.评价\.(?!参与股室|资金到位标题|股室材料)"
)


@rule("R553", basis="报告自己编号，每段有句号")
def own_numbers(year: Year) -> Iterator[Outcome]:
    """程序编号的各条不再写号数。"""
    for text in WORDINGS.printed(year).texts:
        numbered = text.path.startswith(_NUMBERED) and text.text[:1] in _BEGINS
        match = re.match(_OWN_NUMBER, text.text) if numbered else None
        if match:
            words = f"报告会给这一条编号，前面又写了“{match[0].strip()}”"
            yield Violation(words, origin=text.origin, path=text.path, hint=f"删去“{match[0].strip()}”")


@rule("R554", basis="文字规范", severity=Severity.NOTE)
def ends_of_paragraphs(year: Year) -> Iterator[Outcome]:
    """职能、重点工作和评价的每一段以句号结束。"""
    for text in WORDINGS.printed(year).texts:
        said = text.text.rstrip()
        if (
            said
            and (said[-1] not in "。！？：”）}》…" or _ends_with_a_figure(year, text))
            and re.match(_PARAGRAPH, text.path)
            and "重点项目" not in text.path
        ):
            place = position_of(text, len(said) - 1)
            yield Violation(f"这一段末尾没有句号（“……{said[-8:]}”）", origin=place, path=text.path, hint="补上句号")


def _ends_with_a_figure(year: Year, text: Text) -> bool:
    """Whether ``text`` ends with the citation of a figure, which brings no full stop; that of a text may."""
    cited = citations(text.text) if text.text.rstrip().endswith("}}") else ()
    return (
        bool(cited)
        and year.knows(cited[-1].path, text.path)
        and isinstance(year.find(cited[-1].path, text.path), Figure)
    )
