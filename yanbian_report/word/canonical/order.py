"""Order: properties stand in the order of the standard's schema; some programs write them as they come."""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.namespaces import OFF

_ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
_PLACES = {
    qualified(group): {qualified(f"w:{name}"): place for place, name in enumerate(names.split())}
    for group, names in _ORDERS.items()
}
_LAST = 1_000  # extensions come last
_SIGNED, _WHOLE = 1 << 31, 1 << 32
_FLAGS = tuple(map(qualified, ("w:cantSplit", "w:tblHeader")))  # of a row: there, or not there
_VAL = qualified("w:val")
_CHARACTER_SPACE = qualified("w:charSpace")


def put_in_order(root: Element) -> None:
    """Sort the properties below ``root``; what is in order stays as it is. Flags and signs are
    written in one way."""
    for group in root.iter(*_PLACES):
        places = _PLACES[group.tag]
        found = list(group)
        wanted = sorted(found, key=lambda part: places.get(part.tag, _LAST))
        if wanted != found:
            group[:] = wanted
    for flag in list(root.iter(*_FLAGS)):
        if flag.get(_VAL) in OFF:
            flag.getparent().remove(flag)
        else:
            flag.attrib.pop(_VAL, None)
    for element in root.iter():
        if element.get(_VAL) in ("true", "on"):
            del element.attrib[_VAL]  # what is there is on
    for grid in root.iter(qualified("w:docGrid")):
        space = grid.get(_CHARACTER_SPACE, "")
        if space.isdecimal() and int(space) >= _SIGNED:
            grid.set(_CHARACTER_SPACE, str(int(space) - _WHOLE))
