"""Chinese signs: quotation marks, dashes, dots and other signs that Chinese and Latin fonts both have.

A program takes them from the Latin font, in which they are half as wide, unless the run that they stand in says that
it is Chinese (``w:hint``); what styles say about that only some programs heed.
"""

from __future__ import annotations

import re

from yanbian_report.word.runs import behind_style, printed

# Not those that belong to figures and Latin words: hyphens, – and ‰.
_SIGN = re.compile("[§°±·×÷\u2014-\u2016\u2018-\u201d\u2025\u2026\u2032\u2033\u203b\u2100-\u2bff]")
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
_HINT = re.compile(r' w:hint="[^"]*"')
_CHINESE = ' w:hint="eastAsia"'
_FONTS = "<w:rFonts"


def in_chinese(xml: str) -> str:
    """``xml`` with every run that prints such a sign saying that it is Chinese; no word of it is another."""
    pieces: list[str] = []
    after = last = 0
    for match, begin, looks_end in printed(_SIGN, xml):
        if begin != last and not _APOSTROPHE.match(xml, match.start()):  # the first of its run
            pieces += (xml[after:begin], _hinted(xml[begin:looks_end]))
            after, last = looks_end, begin
    return "".join((*pieces, xml[after:])) if pieces else xml


def _hinted(looks: str) -> str:
    """The looks of a run, or none, with its words in the Chinese font."""
    at = looks.find(f"{_FONTS} ")
    if at < 0:
        return behind_style(looks, f"{_FONTS}{_CHINESE}/>")
    end = looks.index(">", at)
    others = _HINT.sub("", looks[at + len(_FONTS) : end])
    return f"{looks[:at]}{_FONTS}{_CHINESE}{others}{looks[end:]}"
