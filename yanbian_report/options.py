"""Built: what a build is asked for, and what it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.findings import Finding

if TYPE_CHECKING:
    from yanbian_report.layout.engine import Pages

UNNUMBERED = "W314"  # page numbers of the contents page are those of an earlier build


class Built(NamedTuple):
    """What a build left: the document (None when errors forbade it), the pictures, all findings.

    ``also`` are the files that were asked for besides: the PDF, the web page and what belongs to it.
    """

    document: Path | None
    pictures: list[Path]
    findings: list[Finding]
    also: list[Path]


def not_built(findings: list[Finding]) -> Built:
    """What is left where ``findings`` forbade a document."""
    return Built(None, [], findings, [])


class Wanted(NamedTuple):
    """What a build is to make, and how: ``strict`` and ``draft`` as in ``build``.

    ``pdf`` puts a PDF beside the document, ``web`` an HTML page and plain text; ``pages`` is the engine that tells the
    page numbers of the contents page (a PDF by LibreOffice takes its own); ``last`` takes those of the build before and
    says so (W314), for a look at the text without waiting.
    """

    strict: bool = False
    draft: bool = False
    pdf: bool = False
    web: bool = False
    pages: Pages = "rdocx"


USUAL = Wanted()
