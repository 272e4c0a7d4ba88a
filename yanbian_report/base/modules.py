"""Modules found without a list: whatever lies in a package belongs to it.

A folder that is appended to a package's ``__path__`` is looked into as well. Names that begin with an underscore are
private to their package.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from types import ModuleType


def module_names(package: str, *, folders: bool = False) -> list[str]:
    """The names of the modules in ``package``, in order; with ``folders`` only those that are packages themselves."""
    found = _listed(tuple(sys.modules[package].__path__))
    return [name for name, is_folder in found if is_folder or not folders]


def load_modules(package: str) -> dict[str, ModuleType]:
    """Every module of ``package`` by its name."""
    return {name: import_module(f"{package}.{name}") for name in module_names(package)}


@lru_cache(maxsize=32)
def _listed(paths: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Kept by the folders themselves, so that one which comes later is seen."""
    found: dict[str, bool] = {}
    for path in paths:
        for name, is_folder in _inside(path):
            found.setdefault(name, is_folder)
    return tuple(sorted(found.items()))


def _inside(path: str) -> Iterator[tuple[str, bool]]:
    """The modules and packages in a folder. ``pkgutil`` tells them, too, but loads ``inspect`` for it (5 ms)."""
    with suppress(OSError), os.scandir(path) as entries:
        for entry in entries:
            name, ending = os.path.splitext(entry.name)  # noqa: PTH122 - Path takes as long as the scan
            is_folder = not ending and os.path.isfile(f"{entry.path}/__init__.py")  # noqa: PTH113
            if not name.startswith("_") and name.isidentifier() and (ending == ".py" or is_folder):
                yield name, is_folder
