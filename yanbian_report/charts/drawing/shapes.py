"""Shapes: a picture as plain values, in millimetres from its lower left corner.

Laying out makes shapes, painting only puts them on paper: what a picture shows can be tested undrawn.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Size = tuple[float, float]  # width and height

DEFAULT_SIZE: Size = (146.0, 78.0)

Side = Literal["left", "center", "right"]


class Bar(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Slice(NamedTuple):
    """A sector of a disc; angles in degrees, clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    colour: str


class Line(NamedTuple):
    """A thin line through ``points``."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width_pt: float


class Words(NamedTuple):
    """One line of text; ``y`` is the middle of its characters, ``side`` the end that stands at ``x``."""

    x: float
    y: float
    text: str
    size_pt: float
    colour: str
    side: Side = "center"


class NoRoom(Exception):  # noqa: N818 - it is not an error of the program
    """The place is too small for letters that can be read."""


Shape = Bar | Slice | Line | Words
