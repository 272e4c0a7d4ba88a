"""Closest: which known name was meant by one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, known: Iterable[str], likeness: float = 0.5) -> str:
    """The one of ``known`` most like ``name``, empty when none is like it (1 is the same name)."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1, likeness)), "")
