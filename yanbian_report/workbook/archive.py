"""Archive: the parts of a zipped workbook (.xlsx, .ods), unpacked within a budget when they are asked for."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from posixpath import normpath

from yanbian_report.workbook.limits import (
    LARGEST,
    MOST_PARTS,
    MOST_PIECES,
    damaged,
    password,
    too_large,
    too_many_pieces,
)

_PIECE = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
)


class Archive:
    """Parts by their names: forward slashes, and capitals do not count. Raises Refused for what is damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except _BROKEN:
            raise damaged() from None
        if len(entries) > MOST_PARTS:
            raise too_large(f"里有 {len(entries)} 个部件，不像决算的表")
        self._entries = {_name(entry.filename): entry for entry in entries}
        self._left = LARGEST
        self._tags = MOST_PIECES

    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._entries

    def encrypted(self) -> bool:
        return any(entry.flag_bits & 1 for entry in self._entries.values())

    def part(self, name: str) -> bytes:
        """The bytes of a part, counted as they come: what an archive says of sizes need not be true."""
        pieces: list[bytes] = []
        try:
            with self._zip.open(self._entries[_name(name)]) as stream:
                while piece := stream.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise too_large(f"展开以后超过 {LARGEST // 1_000_000} MB，不像决算的表")
                    pieces.append(piece)
                    self._tags -= piece.count(b"<")
                    if self._tags < 0:
                        raise too_many_pieces()
        except RuntimeError:  # an encrypted entry
            raise password() from None
        except _BROKEN:
            raise damaged() from None
        return b"".join(pieces)


def _name(name: str) -> str:
    return normpath(name.replace("\\", "/")).lstrip("/").lower()
