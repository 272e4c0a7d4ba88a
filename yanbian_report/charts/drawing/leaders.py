"""Leaders: labels beside a pie moved apart, and lines to them that cross neither a slice nor each other.

A label that had to move towards the pie's middle height is reached along an arc outside the rim; the label
nearest the middle takes the innermost arc.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, ceil, cos, degrees, radians, sin
from typing import Literal, NamedTuple

Points = tuple[tuple[float, float], ...]
Side = Literal[-1, 1]

STUB = 2.0
_STEP = 1.1  # between two arcs
_ELBOW = 3.0
_FARTHEST = 7.0  # beyond the rim, for a leader that leads away from the middle
_SLACK = 0.6
_DEGREES_A_POINT = 3.0


class Disc(NamedTuple):
    """The pie's outline."""

    x: float
    y: float
    radius: float

    def at(self, angle: float, out: float = 0.0) -> tuple[float, float]:
        """The point at ``angle`` (clockwise from 12 o'clock), ``out`` beyond the rim."""
        reach = self.radius + out
        return self.x + reach * sin(radians(angle)), self.y + reach * cos(radians(angle))


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near to ``wanted`` (from above to below) as can be without overlap, within the bounds."""
    if not wanted:
        return []
    below = [0.0]
    for upper, lower in zip(heights, heights[1:], strict=False):
        below.append(below[-1] + (upper + lower) / 2)
    level = _not_rising([w + b for w, b in zip(wanted, below, strict=True)])
    ceiling, floor = high - heights[0] / 2, low + heights[-1] / 2 + below[-1]
    return [min(max(value, floor), ceiling) - b for value, b in zip(level, below, strict=True)]


def leaders(disc: Disc, side: Side, angles: Sequence[float], heights: Sequence[float], label_x: float) -> list[Points]:
    """One line a label, for one side's labels from above to below; ``heights`` are the labels' middles."""
    outs = _outs(disc, angles, heights)
    return [_leader(disc, side, angle, y, out, label_x) for angle, y, out in zip(angles, heights, outs, strict=True)]


def nearest_angle(disc: Disc, side: Side, y: float, start: float, end: float) -> float:
    """Where between the angles ``start`` and ``end`` a leader to the height ``y`` best begins."""
    return min(max(_angle_at(disc, side, y, STUB), start), end)


def _not_rising(values: Sequence[float]) -> list[float]:
    """The nearest sequence (least squares) that never rises: neighbours out of order share their mean."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while blocks and blocks[-1][0] < mean:
            before, size = blocks.pop()
            mean = (before * size + mean * count) / (size + count)
            count += size
        blocks.append((mean, count))
    return [mean for mean, count in blocks for _ in range(count)]


def _outs(disc: Disc, angles: Sequence[float], heights: Sequence[float]) -> list[float]:
    """How far outside the rim each leader runs: further where it would cross the arc of its neighbour."""
    outs = [STUB] * len(angles)

    def clear(i: int, inner: int, way: int) -> None:
        """Move ``i`` outside the arc that leads from ``inner`` up (1) or down (-1), if that is in the way."""
        begin = disc.at(angles[inner], outs[inner])[1]
        turns = _turns(disc, angles[inner], heights[inner], outs[inner])
        if turns and (heights[inner] - begin) * way > 0 and (heights[i] - begin) * way > 0:
            outs[i] = outs[inner] + _STEP

    for i in range(len(outs) - 2, -1, -1):
        clear(i, i + 1, -1)
    for i in range(1, len(outs)):
        clear(i, i - 1, 1)
    return outs


def _leader(disc: Disc, side: Side, angle: float, y: float, out: float, label_x: float) -> Points:
    start = disc.at(angle)
    if _turns(disc, angle, y, out):
        return (start, *_arc(disc, side, angle, y, out), (label_x, y))
    rise = cos(radians(angle))
    reach = (y - disc.y) / rise - disc.radius if abs(rise) > 0.05 else out
    bend = disc.at(angle, min(max(reach, 0.0), _FARTHEST))
    elbow = max((label_x * side) - _ELBOW, bend[0] * side) * side
    return (start, bend, (elbow, y), (label_x, y))


def _turns(disc: Disc, angle: float, y: float, out: float) -> bool:
    """Whether the label lies nearer the pie's middle height than its slice: then an arc must lead there."""
    rise, wanted = disc.at(angle, out)[1] - disc.y, y - disc.y
    crosses = rise * wanted < 0 and abs(rise) > _SLACK
    return crosses or abs(wanted) < abs(rise) - _SLACK


def _arc(disc: Disc, side: Side, angle: float, y: float, out: float) -> list[tuple[float, float]]:
    """From ``angle`` along the rim to the height of the label."""
    end = _angle_at(disc, side, y, out)
    steps = max(1, ceil(abs(end - angle) / _DEGREES_A_POINT))
    return [disc.at(angle + (end - angle) * i / steps, out) for i in range(steps + 1)]


def _angle_at(disc: Disc, side: Side, y: float, out: float = 0.0) -> float:
    """Where the circle ``out`` beyond the rim has the height ``y`` on this side."""
    down = degrees(acos(min(max((y - disc.y) / (disc.radius + out), -1.0), 1.0)))
    return down if side > 0 else 360 - down
