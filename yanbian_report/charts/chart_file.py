"""Chart files: what ``charts/*.yaml`` say, still with its places; no figure is looked up here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.files import list_folder, printable
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.charts.schema import chart_schema, understand
from yanbian_report.charts.style_file import STYLE_FILE
from yanbian_report.yamldoc.parse import read_text
from yanbian_report.yamldoc.schema import Schema
from yanbian_report.yamldoc.tree import Mapping, Scalar, Sequence


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
    """One chart file. ``kind`` is the name of one of ``kinds``, ``whole`` the path of what shares are shares of.

    ``change`` is the path of the group that says how the last point stands to the first.
    """

    name: str
    title: Scalar
    heading: Scalar | None
    kind: str
    unit: Scalar
    entries: tuple[Entry, ...]
    listing: Listing | None
    whole: Scalar | None
    last_stands_out: bool
    change: Scalar | None = None
    most_slices: Scalar | None = None

    @property
    def span(self) -> Span:
        return self.title.span


def read_charts(folder: Path) -> tuple[dict[str, ChartSpec], list[Finding]]:
    """The chart files of ``folder`` by their names, in the order of the names, the style file apart."""
    specs: dict[str, ChartSpec] = {}
    paths, findings = chart_paths(folder)
    for path in paths:
        spec, more = _read_chart(path)
        findings += more
        if spec is not None:
            specs[path.stem] = spec
    return specs, findings


def chart_paths(folder: Path) -> tuple[list[Path], list[Finding]]:
    """The chart files of ``folder`` in order; B506 for one whose name is no text."""
    beside, findings = list_folder(folder, folder.name)
    paths = [p for p in beside if p.suffix == ".yaml" and p.name != STYLE_FILE and not p.name.startswith((".", "~$"))]
    garbled = [path for path in paths if printable(path.name) != path.name]
    for path in garbled:
        words = f"{folder.name}/{printable(path.name)} 的文件名是乱码"
        findings.append(error("B506", words, hint="改名，像 收支总额.yaml 这样"))
    return [path for path in paths if path not in garbled], findings


def _read_chart(path: Path) -> tuple[ChartSpec | None, list[Finding]]:
    name = f"{path.parent.name}/{path.name}"
    text, findings = read_text(path, name)
    if text is None:
        return None, findings
    spec, more = _understood(text, name, path.stem, chart_schema())
    return spec, [*findings, *more]


@lru_cache(maxsize=64)
def _understood(text: str, file: str, name: str, schema: Schema) -> tuple[ChartSpec | None, tuple[Finding, ...]]:
    """The chart that ``text`` is; a process that builds many reports reads it once."""
    group, findings = understand(text, file, f"图“{name}”", schema)
    return _spec(group, name) if group else None, tuple(findings)


def _spec(group: Mapping, name: str) -> ChartSpec:
    """The chart of a file that the schema allows."""
    texts = {key: node for key, (_, node) in group.entries.items() if isinstance(node, Scalar)}
    listing = Listing(texts["数值来自"], texts["名称"], texts["取值"]) if "数值来自" in texts else None
    return ChartSpec(
        name,
        texts["标题"],
        texts.get("图名"),
        texts["类型"].text,
        texts["单位"],
        tuple(_entries(group)),
        listing,
        texts.get("合计"),
        "突出" in texts,
        texts.get("增减"),
        texts.get("最多扇形"),
    )


def _entries(group: Mapping) -> list[Entry]:
    _, listed = group.entries.get("数值", (None, None))
    items = [item.entries for item in listed.items if isinstance(item, Mapping)] if isinstance(listed, Sequence) else []
    labels_and_paths = [(item["名称"][1], item["取值"][1]) for item in items]
    return [Entry(a, b) for a, b in labels_and_paths if isinstance(a, Scalar) and isinstance(b, Scalar)]
