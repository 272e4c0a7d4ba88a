"""Store: the data file of a year, read and saved so that no word is lost.

A save names the bytes that it replaces; where others stand there by now, nothing is written. Before the file is
replaced the new text is kept apart and the old one among the versions, so that a process that is killed at any moment
leaves the whole of both; then the new one is put there, too, so that another program that replaces it takes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.project import Project
from yanbian_report.inputs import data_file
from yanbian_report.workbench.disk import put, read, sweep
from yanbian_report.workbench.keeping import Keeping, Unsaved, Version
from yanbian_report.workbench.refused import Unwritable
from yanbian_report.workbench.saved import SavedText, etag_of, read_bytes
from yanbian_report.yamldoc.encoding import LARGEST, plain_line_ends

KEPT = Path("build") / ".workbench"
_ODD = "文件里有认不出的字，或者不是文字文件：原来的那一份会留着，保存时改存成 UTF-8"


class Opened(NamedTuple):
    """A file as the editor gets it. ``saved_at`` is None where there is no file; ``message`` says why it can only be
    saved as UTF-8, where it is no text, or not all of it.
    """

    text: str
    etag: str
    saved_at: float | None
    encoding: str
    unsaved: list[Unsaved]
    message: str = ""


class Stored(NamedTuple):
    """A text was saved; ``warning`` is what could not be done besides."""

    etag: str
    saved_at: float | None
    warning: str = ""


class Stale(NamedTuple):
    """Nothing was saved: the file holds ``text`` by now, or is gone (its etag is empty)."""

    etag: str
    text: str


class _Overtaken(Exception):
    """Another program has put ``data`` into the file since it was looked at."""

    def __init__(self, data: bytes | None) -> None:
        self.data = data


def _stale(data: bytes | None) -> Stale:
    return Stale(etag_of(data), read_bytes(data).text if data is not None else "")


class Store:
    """The data file of one year of a project."""

    def __init__(self, project: Project, year: int) -> None:
        self._project = project
        self._year = year
        self._lock = threading.Lock()
        sweep(self.file.parent)
        self.kept = Keeping(project.root / KEPT, year)

    @property
    def file(self) -> Path:
        """Where the file stands; looked for anew, as its kind may change."""
        return data_file(self._project, self._year)

    def current(self) -> tuple[str, str]:
        """The name of what the file holds now, and its text. Raises Unwritable where it cannot be read."""
        data = self._data()
        return etag_of(data), read_bytes(data).text if data is not None else ""

    def open(self, busy: Container[str] = ()) -> Opened:
        """The file, and what was never saved, but by tabs that are ``busy`` with it. Raises Unwritable."""
        data = self._data()
        saved = read_bytes(data) if data is not None else SavedText("")
        left = [one for one in self.kept.unsaved() if one.text != saved.text and one.tab not in busy]
        message = "" if saved.encoding else _ODD
        return Opened(saved.text, etag_of(data), self._saved_at(), saved.encoding_name, left, message)

    def save(
        self, text: str, etag: str, tab: str = "", *, as_utf8: bool = False, busy: Container[str] = ()
    ) -> Stored | Stale:
        """Put ``text`` into the file whose bytes are ``etag``. Raises Unwritable, and Unsayable for its encoding.

        Whatever stops it, ``text`` is kept as unsaved where that can be done.
        """
        text = plain_line_ends(text)
        with self._lock:
            with suppress(Unwritable, UnicodeEncodeError):  # where this cannot be written, the file may still be
                self.kept.keep_unsaved(text, etag, tab)
            data = self._data()
            if etag_of(data) != etag:
                return _stale(data)
            saved = read_bytes(data) if data is not None else SavedText("")
            new = saved.as_utf8(text) if as_utf8 else saved.with_text(text)
            try:
                warning = self._replace(data, new)
            except _Overtaken as other:
                return _stale(other.data)
            self.kept.drop_unsaved(tab, text, busy)
            return Stored(etag_of(new), self._saved_at(), warning)

    def _replace(self, data: bytes | None, new: bytes) -> str:
        """Put ``new`` in the place of ``data``; what is to be said of it."""
        if data == new:
            return ""
        warning = self._kept("改以前的那一份", data)
        put(self.file, new, last=lambda: self._refuse_other(data))
        return warning or self._kept("另一份", new)

    def _refuse_other(self, data: bytes | None) -> None:
        """What another program wrote while the new text went to the disk, which takes a while, is not replaced."""
        now = self._data()
        if now != data:
            raise _Overtaken(now)

    def _kept(self, what: str, data: bytes | None) -> str:
        """Keep ``data`` among the versions; what is to be said where that cannot be done."""
        try:
            if data is not None:
                self.kept.add_version(data)
        except Unwritable as problem:
            return f"{what}没有留下来：{problem.message}"
        return ""

    def versions(self) -> list[Version]:
        """Every version that is not what the file holds, the newest first."""
        data = None
        with suppress(Unwritable):  # they are wanted all the more
            data = self._data()
        return [version for version in self.kept.versions() if data is None or not version.is_of(data)]

    @contextmanager
    def written_by_another(self) -> Iterator[None]:
        """As long as this lasts something else writes the file, and nothing is saved; it is kept as it was before."""
        with self._lock:
            with suppress(Unwritable):
                self._kept("", self._data())
            yield

    def _data(self) -> bytes | None:
        data = read(self.file)
        if data is not None and len(data) > LARGEST:
            raise Unwritable(f"“{self.file.name}”超过 {LARGEST // 1_000_000} MB，不像数据文件，没有打开", 413)
        return data

    def _saved_at(self) -> float | None:
        try:
            return self.file.stat().st_mtime
        except OSError:
            return None
