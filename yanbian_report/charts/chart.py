"""Charts as plain data: what one picture shows, and the same said in words.

A chart's series are values that can be read and tested as text; how they are drawn is told elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.origin import Span

if TYPE_CHECKING:
    from yanbian_report.model.figure import Figure

_REST_IS_NIL = "其余各项均为0"
_ALWAYS = "单位：（）、其他项合计0123456789不足超过.%"


class Point(NamedTuple):
    """A column, slice or bar: ``value`` in the chart's unit, rounded as ``printed``; ``share`` for parts of a whole.

    ``figure`` is what it was rounded from; ``gathered`` are the points that this one is the sum of.
    """

    label: str
    value: Decimal
    printed: str
    share: str = ""
    figure: Figure | None = None
    gathered: tuple[Point, ...] = ()

    @property
    def drawn(self) -> str:
        """The number with a true minus sign, which beside digits is easier to see than a hyphen."""
        return self.printed.replace("-", "−")

    @property
    def number(self) -> str:
        """The number with its share: ``253.59（87.38%）``."""
        return f"{self.drawn}（{self.share}）" if self.share else self.drawn


class Chart(NamedTuple):
    """What one picture shows. ``title`` is the caption, ``heading`` what stands in the picture itself.

    ``kind`` is the name of one of ``kinds``, ``whole`` what shares are shares of, ``nil`` the names of parts that are
    nothing; ``change`` says how the last point stands to the first.
    """

    name: str
    title: str
    kind: str
    unit: str
    points: tuple[Point, ...]
    heading: str = ""
    last_stands_out: bool = False
    span: Span | None = None
    change: str = ""
    nil: tuple[str, ...] = ()
    whole: Figure | None = None

    @property
    def lettering(self) -> str:
        """All text that is drawn, however many points are gathered."""
        parts = [part for p in self.points for part in (p.label, p.drawn, p.share)]
        return "".join([*parts, self.heading, self.change, *self.nil, f"{_REST_IS_NIL}{_ALWAYS}{self.unit}"])

    @property
    def nil_note(self) -> str:
        """What there is to say of the parts that are nothing, where one part is all."""
        return f"{_REST_IS_NIL}：{'、'.join(self.nil)}" if self.nil and len(self.points) == 1 else ""


def describe(chart: Chart) -> str:
    """The picture in one sentence, for readers who cannot see it: every point with its number."""
    said = [_said(point, chart.unit) for point in chart.points]
    more = [words for words in (chart.change, chart.nil_note) if words]
    return f"{chart.kind}：{'，'.join([chart.heading or chart.title, *said, *more])}"


def _said(point: Point, unit: str) -> str:
    # Without the word a label that ends in a digit would run into its number.
    link = "为" if point.label[-1:].isascii() else ""
    share = f"（{point.share}）" if point.share else ""
    parts = "、".join(_said(part, unit) for part in point.gathered)
    return f"{point.label}{link}{point.printed}{unit}{share}" + (f"，其中{parts}" if parts else "")
