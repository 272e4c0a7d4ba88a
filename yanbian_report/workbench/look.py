"""Look: everything that the page shows of a text that may not be saved yet, in one go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from yanbian_report.base.cache import key_of
from yanbian_report.base.findings import Finding, Severity, has_errors
from yanbian_report.base.origin import Cell, Span
from yanbian_report.forms import find_form
from yanbian_report.pipeline import UNDRAWN, prepare
from yanbian_report.workbench.cures import Cures
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.form_view import FormView
from yanbian_report.workbench.places import Offsets
from yanbian_report.workbench.preview import preview
from yanbian_report.workbench.said import Json, findings_json, places_json
from yanbian_report.workbench.todo import to_do


def look(desk: Desk, text: str, have: Mapping[str, Any]) -> Json:
    """Findings, places, what is left to do, the form and the pages of ``text``; ``have`` is what the page has already.

    Of the form's sections only those that differ have their entries. ``pages`` is None where the text gives none: then
    ``stale_from`` is the line of the error, and the page keeps what it showed before.
    """
    loaded, checked, asked = desk.examine(text)
    template, charts, more = prepare(asked) if asked is not None else (None, [], [])
    waiting = any(f.to_do for f in checked.open)
    found = [*checked.open, *(f for f in more if not (waiting and f.code == UNDRAWN))]
    form, offsets, file = find_form(desk.form), Offsets(text), loaded.data_file
    pages = None
    if asked is not None and template is not None and not has_errors(f for f in found if not f.to_do):
        options = asked.options._replace(draft=any(f.to_do for f in found))
        cells = {(one.sheet, one.cell): f"{one.sheet}!{one.cell}" for one in _cells(found)}
        pages, of_page = preview(desk, asked._replace(options=options), template, charts, have.get("pages"), cells)
        found = [*found, *of_page]
    return {
        "findings": findings_json(found, desk.shown, offsets, Cures(desk, text).of, desk.cells),
        "places": places_json(file.spans, offsets) if file is not None else {},
        "todo": to_do(found, form.schema().root["properties"]),
        "form": _moved(FormView(form, loaded.year, file.tree, file.examples).sections(), have.get("form"))
        if file is not None
        else None,
        "pages": pages,
        "stale_from": _first_error(found, desk.shown),
    }


def _cells(findings: list[Finding]) -> Iterator[Cell]:
    """The cells of the year's tables that ``findings`` speak of."""
    for finding in findings:
        for origin in (finding.origin, *(one.origin for one in finding.related)):
            if isinstance(origin, Cell) and origin.cell:
                yield origin


def _moved(sections: list[Json], have: object) -> list[Json]:
    """``sections`` under keys of what they show, without the entries of those that the page has."""
    known = have if isinstance(have, Mapping) else {}
    keyed = [{**section, "key": key_of(json.dumps(section, ensure_ascii=False))} for section in sections]
    same = {"name", "key"}
    return [{k: v for k, v in s.items() if k in same} if known.get(s["name"]) == s["key"] else s for s in keyed]


def _first_error(findings: list[Finding], own: str) -> int | None:
    """The line of the first error in the text itself."""
    errors = (f.origin for f in findings if f.severity is Severity.ERROR and not f.to_do)
    return min((o.line for o in errors if isinstance(o, Span) and o.file == own), default=None)
