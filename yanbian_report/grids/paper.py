"""Paper: what a table is set on."""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """A page between its margins, in twips."""

    width: int
    height: int
    turned: bool
