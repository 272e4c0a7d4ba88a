"""Completing: the names that can be typed into the text of a year."""

from __future__ import annotations

from yanbian_report.forms import find_form
from yanbian_report.model.formats import FILTERS
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.said import Json


def names(desk: Desk) -> Json:
    """``keys`` of the form, ``paths`` that a citation may name, and the ``formats`` that it may have."""
    year = desk.examined.loaded.year if desk.examined is not None else None
    keys = sorted(find_form(desk.form).schema().known)
    return {"keys": keys, "paths": sorted(year.leaves) if year is not None else [], "formats": [*FILTERS]}
