"""Marks of what is still to be done, shown in colour, so that nobody has to look for them on fifty pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yanbian_report.word.package import STYLES, Package
from yanbian_report.word.runs import in_every_flow, printed, with_style
from yanbian_report.word.styles import TO_DO_MARK, style_sheet

# A shade and no highlighting, which styles cannot have; dark letters on a light ground, also when printed in grey.
_LOOKS = '<w:color w:val="9C0006"/><w:shd w:val="clear" w:color="auto" w:fill="FFE699"/>'
_STYLE = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{TO_DO_MARK}"><w:name w:val="{TO_DO_MARK}"/>'
    f'<w:uiPriority w:val="99"/><w:qFormat/><w:rPr>{_LOOKS}</w:rPr></w:style>'
)
_TEXT = '<w:t xml:space="preserve">'
_NOTHING = re.compile(rf"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?{_TEXT}</w:t></w:r>", re.DOTALL)


def with_marks(package: Package, words: Sequence[str]) -> Package:
    """``package`` with each of ``words`` that it prints in a style of their own, which the template may have."""
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    own = next((style.id for style in style_sheet(package).styles.values() if style.name == TO_DO_MARK), "")
    marked = in_every_flow(package, lambda xml: _marked(xml, pattern, own or TO_DO_MARK))
    if marked is package or own:
        return marked
    return marked.replaced({STYLES: package.text(STYLES).replace("</w:styles>", f"{_STYLE}</w:styles>")})


def _marked(xml: str, pattern: re.Pattern[str], style: str) -> str:
    """``xml`` with what ``pattern`` finds in runs of its own."""
    pieces: list[str] = []
    after = 0
    for match, begin, looks_end in printed(pattern, xml):
        looks = xml[begin:looks_end]
        before = xml[after : match.start()]
        at = before.rfind("<w:t")
        if at >= 0:  # else the text goes on behind a mark
            before = before[:at] + _TEXT + before[before.index(">", at) + 1 :]
        run = f"<w:r>{with_style(looks, style)}<w:t>{match[0]}</w:t></w:r>"
        pieces += (before, f"</w:t></w:r>{run}<w:r>{looks}{_TEXT}")
        after = match.end()
    return _NOTHING.sub("", "".join((*pieces, xml[after:]))) if pieces else xml
