"""Inputs: the kinds of files that a year can be read from. A module or folder put here is found by itself.

Each has ``SUFFIXES``, the endings of its files, ``read``, which makes a data file of one, and ``understand``, which
makes one of a text that an editor has and no file holds yet. Every reader is loaded when the first file is looked for,
so what a reader needs to read it imports when it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from yanbian_report.base.files import is_file, list_folder
from yanbian_report.base.findings import Finding, error
from yanbian_report.base.modules import load_modules, module_names
from yanbian_report.base.project import Project
from yanbian_report.model.data_file import DataFile
from yanbian_report.yamldoc.schema import Schema

_OTHER_SPELLINGS = (".yml",)  # endings that no reader has, and that mean the same to people
_YEAR = re.compile(r"[0-9]{4}")


class Reader(Protocol):
    """A module of this package."""

    SUFFIXES: tuple[str, ...]

    def read(self, path: Path, schema: Schema, name: str) -> tuple[DataFile | None, list[Finding]]:
        """The file at ``path``, which findings show as ``name``, understood by ``schema``; and all that is wrong."""

    def understand(self, text: str, schema: Schema, name: str) -> tuple[DataFile | None, list[Finding]]:
        """The same for the ``text`` of such a file, as it is being edited."""


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


def _rivals(file: Path) -> list[Path]:
    """Other data files of the same year, beside the one that is read: who edits one of them would wait in vain."""
    endings = {*readers(), *_OTHER_SPELLINGS}
    beside = list_folder(file.parent, "")[0] if is_file(file) else []
    return [each for each in beside if each.stem == file.stem and each.suffix.lower() in endings and each != file]


def read_year(
    project: Project, year: int | str, schema: Schema, text: str | None = None
) -> tuple[DataFile | None, list[Finding]]:
    """The data file of ``year``, read by the reader for its ending; with a ``text``, as if the file held that."""
    file = data_file(project, year)
    if text is not None:
        return readers()[file.suffix].understand(text, schema, project.shown(file))
    if rivals := _rivals(file):
        named = "、".join(project.shown(each) for each in (file, *rivals))
        hint = "留下要用的一个，其余的移到别的文件夹去，再运行一次"
        return None, [error("B509", f"{year}年有几个数据文件：{named}，不知道照哪一个做", hint=hint)]
    return readers()[file.suffix].read(file, schema, project.shown(file))
