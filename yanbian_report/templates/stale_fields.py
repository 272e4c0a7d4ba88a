"""Stale fields: those in an edition's bodies whose stored result is true of the single file only, not of the report."""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.base.origin import WordParagraph
from yanbian_report.word.canonical.fitness import instructions
from yanbian_report.word.canonical.read import WordFile
from yanbian_report.word.canonical.tree import paragraph_text

_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF"))
_CONTENTS = "TOC"


def stale_fields(files: list[WordFile]) -> Iterator[Finding]:
    """Findings T603, when the contents field of the master, the first that it has, holds its mark again."""
    begun = False
    for file in files:
        for paragraph, instruction in instructions(file.body):
            name = (instruction.split() or [""])[0].upper()
            if name == _CONTENTS and file is files[0] and not begun:
                begun = True
            elif name == _CONTENTS:
                words = "又有一个目录，它的页码和标题不会更新"
                yield _finding(file, paragraph, words, "整个删去；目录只有 00 号模板里的一处")
            elif name in _PAGES:
                words = f"用了页码域 {name}，印出的是这个文件里的页码，不是报告里的"
                yield _finding(file, paragraph, words, "删去这个域，写成“见第二部分”这样的文字；页码放在页脚里")


def _finding(file: WordFile, paragraph: object, words: str, hint: str) -> Finding:
    near = paragraph_text(paragraph)[:40] if paragraph is not None else ""
    origin = WordParagraph(file.name, 0, near)
    return Finding("T603", Severity.ERROR, f"{file.name} 的“{near}”{words}", origin, hint=hint)
