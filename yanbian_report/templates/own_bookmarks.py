"""Own bookmarks: those of an edition's files, each under an id and a name of its own, and what points to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import remove, value

FIRST_ID = 1_000_000
_LONGEST = 34  # letters that are left of a name that gets a number
_START, _END = map(qualified, ("w:bookmarkStart", "w:bookmarkEnd"))
_ID, _NAME, _ANCHOR, _INSTRUCTION = map(qualified, ("w:id", "w:name", "w:anchor", "w:instr"))
_LINK, _TEXT, _SIMPLE = map(qualified, ("w:hyperlink", "w:instrText", "w:fldSimple"))
_POINTING = re.compile(r'(\s*(?:PAGEREF|REF|NOTEREF|HYPERLINK\s+\\l)\s+"?)([^\s\\"]+)', re.IGNORECASE)


class OwnBookmarks:
    """The bookmarks of several files; a file's own come first where the same name stands in more than one."""

    def __init__(self) -> None:
        self._count = 0
        self._names: set[str] = set()
        self._of_file: dict[int, dict[str, str]] = {}

    def take(self, file: int, root: Element) -> None:
        """Give the bookmarks below ``root``, a flow of the file with this number, their ids and names."""
        ids: dict[str, str] = {}
        own = self._of_file.setdefault(file, {})
        for mark in list(root.iter(_START, _END)):
            old = value(mark, "w:id")
            if mark.tag == _START:
                self._count += 1
                ids[old] = str(FIRST_ID + self._count)
                name = given = value(mark, "w:name")
                while name in self._names:
                    name = f"{name[:_LONGEST]}_{self._count}"
                self._names.add(name)
                own.setdefault(given, name)
                mark.set(_NAME, name)
            elif old not in ids:
                remove(mark)
                continue
            mark.set(_ID, ids[old])

    def point(self, file: int, root: Element) -> Iterator[tuple[Element, str]]:
        """Let links and cross-references below ``root`` lead to bookmarks; those that lead nowhere, with the name."""
        own = self._of_file.get(file, {})
        for element in root.iter(_LINK, _TEXT, _SIMPLE):
            if element.tag == _LINK:
                before, name = "", value(element, "w:anchor")
                if element.get(qualified("r:id")) is not None:
                    continue  # a place in what the address leads to
            else:
                said = element.text or "" if element.tag == _TEXT else value(element, "w:instr")
                match = _POINTING.match(said)
                before, name = (match[1], match[2]) if match else ("", "")
            new = own.get(name, name)
            if name and new not in self._names:
                yield element, name
            elif new != name:
                _rename(element, before + name, before + new)


def _rename(element: Element, old: str, new: str) -> None:
    if element.tag == _LINK:
        element.set(_ANCHOR, new)
    elif element.tag == _TEXT:
        element.text = new + (element.text or "")[len(old) :]
    else:
        element.set(_INSTRUCTION, new + value(element, "w:instr")[len(old) :])
