"""Read back: the finished document as every proof looks at it. Each part is read once, when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from yanbian_report.forms.form import Printing
from yanbian_report.model.year import Year
from yanbian_report.word.document import Words, attributes, elements, printed_text, tags, words
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, Package, Relation, relations
from yanbian_report.word.styles import StyleSheet, style_sheet

_MARGINS = ("word/header", "word/footer")


class Title(NamedTuple):
    """A heading with its outline level, counted from 1."""

    level: int
    text: str


class Link(NamedTuple):
    """A link: its attributes, and the XML that it holds."""

    attributes: Mapping[str, str]
    inside: str


class ReadBack:
    """A finished document.

    ``year`` is what it was made from and ``printing`` what its form need not print; both None where only the document
    itself is looked at.
    """

    def __init__(self, package: Package, year: Year | None = None, printing: Printing | None = None) -> None:
        self.package = package
        self.year = year
        self.printing = printing

    @cached_property
    def xml(self) -> str:
        """The document part."""
        return self.package.text(DOCUMENT)

    @cached_property
    def styles(self) -> StyleSheet:
        return style_sheet(self.package)

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """What the document part refers to, by id."""
        return relations(self.package.text(DOCUMENT_RELATIONS))

    @cached_property
    def paragraphs(self) -> list[Words]:
        """Every paragraph of the body."""
        return words(self.xml)

    @cached_property
    def text(self) -> str:
        """The words of the body, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def margins(self) -> list[str]:
        """The words of every header and footer."""
        return [printed_text(self.package.text(name)) for name in self.package.parts if name.startswith(_MARGINS)]

    @cached_property
    def headings(self) -> list[Title]:
        levels = self.styles.outline_levels
        return [Title(levels[style], text) for style, text in self.paragraphs if text and style in levels]

    @cached_property
    def links(self) -> list[Link]:
        """Every link: the entries of the contents page, and those in the text."""
        return [Link(attributes(tag), inside) for tag, inside in elements(self.xml, "w:hyperlink")]

    @cached_property
    def bookmarks(self) -> list[Mapping[str, str]]:
        """The attributes of the beginning of every bookmark."""
        return list(self.attributes_of("w:bookmarkStart"))

    @cached_property
    def pictures(self) -> list[Mapping[str, str]]:
        """The id, name and text alternative of every picture."""
        return list(self.attributes_of("wp:docPr"))

    def attributes_of(self, name: str) -> Iterator[Mapping[str, str]]:
        """The attributes of every element ``name`` of the document part."""
        return map(attributes, tags(self.xml, name))
