"""Versions: of installed software, by the names of its folders; nothing is loaded for it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_INFO = ".dist-info"
LIBRARIES = ("jinja2", "docxtpl", "pyyaml", "matplotlib", "pillow", "jsonschema-rs", "pypdf", "lxml")


@cache
def version_of(name: str) -> str:
    """The version of the distribution ``name`` as installed, empty when it is not."""
    return _installed().get(_normal(name)) or _asked(name)


@cache
def _installed() -> dict[str, str]:
    """Every installed distribution with its version; the first on the path counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = [entry.name for entry in Path(folder).iterdir()]
        except OSError:
            continue
        for entry in entries:
            if entry.endswith(_INFO):
                name, _, version = entry.removesuffix(_INFO).partition("-")
                found.setdefault(_normal(name), version)
    return found


def _normal(name: str) -> str:
    """A distribution's name as folders spell it: ``jsonschema-rs`` is installed in ``jsonschema_rs-….dist-info``."""
    return name.lower().replace("-", "_")


def _asked(name: str) -> str:
    """The version as the import system tells it, for what is installed in another way."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
