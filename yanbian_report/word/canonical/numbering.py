"""Numbering: the lists of several files in one part, each under a number of its own."""

from __future__ import annotations

from copy import deepcopy

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, value

_ABSTRACT, _NUM, _ID = map(qualified, ("w:abstractNum", "w:num", "w:numId"))
_ABSTRACT_ID, _VAL = qualified("w:abstractNumId"), qualified("w:val")
NONE = "0"  # the number that takes a paragraph out of its style's list
_STARTS = tuple(map(qualified, ("w:start", "w:startOverride")))
_LAST_START, _DIGITS = 32_767, 5
_PICTURE, _MARK = map(qualified, ("w:lvlPicBulletId", "w:lvlText"))


class Numbering:
    """Lists as they are asked for, in the order in which they are."""

    def __init__(self) -> None:
        self.abstracts: list[Element] = []
        self.nums: list[Element] = []
        self._known: dict[tuple[int, str], str] = {}
        self._abstract: dict[tuple[int, str], str] = {}

    def number(self, file: int, root: Element | None, old: str) -> str | None:
        """The number here of the list ``old`` of a file's part ``root``; None where the file does not have it."""
        if old == NONE:
            return NONE
        if (file, old) not in self._known:
            num = _by_id(root, _NUM, _ID, old)
            abstract = self._carry(file, root, value(child(num, "w:abstractNumId"))) if num is not None else None
            if num is None or abstract is None:
                return None
            copy = deepcopy(num)
            copy.set(_ID, str(len(self.nums) + 1))
            for use in copy.iterchildren(_ABSTRACT_ID):
                use.set(_VAL, abstract)
            self.nums.append(copy)
            self._known[file, old] = copy.get(_ID)
        return self._known[file, old]

    def flaw(self, num: str | None) -> tuple[str, str] | None:
        """What cannot be printed of the list ``num`` here, and what to do: marks that are pictures, have tags, or count
        from a number that Word does not know.
        """
        own = next((one for one in self.nums if one.get(_ID) == num), None)
        used = value(child(own, "w:abstractNumId")) if own is not None else ""
        lists = [one for one in self.abstracts if one.get(_ABSTRACT_ID) == used]
        for one in lists if own is None else (own, *lists):
            if next(one.iter(_PICTURE), None) is not None:
                return "的项目符号是一张图片，报告里印不出来", "换成普通的项目符号，或者把符号打成字"
            if any("{{" in value(mark) or "{%" in value(mark) for mark in one.iter(_MARK)):
                return "的自动编号里写了标签，编号不会填写", "在编号的格式里删去标签，写在文字里"
            starts = [value(start) for start in one.iter(*_STARTS)]
            if any(said.isdecimal() and (len(said) > _DIGITS or int(said) > _LAST_START) for said in starts):
                return f"的自动编号不是从 0 到 {_LAST_START} 之间的数开始", "在编号的设置里改起始编号"
        return None

    def _carry(self, file: int, root: Element | None, old: str) -> str | None:
        if (file, old) not in self._abstract:
            found = _by_id(root, _ABSTRACT, _ABSTRACT_ID, old)
            if found is None:
                return None
            copy = deepcopy(found)
            copy.set(_ABSTRACT_ID, str(len(self.abstracts)))
            self.abstracts.append(copy)
            self._abstract[file, old] = copy.get(_ABSTRACT_ID)
        return self._abstract[file, old]


def _by_id(root: Element | None, tag: str, attribute: str, wanted: str) -> Element | None:
    found = root.iterchildren(tag) if root is not None else ()
    return next((element for element in found if element.get(attribute) == wanted), None)
