"""Web: the page with its pictures in it, and the text alone, in a folder beside the document.

The pictures lie there as files, too, for editors that take none from the clipboard.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from yanbian_report.base.findings import Finding, error
from yanbian_report.outputs import Files, Finished
from yanbian_report.word.package import Package

if TYPE_CHECKING:
    from yanbian_report.outputs._web_page import Web

HELP = "同时生成网页（打开后一键复制，贴到网站的编辑框）、图和纯文字"
LABEL = "网页"


def render(document: Finished) -> tuple[Files, list[Finding]]:
    """The page, its pictures, and the text."""
    from yanbian_report.outputs._web_page import to_web

    if findings := read_back(document.package, web := to_web(document.package, document.title)):
        return {}, [*web.findings, *findings]
    folder = PurePath(f"{document.stem}网页")
    files = {folder / name: picture for name, picture in web.pictures.items()}
    text = web.text.encode("utf-8-sig")
    return {**files, folder / "index.html": web.html.encode(), folder / "正文.txt": text}, web.findings


def read_back(document: Package, web: Web) -> list[Finding]:
    """W342 where a word of ``document`` is not on the page or in the text: the first sentence that is missing."""
    from html import unescape

    from yanbian_report.outputs._words import body_words, first_lost

    wanted = body_words(document, web.begins)
    article = web.html.partition('<article id="text">')[2].partition("</article>")[0]  # not the contents, which repeat
    for name, text in (("网页", unescape(re.sub(r"<[^>]*>", "", article))), ("纯文字", web.text)):
        if (lost := first_lost(wanted, text)) is not None:
            hint = "报告本身没有少；在 Word 里把这一段改成普通的文字，再生成一次"
            return [error("W342", f"{name}里少了“{lost}”，没有写出", hint=hint)]
    return []
