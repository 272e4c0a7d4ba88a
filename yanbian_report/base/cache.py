"""Cache: results of one build for the next, in ``build/.cache``, which can be deleted at any time.

Every entry is named by a hash of everything it depends on, the code that makes it included, so that no entry is ever
out of date; and it carries a checksum of its name and its content, so that one that is damaged, or stands under
another's name, is made again. So is one that cannot be understood, whatever it holds. Entries are data only: pictures,
page numbers, compiled templates, and the fact that lint found nothing. (The only entry that may be out of date is
``last``, the page numbers of the build before, which is asked for by that name.)
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from yanbian_report.base.files import is_file, read_regular, write_file

_MOST = 400
_KEPT = 360  # of more, so that not every one that is written has all of them looked at
_CHECKSUM = 64
_LARGEST = 200_000_000  # bytes
T = TypeVar("T")


class DiskCache:
    """A folder of cached values by kind and key. Without a folder nothing is cached."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def value(
        self, kind: str, key: str, make: Callable[[], bytes | None], is_sound: Callable[[bytes], bool] = bool
    ) -> bytes | None:
        """The value cached under ``key``, else the one that ``make`` gives, which is cached unless it is None.

        What is not ``is_sound`` is made, too.
        """
        found = self.get(kind, key)
        if (found is None or not is_sound(found)) and (made := make()) is not None:
            self.put(kind, key, made)
            return made
        return found

    def read(self, kind: str, key: str, decode: Callable[[bytes], T]) -> T | None:
        """What ``decode`` makes of the value cached under ``key``; None when there is none that it understands."""
        data = self.get(kind, key)
        try:
            return decode(data) if data is not None else None
        except Exception:  # whatever stands there, a build makes it anew
            return None

    def _file(self, kind: str, key: str) -> Path | None:
        return self.folder / f"{kind}-{key}" if self.folder else None

    def get(self, kind: str, key: str) -> bytes | None:
        """The value cached under ``key``, or None when there is none or it is damaged."""
        file = self._file(kind, key)
        data = (read_regular(file, _LARGEST) if file is not None else None) or b""
        seal, value = data[:_CHECKSUM], data[_CHECKSUM:]
        return value if seal == _checksum(kind, key, value) else None

    def has(self, kind: str, key: str) -> bool:
        """Whether there is an entry under ``key``, damaged or not."""
        file = self._file(kind, key)
        return file is not None and is_file(file)

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Cache ``value`` unless it is cached already; where nothing can be written, the next build makes it again."""
        file = self._file(kind, key)
        if (
            file is not None
            and self.get(kind, key) != value
            and not write_file(file, _checksum(kind, key, value) + value)
        ):
            self._evict()

    def clear(self) -> bool:
        """Delete every entry; whether there was one."""
        try:
            files = [file for file in self.folder.iterdir() if "-" in file.name] if self.folder else []
            for file in files:
                file.unlink(missing_ok=True)
        except OSError:
            return False
        return bool(files)

    def _evict(self) -> None:
        """Delete the entries that were written longest ago where there are too many, and a few more at once."""
        try:
            files = list(self.folder.iterdir()) if self.folder else []
            if len(files) > _MOST:
                for file in sorted(files, key=lambda f: f.lstat().st_mtime)[:-_KEPT]:
                    file.unlink(missing_ok=True)
        except OSError:  # another build is at it
            return


def key_of(*parts: str | bytes | Iterable[str | bytes]) -> str:
    """A hash of ``parts`` and of how they are divided."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in (part,) if isinstance(part, (str, bytes)) else part:
            # Names of files that are no UTF-8 have a key, too.
            data = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
    return digest.hexdigest()


def _checksum(kind: str, key: str, value: bytes) -> bytes:
    return key_of(kind, key, value).encode()


@cache
def code_of(*modules: str) -> str:
    """A hash of the source of ``modules``: modules or packages by their names below this package (all of it: ``""``).

    It stands in every key beside the data, so that a changed program makes its results again. Each list of modules is
    the import closure of what makes the result, which tests/base/test_program_identity.py compares. Raises OSError for
    a module that does not exist.
    """
    files = sorted({file for module in modules for file in _sources(module)})
    return key_of(piece for file in files for piece in (file.replace(os.sep, "/"), _digest(file)))


@cache
def _digest(file: str) -> bytes:
    with open(_PROGRAM + file, "rb", buffering=0) as stream:  # noqa: PTH123 - a build reads sixty; Path takes as long again
        return hashlib.sha256(stream.read()).digest()


def _sources(module: str) -> list[str]:
    """The files of ``module``, by their paths from the program's folder."""
    name = module.replace(".", os.sep)
    folders = os.walk(_PROGRAM + name)
    found = [f"{folder}{os.sep}{file}" for folder, _, files in folders for file in files if file.endswith(_CODE)]
    return [file.removeprefix(_PROGRAM).lstrip(os.sep) for file in found] if found or not name else [f"{name}.py"]


_PROGRAM = str(Path(__file__).parent.parent) + os.sep
_CODE = (".py", ".json")
