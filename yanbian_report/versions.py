"""Versions: of installed software, by the names of its folders; nothing is loaded for it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def version_of(name: str) -> str:
    """The version of the distribution ``name`` as installed, empty when it is not."""
    for folder in sys.path:
        try:
            entries = [entry.name for entry in Path(folder).iterdir()]
        except OSError:
            continue
        for entry in entries:
            if entry.lower().startswith(f"{name}-") and entry.endswith(".dist-info"):
                return entry.removesuffix(".dist-info")[len(name) + 1 :]
    return _asked(name)


def _asked(name: str) -> str:
    """The version as the import system tells it, for what is installed in another way."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
