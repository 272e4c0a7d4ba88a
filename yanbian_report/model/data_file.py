"""Data file: a year as it was read, before anything is derived from it."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.base.origin import Span
from yanbian_report.model.values import Tree


class DataFile(NamedTuple):
    """One data file as read: ``tree`` nests as the file does, ``spans`` tells where every path stands.

    What could not be understood is missing from the tree; the findings beside the report say so.
    """

    tree: Tree
    spans: dict[str, Span]
    text: str
    file: str
