"""Names that a text says with one sign changed, left out or put in, long ones with two, whoever's they are.

With one slip, one half of a name is still right: the halves are looked for, and what stands beside them compared. Many
names share a half (某某镇社会保障服务中心), so that where a registered name stands is told once for all of them, and
only what stands beside a half there is nobody's is compared name by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

SHORTEST = 8  # a name of fewer signs has neighbours of its own
_FREE = frozenset("度年的之和及与、第一二三四五六七八九十甲乙丙丁上下中东西南北新老大小0123456789０１２３４５６７８９")
_JOINING = frozenset(("和与", "与和", "和及", "及和", "与及", "及与"))  # a registered name has one of the two
_GOES_ON = ("部门", "系统", "工作", "事业", "领域", "体系", "经办", "服务", "待遇", "政策", "制度")
_FEW = 60  # words that are sought one by one; more of them are sought together
Said = tuple[int, str, str]  # where a name is said nearly, what is said there, the name


def nearly(text: str, owned: Sequence[Sequence[str]]) -> Iterator[list[Said]]:
    """Where ``text`` says nearly a name of each of ``owned``, who have some names each.

    What somebody else's name is, is nobody's slip; a name that is nearly an earlier one of its owner is that one's.
    """
    names = _Names(text, owned)
    for owner, own in enumerate(owned):
        yield list(_slips(names, owner, [name for name in dict.fromkeys(own) if name]))


def _slips(names: _Names, owner: int, own: Sequence[str]) -> Iterator[Said]:
    known = [name for name in own if len(name) >= SHORTEST]
    everywhere = {place for name in known for place in names.starts[name]}
    wrong: set[str] = set()
    for name in known:
        told: set[int] = set()
        for place, said in _variants(names, name, own) if name not in wrong else ():
            right = names.starts[name] if said in known else everywhere
            if place in told or any(at in right or names.owners.get(at, _NOBODY) - {owner} for at in _about(place)):
                continue
            told.add(place)
            wrong.add(said)
            yield place, said, name


_NOBODY: frozenset[int] = frozenset()


class _Names:
    """Where the names of ``owned`` and their halves stand in ``text``.

    ``starts`` are the places of each name, ``owners`` those whose name begins at a place.
    """

    def __init__(self, text: str, owned: Sequence[Sequence[str]]) -> None:
        self.text = text
        self.starts = places_of(text, {name for own in owned for name in own if name})
        self.owners: dict[int, set[int]] = {}
        for owner, own in enumerate(owned):
            for name in filter(None, own):
                for place in self.starts[name]:
                    self.owners.setdefault(place, set()).add(owner)
        long = (name for name in self.starts if len(name) >= SHORTEST)
        self._halves = places_of(text, {half for name in long for half in _halved(name)})
        self.nobodys = cache(self._nobodys)

    def _nobodys(self, half: str, before: int) -> list[int]:
        """Where ``half`` stands and nobody's name begins about so many signs ``before`` it: it would be that name's."""
        return [place for place in self._halves[half] if self.owners.keys().isdisjoint(_about(place - before))]


def _about(place: int) -> range:
    return range(place - 1, place + 2)


def _halved(name: str) -> tuple[str, str]:
    middle = len(name) // 2
    return name[:middle], name[middle:]


def _variants(names: _Names, name: str, own: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where one half of ``name`` stands and the other nearly, and what is said there; ``own`` names begin anywhere."""
    text = names.text
    first, second = _halved(name)
    middle = len(first)
    begun = [place for one in own for place in names.starts[one]]
    places = {near for at in begun for near in _about(at) if text.startswith(first, near)}
    for place in sorted({*names.nobodys(first, 0), *places}):
        said = _off(text[place + middle : place + len(name) + 2], second, name)
        if said:
            yield place, first + said
    ends = {near for at in begun for near in _about(at + middle) if text.startswith(second, near)}
    for end in sorted({*names.nobodys(second, middle), *ends}):
        turned = _off(text[max(0, end - middle - 1) : end][::-1], first[::-1], name)
        if turned:
            yield end - len(turned), turned[::-1] + second


_LONG = 10  # a name of as many signs is still known with two of them wrong


def _off(text: str, wanted: str, name: str) -> str:
    """What ``text`` begins with where it is nearly ``wanted``, which is half of ``name``; else nothing."""
    return _variant(text, wanted) or (_two_off(text, wanted) if len(name) >= _LONG else "")


def places_of(text: str, words: Collection[str]) -> Mapping[str, list[int]]:
    """Where each of ``words`` begins in ``text``."""
    if len(words) <= _FEW:
        return {word: list(_places(text, word)) for word in words}
    found: dict[str, list[int]] = {word: [] for word in words}
    for size in {len(word) for word in words}:
        for place in range(len(text) - size + 1):
            places = found.get(text[place : place + size])
            if places is not None:
                places.append(place)
    return found


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _variant(text: str, wanted: str) -> str:
    """What ``text`` begins with where it is ``wanted`` with one sign changed, left out or put in; else nothing."""
    same = next((n for n, sign in enumerate(wanted) if text[n : n + 1] != sign), len(wanted))
    if same == len(wanted):
        return ""
    rest, after = wanted[same + 1 :], text[same + 1 :]
    if (
        after.startswith(rest)
        and text[same : same + 1].strip("\0，。、；：（）《》“” ")
        and _counts(text[same], wanted[same])
    ):
        # 人力资源和社会保障部门 goes on where 局 is left out: no slip.
        return "" if not rest and text[same:].startswith(_GOES_ON) else text[: len(wanted)]
    if rest and text[same:].startswith(rest) and wanted[same] not in _FREE:
        return text[: len(wanted) - 1]
    if text[same + 1 :].startswith(wanted[same:]) and text[same] not in _FREE and is_sign(text[same]):
        return text[: len(wanted) + 1]
    return ""


_LEVELS = frozenset(
    ("中央", "省级", "市级", "县级", "区级", "上级", "本级", "专项", "补助", "年度", "项目", "资金", "一期", "二期")
)


def _two_off(text: str, wanted: str) -> str:
    """What ``text`` begins with where two signs together are left out of ``wanted``, or are others that share one
    (贫困 for 困难); levels and phases are left out by right.
    """
    same = next((n for n, sign in enumerate(wanted) if text[n : n + 1] != sign), len(wanted))
    gone, rest = wanted[same : same + 2], wanted[same + 2 :]
    if len(rest) < 2 or not {gone, gone[::-1]}.isdisjoint(_LEVELS) or not all(map(is_sign, gone)):
        return ""
    if text[same:].startswith(rest) and _FREE.isdisjoint(gone):
        return text[: same + len(rest)]
    come = text[same : same + 2]
    if text[same + 2 :].startswith(rest) and not set(come).isdisjoint(gone) and all(map(is_sign, come)):
        return text[: len(wanted)]
    return ""


def _counts(said: str, wanted: str) -> bool:
    """Whether one sign for the other is a slip: 一期 and 二期, 上半年 and 下半年 are not."""
    return is_sign(said) and (said + wanted in _JOINING or not (said in _FREE and wanted in _FREE))


def is_sign(sign: str) -> bool:
    return "一" <= sign <= "龥"
