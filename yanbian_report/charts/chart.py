"""Charts as plain data: what a chart file means for one year, and the same said in words.

A chart's series are values that can be read and tested as text; how they are drawn is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from yanbian_report.base.findings import Finding, Severity, error, note
from yanbian_report.base.origin import Span
from yanbian_report.charts.chart_file import ChartSpec, Kind, read_charts
from yanbian_report.charts.form import suggestion
from yanbian_report.model.citations import write_out
from yanbian_report.model.figure import RATE, WAN, YUAN, Figure
from yanbian_report.model.formats import round_half_up
from yanbian_report.yamldoc.tree import Scalar

__all__ = ["Chart", "ChartSpec", "Kind", "Point", "describe", "read_charts", "resolve"]

Lookup = Callable[[str], object]

_PLACES = 2
_PER_UNIT = {
    (YUAN, "万元"): WAN,
    (YUAN, "亿元"): WAN * WAN,
    (YUAN, YUAN): Decimal(1),
    (RATE, RATE): 1 / Decimal(100),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A column or slice: ``value`` in the chart's unit, rounded as ``printed``; a share only for slices."""

    label: str
    value: Decimal
    printed: str
    share: str = ""

    @property
    def drawn(self) -> str:
        """The number with a true minus sign, which beside digits is easier to see than a hyphen."""
        return self.printed.replace("-", "−")


@dataclass(frozen=True, slots=True)
class Chart:
    """What one picture shows. ``title`` is the caption, ``heading`` what stands in the picture itself."""

    name: str
    title: str
    kind: Kind
    unit: str
    points: tuple[Point, ...]
    heading: str = ""
    last_stands_out: bool = False
    span: Span | None = None

    @property
    def lettering(self) -> str:
        """All text that is drawn."""
        parts = [part for p in self.points for part in (p.label, p.drawn, p.share)]
        return "".join([*parts, self.heading, f"单位：（）{self.unit}"])


def describe(chart: Chart) -> str:
    """The picture in one sentence, for readers who cannot see it: every point with its number."""
    points = "，".join(_said(point, chart.unit) for point in chart.points)
    return f"{chart.kind.value}：{chart.heading or chart.title}，{points}"


def resolve(spec: ChartSpec, lookup: Lookup, known: Iterable[str] = ()) -> tuple[Chart | None, list[Finding]]:
    """The chart of ``spec`` with the figures that ``lookup`` finds by path (KeyError for an unknown one).

    A figure that is absent (None) has no column. None when there is nothing to draw: all is zero, a figure is still to
    be filled in, or something is wrong. ``known`` paths serve suggestions.
    """
    year = _Year(spec, lookup, tuple(known))
    found = year.rows()
    whole = year.figure(spec.whole) if spec.whole else None
    title, heading = year.say(spec.title), year.say(spec.heading) if spec.heading else ""
    if any(figure.unknown for _, figure in found):
        words = f"图“{spec.name}”：有的数待填，暂时不画"
        return None, [*year.findings, note("P205", words, spec.span, hint="填好以后就会画出来，图号也会往后顺")]
    if spec.kind is Kind.PIE and not year.findings:
        year.findings += _not_a_whole(spec, found, whole)
    points = [] if year.findings_stop else _points(spec, found, whole)
    if not any(point.value for point in points):
        return None, year.findings
    chart = Chart(spec.name, title, spec.kind, spec.unit.text, tuple(points), heading, spec.last_stands_out, spec.span)
    return chart, year.findings


class _Year:
    """The year as a chart file sees it: looks up, and gathers what cannot be found."""

    def __init__(self, spec: ChartSpec, lookup: Lookup, known: tuple[str, ...]) -> None:
        self.spec = spec
        self.lookup = lookup
        self.known = known
        self.findings: list[Finding] = []

    @property
    def findings_stop(self) -> bool:
        return any(f.severity is Severity.ERROR for f in self.findings)

    def rows(self) -> list[tuple[str, Figure]]:
        """Labels and figures of all points."""
        if self.spec.listing is not None:
            return self._listed()
        found = [(self.say(e.label), self.figure(e.path)) for e in self.spec.entries]
        return [(label, figure) for label, figure in found if figure is not None]

    def figure(self, path: Scalar) -> Figure | None:
        """The figure at ``path``, if it is one that the chart's unit can show."""
        return self._fitting(self._find(path.text, path.span), path.text, path.span)

    def say(self, text: Scalar) -> str:
        """``text`` with its citations written out."""
        words, faults = write_out(text.text, self.lookup)
        for fault in faults:
            if fault.cause == "path":
                self._unknown(fault.path, text.span, fault.hint)
            else:
                self._complain("P202", fault.words, text.span, fault.hint)
        return " ".join(words.split())

    def _listed(self) -> list[tuple[str, Figure]]:
        assert self.spec.listing is not None
        path, label_key, value_key = self.spec.listing.path, self.spec.listing.label, self.spec.listing.value
        listed = self._find(path.text, path.span)
        if listed is not None and not isinstance(listed, list):
            self._complain("P203", f"“{path.text}”不是一列，不能用作“数值来自”", path.span)
            return []
        found = []
        for row in listed or []:
            label, figure = self._of_row(row, label_key), self._of_row(row, value_key)
            figure = self._fitting(figure, f"{path.text}.{value_key.text}", value_key.span)
            if label is not None and figure is not None:
                found.append((_plain(label), figure))
        return found

    def _of_row(self, row: object, key: Scalar) -> object:
        entries = row if isinstance(row, dict) else {}
        if key.text not in entries:
            self._complain("P201", f"这一列的各项里没有“{key.text}”", key.span, suggestion(key.text, entries))
            return None
        return entries[key.text]

    def _find(self, path: str, span: Span) -> object:
        try:
            return self.lookup(path)
        except KeyError:
            self._unknown(path, span)
            return None

    def _unknown(self, path: str, span: Span, hint: str = "") -> None:
        hint = hint or suggestion(path, self.known) or "照数据文件里的项名写，各级之间用英文句点"
        self._complain("P201", f"数据里没有“{path}”", span, hint)

    def _fitting(self, found: object, path: str, span: Span) -> Figure | None:
        unit = self.spec.unit.text
        if isinstance(found, Figure) and (found.unit == unit or (found.unit, unit) in _PER_UNIT):
            return found
        if isinstance(found, Figure):
            self._complain("P204", f"“{path}”的单位是“{found.unit}”，不能按“{unit}”画", span)
        elif found is not None:
            self._complain("P203", f"“{path}”不是一个数，不能画", span)
        return None

    def _complain(self, code: str, message: str, span: Span, hint: str = "") -> None:
        finding = error(code, f"图“{self.spec.name}”：{message}", span, hint=hint)
        if finding not in self.findings:
            self.findings.append(finding)


def _points(spec: ChartSpec, found: list[tuple[str, Figure]], whole: Figure | None) -> list[Point]:
    """The points as printed. A slice of nothing is left out; a column of nothing is news."""
    pie = spec.kind is Kind.PIE
    base = whole.value if whole else sum((f.value for _, f in found), Decimal(0))
    points = []
    for label, figure in found:
        value, printed = _in_unit(figure, spec.unit.text)
        if value or not pie:
            points.append(Point(label, value, printed, _share(figure.value, base) if pie else ""))
    return points


def _in_unit(figure: Figure, unit: str) -> tuple[Decimal, str]:
    per_unit = _PER_UNIT.get((figure.unit, unit))
    if per_unit is None:
        return figure.value, f"{figure.value:f}"
    value = round_half_up(figure.value / per_unit, _PLACES)
    return value, f"{value:f}" if figure.value else "0"


def _share(part: Decimal, whole: Decimal) -> str:
    """A share as the report's sentences print it; what would be printed as nothing is named as less."""
    share = round_half_up(100 * part / whole, _PLACES)
    if not share:
        return "不足0.01%"
    return f"{share.to_integral_value() if share == 100 else share:f}%"


def _not_a_whole(spec: ChartSpec, found: list[tuple[str, Figure]], whole: Figure | None) -> list[Finding]:
    """Why ``found`` cannot be shown as parts of a whole: something negative, or a part that is missing."""
    below = [label for label, figure in found if figure.value < 0]
    if below:
        message = f"图“{spec.name}”：{'、'.join(below)}是负数，饼状图画不出来"
        return [error("P301", message, spec.span, hint="改用“类型: 柱状图”，或者核对这个数")]
    if whole is None or not found:
        return []
    together = sum((f.value for _, f in found), Decimal(0))
    allowed = (whole.step + sum((f.step for _, f in found), Decimal(0))) / 2
    if abs(together - whole.value) <= allowed:
        return []
    sums = [_in_unit(Figure(v, whole.unit, Decimal(0)), spec.unit.text)[1] for v in (together, whole.value)]
    message = f"图“{spec.name}”各项相加是 {sums[0]}{spec.unit.text}，合计却是 {sums[1]}{spec.unit.text}"
    hint = "检查图里是不是少列或多列了一项"
    return [Finding("P302", Severity.INCONSISTENCY, message, spec.span, hint=hint)]


def _plain(found: object) -> str:
    if isinstance(found, Figure):
        return found.text or f"{found.value:f}{found.unit}"
    return str(getattr(found, "text", found))


def _said(point: Point, unit: str) -> str:
    # Without the word a label that ends in a digit would run into its number.
    link = "为" if point.label[-1:].isascii() else ""
    share = f"（{point.share}）" if point.share else ""
    return f"{point.label}{link}{point.printed}{unit}{share}"
