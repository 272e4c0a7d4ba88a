"""Outputs: what is made of the finished document besides. A module put here is found by itself.

Each has ``HELP``, what the command line says of its option, ``LABEL``, what a build says while it is made, and
``render``, which makes its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules
from typing import NamedTuple, Protocol, cast

from yanbian_report.base.findings import Finding


class Finished(NamedTuple):
    """The document as it was written: its bytes, its title, and its file name without the ending."""

    data: bytes
    title: str
    stem: str


Files = Mapping[PurePath, bytes]


class Output(Protocol):
    """A module of this package."""

    HELP: str
    LABEL: str

    def render(self, document: Finished) -> tuple[Files, list[Finding]]:
        """The files of this output, by their paths from the document's folder."""


def output_names() -> list[str]:
    """The names of all outputs."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def find_output(name: str) -> Output:
    """The output ``name``. Raises ModuleNotFoundError when there is none."""
    return cast(Output, import_module(f"{__name__}.{name}"))
