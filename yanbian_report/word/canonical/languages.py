"""Languages: the report is in Chinese, its letters and figures are those of English, whatever the programs said that
saved its templates: they write the language of the machine, which then breaks lines and reads aloud by that. Signs that
both have (quotation marks, dashes, dots) are Chinese; programs say so of what was typed by a Chinese keyboard only.
"""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.order import put_in_order
from yanbian_report.word.canonical.tree import child, remove

_LANGUAGE, _LATIN, _CHINESE, _RIGHT_TO_LEFT = map(qualified, ("w:lang", "w:val", "w:eastAsia", "w:bidi"))
_SAID = ((_LATIN, "en-US"), (_CHINESE, "zh-CN"), (_RIGHT_TO_LEFT, "ar-SA"))
_DEFAULTS = ("w:docDefaults", "w:rPrDefault", "w:rPr")
_THEME, _FONTS, _HINT = map(qualified, ("w:themeFontLang", "w:rFonts", "w:hint"))


def set_languages(styles: Element) -> None:
    """Let the defaults of ``styles`` say the languages of the report and of its signs, and no style another."""
    for language in list(styles.iter(_LANGUAGE)):
        remove(language)
    looks = styles
    for name in _DEFAULTS:
        found = child(looks, name)
        if found is None:
            found = looks.makeelement(qualified(name))
            looks.insert(0, found)
        looks = found
    looks.append(_in(looks, _LANGUAGE))
    fonts = child(looks, "w:rFonts")
    if fonts is None:
        fonts = looks.makeelement(_FONTS)
        looks.append(fonts)
    fonts.set(_HINT, "eastAsia")
    put_in_order(styles)


def set_theme_languages(settings: Element) -> None:
    """Let the fonts of a theme be chosen for Chinese, where ``settings`` say for what."""
    for language in list(settings.iter(_THEME)):
        settings.replace(language, _in(settings, _THEME))


def _in(make: Element, tag: str) -> Element:
    language: Element = make.makeelement(tag)
    for attribute, said in _SAID[: 2 if tag == _THEME else 3]:
        language.set(attribute, said)
    return language
