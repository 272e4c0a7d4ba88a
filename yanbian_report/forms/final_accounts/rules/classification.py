"""Codes and names against the official classification (政府收支分类科目), and the glossary against the codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.base.suggest import closest, did_you_mean
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Text, branch, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule

_PERSONNEL, _OPERATING = ("301", "303"), ("302", "307", "309", "310", "311", "312", "313", "399")
_CODE = re.compile(r"（(\d{3}|\d{5}|\d{7})[类款项]?）")
_WORD = re.compile(r"\w+\Z")
_LISTS = {"人员经费项目": _PERSONNEL, "公用经费项目": _OPERATING}


@rule("R511", basis="名词解释与正文用到的科目一致")
def glossary_covers_the_codes(year: Year) -> Iterator[Outcome]:
    """用到的每一个功能科目在名词解释里都有，名词解释里没有用不到的科目。"""
    glossary = branch(year.tree["名词解释"])
    used: dict[str, Figure] = {}
    for fund in FUNDS:
        for code in branch(branch(year.tree[fund]).get("功能分类")):
            if len(code) == 7:
                used[code] = year.figure(f"{fund}.功能分类.{code}.决算")
    last = next((term.origin for term in reversed(glossary.values()) if isinstance(term, Text)), None)
    for code, figure in used.items():
        if code not in glossary:
            called = f"（{year.names[code]}）" if code in year.names else ""
            words, hint = f"科目“{code}”{called}没有名词解释", f'在“名词解释”里补一行 "{code}": 指……'
            yield Violation(words, (figure,), origin=last, hint=hint, lacks=f"名词解释.{code}")
    for term, meaning in glossary.items():
        if term.isdigit() and term not in used and isinstance(meaning, Text):
            yield Violation(
                f"名词解释里的科目“{term}”没有用到",
                origin=meaning.origin,
                path=meaning.path,
                hint="删去这一条，或核对编码",
            )


@rule("R513", basis="政府收支分类科目")
def codes_beside_names(year: Year) -> Iterator[Outcome]:
    """文字里写“名称（代码类、款、项）”的，名称是科目表里这个代码的名称。"""
    known = {**year.names, **{code: str(name) for code, name in branch(year.tree.get("科目名称")).items()}}
    for text, match in year.search(_CODE):
        name, before = known.get(match[1]), text.text[: match.start()]
        said = _WORD.search(before) if name is not None and not before.endswith(name) else None
        if said is not None:
            words = f"“{said[0]}{match[0]}”：{match[1]} 的名称是“{name}”"
            yield Violation(words, origin=position_of(text, said.start()), path=text.path, hint="核对代码和名称")


@rule("R514", basis="政府收支分类科目")
def own_names_add_only(year: Year) -> Iterator[Outcome]:
    """“科目名称”只补科目表里没有的代码，不改科目表里已有的名称。"""
    for code, name in branch(year.tree.get("科目名称")).items():
        if isinstance(name, Text) and year.names.get(code, name.text) != name.text:
            words = f"科目“{code}”在科目表里是“{year.names[code]}”，这里写的是“{name}”"
            yield Violation(words, origin=name.origin, path=name.path, hint="删去这一行；科目表不对的，改科目表")


# What an item is for, by the word that its use would say; another one's word without it is another one's use.
_OF_ITEMS = {"2210201": "公积金", "2080505": "养老", "2080506": "年金", "21011": "医"}
_USES = ("公积金", "养老保险", "职业年金", "医疗保险", "医疗补助")


@rule("R523", basis="政府收支分类科目", severity=Severity.NOTE)
def uses_fit_the_items(year: Year) -> Iterator[Outcome]:
    """住房公积金、养老保险、职业年金、医疗的科目，“用途”和“原因”说的是它自己，不是另一个。"""
    for fund in FUNDS:
        for code in branch(branch(year.tree[fund]).get("功能分类")):
            own = next((word for begins, word in _OF_ITEMS.items() if code.startswith(begins)), "")
            for name in ("用途", "原因") if own else ():
                text = year.leaves.get(f"{fund}.功能分类.{code}.{name}")
                if not isinstance(text, Text) or own in text.text:
                    continue
                other = next((word for word in _USES if word in text.text), "")
                if other:
                    words = f"科目“{code}”（{year.names.get(code, own)}）的{name}写的是“{other}”"
                    place = position_of(text, text.text.index(other))
                    yield Violation(
                        words, origin=place, path=text.path, hint="多半是从旁边的科目抄来的，改成这个科目的"
                    )


@rule("R521", basis="部门预算支出经济分类科目", severity=Severity.NOTE)
def economic_names(year: Year) -> Iterator[Outcome]:
    """人员经费、公用经费所列的项目用经济分类款级科目的规范名称。"""
    official = year.names.economic
    plain = {name.removesuffix("支出") for name in official}
    for item, _ in _listed(year) if official else ():
        if item.text.removesuffix("支出") not in plain:
            near = closest(item.text, official)
            hint = did_you_mean(near) or "核对科目名称；本级确有这个科目的，不用改"
            yield Violation(f"“{item}”不是经济分类科目的名称", origin=item.origin, path=item.path, hint=hint)


@rule("R522", basis="公开08表：人员经费＝301＋303，公用经费＝302＋310 等")
def economic_kinds(year: Year) -> Iterator[Outcome]:
    """人员经费只列工资福利支出和对个人和家庭的补助，公用经费只列商品和服务支出、资本性支出；一项只列一次。"""
    official = year.names.economic
    seen: set[str] = set()
    for item, classes in _listed(year):
        belongs = official.get(item.text)
        if belongs and not belongs & set(classes):
            right = "人员经费" if belongs & set(_PERSONNEL) else "公用经费"
            yield Violation(f"“{item}”是{right}的科目", origin=item.origin, path=item.path, hint=f"移到“{right}项目”里")
        if item.text in seen:
            yield Violation(f"“{item}”列了两次", origin=item.origin, path=item.path, hint="删去一个")
        seen.add(item.text)


def _listed(year: Year) -> Iterator[tuple[Text, tuple[str, ...]]]:
    for key, classes in _LISTS.items():
        items = branch(year.tree["一般公共预算基本支出"]).get(key)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, Text):
                yield item, classes
