"""Usual: what a file says although it is so anyway is not said; what is on or off is said in one way."""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, remove, value
from yanbian_report.word.namespaces import OFF

_VAL = qualified("w:val")
_ON = ("1", "true", "on")
_NAMES = (
    "b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint snapToGrid vanish webHidden rtl cs "
    "specVanish keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing mirrorIndents "
    "suppressOverlap titlePg rtlGutter noEndnote formProt evenAndOddHeaders qFormat semiHidden unhideWhenUsed locked "
    "hidden autoRedefine noWrap hideMark tcFitText bidiVisual isLgl mirrorMargins removePersonalInformation"
)
_SWITCHES = tuple(qualified(f"w:{name}") for name in _NAMES.split())
# Of a section: an attribute and what it says where it says nothing.
_OF_SECTIONS = (("w:pgSz", "w:orient", "portrait"), ("w:cols", "w:num", "1"), ("w:docGrid", "w:charSpace", "0"))
_PAPER, _CODE = qualified("w:pgSz"), qualified("w:code")
_SECTION = qualified("w:sectPr")
_RUN, _PARAGRAPH_LOOKS = map(qualified, ("w:r", "w:pPr"))
_FONTS, _HINT, _LANGUAGE = map(qualified, ("w:rFonts", "w:hint", "w:lang"))
_CHINESE = "eastAsia"


def leave_out_usual(root: Element) -> None:
    """Write what is on or off below ``root`` in one way, and nothing of sections and letters that is so anyway."""
    for switch in root.iter(*_SWITCHES):
        said = switch.get(_VAL)
        if said in _ON:
            del switch.attrib[_VAL]
        elif said in OFF:
            switch.set(_VAL, "0")
    for section in root.iter(_SECTION):
        _leave_out_of_section(section)
    for holder in root.iter(_RUN, _PARAGRAPH_LOOKS):
        looks = child(holder, "w:rPr")
        if looks is not None:
            _leave_out_of_letters(looks, is_mark=holder.tag == _PARAGRAPH_LOOKS)


def _leave_out_of_section(section: Element) -> None:
    for name, attribute, usual in _OF_SECTIONS:
        part = child(section, name)
        if part is not None and value(part, attribute) == usual:
            del part.attrib[qualified(attribute)]
    paper, first = child(section, "w:pgSz"), child(section, "w:titlePg")
    if paper is not None:
        paper.attrib.pop(_CODE, None)  # a number that a printer has for the paper
    if first is not None and value(first) in OFF:
        remove(first)


def _leave_out_of_letters(looks: Element, *, is_mark: bool) -> None:
    """Signs that are both Chinese and Latin are Chinese, which the defaults say; a mark has no language."""
    fonts = child(looks, "w:rFonts")
    if fonts is not None and fonts.get(_HINT) == _CHINESE:
        del fonts.attrib[_HINT]
        if not fonts.attrib:
            remove(fonts)
    for language in list(looks.iterchildren(_LANGUAGE)) if is_mark else ():
        remove(language)
