"""Shapes: a picture as plain values, in millimetres from its lower left corner.

Laying out makes shapes, painting only puts them on paper: what a picture shows can be tested undrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A sector of a disc; angles in degrees, clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """A thin line through ``points``."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width_pt: float


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is the middle of its characters, ``side`` the end that stands at ``x``."""

    x: float
    y: float
    text: str
    size_pt: float
    colour: str
    side: Side = "center"


Shape = Bar | Slice | Line | Words
