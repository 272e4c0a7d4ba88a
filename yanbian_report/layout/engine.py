"""Engine: what tells the page numbers, by name and version; known without loading it."""

from __future__ import annotations

from typing import Literal

from yanbian_report.base.versions import version_of

Engine = Literal["rdocx", "libreoffice"]
Pages = Literal["rdocx", "libreoffice", "last"]  # last: those of the build before, where the text has changed
COUNTING = 1  # raise it whenever the same document is given other numbers


def engine_version(engine: Engine) -> str:
    """A name for the engine and the way it is used that changes whenever its numbers might."""
    if engine == "rdocx":
        return f"{COUNTING} {engine} {version_of('rdocx')}"
    from yanbian_report.layout.libreoffice import find_office

    return f"{COUNTING} {engine} {find_office()}"
