"""Read back: the finished document as every proof looks at it. Each part is read once, when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from posixpath import dirname, normpath
from typing import NamedTuple

from yanbian_report.forms.form import Printing
from yanbian_report.model.year import Year
from yanbian_report.proof.flow import Flow
from yanbian_report.word.document import Words, has_boxes, words, words_of
from yanbian_report.word.package import DOCUMENT, Package, Relation, relations
from yanbian_report.word.styles import StyleSheet, style_sheet
from yanbian_report.word.workbook_tables import workbook_tables

_LEFT = ("{{", "{%", "【")
_FLOWS = ("word/header", "word/footer", "word/footnotes", "word/endnotes")


class Title(NamedTuple):
    """A heading with its outline level, counted from 1."""

    level: int
    text: str


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
        """The document part without the tables of the workbook, which are proved as tables."""
        return self._parted[0]

    @property
    def tables(self) -> list[str]:
        """The tables of the workbook."""
        return self._parted[1]

    @cached_property
    def _parted(self) -> tuple[str, list[str]]:
        return _without_tables(self.package.text(DOCUMENT), self.styles)

    @cached_property
    def body(self) -> Flow:
        return Flow(DOCUMENT, self.xml)

    @cached_property
    def flows(self) -> list[Flow]:
        """The body, then every header, footer and part of notes."""
        package = self.package
        return [self.body, *(Flow(name, package.text(name)) for name in package.parts if name.startswith(_FLOWS))]

    @cached_property
    def styles(self) -> StyleSheet:
        return style_sheet(self.package)

    def relations(self, part: str = DOCUMENT) -> Mapping[str, Relation]:
        """What ``part`` refers to, by id."""
        name = relations_part(part)
        return relations(self.package.text(name)) if name in self.package.parts else {}

    @cached_property
    def _has_boxes(self) -> bool:
        return has_boxes(self.xml)

    @cached_property
    def paragraphs(self) -> list[Words]:
        """Every paragraph of the body, those in text boxes too."""
        return words(self.xml) if self._has_boxes else list(map(words_of, self.body.pieces[:-1]))

    @cached_property
    def text(self) -> str:
        """The words of the body, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def margins(self) -> list[str]:
        """The words of every header, footer and part of notes."""
        return ["".join(one.text for one in words(flow.xml)) for flow in self.flows[1:]]

    @cached_property
    def headings(self) -> list[Title]:
        """Every heading; those in text boxes are none."""
        levels = self.styles.outline_levels
        own = words(self.xml, boxes=False) if self._has_boxes else self.paragraphs
        return [Title(levels[style], text) for style, text in own if text and style in levels]


def _without_tables(xml: str, styles: StyleSheet) -> tuple[str, list[str]]:
    """``xml`` without the tables of the workbook, and those; one that holds tags or 【】 is left where it is."""
    kept: list[str] = []
    tables: list[str] = []
    after = 0
    for start, end in workbook_tables(xml, styles):
        table = xml[start:end]
        if not any(sign in table for sign in _LEFT):
            kept.append(xml[after:start])
            tables.append(table)
            after = end
    return ("".join((*kept, xml[after:])), tables) if tables else (xml, [])


def relations_part(part: str) -> str:
    """The name of the part with the relations of ``part``."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


@lru_cache(maxsize=256)
def target_of(part: str, relation: Relation) -> str:
    """The name of the part that a relation of ``part`` leads to."""
    return normpath(f"{dirname(part)}/{relation.target}").lstrip("/")
