"""Modules found without a list: whatever lies in a package belongs to it.

A folder that is appended to a package's ``__path__`` is looked into as well. Names that begin with an underscore are
private to their package.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
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
    found = {module.name: module.ispkg for module in iter_modules(paths) if not module.name.startswith("_")}
    return tuple(sorted(found.items()))
