"""Offices that texts tell of: no other county's, not the unit's own under a former name, and itself by one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Severity
from yanbian_report.forms.final_accounts.rules._near_names import SHORTEST, is_sign, places_of
from yanbian_report.forms.final_accounts.rules._sought import CALLED
from yanbian_report.forms.final_accounts.rules.names import several
from yanbian_report.forms.final_accounts.rules.wording import WORDINGS
from yanbian_report.model.values import Text, position_of
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Outcome, Violation, rule
from yanbian_report.rules.wording import Printed

_PLACES = "县区旗"
_OFFICES = ("财政局", "人民政府", "人力资源", "医疗保障局", "委员会")
_OTHER_KIND = {
    "县": r"(?<=[，。；、\0“（照报经向由在对])区(?:委(?!员)|政府|财政局?|人大|政协)",
    "区": r"(?<=[，。；、\0“（照报经向由在对])县(?:委(?!员)|政府|财政局?|人大|政协)",
}
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
            words = f"说到了“{said}”，本单位是“{name}”{several(places)}"
            yield printed.violation(places[0], words, f"核对是不是应为“{own}”")
        kind = _OTHER_KIND.get(own[-1])
        others = list(re.finditer(kind, printed.joined)) if kind else []
        if others:
            said = others[0][0]
            words = f"说到了“{said}”，本单位在“{own}”{several(others)}"
            yield printed.violation(others[0].start(), words, f"核对是不是应为“{own[-1]}{said[1:]}”")
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
        if alike and len(own + office) >= SHORTEST and sum(a != b for a, b in zip(said, own, strict=True)) == 1:
            continue  # the unit's own name with one sign wrong, which R542 tells
        begins = (
            match[0] != "区" and own.endswith(("县", "旗")) and not is_sign(text[max(0, end - 4) : end - 3] or "，")
        )
        kind = said[0] in _NO_NAME or said[1] in _NO_NAME or said[1] in _ITS_KIND or said[:2] in _KINDS
        listed = "、" in (text[end : end + 1], text[end - 4 : end - 3])  # 赴攀枝花市、米易县、仁和区
        titled = text[end - 4 : end - 3] == "《" and text.startswith(_OFFICES, end)
        if alike or titled or (begins and not listed and not kind and text[end : end + 1] not in _BELONGS):
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
            yield printed.violation(places[0], f"“{former}”是更名以前的名称{several(places)}", hint)


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
            f"自称“{called}”，这里写“{said}”{several(places)}",
            origin=position_of(*places[0]),
            path=places[0][0].path,
            hint=hint,
        )
