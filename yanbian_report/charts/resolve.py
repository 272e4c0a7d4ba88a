"""Resolve: what a chart file means for one year, as a chart of plain values."""

from __future__ import annotations

from yanbian_report.base.findings import Finding, Severity, error, has_errors, note
from yanbian_report.base.origin import Span
from yanbian_report.base.suggest import closest_path, did_you_mean
from yanbian_report.charts.chart import Chart, Point
from yanbian_report.charts.chart_file import ChartSpec, Listing
from yanbian_report.charts.kinds import find_kind, kind_names, suited, suits
from yanbian_report.model.agreement import agrees_with_sum, sum_of
from yanbian_report.model.citations import write_out
from yanbian_report.model.figure import Figure, ratio, total
from yanbian_report.model.formats import as_typed, can_print, in_unit, percent
from yanbian_report.model.values import Text, Unknown, Value, look_up
from yanbian_report.model.year import Year
from yanbian_report.yamldoc.tree import Scalar

_LONGEST, _MOST = 200, 60  # characters of one text, points
_FILLERS = str.maketrans("", "", "、，“”（）《》 图")
_Rows = list[tuple[str, Figure]]  # labels with their figures


def resolve(spec: ChartSpec, year: Year) -> tuple[Chart | None, list[Finding]]:
    """The chart of ``spec`` with the figures of ``year``.

    A figure that was left out of the data has no column. None when there is nothing to draw: all is zero, a figure is
    still to be filled in (P205), or something is wrong: a path that leads nowhere or to no figure of the chart's unit
    (P201, P203, P204), braces that are no citation (P202), something negative among parts of a whole (P301). Parts
    that do not add up to their whole are named (P302) and drawn.
    """
    source = _Source(spec, year)
    rows = source.rows()
    whole = source.figure(spec.whole) if spec.whole else None
    most = source.most_slices()
    title, heading = source.say(spec.title), source.say(spec.heading) if spec.heading else ""
    if any(figure.unknown for figure in (*(figure for _, figure in rows), *([whole] if whole else []))):
        words = f"图“{spec.name}”：有的数待填，暂时不画"
        return None, [*source.findings, note("P205", words, spec.span, hint="填好以后就会画出来，图号也会往后顺")]
    if len(rows) > _MOST:
        source.complain("P207", f"有 {len(rows)} 项，画不下", spec.span, f"一张图最多画 {_MOST} 项")
    change = source.change(rows)
    findings = source.findings
    if find_kind(spec.kind).OF_A_WHOLE and not findings:
        findings = _not_a_whole(spec, rows, whole)
    points = [] if has_errors(findings) else _points(spec, rows, whole)
    if not any(point.value for point in points):
        return None, findings
    parts = find_kind(spec.kind).OF_A_WHOLE
    chart = Chart(
        spec.name,
        title,
        spec.kind,
        spec.unit.text,
        tuple(points),
        "" if _repeats(heading, title) else heading,
        spec.last_stands_out,
        spec.span,
        change,
        tuple(label for label, figure in rows if not figure.value) if parts else (),
        _base(rows, whole) if parts else None,
    )
    return suited(chart, most), findings


def _repeats(heading: str, title: str) -> bool:
    """Whether the caption below the picture says what stands in it."""
    return heading.translate(_FILLERS) in title.translate(_FILLERS)


class _Source:
    """The year as a chart file sees it: looks up, and gathers what cannot be found."""

    def __init__(self, spec: ChartSpec, year: Year) -> None:
        self.spec = spec
        self.year = year
        self.findings: list[Finding] = []

    def rows(self) -> _Rows:
        """Labels and figures of all points."""
        if self.spec.listing is not None:
            return self._listed(self.spec.listing)
        found = [(self.say(entry.label), self.figure(entry.path)) for entry in self.spec.entries]
        return [(label, figure) for label, figure in found if figure is not None]

    def figure(self, path: Scalar) -> Figure | None:
        """The figure at ``path``, if it is one that the chart's unit can show."""
        return self._fitting(self._find(path.text, path.span), path.text, path.span)

    def most_slices(self) -> int | None:
        """How many points the chart file's kind may have; P208 for a kind with any number."""
        most = self.spec.most_slices
        if most is not None and suits(self.spec.kind) is None:
            kinds = "、".join(name for name in kind_names() if suits(name))
            hint = f"删去这一行，或者改用“类型: {kinds}”"
            self.complain("P208", f"“最多扇形”只用于{kinds}，{self.spec.kind}没有扇形", most.span, hint)
        return int(most.text) if most is not None else None

    def change(self, rows: _Rows) -> str:
        """How the last of ``rows`` stands to the first, as the text says it; nothing where it gives no rate."""
        path = self.spec.change
        if path is None or not rows:
            return ""
        if not self.spec.entries:
            self.complain("P209", "“增减”不用于“数值来自”", path.span, "删去“增减”这一行，或者用“数值”写出两年的数")
            return ""
        group, (first, _) = self._find(path.text, path.span), rows[0]
        if not isinstance(group, dict) or "方向" not in group:
            if group is not None:
                hint = "写数据里有“增减率”的那一组，例如 收支总计"
                self.complain("P203", f"“{path.text}”里没有“增减率”，不能用作“增减”", path.span, hint)
            return ""
        if self.spec.entries[-1].path.text.rpartition(".")[0] != path.text:
            hint = "“增减”写最后一项“取值”所在的一组"
            self.complain("P209", f"“{path.text}”不是最后一项所在的一组，增减率不是图里这两个数的", path.span, hint)
        elif group["方向"] == "持平":
            return f"与{first}持平"
        elif isinstance(rate := group["增减率"], Figure) and rate.value > 0:
            return f"较{first}{group['增速']}{percent(rate)}"
        return ""

    def say(self, text: Scalar) -> str:
        """``text`` with its citations written out."""
        words, faults = write_out(text.text, self._cited)
        for fault in faults:
            if fault.cause == "path":
                self._unknown(fault.path, text.span, fault.hint)
            else:
                self.complain("P202", fault.words, text.span, fault.hint)
        return self._short(" ".join(words.split()), text.span)

    def _short(self, words: str, span: Span) -> str:
        """``words``, unless no picture has room for them (P206)."""
        if len(words) <= _LONGEST:
            return words
        self.complain("P206", f"“{words[:20]}……”有 {len(words)} 字，图上写不下", span, f"最多写 {_LONGEST} 字")
        return ""

    def _listed(self, listing: Listing) -> _Rows:
        path, label_key, value_key = listing
        listed = self._find(path.text, path.span)
        if listed is not None and not isinstance(listed, list):
            hint = "“数值来自”写数据里一列的路径，例如 一般公共预算支出.类；只有几个数的，改用“数值”，一项一项地写"
            self.complain("P203", f"“{path.text}”是{_kind(listed)}，不是一列，不能用作“数值来自”", path.span, hint)
            return []
        found = []
        for row in listed or []:
            label, value = self._of_row(row, label_key), self._of_row(row, value_key)
            figure = self._fitting(value, f"{path.text}.{value_key.text}", value_key.span)
            if isinstance(label, (dict, list, bool)):
                hint = "“名称”写各项里是文字的那一项，例如 名称"
                words = f"“{path.text}.{label_key.text}”是{_kind(label)}，不是文字，不能用作名称"
                self.complain("P203", words, label_key.span, hint)
            elif label is not None and figure is not None:
                found.append((self._short(as_typed(label), label_key.span), figure))
        return found

    def _of_row(self, row: Value, key: Scalar) -> Value:
        entries = row if isinstance(row, dict) else {}
        if key.text in entries:
            return entries[key.text]
        hint = did_you_mean(closest_path(key.text, entries))
        self.complain("P201", f"这一列的各项里没有“{key.text}”", key.span, hint)
        return None

    def _find(self, path: str, span: Span) -> Value:
        found = look_up(self.year.tree, path.split("."))
        if isinstance(found, Unknown):
            self._unknown(path, span)
            return None
        return found

    def _cited(self, path: str) -> Value:
        """What a citation of ``path`` stands for. Raises KeyError for an unknown path."""
        found = look_up(self.year.tree, path.split("."))
        if isinstance(found, Unknown):
            raise KeyError(path)
        return found

    def _unknown(self, path: str, span: Span, hint: str = "") -> None:
        hint = hint or did_you_mean(self.year.nearest(path)) or "照数据文件里的项名写，各级之间用英文句点"
        self.complain("P201", f"数据里没有“{path}”", span, hint)

    def _fitting(self, found: Value, path: str, span: Span) -> Figure | None:
        unit = self.spec.unit.text
        if isinstance(found, Figure) and can_print(found, unit):
            return found
        if isinstance(found, Figure):
            hint = f"把图的“单位”改成 {found.unit}，或者换一个单位是{unit}的数；一张图里的数单位要一样"
            self.complain("P204", f"“{path}”的单位是“{found.unit}”，不能按“{unit}”画", span, hint)
        elif found is not None:
            hint = "写数据里一个数的路径，写到最后一级，例如 支出.基本支出"
            self.complain("P203", f"“{path}”是{_kind(found)}，不是一个数，不能画", span, hint)
        return None

    def complain(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Say it, unless it has been said."""
        finding = error(code, f"图“{self.spec.name}”：{message}", span, hint=hint)
        if finding not in self.findings:
            self.findings.append(finding)


def _kind(value: Value) -> str:
    if isinstance(value, (dict, list)):
        return "一组" if isinstance(value, dict) else "一列"
    return "一个数" if isinstance(value, Figure) else "文字" if isinstance(value, (str, Text)) else "是或者否"


def _points(spec: ChartSpec, rows: _Rows, whole: Figure | None) -> list[Point]:
    """The points as printed. A part of nothing is left out; a column of nothing is news."""
    parts = find_kind(spec.kind).OF_A_WHOLE
    base = _base(rows, whole)
    points = []
    for label, figure in rows:
        value, printed = in_unit(figure, spec.unit.text)
        if value or not parts:
            rate = ratio(figure, base, "", "") if parts else None
            points.append(Point(label, value, printed, percent(rate) if rate is not None else "", figure))
    return points


def _base(rows: _Rows, whole: Figure | None) -> Figure:
    """What shares are shares of."""
    return whole if whole is not None and whole.value else total((figure for _, figure in rows), "", "")


def _not_a_whole(spec: ChartSpec, rows: _Rows, whole: Figure | None) -> list[Finding]:
    """Why ``rows`` cannot be shown as parts of a whole: something negative, or a part that is missing."""
    below = [label for label, figure in rows if figure.value < 0]
    if below:
        others = "或".join(f"“类型: {name}”" for name in kind_names() if not find_kind(name).OF_A_WHOLE)
        message = f"图“{spec.name}”：{'、'.join(below)}是负数，{spec.kind}画不出来"
        return [error("P301", message, spec.span, hint=f"改用{others}，或者核对这个数")]
    parts = [figure for _, figure in rows]
    if whole is None or not parts or agrees_with_sum(whole, parts):
        return []
    unit = spec.unit.text
    added, stated = (in_unit(whole._replace(value=value), unit)[1] for value in (sum_of(parts), whole.value))
    message = f"图“{spec.name}”各项相加是 {added}{unit}，合计却是 {stated}{unit}"
    hint = "检查图里是不是少列或多列了一项"
    return [Finding("P302", Severity.INCONSISTENCY, message, spec.span, hint=hint)]
