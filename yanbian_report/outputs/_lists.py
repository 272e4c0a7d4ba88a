"""Lists: the numbers that Word counts itself, as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from yanbian_report.outputs._symbols import readable
from yanbian_report.word.package import Package
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, W, attribute, find, parse, style_of

NUMBERING = "word/numbering.xml"
_PLACE = re.compile(r"%(\d)")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _chinese(number: int, digits: str = _DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """一 … 九百九十九; what is larger in figures."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = digits[hundreds] + hundred if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds and digits is _DIGITS else digits[tens]) + ten
    elif hundreds and ones:
        said += digits[0].replace("〇", "零")
    return said + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    said = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        said += letters * (number // value)
        number %= value
    return said


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, count: int) -> Callable[[int], str]:
    """The signs from ``first`` on, ``count`` of them; what is beyond them in figures."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), _chinese),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL, "拾", "佰"),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "none": lambda _: "",
}


class Level(NamedTuple):
    """One level of a list: how its numbers are written, around what, and from where they count."""

    format: str
    text: str
    start: int
    font: str
    gap: str
    style: str


class Label(NamedTuple):
    """The number of a paragraph, and whether it is known how the program that numbered it writes it."""

    text: str
    known: bool


class Lists:
    """The lists of one document, counted on paragraph by paragraph."""

    def __init__(self, package: Package, styles: StyleSheet) -> None:
        root = parse(package, NUMBERING) if NUMBERING in package.parts else Element("numbering")
        self._styles = styles
        self._abstract = {attribute(one, "abstractNumId"): _levels(one) for one in root.findall(W + "abstractNum")}
        self._nums = {attribute(one, "numId"): one for one in root.findall(W + "num")}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> Label | None:
        """The number of the next paragraph, with the gap behind it; None where it has none."""
        num = self._nums.get(self._property(paragraph, "numId"))
        if num is None:
            return None
        abstract = attribute(find(num, "abstractNumId"))
        levels = self._abstract.get(abstract, {})
        level = self._level(paragraph, levels)
        if level not in levels:
            return None
        self._count(num, abstract, level, levels)
        return self._written(abstract, level, levels)

    def _property(self, paragraph: Element, name: str) -> str:
        own = find(paragraph, "pPr", "numPr", name)
        if own is not None:
            return attribute(own)
        inherited = self._styles.find(style_of(paragraph), "pPr", name)
        return inherited.get("w:val", "") if inherited is not None else ""

    def _level(self, paragraph: Element, levels: dict[int, Level]) -> int:
        if find(paragraph, "pPr", "numPr") is None:
            style = style_of(paragraph)
            of_style = next((number for number, level in levels.items() if level.style == style), None)
            if of_style is not None:
                return of_style
        given = self._property(paragraph, "ilvl")
        return int(given) if given.isdecimal() else 0

    def _count(self, num: Element, abstract: str, level: int, levels: dict[int, Level]) -> None:
        key, id_ = (abstract, level), attribute(num, "numId")
        begun = None
        for override in num.findall(W + "lvlOverride"):
            start = attribute(find(override, "startOverride"))
            if attribute(override, "ilvl") == str(level) and start.isdecimal() and (id_, level) not in self._begun:
                begun = int(start)
        self._begun.add((id_, level))
        before = self._counts.get(key, levels[level].start - 1)
        self._counts[key] = begun if begun is not None else before + 1
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > level]:
            del self._counts[deeper]

    def _written(self, abstract: str, level: int, levels: dict[int, Level]) -> Label:
        own = levels[level]
        if own.format == "bullet":
            sign = readable(own.text, own.font)
            return Label(f"{sign or '•'} ", sign is not None)
        known = True

        def number(match: re.Match[str]) -> str:
            nonlocal known
            place = int(match[1]) - 1
            one = levels.get(place, own)
            known = known and one.format in _FORMATS
            return _FORMATS.get(one.format, str)(self._counts.get((abstract, place), one.start))

        text = _PLACE.sub(number, own.text)
        return Label(text + (own.gap if text else ""), known)


def _levels(abstract: Element) -> dict[int, Level]:
    found = {}
    for one in abstract.findall(W + "lvl"):
        start, fonts = attribute(find(one, "start")), find(one, "rPr", "rFonts")
        found[int(attribute(one, "ilvl") or 0)] = Level(
            attribute(find(one, "numFmt")) or "decimal",
            attribute(find(one, "lvlText")),
            int(start) if start.isdecimal() else 0,
            attribute(fonts, "ascii"),
            "" if attribute(find(one, "suff")) == "nothing" else " ",
            attribute(find(one, "pStyle")),
        )
    return found
