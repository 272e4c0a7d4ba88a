"""Kinds of charts. A module put here is found by itself, and its name may be written in chart files.

Each has ``NAME``, what chart files say under 类型; ``OF_A_WHOLE``, whether its points are parts of a whole, which have
shares and cannot be below nothing; and ``layout``, which makes the shapes of a picture.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from yanbian_report.base.modules import load_modules
from yanbian_report.charts.chart import Chart
from yanbian_report.charts.drawing.shapes import Shape
from yanbian_report.charts.style import Style


class Kind(Protocol):
    """A module of this package."""

    NAME: str
    OF_A_WHOLE: bool

    def layout(self, chart: Chart, style: Style, size_mm: tuple[float, float]) -> list[Shape]:
        """The shapes of ``chart``, within ``size_mm``."""


def kind_names() -> list[str]:
    """The names of all kinds, as chart files have them."""
    return list(_kinds(tuple(__path__)))


def find_kind(name: str) -> Kind:
    """The kind ``name``. Raises KeyError when there is none."""
    return _kinds(tuple(__path__))[name]


@cache
def _kinds(_: tuple[str, ...]) -> dict[str, Kind]:
    """Kept by the folders that they are found in."""
    kinds = [cast(Kind, module) for module in load_modules(__name__).values()]
    return {kind.NAME: kind for kind in kinds}
