"""Trace: where a figure comes from — its formula and its inputs down to the lines of the data file."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken


def trace(figure: Figure) -> str:
    """``figure`` as a tree of lines: what it is, its formula, and below it each input with its place."""
    return "\n".join([_line(figure), *_branches(figure, "")])


def _line(figure: Figure) -> str:
    words = f"{figure.path}　{spoken(figure)}"
    if figure.formula:
        words += f"　＝ {figure.formula}"
        if figure.unit == "元" and not figure.step:
            words += f"（{figure.value:f}元）"
    return words + (f"　{figure.origin}" if figure.origin else "")


def _branches(figure: Figure, margin: str) -> Iterator[str]:
    for number, part in enumerate(figure.inputs, 1):
        last = number == len(figure.inputs)
        yield f"{margin}{'└─' if last else '├─'} {_line(part)}"
        yield from _branches(part, margin + ("   " if last else "│  "))
