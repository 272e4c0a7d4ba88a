"""Annex: a table of the year's workbook that the report prints."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.model.table import Table


class Annex(NamedTuple):
    """A table that is printed, and what a note below it says when there is nothing in it."""

    table: Table
    when_empty: str
