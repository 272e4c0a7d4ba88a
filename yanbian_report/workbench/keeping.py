"""Keeping: texts that were not saved yet, and older versions of a file, beside what is built.

A file each below ``build/.workbench``, which only its owner may read; nothing is overwritten in part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container
from pathlib import Path
from time import localtime, mktime, strftime, strptime
from time import time as now
from typing import NamedTuple

from yanbian_report.base.files import list_folder
from yanbian_report.workbench.disk import put, read, remove, sweep
from yanbian_report.workbench.refused import Unwritable
from yanbian_report.workbench.saved import etag_of

VERSIONS = 20
_RECENT = 10  # of them that are kept whatever their times; of those before, the ones farthest apart
_TIME, _SHORT = "%Y%m%d-%H%M%S", 8
_ID = re.compile(r"(\d{8}-\d{6})-(\d{3})-[0-9a-f]{8}", re.ASCII)
_YEAR = re.compile(r"([0-9]{4})-[\w-]+\.json")
_TAB = re.compile(r"[\w-]{1,40}")


class Unsaved(NamedTuple):
    """A text that no file holds: of which tab, when, and of which file's bytes it was made."""

    text: str
    at: float
    etag: str
    tab: str


class Version(NamedTuple):
    """A version of a file. ``at`` is when it was saved here, or replaced where another program had saved it."""

    id: str
    at: float
    size: int
    path: Path

    def is_of(self, data: bytes) -> bool:
        """Whether it is that of ``data``."""
        return self.size == len(data) and self.id.endswith(f"-{etag_of(data)[:_SHORT]}")


def years_left(folder: Path) -> set[int]:
    """The years of which ``folder`` (``build/.workbench``) has words that were never saved."""
    names = (_YEAR.fullmatch(file.name) for file in list_folder(folder / "unsaved", "")[0])
    return {int(name[1]) for name in names if name}


class Keeping:
    """What is kept of one year in ``folder`` (``build/.workbench``)."""

    def __init__(self, folder: Path, year: int) -> None:
        self._unsaved = folder / "unsaved"
        self._versions = folder / "history" / str(year)
        self._year = year
        for each in (self._unsaved, self._versions):
            sweep(each)

    def keep_unsaved(self, text: str, etag: str, tab: str = "") -> None:
        """Keep ``text`` in place of what the same tab left before. Raises Unwritable."""
        content = {"text": text, "at": now(), "etag": etag, "tab": tab}
        put(self._place(tab), json.dumps(content, ensure_ascii=True).encode(), private=True)

    def forget_unsaved(self, tab: str = "", busy: Container[str] = ()) -> None:
        """Nobody wants what ``tab`` left, nor what those left that are ``busy`` no more: it goes among the versions."""
        for left in self.unsaved():
            if left.tab == tab or left.tab not in busy:
                self._keep_words(left.text)
                remove(self._place(left.tab))

    def _keep_words(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        if not any(version.size == len(data) and read(version.path) == data for version in self.versions()):
            self.add_version(data)

    def drop_unsaved(self, tab: str, text: str, busy: Container[str] = ()) -> None:
        """``text`` stands in the file now: it need not be kept for ``tab``, nor for one that is gone."""
        for left in self.unsaved():
            if left.tab == tab or (left.text == text and left.tab not in busy):
                remove(self._place(left.tab))

    def unsaved(self) -> list[Unsaved]:
        """Every text that is kept, the newest first."""
        files = list_folder(self._unsaved, "")[0]
        found = [self._left(file) for file in files if file.name.startswith(f"{self._year}-")]
        return sorted((one for one in found if one is not None), key=lambda one: -one.at)

    def _place(self, tab: str) -> Path:
        if tab and not _TAB.fullmatch(tab):
            raise Unwritable("不认识的窗口", 400)
        return self._unsaved / f"{self._year}-{tab or 'x'}.json"

    def _left(self, file: Path) -> Unsaved | None:
        try:
            content = json.loads(read(file) or b"null")
            return Unsaved(str(content["text"]), float(content["at"]), str(content["etag"]), str(content["tab"]))
        except (Unwritable, ValueError, TypeError, KeyError):
            return None

    def add_version(self, data: bytes) -> None:
        """Keep ``data`` as the newest version, and no more of them than are shown. Raises Unwritable."""
        newest, moment = next(iter(self.versions()), None), int(now() * 1000)
        if newest is not None:
            if newest.is_of(data):
                return
            moment = max(moment, round(newest.at * 1000) + 1)  # a clock that was put back changes no order
        stem = f"{strftime(_TIME, localtime(moment // 1000))}-{moment % 1000:03d}-{etag_of(data)[:_SHORT]}"
        put(self._versions / f"{stem}.yaml", data, private=True)
        for version in _too_many(self.versions()):
            remove(version.path)

    def versions(self) -> list[Version]:
        """The older versions, the newest first."""
        found = []
        for path in list_folder(self._versions, "")[0]:
            try:
                told = path.stat()
            except OSError:
                continue
            if path.suffix == ".yaml" and (at := _moment(path.stem)) is not None:
                found.append(Version(path.stem, at, told.st_size, path))
        return sorted(found, key=lambda version: version.id, reverse=True)

    def version(self, wanted: str) -> bytes | None:
        """The version of that id."""
        known = {version.id: version.path for version in self.versions()}
        return read(known[wanted]) if wanted in known else None


def _moment(id_: str) -> float | None:
    """The time in the name of a version."""
    found = _ID.fullmatch(id_)
    try:
        return mktime(strptime(found[1], _TIME)) + int(found[2]) / 1000 if found else None
    except (ValueError, OverflowError):
        return None


def _too_many(versions: list[Version]) -> list[Version]:
    """What to let go of: of two that lie close together the later, so that yesterday outlives twenty saves of today."""
    left, gone = list(versions), []
    while len(left) > VERSIONS:
        gaps = {n: left[n].at - left[n + 1].at for n in range(_RECENT, len(left) - 1)}
        least = min(gaps, key=lambda n: gaps[n]) if gaps else len(left) - 1
        gone.append(left.pop(least))
    return gone
