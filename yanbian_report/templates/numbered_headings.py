"""Numbered headings: those of the contents page whose number Word counts itself, which the contents page cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.base.origin import WordParagraph
from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.numbering import NONE
from yanbian_report.word.canonical.read import WordFile
from yanbian_report.word.canonical.styles import Style
from yanbian_report.word.canonical.tree import child, paragraph_text, value

_LIST = f"{qualified('w:pPr')}/{qualified('w:numPr')}"
_TO_CONTENTS = re.compile(r'<w:outlineLvl w:val="[01]"')


def contents_styles(file: WordFile) -> set[str]:
    """The ids of the styles of headings that stand on the contents page."""
    return {style.id for style in file.styles.values() if _TO_CONTENTS.search(style.looks)}


def numbered_headings(files: list[WordFile]) -> Iterator[Finding]:
    """Findings T602."""
    shown = contents_styles(files[0])
    for file in files:
        for paragraph in file.body.iter(qualified("w:p")):
            style = value(paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}"))
            if style in shown and _is_numbered(paragraph, style, files[0].styles) and paragraph_text(paragraph):
                near = paragraph_text(paragraph)[:40]
                words = f"{file.name} 的标题“{near}”用了自动编号，目录和网页里印不出这个号"
                hint = "在 Word 里去掉编号（开始→编号→无），把“一、”这样的号打成字"
                yield Finding("T602", Severity.ERROR, words, WordParagraph(file.name, 0, near), hint=hint)


def _is_numbered(paragraph: Element, style: str, styles: dict[str, Style]) -> bool:
    own = paragraph.find(_LIST)
    seen: set[str] = set()
    while own is None and style in styles and style not in seen:
        seen.add(style)
        own = styles[style].element.find(_LIST)
        style = value(child(styles[style].element, "w:basedOn"))
    return own is not None and value(child(own, "w:numId")) not in ("", NONE)
