"""Outlines: the letters of the bundled font as lines and curves, read from its own file.

Matplotlib, which knows every font, takes 37 MB and a quarter of a second to load, and a workbench that shows six
pictures would keep it as long as it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from yanbian_report.charts.drawing.opentype import FontFile, signed

Point = tuple[int, int]
_CALL, _CALL_SHARED, _RETURN, _END = 10, 29, 11, 14
_WORD, _FIRST_NUMBER = 28, 32
_DEEPEST = 10  # calls of subroutines in each other, as the format has it


class Contour(NamedTuple):
    """A closed line: where it begins, and its way from there and back: a point for a line, three for a curve."""

    start: Point
    way: list[tuple[Point, ...]]


class Glyph(NamedTuple):
    """How far a character reaches, and its outline; in units of the font."""

    advance: int
    contours: list[Contour]


class Outlines:
    """The characters of the font at ``file``. Raises OSError, and ValueError for a font of another kind."""

    def __init__(self, file: Path) -> None:
        self._font = FontFile(file.read_bytes())
        self.units_per_em = self._font.units_per_em

    def glyph(self, char: str) -> Glyph:
        """The outline of ``char``; that of the sign for what is missing where the font has none. Raises ValueError."""
        place = self._font.place(char)
        pen = _Pen(self._font.shared, self._font.own(place))
        pen.follow(self._font.programs[place])
        for start, way in pen.contours:
            if way and way[-1][-1] != start:
                way.append((start,))
        return Glyph(self._font.advance(place), pen.contours)


class _Pen:
    """Carries out the program of a glyph (a Type 2 charstring without hints)."""

    def __init__(self, shared: Sequence[bytes], own: Sequence[bytes]) -> None:
        self.contours: list[Contour] = []
        self._at: Point = (0, 0)
        self._numbers: list[int] = []
        self._subroutines = {_CALL: own, _CALL_SHARED: shared}

    def follow(self, program: bytes, depth: int = 0) -> bool:
        """Carry out ``program``; whether the glyph goes on after it."""
        at = 0
        while at < len(program):
            code, at = program[at], at + 1
            if code == _WORD or code >= _FIRST_NUMBER:
                at = self._number(program, code, at)
            elif code in self._subroutines:
                if not self._call(self._subroutines[code], depth):
                    return False
            elif code in (_RETURN, _END):
                return code == _RETURN
            else:
                self._draw(code)
        return True

    def _number(self, program: bytes, code: int, at: int) -> int:
        """Take the number that begins with ``code``; where the next thing begins."""
        number, after = signed(program, code, at)
        self._numbers.append(number)
        return after

    def _call(self, subroutines: Sequence[bytes], depth: int) -> bool:
        few = 1_240
        many = 33_900
        bias = 107 if len(subroutines) < few else 1_131 if len(subroutines) < many else 32_768
        if depth == _DEEPEST:
            raise ValueError("the program of a glyph that calls itself")
        return self.follow(subroutines[self._numbers.pop() + bias], depth + 1)

    def _draw(self, code: int) -> None:
        numbers, self._numbers = self._numbers, []
        if code in _MOVES:
            self._move(*_MOVES[code](numbers[-2:]))
        elif code in _WAYS:
            for step in _WAYS[code](numbers):
                self._step(step)
        else:
            raise ValueError(f"the program of a glyph says {code}")

    def _move(self, across: int, up: int) -> None:
        self._at = self._at[0] + across, self._at[1] + up
        self.contours.append(Contour(self._at, []))

    def _step(self, numbers: Sequence[int]) -> None:
        """A line of two numbers, or a curve of six, each from the point before."""
        points = []
        for across, up in zip(numbers[::2], numbers[1::2], strict=True):
            self._at = self._at[0] + across, self._at[1] + up
            points.append(self._at)
        self.contours[-1].way.append(tuple(points))


_Steps = Iterator[tuple[int, ...]]


def _lines(numbers: list[int]) -> _Steps:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _straight(numbers: list[int], level: bool) -> _Steps:
    """Lines across and up in turn; the first is ``level``, or not."""
    for place, number in enumerate(numbers):
        yield (number, 0) if level == (place % 2 == 0) else (0, number)


def _curves(numbers: list[int]) -> _Steps:
    yield from (tuple(numbers[at : at + 6]) for at in range(0, len(numbers), 6))


def _lines_and_curve(numbers: list[int]) -> _Steps:
    yield from _lines(numbers[:-6])
    yield tuple(numbers[-6:])


def _curves_and_line(numbers: list[int]) -> _Steps:
    yield from _curves(numbers[:-2])
    yield tuple(numbers[-2:])


def _same_ends(numbers: list[int], level: bool) -> _Steps:
    """Curves that begin and end level, or upright."""
    aside = numbers[0] if len(numbers) % 4 else 0
    for at in range(len(numbers) % 4, len(numbers), 4):
        out, across, up, back = numbers[at : at + 4]
        yield (out, aside, across, up, back, 0) if level else (aside, out, across, up, 0, back)
        aside = 0


def _other_ends(numbers: list[int], level: bool) -> _Steps:
    """Curves that begin level and end upright, and the other way round, in turn; the last one may end otherwise."""
    for at in range(0, len(numbers) - 3, 4):
        out, across, up, back = numbers[at : at + 4]
        aside = numbers[-1] if len(numbers) - at == 5 else 0  # noqa: PLR2004
        if level == (at % 8 == 0):
            yield (out, 0, across, up, aside, back)
        else:
            yield (0, out, across, up, back, aside)


_MOVES: Mapping[int, Callable[[list[int]], tuple[int, int]]] = {
    21: lambda numbers: (numbers[0], numbers[1]),
    22: lambda numbers: (numbers[-1], 0),
    4: lambda numbers: (0, numbers[-1]),
}
_WAYS: Mapping[int, Callable[[list[int]], _Steps]] = {
    5: _lines,
    6: lambda numbers: _straight(numbers, level=True),
    7: lambda numbers: _straight(numbers, level=False),
    8: _curves,
    24: _curves_and_line,
    25: _lines_and_curve,
    26: lambda numbers: _same_ends(numbers, level=False),
    27: lambda numbers: _same_ends(numbers, level=True),
    30: lambda numbers: _other_ends(numbers, level=False),
    31: lambda numbers: _other_ends(numbers, level=True),
}
