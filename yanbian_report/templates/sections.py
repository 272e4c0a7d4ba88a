"""Sections: paper, margins, headers and footers of the report.

The master's are the report's. A chapter on other paper is a section of its own, and so is one whose header or footer is
like that of no other file: what several chapters share and the master does not have is what the master had when they
were made. Of a section of its own the master gives what it does not say.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from yanbian_report.word.canonical.markup import Element, fragment
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.order import put_in_order
from yanbian_report.word.canonical.read import WordFile
from yanbian_report.word.canonical.tree import child, remove, value
from yanbian_report.word.namespaces import OFF

_SECTION, _PARAGRAPH, _PAGES, _TYPE = map(qualified, ("w:sectPr", "w:p", "w:pgNumType", "w:type"))
_SIDES = ("oddPage", "evenPage")
_MARGINS = (qualified("w:headerReference"), qualified("w:footerReference"))
_START, _VAL = qualified("w:start"), qualified("w:val")
_LAST_LINE = "收尾行"
_LENGTHS = {
    "w:pgSz": ("w:w", "w:h"),
    "w:pgMar": ("w:top", "w:bottom", "w:left", "w:right", "w:header", "w:footer", "w:gutter"),
    "w:docGrid": ("w:linePitch",),
}
_CLOSE = 15  # twips: programs round lengths otherwise
_USUAL = {"w:vAlign": "top", "w:textDirection": "lrTb", "w:titlePg": "0", "w:bidi": "0"}  # as if it were not said
_SEVERAL = 2  # chapters

References = tuple[tuple[str, str, str], ...]  # of every header and footer: element, pages, relation


class Sections:
    """The sections of a report of ``files``; pages run through the body from the master's number."""

    def __init__(self, files: list[WordFile]) -> None:
        self.files = files
        found = [child(file.body, "w:sectPr") for file in files]
        self.closing = found[0] if found[0] is not None else files[0].body.makeelement(_SECTION)
        self.own = [section if section is not None else self.closing for section in found]
        for section in found:
            if section is not None:
                remove(section)
        self.shared = Counter(map(_references, self.own[1:]))
        pages = child(self.closing, "w:pgNumType")
        self.first_page = value(pages, "w:start") if pages is not None else ""
        self.begun = False

    def body(self, number: int) -> str:
        """The text of a file's body, closed by a section of its own where that is not the report's."""
        body = self.files[number].body
        inner = list(body.iter(_SECTION)) if number else []
        for section in inner:
            self._complete(section)
        is_own = bool(number) and self._is_own(self.own[number])
        if is_own and number > 1 and not _ends_section(self.files[number - 1].body):
            body.insert(0, _break(self._counted(self.closing), self.files[0]))
        for section in inner:
            self._count(section)
        if is_own:
            body.append(_break(self._counted(self.own[number]), self.files[0]))
        return "".join(fragment(element) for element in body)

    def _is_own(self, section: Element) -> bool:
        """Whether a chapter's section looks otherwise than the report's; if so, it is completed."""
        if section is self.closing:  # of a file that says nothing of its pages
            return False
        margins = self._complete(section)
        return margins or not _same_paper(section, self.closing)

    def _complete(self, section: Element) -> bool:
        """Give a chapter's section the headers and footers that it does not say; whether it has some of its own."""
        given, usual = _references(section), _references(self.closing)
        own = not set(given) <= set(usual) and self.shared[given] < _SEVERAL
        known = {(element, pages) for element, pages, _ in given} if own else set()
        for reference in [part for part in section if part.tag in _MARGINS] if not own else ():
            section.remove(reference)
        missing = [part for part in self.closing if part.tag in _MARGINS and _place(part) not in known]
        for number, part in enumerate(missing):
            section.insert(number, deepcopy(part))
        return own

    def last(self) -> Element:
        """The section that closes the report."""
        return self._counted(self.closing)

    def _counted(self, section: Element) -> Element:
        copy = deepcopy(section)
        if section is self.closing and self.begun and value(child(copy, "w:type")) in _SIDES:
            _begin(copy, "nextPage")  # what goes on behind a chapter on other paper begins on any page
        self._count(copy)
        return copy

    def _count(self, section: Element) -> None:
        """The first section of the body begins with the master's page number, else its own, and on a right-hand page;
        the others go on.
        """
        pages = child(section, "w:pgNumType")
        own = pages.attrib.pop(_START, "") if pages is not None else ""
        if not self.begun and (self.first_page or own):
            if pages is None:
                pages = section.makeelement(_PAGES)
                after = child(section, "w:pgMar")
                section.append(pages) if after is None else after.addnext(pages)
            pages.set(_START, self.first_page or own)
        elif pages is not None and not pages.attrib:
            remove(pages)
        if not self.begun:
            _begin(section, "oddPage")
        self.begun = True


def _begin(section: Element, where: str) -> None:
    """Let ``section`` begin on the next page, or on the next that is on the right (``oddPage``)."""
    kind = child(section, "w:type")
    if kind is None:
        kind = section.makeelement(_TYPE)
        section.append(kind)
        put_in_order(section)
    kind.set(_VAL, where)


def _place(reference: Element) -> tuple[str, str]:
    """Whether it is a header or a footer, and on which pages it stands."""
    return reference.tag, value(reference, "w:type")


def _references(section: Element) -> References:
    """The headers and footers of a section."""
    found = (part for part in section if part.tag in _MARGINS)
    return tuple(sorted((*_place(part), value(part, "r:id")) for part in found))


def _same_paper(one: Element, other: Element) -> bool:
    """Whether two sections have the same paper, margins, columns and whatever else their pages show."""
    return _shown(one) == _shown(other) and all(
        abs(a - b) <= _CLOSE for a, b in zip(_lengths(one), _lengths(other), strict=True)
    )


def _lengths(section: Element) -> list[int]:
    texts = (value(child(section, name), side) for name, sides in _LENGTHS.items() for side in sides)
    return [int(text) if text.removeprefix("-").isdecimal() else 0 for text in texts]


def _shown(section: Element) -> list[str]:
    """What else a section says, as text."""
    columns = value(child(section, "w:cols"), "w:num") or "1"
    flags = []
    for name, usual in _USUAL.items():
        mark = child(section, name)
        said = usual if mark is None else value(mark) or "1"
        flags.append(usual if usual == "0" and said in OFF else said)
    grid = value(child(section, "w:docGrid"), "w:type") or "default"
    borders = child(section, "w:pgBorders")
    lines = child(section, "w:lnNumType")
    return [columns, grid, *flags, *(fragment(part) for part in (borders, lines) if part is not None)]


def _ends_section(body: Element) -> bool:
    """Whether the last paragraph of ``body`` closes a section itself."""
    last = body[-1] if len(body) else None
    properties = child(last, "w:pPr") if last is not None and last.tag == _PARAGRAPH else None
    return properties is not None and child(properties, "w:sectPr") is not None


def _break(section: Element, master: WordFile) -> Element:
    """A paragraph of no height that closes ``section``."""
    paragraph = section.makeelement(_PARAGRAPH)
    properties = paragraph.makeelement(qualified("w:pPr"))
    if _LAST_LINE in master.styles:
        style = paragraph.makeelement(qualified("w:pStyle"))
        style.set(qualified("w:val"), _LAST_LINE)
        properties.append(style)
    properties.append(section)
    paragraph.append(properties)
    return paragraph
