"""Texts in .xls records: one or two bytes a character, and cut anywhere where a record was full."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from yanbian_report.workbook.limits import MOST_CELLS, damaged, too_large

_WIDE, _PHONETIC, _RICH = 1, 4, 8


class Pieces:
    """A record and those that continue it, read from the beginning."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._place = 0

    def _current(self) -> bytes:
        """The piece with something left in it. Raises Refused behind the last one."""
        while self._piece < len(self._pieces) and self._place >= len(self._pieces[self._piece]):
            self._piece += 1
            self._place = 0
        if self._piece >= len(self._pieces):
            raise damaged()
        return self._pieces[self._piece]

    def take(self, count: int) -> bytes:
        """``count`` bytes, from as many pieces as hold them."""
        found = b""
        while len(found) < count:
            piece = self._current()[self._place : self._place + count - len(found)]
            found += piece
            self._place += len(piece)
        return found

    def skip(self, count: int) -> None:
        while count > 0:
            left = len(self._current()) - self._place
            self._place += min(left, count)
            count -= left

    def text(self, length_size: int = 2) -> str:
        """The text that begins here with its length; looks and readings behind it are passed over."""
        length = int.from_bytes(self.take(length_size), "little")
        flags = self.take(1)[0]
        runs = int.from_bytes(self.take(2), "little") if flags & _RICH else 0
        reading = int.from_bytes(self.take(4), "little") if flags & _PHONETIC else 0
        found = self._characters(length, flags)
        if runs or reading:
            self.skip(4 * runs + reading)
        return found

    def _characters(self, length: int, flags: int) -> str:
        """Characters; where they go on in another piece, that begins with a flag of its own."""
        found = ""
        while length:
            at_end = self._piece < len(self._pieces) and self._place >= len(self._pieces[self._piece])
            piece = self._current()
            if at_end:
                flags = piece[0]
                self._place = 1
            size = 2 if flags & _WIDE else 1
            data = piece[self._place : self._place + length * size]
            data = data[: len(data) // size * size]
            if not data:
                raise damaged()
            found += data.decode("utf-16-le" if size == 2 else "latin-1", "replace")
            self._place += len(data)
            length -= len(data) // size
        return found


def shared_texts(pieces: Sequence[bytes]) -> list[str]:
    """The texts of a workbook that its cells refer to by number."""
    source = Pieces(pieces)
    count: int = struct.unpack("<4xI", source.take(8))[0]
    if count > MOST_CELLS:
        raise too_large("里的文字太多，不像决算的表")
    return [source.text() for _ in range(count)]
