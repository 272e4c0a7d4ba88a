"""Options: what a build is asked for, and what it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.findings import Finding

if TYPE_CHECKING:
    from yanbian_report.layout.page_numbers import PageEngine


class BuildOptions(NamedTuple):
    """What a build is to make, and how: ``strict`` and ``draft`` as in ``build``.

    ``outputs`` are what is made of the document besides, by the names of the modules in ``outputs`` (``pdf``,
    ``web``); ``pages`` is the engine that tells the page numbers of the contents page.
    """

    strict: bool = False
    draft: bool = False
    outputs: tuple[str, ...] = ()
    pages: PageEngine = "own"


DEFAULT = BuildOptions()


class BuildResult(NamedTuple):
    """What a build left: the document (None when errors forbade it), the pictures, all findings.

    ``also`` are the files that were asked for besides: the PDF, the web page and what belongs to it;
    ``edition`` is that of the templates it was made from.
    """

    document: Path | None
    pictures: list[Path]
    findings: list[Finding]
    also: list[Path]
    edition: str = ""

    @classmethod
    def failed(cls, findings: list[Finding]) -> BuildResult:
        """The result where ``findings`` forbade a document."""
        return cls(None, [], findings, [])
