"""Data file: a year as it was read, before anything is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.model.table import NO_TABLES, Table
from yanbian_report.model.values import Tree


class DataFile(NamedTuple):
    """One data file as read: ``tree`` nests as the file does, ``spans`` tells where every path stands.

    What could not be understood is missing from the tree; the findings beside the report say so. ``examples`` are the
    places of figures and texts that are marked as made up, by their paths; the tree has them without the mark.
    ``tables`` are those of the year's workbook by the keys that the form gives them.
    """

    tree: Tree
    spans: dict[str, Span]
    text: str
    file: str
    examples: Mapping[str, Span] = {}
    tables: Mapping[str, Table] = NO_TABLES
