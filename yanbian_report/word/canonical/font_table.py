"""Font table: what a document says of its fonts, for machines that lack them.

Programs write what their own machine has and took instead, and embed what may not be given away. The report's table
is made anew: of every font that it names what is known of it (``word/known_fonts.py``); of one that nobody here knows
what the designer's program wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import remove
from yanbian_report.word.known_fonts import Font, known_font

_RUN_FONTS, _FONT, _NAME, _VAL, _SIGN = map(qualified, ("w:rFonts", "w:font", "w:name", "w:val", "w:sym"))
_NAMING = tuple(map(qualified, ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")))
_PLACES = tuple(map(qualified, ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme")))
_SCHEME = qualified("a:fontScheme")
_FACES = tuple(map(qualified, ("a:latin", "a:ea", "a:font")))
# An alias that a program wrote is the font that its machine took instead.
_DESCRIBED = tuple(map(qualified, ("w:panose1", "w:charset", "w:family", "w:pitch", "w:sig")))


def font_names(roots: Iterable[Element], theme: Element | None) -> list[str]:
    """The fonts that text, styles and lists below ``roots`` name, and those that ``theme`` has for places they name."""
    found: list[str] = []
    themed = False
    for root in roots:
        for fonts in root.iter(_RUN_FONTS):
            found += filter(None, map(fonts.get, _NAMING))
            themed = themed or any(name in fonts.attrib for name in _PLACES)
        found += (sign.get(_FONT, "") for sign in root.iter(_SIGN))
    return [*found, *(_of_theme(theme) if themed and theme is not None else ())]


def _of_theme(theme: Element) -> Iterator[str]:
    for scheme in theme.iter(_SCHEME):
        for face in scheme.iter(*_FACES):
            if face.get("script", "Hans") == "Hans":
                yield face.get("typeface", "")


def font_table(names: Iterable[str], written: Element | None, make: Element) -> Element:
    """The table of the fonts ``names``; ``written`` is the designer's, ``make`` any element, to make others with."""
    table: Element = make.makeelement(qualified("w:fonts"))
    theirs = {font.get(_NAME, "").casefold(): font for font in written.iter(_FONT)} if written is not None else {}
    seen: set[str] = set()
    for name in filter(None, names):
        if name.casefold() in seen or name.startswith("+"):  # +mn-ea and the like are places of a theme
            continue
        seen.add(name.casefold())
        known, own = known_font(name), theirs.get(name.casefold())
        if known is not None:
            table.append(_described(name, known, make))
        elif own is not None:
            for part in list(own):
                if part.tag not in _DESCRIBED:
                    remove(part)
            table.append(own)
    return table


def _described(name: str, known: Font, make: Element) -> Element:
    font: Element = make.makeelement(_FONT)
    font.set(_NAME, name)
    rows = (("w:altName", known.alias), ("w:panose1", known.panose), ("w:charset", known.charset))
    for tag, said in (*rows, ("w:family", known.family), ("w:pitch", known.pitch)):
        if said:
            part = font.makeelement(qualified(tag))
            part.set(_VAL, said)
            font.append(part)
    return font
