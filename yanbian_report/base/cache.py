"""Cache: results of one build for the next, in ``build/.cache``, which can be deleted at any time.

Every entry is named by a hash of everything it depends on, the code that makes it included, so that no entry is ever
out of date; and it carries its own checksum, so that a damaged one is made again. Entries are data only: pictures, page
numbers, compiled templates, and the fact that lint found nothing. (The only entry that may be out of date is ``last``,
the page numbers of the build before, which is asked for by that name.)
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
    """A folder of cached values by kind and key. Without a folder nothing is cached."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def value(self, kind: str, key: str, make: Callable[[], bytes | None]) -> bytes | None:
        """The value cached under ``key``, else the one that ``make`` gives, which is cached unless it is None."""
        found = self.get(kind, key)
        if found is None and (made := make()) is not None:
            self.put(kind, key, made)
            return made
        return found

    def _file(self, kind: str, key: str) -> Path | None:
        return self.folder / f"{kind}-{key}" if self.folder else None

    def get(self, kind: str, key: str) -> bytes | None:
        """The value cached under ``key``, or None when there is none or it is damaged."""
        file = self._file(kind, key)
        try:
            data = file.read_bytes() if file else b""
        except OSError:
            return None
        seal, value = data[:_CHECKSUM], data[_CHECKSUM:]
        return value if seal == _checksum(value) else None

    def has(self, kind: str, key: str) -> bool:
        """Whether there is an entry under ``key``, damaged or not."""
        file = self._file(kind, key)
        return file is not None and file.is_file()

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Cache ``value`` unless it is cached already; where nothing can be written, the next build makes it again."""
        file = self._file(kind, key)
        if file is not None and self.get(kind, key) != value and not write_file(file, _checksum(value) + value):
            self._evict()

    def _evict(self) -> None:
        """Delete the entries that were written longest ago."""
        files = list(self.folder.iterdir()) if self.folder else []
        try:
            for file in sorted(files, key=lambda f: f.stat().st_mtime)[: max(0, len(files) - _MOST)]:
                file.unlink(missing_ok=True)
        except OSError:  # another build is at it
            return


def key_of(*parts: str | bytes | Iterable[str | bytes]) -> str:
    """A hash of ``parts`` and of how they are divided."""
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
def code_of(*modules: str) -> str:
    """A hash of the source of ``modules``: modules or packages by their names below this package (all of it: ``""``).

    It stands in every key beside the data, so that a changed program makes its results again. Each list of modules is
    the import closure of what makes the result, which tests/base/test_program_identity.py compares. Raises OSError for
    a module that does not exist.
    """
    files = sorted({file for module in modules for file in _sources(module)})
    return key_of(piece for file in files for piece in (file.relative_to(_PROGRAM).as_posix(), _digest(file)))


@cache
def _digest(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


def _sources(module: str) -> list[Path]:
    place = _PROGRAM.joinpath(*module.split(".")) if module else _PROGRAM
    if not place.is_dir():
        return [place.with_suffix(".py")]
    return [Path(folder) / name for folder, _, names in os.walk(place) for name in names if name.endswith(_CODE)]


_PROGRAM = Path(__file__).parent.parent
_CODE = (".py", ".json")
