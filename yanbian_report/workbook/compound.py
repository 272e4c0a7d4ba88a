"""Compound: the streams in an OLE file, the container of .xls, of old Office files and of those with a password."""

from __future__ import annotations

import struct
from itertools import islice
from typing import NamedTuple

from yanbian_report.workbook.limits import damaged

_END = 0xFFFFFFFA  # from here on numbers of sectors mean something else
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    kind: int
    start: int
    size: int


class Compound:
    """An OLE file: its sectors are chained in tables, small streams lie in a stream of their own."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused for what is damaged."""
        if len(data) < 512:
            raise damaged()
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged()
        self._data = data
        self._size = 1 << shift
        self._most = len(data) // self._size + 1
        directory, self._cutoff, mini, _, extension = struct.unpack_from("<I4xIIII", data, 48)
        self._table = self._allocation(extension)
        self._entries = self._directory(self._chain(directory))
        self._mini_table = _numbers(self._chain(mini)) if mini < _END else ()
        root = next((entry for entry in self._entries.values() if entry.kind == _ROOT), None)
        self._small = self._chain(root.start) if root is not None and root.start < _END else b""

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def streams(self) -> int:
        """How many streams there are."""
        return sum(entry.kind == _STREAM for entry in self._entries.values())

    def stream(self, name: str) -> bytes:
        """The bytes of the stream ``name``. Raises Refused where there is none."""
        entry = self._entries.get(name)
        if entry is None or entry.kind != _STREAM:
            raise damaged()
        whole = self._small_chain(entry.start) if entry.size < self._cutoff else self._chain(entry.start)
        if len(whole) < entry.size:
            raise damaged()
        return whole[: entry.size]

    def _allocation(self, extension: int) -> tuple[int, ...]:
        """The table that chains sectors: the sectors that hold it are listed in the header, and on where it is long."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        per_sector = self._size // 4
        while extension < _END:
            numbers = _numbers(self._sector(extension))
            if len(places) > self._most + 109 or len(numbers) < per_sector:
                raise damaged()
            places += numbers[:-1]
            extension = numbers[-1]
        sectors = list(islice((place for place in places if place < _END), self._most))
        return _numbers(b"".join(map(self._sector, sectors)))

    def _sector(self, number: int) -> bytes:
        """A sector; the last one may be cut short."""
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise damaged()
        return self._data[start : start + self._size]

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _END:
            if number >= len(self._table) or len(pieces) > self._most:  # a chain that ends nowhere, or in itself
                raise damaged()
            pieces.append(self._sector(number))
            number = self._table[number]
        return b"".join(pieces)

    def _small_chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _END:
            if number >= len(self._mini_table) or len(pieces) > len(self._mini_table):
                raise damaged()
            pieces.append(self._small[number * 64 : number * 64 + 64])
            number = self._mini_table[number]
        return b"".join(pieces)

    @staticmethod
    def _directory(data: bytes) -> dict[str, _Entry]:
        entries: dict[str, _Entry] = {}
        for place in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<II", data, place + 116)
            if kind in (_STREAM, _ROOT):
                name = data[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.setdefault(name, _Entry(kind, start, size))
        return entries


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
