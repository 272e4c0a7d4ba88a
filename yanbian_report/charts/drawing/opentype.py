"""OpenType: a font file of the bundled font's kind, taken apart: characters, advances, programs of glyphs.

Of one kind only (outlines in CFF, glyphs by number, no hints): whatever other fonts have besides is a ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

_CHARSTRINGS, _PRIVATE, _SUBROUTINES, _FONTS, _CHOICES = 17, 18, 19, 12 << 8 | 36, 12 << 8 | 37
_REAL, _WORD, _LONG, _ESCAPE, _FIRST_NUMBER = 30, 28, 29, 12, 32
_TABLES = frozenset({b"CFF ", b"cmap", b"hmtx", b"head", b"hhea"})


class FontFile:
    """The font whose file is ``data``. ``programs`` are those of its glyphs, ``shared`` what all of these may call."""

    def __init__(self, data: bytes) -> None:
        entries = range(12, 12 + 16 * _number(data, 4), 16)
        found = {data[at : at + 4]: _piece(data, _number(data, at + 8, 4), _number(data, at + 12, 4)) for at in entries}
        if not {*found} >= _TABLES:
            raise ValueError("a font without outlines in CFF")
        self.units_per_em = _number(found[b"head"], 18)
        self._places = dict(_characters(found[b"cmap"]))
        self._advances, self._wide = found[b"hmtx"], _number(found[b"hhea"], 34)
        self._data = found[b"CFF "]
        self._read(self._data)

    def _read(self, data: bytes) -> None:
        tops = _Index(data, _Index(data, data[2]).end)
        top, strings = _dictionary(tops[0]), _Index(data, tops.end)
        if not {_CHARSTRINGS, _FONTS, _CHOICES} <= {*top}:
            raise ValueError("a font whose glyphs have names")
        self.shared: Sequence[bytes] = _Index(data, strings.end)
        self.programs: Sequence[bytes] = _Index(data, top[_CHARSTRINGS][0])
        self._own = [self._subroutines(_dictionary(font)) for font in _Index(data, top[_FONTS][0])]
        self._choices = top[_CHOICES][0]

    def _subroutines(self, font: dict[int, list[int]]) -> Sequence[bytes]:
        size, at = font[_PRIVATE]
        return _Index(self._data, at + _dictionary(self._data[at : at + size])[_SUBROUTINES][0])

    def place(self, char: str) -> int:
        """Where the glyph of ``char`` stands, 0 for none."""
        return self._places.get(ord(char), 0)

    def advance(self, place: int) -> int:
        """How far the glyph at ``place`` reaches."""
        return _number(self._advances, 4 * min(place, self._wide - 1))

    def own(self, place: int) -> Sequence[bytes]:
        """What the glyph at ``place`` and its like may call."""
        data, at = self._data, self._choices
        if data[at] == 0:
            return self._own[data[at + 1 + place]]
        ranges = range(at + 3, at + 3 + 3 * _number(data, at + 1), 3)
        return self._own[next(data[one + 2] for one in reversed(ranges) if _number(data, one) <= place)]


def signed(data: bytes, code: int, at: int) -> tuple[int, int]:
    """The number that begins with ``code``, whose other bytes stand at ``at``; and where the next thing begins."""
    if code == _WORD:
        return int.from_bytes(data[at : at + 2], "big", signed=True), at + 2
    if code < 247:  # noqa: PLR2004 - as the format has it
        return code - 139, at
    if code < 251:  # noqa: PLR2004
        return (code - 247) * 256 + data[at] + 108, at + 1
    if code < 255:  # noqa: PLR2004
        return -(code - 251) * 256 - data[at] - 108, at + 1
    raise ValueError("a part of a unit, which no outline here has")


def _number(data: bytes, at: int, size: int = 2) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _piece(data: bytes, at: int, size: int) -> bytes:
    return data[at : at + size]


def _characters(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Every character with the place of its glyph, by the table of format 4."""
    starts = [_number(cmap, at + 4, 4) for at in range(4, 4 + 8 * _number(cmap, 2), 8)]
    table = next((cmap[at:] for at in starts if _number(cmap, at) == 4), None)  # noqa: PLR2004
    if table is None:
        raise ValueError("a font without a table of characters")
    wide = _number(table, 6)
    for at in range(14, 14 + wide, 2):
        last, first, step = (_number(table, at + more) for more in (0, wide + 2, 2 * wide + 2))
        here = at + 3 * wide + 2
        offset = _number(table, here)
        for code in range(first, min(last, 0xFFFE) + 1):
            place = _number(table, here + offset + 2 * (code - first)) if offset else code
            yield code, (place + step) % 0x10000 if place else 0


class _Index(Sequence[bytes]):
    """A list of pieces of bytes, as CFF has it; ``end`` is where it ends."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._count, self._size, self._offsets = _number(data, at), data[at + 2], at + 3
        self._before = at + 2 + (self._count + 1) * self._size
        self.end = self._before + self._offset(self._count) if self._count else at + 2

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(place, slice) or not 0 <= place < self._count:
            raise IndexError(place)
        return self._data[self._before + self._offset(place) : self._before + self._offset(place + 1)]

    def _offset(self, place: int) -> int:
        return _number(self._data, self._offsets + place * self._size, self._size)


def _dictionary(data: bytes) -> dict[int, list[int]]:
    """What a dictionary of CFF says under its codes; a number with a point, which nothing here asks for, as 0."""
    found: dict[int, list[int]] = {}
    numbers: list[int] = []
    at = 0
    while at < len(data):
        code, at = data[at], at + 1
        if code == _REAL:
            end = next(n for n in range(at, len(data)) if 15 in (data[n] >> 4, data[n] & 15))
            numbers, at = [*numbers, 0], end + 1
        elif code == _LONG:
            numbers, at = [*numbers, int.from_bytes(data[at : at + 4], "big", signed=True)], at + 4
        elif code == _WORD or code >= _FIRST_NUMBER:
            number, at = signed(data, code, at)
            numbers.append(number)
        else:
            if code == _ESCAPE:
                code, at = code << 8 | data[at], at + 1
            found[code], numbers = numbers, []
    return found
