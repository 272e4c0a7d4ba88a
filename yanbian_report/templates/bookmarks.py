"""Bookmarks: what a template's loops repeat and its conditions leave out, each given an id and a name of its own.

The contents page's bookmarks are made later and count from 1; those of templates stand far above them.
"""

from __future__ import annotations

import re

from yanbian_report.word.document import attributes

FIRST = 1_000_001
_LONGEST = 40  # letters of a name, as Word has it
_EITHER = re.compile(r"<w:bookmark(Start|End)\b([^>]*)/>")


class Bookmarks:
    """The bookmarks of one document, whose parts are numbered one after the other."""

    def __init__(self) -> None:
        self._last = FIRST - 1
        self._names: set[str] = set()

    def numbered(self, xml: str) -> str:
        """``xml`` with bookmarks that begin and end once, under ids and names that no other has."""
        if "<w:bookmark" not in xml:
            return xml
        open_: dict[str, list[str]] = {}

        def renewed(match: re.Match[str]) -> str:
            given = attributes(match[2])
            old = given.get("w:id", "")
            if match[1] == "End":
                waiting = open_.get(old)
                if not waiting:
                    return ""  # its beginning was left out
                return f'<w:bookmarkEnd w:id="{waiting.pop()}"/>'
            self._last += 1
            open_.setdefault(old, []).append(str(self._last))
            fresh = {**given, "w:id": str(self._last), "w:name": self._name(given.get("w:name", ""))}
            return f"<w:bookmarkStart {' '.join(f'{key}={chr(34)}{fresh[key]}{chr(34)}' for key in sorted(fresh))}/>"

        xml = _EITHER.sub(renewed, xml)
        for id_ in (id_ for waiting in open_.values() for id_ in waiting):  # their ends were left out
            xml = re.sub(rf'(<w:bookmarkStart [^>]*w:id="{id_}"[^>]*/>)', rf'\1<w:bookmarkEnd w:id="{id_}"/>', xml)
        return xml

    def _name(self, name: str) -> str:
        while name in self._names:
            name = f"{name[: _LONGEST - 8]}_{self._last - FIRST + 1}"
        self._names.add(name)
        return name
