"""What no printed text has: leftovers of model texts, doubled words and signs, signs of Latin text, open brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules._sought import SOUGHT
from yanbian_report.model.values import Text
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import Slip, Wordings

_UNPRINTED = ("已知差异.", "设置.", "规则级别.", "科目名称.", "版本", "年度", "单位.层级", "单位.性质")


@lru_cache(maxsize=4_096)
def _is_printed(path: str) -> bool:
    return not path.startswith(_UNPRINTED) and "勾稽." not in path


WORDINGS = Wordings(SOUGHT, _is_printed)


@rule("R501", basis="模板残留", severity=Severity.ERROR)
def leftovers(year: Year) -> Iterator[Outcome]:
    """文字里没有模板残留：增加（减少）、××、大小于、____、？？？、（单位名称）之类。"""
    yield from WORDINGS.slips(year, "R501")


@rule("R502", basis="文字规范")
def doubled_signs(year: Year) -> Iterator[Outcome]:
    """标点和虚词没有重复。"""
    yield from WORDINGS.slips(year, "R502")


@rule("R505", basis="模板残留", severity=Severity.NOTE)
def unfinished(year: Year) -> Iterator[Outcome]:
    """没有没写完的话和模板里的提示：待定、（略）、注：请……、（不超过300字）、某县、（图1：……）。"""
    names = year.text("单位.名称") + year.text("单位.主管部门.名称")  # of an imaginary unit: 某县某局
    yield from WORDINGS.slips(year, "R505", lambda slip: "“某" not in slip.words or "某" not in names)


@rule("R506", basis="文字规范", severity=Severity.NOTE)
def pairs(year: Year) -> Iterator[Outcome]:
    """括号、引号、书名号成对。"""
    yield from WORDINGS.slips(year, "R506")


@rule("R507", basis="文字规范", severity=Severity.NOTE)
def latin_signs(year: Year) -> Iterator[Outcome]:
    """汉字旁边用全角标点，汉字之间没有空格。"""
    yield from WORDINGS.slips(year, "R507")


@rule("R509", basis="文字规范", severity=Severity.NOTE)
def typos(year: Year) -> Iterator[Outcome]:
    """没有常见的错别字：帐户、拔付、历行节约、截止某日、年初决算之类。"""
    yield from WORDINGS.slips(year, "R509")


@rule("R510", basis="百分数保留两位小数", severity=Severity.NOTE)
def decimals_of_rates(year: Year) -> Iterator[Outcome]:
    """文字里的百分数最多两位小数。"""
    yield from WORDINGS.slips(year, "R510")


@rule("R508", basis="文字规范", severity=Severity.NOTE)
def said_twice(year: Year) -> Iterator[Outcome]:
    """词语、句子和列出的各条没有重复。"""
    names = ""  # every name of the file, between stops

    def is_one(slip: Slip) -> bool:
        """“省内通办”“通办事项” meet where what goes on is a name of the file: two words, none of them doubled."""
        nonlocal names
        if slip.about and not names:
            names = f".{'.'.join(year.leaves)}."
        word = slip.about[: slip.words.index("”") - 1] if slip.about else ""
        longer = (slip.about[:end] for end in range(len(word) + 1, len(slip.about) + 1))
        return not word or not any("." not in name and f".{name}." in names for name in longer)

    yield from WORDINGS.slips(year, "R508", is_one)
    yield from _repeated_entries(WORDINGS.printed(year).texts)


_CODE = 3  # signs that codes of the classification have at least, which are keys and not places in a list
_SHORT = 5  # signs of an entry that may be said twice: 其他


def _repeated_entries(texts: Sequence[Text]) -> Iterator[Violation]:
    """Entries of one list that say the same."""
    said: dict[tuple[str, str], Text] = {}
    for text in texts:
        group = _list_of(text.path)
        if group and len(text.text) > _SHORT:
            first = said.setdefault((group, text.text), text)
            if first is not text:
                words = f"“{text.text[:20]}”与第 {first.path.rpartition('.')[2]} 条相同"
                yield Violation(words, origin=text.origin, path=text.path, hint="删去多的一条")


@lru_cache(maxsize=4_096)
def _list_of(path: str) -> str:
    """The list in which ``path`` is an entry; empty where it is none."""
    group, _, number = path.rpartition(".")
    return group if number.isdecimal() and len(number) < _CODE else ""
