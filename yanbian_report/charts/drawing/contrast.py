"""Contrast: edges for areas that are too light to be told from the paper."""

from __future__ import annotations

from yanbian_report.charts.drawing.shapes import Bar, Line
from yanbian_report.charts.drawing.text_metrics import MM_PER_POINT

ENOUGH = 3.0  # WCAG 2.2, 1.4.11: what one has to see of a picture
_DARKER = 0.96


def contrast(one: str, other: str) -> float:
    """How much lighter one colour is than the other, as WCAG reckons it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def edge_of(colour: str, background: str) -> str:
    """The colour of the edge that an area needs to be seen; empty where it needs none."""
    if contrast(colour, background) >= ENOUGH:
        return ""
    parts = _parts(colour)
    towards = 0 if _luminance(background) > 0.18 else 255  # noqa: PLR2004 - middle grey, as eyes see it
    edge = colour
    while contrast(edge, background) < ENOUGH:
        parts = [towards + (part - towards) * _DARKER for part in parts]
        edge = "#" + "".join(f"{round(part):02X}" for part in parts)
    return edge


def edge(bar: Bar, background: str, width_pt: float) -> list[Line]:
    """The edge of ``bar``, within it, if it needs one."""
    colour = edge_of(bar.colour, background)
    inset = min(width_pt * MM_PER_POINT, bar.width, bar.height) / 2
    if not colour or not inset:
        return []
    left, right, low, high = bar.x + inset, bar.x + bar.width - inset, bar.y + inset, bar.y + bar.height - inset
    middle = (left + right) / 2  # it begins there, so that all corners are whole
    corners = ((right, low), (right, high), (left, high), (left, low))
    return [Line(((middle, low), *corners, (middle, low)), colour, 2 * inset / MM_PER_POINT)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
