"""Names that texts say: the unit's own and other offices' as they are registered, and one for each project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules._near_names import is_sign, nearly
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.values import branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import Printed


@rule("R542", basis="单位名称全文一致", severity=Severity.NOTE)
def names_nearly_right(year: Year) -> Iterator[Outcome]:
    """单位、主管部门、下属单位和文字里多次说到的单位，名称没有写错、写漏一个字。"""
    unit = branch(year.tree["单位"])
    below = unit.get("下属单位")
    names = [text_of(unit.get("名称")), text_of(branch(unit.get("主管部门")).get("名称"))]
    names += [text_of(name) for name in below] if isinstance(below, list) else []
    printed = WORDINGS.printed(year)
    often = _said_often(printed.joined)
    told = dict.fromkeys((*names, *(name for name, times in often.items() if times >= _OFTEN)))
    yield from _once(printed, [[name] for name in dict.fromkeys((*told, *often))], "单位", len(told))


_OFTEN = 3


def _said_often(text: str) -> dict[str, int]:
    """Offices of a place that ``text`` names more than once, with how often."""
    found: dict[str, list[str]] = {}
    for match in re.finditer("[市州县区旗][一-龥]{4,14}?(?:中心|局|委员会)", text):
        start = match.start()
        if all(map(is_sign, text[max(0, start - 2) : start])) and start > 1:
            found.setdefault(text[start - 2 : match.end()], []).append(text[max(0, start - 3) : start - 2])
    names: dict[str, int] = {}
    for name, before in found.items():
        if len(before) > 1:  # 攀枝花市 is three signs long where the same sign is before it everywhere
            longer = before[0] if len(set(before)) == 1 and is_sign(before[0] or "，") else ""
            names[longer + name] = len(before)
    return names


@rule("R544", basis="项目名称全文一致", severity=Severity.NOTE)
def projects_nearly_right(year: Year) -> Iterator[Outcome]:
    """同一个项目的名称没有写错、写漏一个字。"""
    keys = ("名称", "预算项目名称", "绩效项目名称", "支出名称", "专项名称")
    projects = [branch(project) for project in branch(year.tree.get("项目")).values()]
    names = [[said for key in keys if "{" not in (said := text_of(project.get(key)))] for project in projects]
    this = f"{year.text('年度')}年"
    for short, own in zip(branch(year.tree.get("项目")), names, strict=True):
        # Where the year in a name is wrong, that is said by itself.
        own += [re.sub(r"^(?:19|20)\d\d年", this, name) for name in own]
        own.append(short)
    yield from _once(WORDINGS.printed(year), names, "项目", len(names))


def _once(printed: Printed, owned: Sequence[Sequence[str]], what: str, told: int) -> Iterator[Violation]:
    """A violation for each wrong name of the first ``told`` of ``owned``, at its first place."""
    for said in islice(nearly(printed.joined, owned), told):
        places: dict[tuple[str, str], list[int]] = {}
        for place, wrong, name in said:
            places.setdefault((wrong, name), []).append(place)
        for (wrong, name), found in places.items():
            words = f"“{wrong}”与“{name}”差{'一' if _differ(wrong, name) == 1 else '两'}个字{several(found)}"
            yield printed.violation(found[0], words, f"是同一个{what}就写成“{name}”")


def _differ(wrong: str, name: str) -> int:
    """How many signs ``wrong`` has otherwise than ``name``, or more, or fewer."""
    same = len(wrong) == len(name)
    return sum(a != b for a, b in zip(wrong, name, strict=True)) if same else abs(len(wrong) - len(name))


def several(places: Sequence[object]) -> str:
    return f"（全文共 {len(places)} 处）" if len(places) > 1 else ""
