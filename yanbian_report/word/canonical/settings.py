"""Settings: those of a file that say how pages look; what says how it was edited, by whom and from what, goes."""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified

_KEPT = frozenset(
    map(
        qualified,
        (
            *(
                "w:zoom",
                "w:removePersonalInformation",
                "w:mirrorMargins",
                "w:alignBordersAndEdges",
                "w:bordersDoNotSurroundHeader",
            ),
            *("w:bordersDoNotSurroundFooter", "w:gutterAtTop", "w:displayBackgroundShape", "w:defaultTabStop"),
            *("w:autoHyphenation", "w:evenAndOddHeaders", "w:bookFoldPrinting", "w:drawingGridHorizontalSpacing"),
            *(
                "w:drawingGridVerticalSpacing",
                "w:characterSpacingControl",
                "w:noLineBreaksAfter",
                "w:noLineBreaksBefore",
            ),
            *("w:strictFirstAndLastChars", "w:compat", "w:themeFontLang", "w:clrSchemeMapping", "w:decimalSymbol"),
            *("w:listSeparator", "m:mathPr"),
        ),
    )
)
_ZOOM, _PERCENT = map(qualified, ("w:zoom", "w:percent"))


def keep_looks(settings: Element) -> None:
    """Take out of ``settings`` all that does not say how pages look; the report opens at its own size."""
    for element in list(settings):
        if element.tag not in _KEPT:
            settings.remove(element)
        elif element.tag == _ZOOM:
            element.attrib.clear()
            element.set(_PERCENT, "100")
