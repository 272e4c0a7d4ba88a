"""Pages: on which page every heading stands, as a layout engine sets the document.

rdocx lays out with the bundled picture font: every Chinese character is as wide as it is high, so the face does not
matter, and line spacing is exact everywhere. Where the engine is missing or fails, the contents page has links only.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources import as_file, files
from xml.etree import ElementTree

from yanbian_report.document.package import DOCUMENT
from yanbian_report.findings import Finding, note

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pages(data: bytes) -> tuple[dict[str, int] | None, list[Finding]]:
    """The printed page number of every bookmark in a finished document; None with a note when it cannot be told."""
    hint = "在 Word 里打开报告，点目录按 F9 就能补上页码"
    try:
        import rdocx
    except ImportError:
        return None, [note("W311", "没有安装排版软件包 rdocx，目录里没有页码", hint=hint)]
    try:
        with as_file(files("yanbian_report.pictures").joinpath("fonts")) as fonts:
            fragments = rdocx.Document.from_bytes(data).layout(font_dirs=[fonts])
    except (rdocx.RdocxError, rdocx.LayoutError, OSError, ValueError) as problem:
        return None, [note("W312", f"没能排出页码：{problem}", hint=hint)]
    first: dict[int, int] = {}
    for fragment in fragments:
        first.setdefault(fragment.body_index, fragment.displayed_page)
    return {name: first[index] for name, index in _places(data).items() if index in first}, []


def _places(data: bytes) -> dict[str, int]:
    """Which block of the body every bookmark stands in."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = ElementTree.fromstring(archive.read(DOCUMENT)).find(_W + "body")
    return {
        str(mark.get(_W + "name")): index
        for index, block in enumerate(body if body is not None else [])
        for mark in block.iter(_W + "bookmarkStart")
    }
