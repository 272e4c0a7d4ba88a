"""Cache: what one build leaves for the next, in ``build/.cache``. It can be deleted at any time.

Everything is named by the hash of all that it depends on, so that nothing kept is ever out of date; and it carries the
hash of itself, so that what is damaged is made anew. It is data only: pictures, page numbers, compiled templates, and
that lint found nothing. (The one thing that may be out of date is named ``last`` and asked for by that name.)
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from yanbian_report.base.files import write_file

_MOST = 400
_CHECKSUM = 64


class DiskCache:
    """A folder of kept values by kind and key. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def value(self, kind: str, key: str, make: Callable[[], bytes | None]) -> bytes | None:
        """What is kept under ``key``, else what ``make`` gives, which is kept unless it is None."""
        found = self.get(kind, key)
        if found is None and (made := make()) is not None:
            self.put(kind, key, made)
            return made
        return found

    def _file(self, kind: str, key: str) -> Path | None:
        return self.folder / f"{kind}-{key}" if self.folder else None

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under ``key``, whole and undamaged, or None."""
        file = self._file(kind, key)
        try:
            data = file.read_bytes() if file else b""
        except OSError:
            return None
        seal, value = data[:_CHECKSUM], data[_CHECKSUM:]
        return value if seal == _checksum(value) else None

    def has(self, kind: str, key: str) -> bool:
        """Whether something is kept under ``key``, damaged or not."""
        file = self._file(kind, key)
        return file is not None and file.is_file()

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Keep ``value`` unless it is kept already; where nothing can be written, the next build makes it again."""
        file = self._file(kind, key)
        if file is not None and self.get(kind, key) != value and not write_file(file, _checksum(value) + value):
            self._evict()

    def _evict(self) -> None:
        """Let go of what was not written lately."""
        files = list(self.folder.iterdir()) if self.folder else []
        try:
            for file in sorted(files, key=lambda f: f.stat().st_mtime)[: max(0, len(files) - _MOST)]:
                file.unlink(missing_ok=True)
        except OSError:  # another build is at it
            return


def key_of(*parts: str | bytes | Iterable[str | bytes]) -> str:
    """A name that changes with any of ``parts``."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in (part,) if isinstance(part, (str, bytes)) else part:
            data = piece.encode() if isinstance(piece, str) else piece
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
    return digest.hexdigest()


def _checksum(value: bytes) -> bytes:
    return hashlib.sha256(value).hexdigest().encode()


@cache
def code_of(*wings: str) -> str:
    """A hash of the source of ``wings``: modules or packages of this program, by their names below it (all of it by an
    empty name).

    It stands in every key beside the data, so that what a changed program would make otherwise is made anew.
    """
    digest = hashlib.sha256()
    for file in sorted({file for wing in wings for file in _sources(wing)}):
        digest.update(file.relative_to(_PROGRAM).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(wing: str) -> list[Path]:
    place = _PROGRAM.joinpath(*wing.split(".")) if wing else _PROGRAM
    if not place.is_dir():
        return [place.with_suffix(".py")]
    return [Path(folder) / name for folder, _, names in os.walk(place) for name in names if name.endswith(_CODE)]


_PROGRAM = Path(__file__).parent.parent
_CODE = (".py", ".json")
