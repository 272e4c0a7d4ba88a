"""Trace: where a figure comes from — its formula and its inputs down to the lines of the data file and to the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.reading import Reading

_NONE: Mapping[str, Reading] = {}


def trace(figure: Figure, read: Mapping[str, Reading] = _NONE) -> str:
    """``figure`` as a tree of lines: what it is, its formula, and below it each input with its place.

    ``read`` are the readings of the year's workbook by their paths: what a cell says stands below what was typed.
    """
    return "\n".join([_line(figure), *_branches(figure, "", read)])


def _line(figure: Figure) -> str:
    words = f"{figure.path}　{spoken(figure)}"
    if figure.formula:
        words += f"　＝ {figure.formula}"
        if figure.unit == "元" and not figure.step:
            words += f"（{figure.value:f}元）"
    return words + (f"　{figure.origin}" if figure.origin else "")


def _branches(figure: Figure, margin: str, read: Mapping[str, Reading]) -> Iterator[str]:
    cells = [f"{cell.origin}　{spoken(cell)}" for cell in _cells(read.get(figure.path))]
    for number, part in enumerate(figure.inputs, 1):
        last = number == len(figure.inputs) and not cells
        yield f"{margin}{'└─' if last else '├─'} {_line(part)}"
        yield from _branches(part, margin + ("   " if last else "│  "), read)
    for number, line in enumerate(cells, 1):
        yield f"{margin}{'└─' if number == len(cells) else '├─'} {line}"


def _cells(reading: Reading | None) -> tuple[Figure, ...]:
    """The figures of the cells that ``reading`` was made of."""
    if reading is None or reading.figure is None:
        return ()
    return reading.figure.inputs or (reading.figure,)
