"""Chart files: what ``charts/*.yaml`` say, still with its places; no figure is looked up here."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Span
from yanbian_report.charts.form import Form, suggestion, understand
from yanbian_report.charts.style import STYLE_FILE
from yanbian_report.yamldoc.parse import read_text
from yanbian_report.yamldoc.tree import Mapping, Scalar

LAST = "最后一项"

_KEYS = ("标题", "图名", "类型", "单位", "数值", "数值来自", "名称", "取值", "合计", "突出")
_ENTRY_KEYS = ("名称", "取值")


class Kind(StrEnum):
    """The kinds of charts; the value is what the chart file says."""

    COLUMNS = "柱状图"
    PIE = "饼状图"


class Entry(NamedTuple):
    """One point: its label, which may cite (``{{ 年度 }}年``), and the path of its figure."""

    label: Scalar
    path: Scalar


class Listing(NamedTuple):
    """Points from a list of the year: its path, and each row's keys for the label and the figure."""

    path: Scalar
    label: Scalar
    value: Scalar


class ChartSpec(NamedTuple):
    """One chart file. ``whole`` is the path of what the shares of a pie are shares of."""

    name: str
    title: Scalar
    heading: Scalar | None
    kind: Kind
    unit: Scalar
    entries: tuple[Entry, ...]
    listing: Listing | None
    whole: Scalar | None
    last_stands_out: bool

    @property
    def span(self) -> Span:
        return self.title.span


def read_charts(folder: Path) -> tuple[dict[str, ChartSpec], list[Finding]]:
    """The chart files of ``folder`` by their names, in the order of the names, the style file apart."""
    specs: dict[str, ChartSpec] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != STYLE_FILE:
            spec, more = _read_chart(path)
            findings += more
            if spec is not None:
                specs[path.stem] = spec
    return specs, findings


def _read_chart(path: Path) -> tuple[ChartSpec | None, list[Finding]]:
    name = f"{path.parent.name}/{path.name}"
    text, findings = read_text(path, name)
    if text is None:
        return None, findings
    spec, more = _understood(text, name, path.stem)
    return spec, [*findings, *more]


@lru_cache(maxsize=64)
def _understood(text: str, file: str, name: str) -> tuple[ChartSpec | None, tuple[Finding, ...]]:
    """The chart that ``text`` is; a process that builds many reports reads it once."""
    form, findings = understand(text, file, f"图“{name}”", frozenset(_KEYS))
    if form is None:
        return None, tuple(findings)
    form.refuse_others(_KEYS)
    spec = _spec(form, name)
    return (None if form.findings else spec), (*findings, *form.findings)


def _spec(form: Form, name: str) -> ChartSpec | None:
    title = form.text("标题", "图下面“图1：”之后的文字")
    kind, unit = _kind(form), form.text("单位", "万元")
    entries, listing = _points(form)
    last = _last_stands_out(form)
    heading, whole = form.text("图名"), form.text("合计")
    if title is None or kind is None or unit is None:
        return None
    return ChartSpec(name, title, heading, kind, unit, entries, listing, whole, last)


def _kind(form: Form) -> Kind | None:
    kinds = "、".join(Kind)
    text = form.text("类型", kinds)
    if text is None:
        return None
    if text.text not in list(Kind):
        hint = suggestion(text.text, Kind) or f"可以写：{kinds}"
        form.refuse("P103", f"没有“{text.text}”这种图", text.span, hint)
        return None
    return Kind(text.text)


def _last_stands_out(form: Form) -> bool:
    text = form.text("突出")
    if text is not None and text.text != LAST:
        message = f"“突出”不能写“{text.text}”"
        form.refuse("P103", message, text.span, f"写“{LAST}”，或者删去这一行")
    return text is not None


def _points(form: Form) -> tuple[tuple[Entry, ...], Listing | None]:
    if form.has("数值来自"):
        return (), _listing(form)
    for key in _ENTRY_KEYS:
        if form.has(key):
            message = f"“{key}”要写在“数值”的各项里，或者与“数值来自”一起用"
            form.refuse("P103", message, form.key_span(key))
    entries = [_entry(form, node) for node in form.items("数值")]
    if not entries and not any(f.code == "P104" for f in form.findings):
        hint = "补“数值:”，下面每项写“- 名称: …”和“取值: …”；或者用“数值来自: …”取一列"
        form.refuse("P102", "没有说画哪些数", form.key_span("数值"), hint)
    return tuple(entry for entry in entries if entry is not None), None


def _entry(form: Form, node: object) -> Entry | None:
    if not isinstance(node, Mapping):
        span = node.span if isinstance(node, Scalar) else form.key_span("数值")
        hint = "写成“- 名称: 基本支出”，下一行对齐写“取值: 支出.基本支出”"
        form.refuse("P104", "“数值”的每一项要有名称和取值", span, hint)
        return None
    inner = Form(node, form.shown, form.findings)
    inner.refuse_others(_ENTRY_KEYS)
    label, path = inner.text("名称", "图上写的名称"), inner.text("取值", "这个数在数据里的路径")
    return Entry(label, path) if label and path else None


def _listing(form: Form) -> Listing | None:
    if form.has("数值"):
        message = "“数值”和“数值来自”只能用一个"
        form.refuse("P103", message, form.key_span("数值"), "删去其中一个")
    path = form.text("数值来自", "一列数据的路径，例如 一般公共预算支出.类")
    label = form.text("名称", "各项里写着名称的那一项，例如 名称")
    value = form.text("取值", "各项里写着数的那一项，例如 决算")
    return Listing(path, label, value) if path and label and value else None
