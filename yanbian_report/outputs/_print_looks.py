"""Print looks: the styles of a document as CSS, in points, so that a browser sets its lines as Word does."""

from __future__ import annotations

from yanbian_report.layout.fonts import family
from yanbian_report.layout.look import Look
from yanbian_report.layout.measure import Measure
from yanbian_report.word.namespaces import OFF
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, attribute, find, style_of

_ALIGNED = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
_SINGLE = 1.3  # em, as pages are counted
_RED_GREEN_BLUE = 6


class PrintLooks:
    """The looks of the paragraphs of one document; those of styles become classes of the page's sheet."""

    def __init__(self, styles: StyleSheet, measure: Measure) -> None:
        self.measure = measure
        self._styles = styles
        self._classes: dict[str, str] = {}
        self._rules: list[str] = []
        self._latin: set[str] = set()

    def class_of(self, style: str) -> str:
        """The class for the letters of ``style``."""
        if style not in self._classes:
            self._classes[style] = f"s{len(self._classes)}"
            self._rules.append(f".{self._classes[style]} {{ {self._letters(style)} }}")
        return self._classes[style]

    def sheet(self) -> str:
        """The rules of all classes that were asked for, and the fonts of their Latin letters."""
        return "\n".join([*(_latin_face(name) for name in sorted(self._latin)), *self._rules])

    def _letters(self, style: str) -> str:
        fonts = self._styles.find(style, "rPr", "rFonts") or {}
        bold, colour = self._styles.find(style, "rPr", "b"), self._styles.find(style, "rPr", "color")
        parts = [f"font-family: {self.families(fonts.get('w:ascii', ''), fonts.get('w:eastAsia', ''))}"]
        parts.append(f"font-weight: {'bold' if _is_on(bold) else 'normal'}")
        if colour is not None and len(colour.get("w:val", "")) == _RED_GREEN_BLUE:  # not "auto"
            parts.append(f"color: #{colour['w:val']}")
        return "; ".join(parts)

    def families(self, latin: str, han: str) -> str:
        """The fonts for Latin letters and for Chinese, with what stands in for them."""
        names = [quoted(name) for name in family(han)] if han else []
        if latin and latin != han:
            self._latin.add(latin)
            names.insert(0, quoted(_LATIN + latin))
        return ", ".join([*names, "serif"])

    def of(self, paragraph: Element, look: Look, *, starts: bool, flows: bool = True) -> str:
        """Where the lines of ``paragraph`` stand; no space above where it ``starts`` a page that text flows on to."""
        align = self._aligned(paragraph)
        line = f"{look.line:.2f}pt" if look.line else f"{_SINGLE * look.times:.3f}"
        before = 0 if starts else look.before
        letters = self.measure.setting(paragraph, 0)  # what the letters say themselves goes before their style
        parts = [
            f"font-size:{letters.size:g}pt;line-height:{line};text-align:{align}",
            f"padding:{before:g}pt {look.sides - look.left:g}pt {0 if flows else look.after:g}pt {look.left:g}pt",
        ]
        parts += [f"margin-bottom:{look.after:g}pt"] if flows and look.after else []  # none at the foot of a page
        parts += [f"text-indent:{look.indent:g}pt"] if look.indent else []
        parts += [f"letter-spacing:{letters.spacing:g}pt"] if letters.spacing else []
        parts += [f"orphans:{look.least};widows:{look.least}"] if look.least != _LEAST else []
        parts += ["break-inside:avoid"] if look.whole else []
        return ";".join(parts)

    def is_justified(self, paragraph: Element) -> bool:
        """Whether the lines of ``paragraph`` are all as long as its room."""
        return self._aligned(paragraph) == "justify"

    def _aligned(self, paragraph: Element) -> str:
        own = find(paragraph, "pPr", "jc")
        of_style = self._styles.find(style_of(paragraph), "pPr", "jc") or {}
        return _ALIGNED.get(attribute(own) if own is not None else of_style.get("w:val", ""), "left")


_LATIN = "Latin "  # a family of its own, so that Chinese quotes and dashes are not taken from the Latin font
_LEAST = 2  # lines, as the sheet says


def _latin_face(name: str) -> str:
    pairs = []
    for weight, more in (("normal", ""), ("bold", " Bold")):
        sources = ", ".join(f"local({quoted(known + more)})" for known in family(name))
        face = f"font-family: {quoted(_LATIN + name)}; font-weight: {weight}; unicode-range: U+20-7E"
        pairs.append(f"@font-face {{ {face}; src: {sources} }}")
    return "\n".join(pairs)


def quoted(text: str) -> str:
    """``text`` as a string of CSS."""
    escaped = "".join(f"\\{ord(sign):x} " if sign in '"\\<>\n\r' else sign for sign in text)
    return f'"{escaped}"'


def _is_on(mark: object) -> bool:
    return isinstance(mark, dict) and mark.get("w:val", "1") not in OFF
