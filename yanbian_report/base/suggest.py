"""Suggest: which known name was meant by one that nobody knows, and how a message asks."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, known: Iterable[str], likeness: float = 0.5) -> str:
    """The one of ``known`` most like ``name``, empty when none is like it (1 is the same name)."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1, likeness)), "")


def closest_path(name: str, paths: Iterable[str]) -> str:
    """The one of ``paths`` most like ``name``, as a whole or by its last name alone; the first of several alike."""
    tails: dict[str, str] = {}
    for path in paths:
        tails.setdefault(path, path)
        tails.setdefault(path.rpartition(".")[2], path)
    return tails.get(closest(name, tails, 0.6), "")


def did_you_mean(name: str) -> str:
    """The question that a message asks about the known ``name``; nothing for none."""
    return f"是不是“{name}”？" if name else ""
