"""Web archive: the page and its pictures as one file to upload, for sites that take pages rather than pasted text."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from yanbian_report.base.findings import Finding
from yanbian_report.outputs import Files, Finished

HELP = "同时把网页和图打成一个 zip，供整包上传到网站"
LABEL = "网页 zip"

_PAGE = "index.html"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The archive beside the document."""
    from yanbian_report.outputs._web_page import to_web
    from yanbian_report.outputs.web import read_back

    paths: dict[str, str] = {}

    def path(name: str, _data: bytes) -> str:
        # servers unpack names that are not ASCII each in its own way
        return paths.setdefault(name, f"images/{len(paths) + 1}.{name.rpartition('.')[2]}")

    web = to_web(document.package, document.title, path)
    if findings := read_back(document.package, web):
        return {}, [*web.findings, *findings]
    pictures = {paths[name]: data for name, data in web.pictures.items()}
    archive = _zipped({_PAGE: web.html.encode(), **pictures})
    return {PurePath(f"{document.stem}网页.zip"): archive}, web.findings


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """``files`` in an archive that is the same whenever it is made."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return held.getvalue()
