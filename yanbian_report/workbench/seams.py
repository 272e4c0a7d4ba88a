"""Seams: what a look, an edit and a trace are asked of, loaded when first used.

A look says findings and places where there is no module for more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from yanbian_report.base.modules import module_names
from yanbian_report.pipeline import UNDRAWN, prepare
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.places import Offsets
from yanbian_report.workbench.said import Json, findings_json, places_json


def look(desk: Desk, text: str, have: Mapping[str, Any]) -> Json:
    """What is to be said and shown of ``text``; ``have`` is what the page has already."""
    own = _module("look")
    return own.look(desk, text, have) if own is not None else _plain_look(desk, text)


def edits(desk: Desk, text: str, wanted: Sequence[Mapping[str, str]]) -> Json:
    """The changes of ``text`` that put values at paths, or a message why they cannot be put there."""
    own = _module("edits")
    return own.edits(desk, text, wanted) if own is not None else {"message": "这一版还不能在表里改数，请在文本里改"}


def trace(desk: Desk, path: str) -> Json:
    """What the bar says of the figure at ``path``, from the last look."""
    own = _module("traces")
    return own.trace(desk, path) if own is not None else {"path": path, "message": "这一版还不能说明数的来历"}


def _module(name: str) -> Any:
    package = __name__.rpartition(".")[0]
    return import_module(f"{package}.{name}") if name in module_names(package) else None


def _plain_look(desk: Desk, text: str) -> Json:
    """Findings and places only."""
    _, checked, asked = desk.examine(text)
    more = prepare(asked)[2] if asked is not None else []
    waiting = any(f.to_do for f in checked.open)
    found = [*checked.open, *(f for f in more if not (waiting and f.code == UNDRAWN))]
    offsets, file = Offsets(text), desk.examined.loaded.data_file if desk.examined else None
    places = places_json(file.spans, offsets) if file is not None else {}
    findings = findings_json(found, desk.shown, offsets)
    return {"findings": findings, "places": places, "todo": [], "form": [], "pages": None, "stale_from": None}
