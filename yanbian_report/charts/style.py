"""The house style of all pictures: colours, sizes, widths."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """What ``样式.yaml`` says; a key that the file leaves out keeps the value given here.

    Lengths are millimetres on paper, sizes of type and widths of lines are points.
    """

    dpi: int = 300
    name_size: float = 9.5
    number_size: float = 10.5
    unit_size: float = 9.0
    text: str = "#262626"
    quiet_text: str = "#595959"
    line: str = "#8C8C8C"
    background: str = "#FFFFFF"
    column: str = "#1F4E79"
    quiet_column: str = "#A9BFD6"
    slices: tuple[str, ...] = (
        "#1F4E79",
        "#B4CADF",
        "#BF8A30",
        "#DCD3BF",
        "#4E7F73",
        "#B9CFC4",
        "#7C4A5E",
        "#DDBFC6",
    )
    column_width: float = 0.5
    widest_column: float = 24.0
    line_width: float = 0.75
    pie_diameter: float = 0.72
