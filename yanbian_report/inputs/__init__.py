"""Inputs: the kinds of files that a year can be read from. A package put here is found by itself.

Each has ``SUFFIXES``, the endings of its files, and ``read``, which makes a data file of one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.schema import Schema


class Reader(Protocol):
    """A package of this one."""

    SUFFIXES: tuple[str, ...]

    def read(self, path: Path, schema: Schema, name: str) -> tuple[DataFile | None, list[Finding]]:
        """The file at ``path``, which findings show as ``name``, understood by ``schema``; and all that is wrong."""


USUAL = ".yaml"


@cache
def readers() -> dict[str, Reader]:
    """Every reader by the endings of its files."""
    found = [cast(Reader, import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)]
    return {suffix: reader for reader in found for suffix in reader.SUFFIXES}


def data_file(project: Project, year: int | str) -> Path:
    """The data file of ``year``: the one that there is, else where it would usually stand."""
    usual = project.data(year)
    if usual.is_file():
        return usual
    return next((file for suffix in readers() if (file := usual.with_suffix(suffix)).is_file()), usual)


def read_year(project: Project, year: int | str, schema: Schema) -> tuple[DataFile | None, list[Finding]]:
    """The data file of ``year``, read by the reader for its ending."""
    file = data_file(project, year)
    return readers()[file.suffix].read(file, schema, project.shown(file))
