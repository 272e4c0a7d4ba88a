"""Keys: those that the schema does not know, and those that are missing."""

from __future__ import annotations

import re
import unicodedata

from yanbian_report.base.findings import Finding, Repair, error
from yanbian_report.base.suggest import closest, did_you_mean
from yanbian_report.yamldoc.located import Located, dotted, sample, short, told
from yanbian_report.yamldoc.tree import Mapping

_NAMED = 12
_FREE_NAME = "项名用文字开头，不含空格、句点、竖线和花括号，文字里才能用 {{ 项名 }} 引用它"


def unknown_key(place: Located, name: str) -> tuple[Finding, str]:
    """The finding for the key ``name`` in the group at ``place``, and which key it seems to stand for."""
    assert isinstance(place.node, Mapping)
    key = place.node.entries[name][0]
    meant, question, hint = _meant(place, name)
    path = dotted([*place.path, name])
    found = error(place.voice.unknown, f"不认识的项“{short(name)}”{question}", key.span, hint=hint, path=path)
    before, colon, after = name.partition("：")
    better = f"{before}: {after}" if colon and meant == before else meant
    return found._replace(repairs=(Repair(key.span, better),) if better else ()), meant


def misnamed_key(place: Located, name: str) -> Finding:
    """The finding for the free name ``name`` in the group at ``place``, which no path could speak of."""
    assert isinstance(place.node, Mapping)
    hint = str(place.schema.names(place.part).get("description", _FREE_NAME))
    path = dotted([*place.path, name])
    message, span = f"项名“{short(name)}”不合写法", place.node.entries[name][0].span
    return error(place.voice.free_name, message, span, hint=hint, path=path)


def missing_keys(place: Located, names: list[str]) -> Finding:
    """The finding for the keys that the group at ``place`` lacks."""
    part = place.schema.below(place.part, names[0])
    several = f"等 {len(names)} 项" if len(names) > _NAMED else ""
    message = f"{place.name}里缺{'、'.join(f'“{name}”' for name in names[:_NAMED])}{several}"
    how = "补一行" if len(names) == 1 else "补上，例如"
    return place.error(place.voice.missing, message, f"{how} {sample(names[0], part)}{told(part)}", place.span)


def _meant(place: Located, name: str) -> tuple[str, str, str]:
    """Which key ``name`` stands for, the question that ends the message, and what to do."""
    before, colon, after = name.partition("：")
    if colon and before in place.schema.known:
        return before, "：冒号是全角的", f"用英文冒号，后面空一格：{before}: {short(after)}"
    known = list(place.part.get("properties", {}))
    typed = place.node.entries if isinstance(place.node, Mapping) else {}
    absent = [key for key in known if key not in typed]
    folded = re.sub(r"\W", "", unicodedata.normalize("NFKC", name[:60]))
    near = folded if folded in absent else closest(folded, absent)
    if near:
        return near, f"，{did_you_mean(near)}", f"改成“{near}”，或者删去这一项"
    elsewhere = [path for path in place.schema.places.get(name, []) if path]
    if elsewhere:
        return "", f"，它属于“{elsewhere[0]}”", "检查这一行的缩进，或者移到那里去"
    some = "、".join(absent[:8]) + (" 等" if len(absent) > 8 else "")
    return "", "", f"这里可以写：{some}" if some else "删去这一项"
