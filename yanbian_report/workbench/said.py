"""Said: findings and places of a text as the page takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yanbian_report.base.findings import Finding, sort_by_place
from yanbian_report.base.origin import Cell, Origin, Span
from yanbian_report.workbench.buttons import in_buttons
from yanbian_report.workbench.places import Offsets, place_words

Json = dict[str, Any]
_NONE: Mapping[tuple[str, str], str] = {}
CuresOf = Callable[[Finding], list[Json]]


def _no_cures(_: Finding) -> list[Json]:
    return []


def findings_json(
    findings: Iterable[Finding],
    own: str = "",
    offsets: Offsets | None = None,
    cures: CuresOf = _no_cures,
    cells: Mapping[tuple[str, str], str] = _NONE,
) -> list[Json]:
    """``findings`` by place; offsets for those in the file ``own``, whose text ``offsets`` are of.

    What stands in one of ``cells`` of the year's tables is shown on the page under the path that it has there.
    """
    return [{**_finding(one, own, offsets, cells), "cures": cures(one)} for one in sort_by_place(findings)]


def _finding(finding: Finding, own: str, offsets: Offsets | None, cells: Mapping[tuple[str, str], str]) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": in_buttons(finding.message),
        "hint": in_buttons(finding.hint),
        "basis": in_buttons(finding.basis),
        "path": finding.path,
        "to_do": finding.to_do,
        "place": place_words(finding.origin, own),
        "related": [
            {"message": one.message, "place": place_words(one.origin, own), **_reach(one.origin, own, offsets, cells)}
            for one in finding.related
        ],
        **_reach(finding.origin, own, offsets, cells),
    }


def _reach(origin: Origin | None, own: str, offsets: Offsets | None, cells: Mapping[tuple[str, str], str]) -> Json:
    """From where to where in the editor; None for what stands elsewhere, which may be ``shown`` on the page."""
    if isinstance(origin, Cell):
        return {"from": None, "to": None, "shown": cells.get((origin.sheet, origin.cell), "")}
    if offsets is None or not isinstance(origin, Span) or origin.file != own:
        return {"from": None, "to": None}
    start, end = offsets.of(origin)
    return {"from": start, "to": end}


def places_json(spans: Mapping[str, Span], offsets: Offsets) -> dict[str, tuple[int, int]]:
    """Where every path stands."""
    return {path: offsets.of(span) for path, span in spans.items()}
