"""Names that texts say: the unit's own as it is registered, no other office's, and one for each project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules._near_names import SHORTEST, is_sign, nearly, places_of
from yanbian_report.forms.final_accounts.rules._sought import CALLED
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.values import Text, branch, position_of, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import Printed


@rule("R542", basis="单位名称全文一致", severity=Severity.NOTE)
def names_nearly_right(year: Year) -> Iterator[Outcome]:
    """单位、主管部门和下属单位的名称没有写错、写漏一个字。"""
    unit = branch(year.tree["单位"])
    below = unit.get("下属单位")
    names = [text_of(unit.get("名称")), text_of(branch(unit.get("主管部门")).get("名称"))]
    names += [text_of(name) for name in below] if isinstance(below, list) else []
    yield from _once(WORDINGS.printed(year), [[name] for name in dict.fromkeys(names)], "单位")


@rule("R544", basis="项目名称全文一致", severity=Severity.NOTE)
def projects_nearly_right(year: Year) -> Iterator[Outcome]:
    """同一个项目的名称没有写错、写漏一个字。"""
    keys = ("名称", "预算项目名称", "绩效项目名称", "支出名称", "专项名称")
    projects = [branch(project) for project in branch(year.tree.get("项目")).values()]
    names = [[said for key in keys if "{" not in (said := text_of(project.get(key)))] for project in projects]
    yield from _once(WORDINGS.printed(year), names, "项目")


def _once(printed: Printed, owned: Sequence[Sequence[str]], what: str) -> Iterator[Violation]:
    """A violation for each wrong name, at its first place."""
    for said in nearly(printed.joined, owned):
        places: dict[tuple[str, str], list[int]] = {}
        for place, wrong, name in said:
            places.setdefault((wrong, name), []).append(place)
        for (wrong, name), found in places.items():
            words = f"“{wrong}”与“{name}”差一个字{_several(found)}"
            yield printed.violation(found[0], words, f"是同一个{what}就写成“{name}”")


def _several(places: Sequence[object]) -> str:
    return f"（全文共 {len(places)} 处）" if len(places) > 1 else ""


_PLACES = "县区旗"
_BELONGS = frozenset("级委政域城乡区市人财法公医小中高一二三四五六七八九十内外直属情志长")  # 县级, 县委: nobody's name
_NO_NAME = frozenset("全我本该各市省区乡每外两多邻异跨几个等是贫困")
_ITS_KIND = frozenset("强大小穷点")  # 农业大县
_KINDS = (
    *(
        "试点",
        "所在",
        "同类",
        "周边",
        "国定",
        "示范",
        "先进",
        "兄弟",
        "相邻",
        "牧业",
        "农业",
        "民族",
        "山区",
        "丘区",
        "重点",
        "百强",
    ),
    *("摘帽", "帮扶", "对口", "受援", "直管", "扩权", "有关", "相关", "其他", "整个"),
)


@rule("R541", basis="报告说的是本单位的事", severity=Severity.NOTE)
def other_offices(year: Year) -> Iterator[Outcome]:
    """没有别的县、区的名称，也没有本单位从前的名称（多半是从别处抄来没有改的）。"""
    name, printed = year.text("单位.名称"), WORDINGS.printed(year)
    end = next((n + 1 for n, sign in enumerate(name) if sign in _PLACES and n > 1), 0)
    if end:
        known, own = (name, year.text("单位.主管部门.名称")), name[end - 3 : end]
        for said, places in _other_places(printed.joined, own, name[end:], known).items():
            words = f"说到了“{said}”，本单位是“{name}”{_several(places)}"
            yield printed.violation(places[0], words, f"核对是不是应为“{own}”")
    yield from _former(year, printed)


def _other_places(text: str, own: str, office: str, known: tuple[str, ...]) -> dict[str, list[int]]:
    """Other counties that ``text`` names: one before the unit's own kind of office, or one that begins a phrase."""
    found: dict[str, list[int]] = {}
    for match in re.finditer("[县区旗]", text):
        end = match.end()
        said = text[end - 3 : end]
        if said == own or not all(map(is_sign, said)) or any(said in one for one in known):
            continue
        alike = len(office) > 3 and text.startswith(office, end)
        begins = (
            match[0] != "区" and own.endswith(("县", "旗")) and not is_sign(text[max(0, end - 4) : end - 3] or "，")
        )
        kind = said[0] in _NO_NAME or said[1] in _NO_NAME or said[1] in _ITS_KIND or said[:2] in _KINDS
        if alike or (begins and not kind and text[end : end + 1] not in _BELONGS):
            found.setdefault(said, []).append(end - 3)
    return found


def _former(year: Year, printed: Printed) -> Iterator[Violation]:
    """Names that the unit had before, as its own history tells them; titles of rules keep the name that they had."""
    history = year.leaves.get("单位.机构沿革")
    for former in _renamed(history.text) if isinstance(history, Text) else ():
        places = []
        for place in places_of(printed.joined, [former])[former]:
            text, start = printed.at(place)
            titled = text.text.rfind("《", 0, start) > text.text.rfind("》", 0, start)
            told = any(word in text.text[start : start + len(former) + 16] for word in _CHANGED)
            if text is not history and not titled and not told and text.text[max(0, start - 1) : start] != "原":
                places.append(place)
        if places:
            hint = f"说的是从前的事就写“原{former}”；不然写“{year.text('单位.名称')}”"
            yield printed.violation(places[0], f"“{former}”是更名以前的名称{_several(places)}", hint)


_CHANGED = ("更名", "改名", "改称", "撤销", "合并", "划入")


def _renamed(history: str) -> Iterator[str]:
    """The names that ``history`` tells of as changed: the last office named in the clause of 更名."""
    for word in _CHANGED[:3]:
        for place in places_of(history, [word])[word]:
            clause = re.split("[，。；、：（）]|由|将|原", history[:place])[-1]
            ends = max(clause.rfind(noun) + len(noun) if noun in clause else 0 for noun in _NOUNS)
            if ends >= SHORTEST:
                yield clause[:ends]


_NOUNS = ("中心", "局", "委", "办", "院", "所", "站", "校", "厅", "馆", "队")


@rule("R543", basis="自称全文一致", severity=Severity.NOTE)
def what_the_unit_calls_itself(year: Year) -> Iterator[Outcome]:
    """说到自己时都用“自称”，不混用本局、本中心、本部门。"""
    called, name = year.text("单位.自称"), year.text("单位.名称")
    nouns = [noun for noun in _NOUNS if (called or name).endswith(noun)] or [n for n in _NOUNS if name.endswith(n)]
    found: dict[str, list[tuple[Text, int]]] = {}
    for text, slips in WORDINGS.found(year, CALLED):
        for slip in slips:
            noun = slip.about
            mixed = year.text("单位.层级") != "部门" if noun == "部门" else bool(nouns) and noun != nouns[0]
            if mixed and noun not in called:
                found.setdefault(slip.words, []).append((text, slip.start))
    for said, places in found.items():
        hint = f"说的是自己就写“{called}”或者 {{{{ 单位.自称 }}}}"
        yield Violation(
            f"自称“{called}”，这里写“{said}”{_several(places)}",
            origin=position_of(*places[0]),
            path="单位.自称",
            hint=hint,
        )
