"""Engine: what tells the page numbers, by name and version; known without loading it."""

from __future__ import annotations

from typing import Literal

from yanbian_report.base.versions import version_of

PageEngine = Literal["rdocx", "libreoffice", "last"]  # last: those of the build before, where the text has changed


def engine_version(engine: PageEngine) -> str:
    """A name for the engine that changes whenever its numbers might."""
    if engine != "libreoffice":
        return f"{engine} {version_of('rdocx')}"
    from yanbian_report.layout.libreoffice import find_office

    return f"{engine} {find_office()}"
