"""Web: the page with its pictures, and the text alone, in a folder beside the document."""

from __future__ import annotations

from pathlib import PurePath

from yanbian_report.base.findings import Finding
from yanbian_report.outputs import Files, Finished

HELP = "同时生成网页（HTML 和图）和纯文字，供贴到网站"
LABEL = "网页"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The page, its pictures, and the text."""
    from yanbian_report.outputs._web_page import to_web

    web, folder = to_web(document.package, document.title), PurePath(f"{document.stem}网页")
    files = {folder / name: picture for name, picture in web.pictures.items()}
    text = web.text.encode("utf-8-sig")
    return {**files, folder / "index.html": web.html.encode(), folder / "正文.txt": text}, []
