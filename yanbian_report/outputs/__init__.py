"""Outputs: what is made of the finished document besides. A module put here is found by itself.

Each has ``HELP``, what the command line says of its option (``--pdf`` is the module ``pdf``), ``LABEL``, what a build
says while it is made, and ``render``, which makes its files. The command line loads every output for the help of
``build``, so what a module needs to render it imports when it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol, cast

from yanbian_report.base.findings import Finding
from yanbian_report.base.modules import module_names
from yanbian_report.word.package import Package


class Finished(NamedTuple):
    """The document as it was written, in parts and as the bytes of its file; ``stem`` is its name without ending."""

    package: Package
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
    return module_names(__name__)


def find_output(name: str) -> Output:
    """The output ``name``. Raises ModuleNotFoundError when there is none."""
    return cast(Output, import_module(f"{__name__}.{name}"))
