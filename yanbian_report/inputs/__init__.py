"""Inputs: the kinds of files that a year can be read from. A module or folder put here is found by itself.

Each has ``SUFFIXES``, the endings of its files, and ``read``, which makes a data file of one. Every reader is loaded
when the first file is looked for, so what a reader needs to read it imports when it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from yanbian_report.base.files import is_file, list_folder
from yanbian_report.base.findings import Finding
from yanbian_report.base.modules import load_modules, module_names
from yanbian_report.base.project import Project
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.schema import Schema

_YEAR = re.compile(r"[0-9]{4}")


class Reader(Protocol):
    """A module of this package."""

    SUFFIXES: tuple[str, ...]

    def read(self, path: Path, schema: Schema, name: str) -> tuple[DataFile | None, list[Finding]]:
        """The file at ``path``, which findings show as ``name``, understood by ``schema``; and all that is wrong."""


def readers() -> Mapping[str, Reader]:
    """Every reader by the endings of its files."""
    return _readers(tuple(module_names(__name__)))


@lru_cache(maxsize=4)
def _readers(names: tuple[str, ...]) -> Mapping[str, Reader]:
    found = (cast(Reader, module) for name, module in load_modules(__name__).items() if name in names)
    return {suffix: reader for reader in found for suffix in reader.SUFFIXES}


def data_file(project: Project, year: int | str) -> Path:
    """The data file of ``year``: the one that there is, else where it would usually stand."""
    usual = project.data(year)
    if is_file(usual):
        return usual
    return next((file for suffix in readers() if is_file(file := usual.with_suffix(suffix))), usual)


def data_years(project: Project) -> list[int]:
    """The years that have a data file, in order."""
    files, known = list_folder(project.data("").parent, "data")[0], readers()
    return sorted({int(f.stem) for f in files if f.suffix in known and _YEAR.fullmatch(f.stem)})


def read_year(project: Project, year: int | str, schema: Schema) -> tuple[DataFile | None, list[Finding]]:
    """The data file of ``year``, read by the reader for its ending."""
    file = data_file(project, year)
    return readers()[file.suffix].read(file, schema, project.shown(file))
