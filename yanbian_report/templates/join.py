"""Join: an edition's Word files, each in canonical form, as one package and one body.

The first file is the master: its paper, margins, headers, footers and styles are the report's. What a chapter brings
of its own (styles, lists, notes, pictures, links, sections with their headers) is carried whole, under ids of its own.
"""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.templates.carry import Carrier
from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.canonical.markup import Element, fragment
from yanbian_report.word.canonical.namespaces import declarations, prefixes_in, qualified
from yanbian_report.word.canonical.read import WordFile
from yanbian_report.word.canonical.tree import child, remove, value

_SECTION, _PARAGRAPH, _PAGES = map(qualified, ("w:sectPr", "w:p", "w:pgNumType"))
_START = qualified("w:start")
_NOT_COMPARED = frozenset(map(qualified, ("w:pgNumType", "w:type")))
_LAST_LINE = "收尾行"


class Joined(NamedTuple):
    """An edition as one: the document's text as ``head``, a body a file, and ``tail``; the texts of the other flows
    (headers, footers, notes) by part; all other parts; content types by part; relations by part.
    """

    head: str
    bodies: list[str]
    tail: str
    flows: dict[str, str]
    parts: dict[str, bytes | str]
    types: dict[str, str]
    links: dict[str, list[Link]]


def join(files: list[WordFile]) -> tuple[Joined, list[Finding]]:
    """``files`` as one; they are changed on the way."""
    carrier = Carrier(files)
    for number in range(len(files)):
        carrier.carry(number)
    sections = _Sections(files)
    bodies = [sections.body(number) for number in range(len(files))]
    tail = fragment(sections.last())
    carrier.finish()
    head = f"<w:document{declarations({'w', 'r', *prefixes_in(''.join((*bodies, tail)))})}><w:body>"
    end = f"{tail}</w:body></w:document>"
    return Joined(head, bodies, end, carrier.flows, carrier.parts, carrier.types, carrier.links), carrier.findings


class _Sections:
    """The sections of the report: the master's last one closes it; pages run through the body from its number."""

    def __init__(self, files: list[WordFile]) -> None:
        self.files = files
        found = [child(file.body, "w:sectPr") for file in files]
        self.closing = found[0] if found[0] is not None else files[0].body.makeelement(_SECTION)
        self.own = [section if section is not None else self.closing for section in found]
        for section in found:
            if section is not None:
                remove(section)
        pages = child(self.closing, "w:pgNumType")
        self.first_page = value(pages, "w:start") if pages is not None else ""
        self.begun = False

    def body(self, number: int) -> str:
        """The text of a file's body; a section of its own where its paper, margins or headers are not the master's."""
        body = self.files[number].body
        for section in list(body.iter(_SECTION)) if number else ():
            self._count(section)
        if number and _looks(self.own[number]) != _looks(self.closing):
            if number > 1 and not _ends_section(self.files[number - 1].body):
                body.insert(0, _break(self._counted(self.closing), self.files[0]))
            body.append(_break(self._counted(self.own[number]), self.files[0]))
        return "".join(fragment(element) for element in body)

    def last(self) -> Element:
        """The section that closes the report."""
        return self._counted(self.closing)

    def _counted(self, section: Element) -> Element:
        copy = deepcopy(section)
        self._count(copy)
        return copy

    def _count(self, section: Element) -> None:
        """The first section of the body begins with the master's page number, else its own; the others go on."""
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
        self.begun = True


def _looks(section: Element) -> str:
    """What a section says of paper, margins, headers and footers."""
    return "".join(fragment(part) for part in section if part.tag not in _NOT_COMPARED)


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
