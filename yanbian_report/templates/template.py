"""Template: a compiled edition, as a value and as bytes for the cache.

The bytes are in two parts: what filling needs, and the sources, which only lint and messages read.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.templates.program import Body, Macros, body_of, macros_of, to_data
from yanbian_report.word.package import Package

if TYPE_CHECKING:
    from yanbian_report.templates.clauses import Clauses

SLOT = "图:"


class PictureSlot(NamedTuple):
    """Where a picture goes: its name and the size that the designer gave it, in millimetres."""

    name: str
    size_mm: tuple[float, float]


class Chapter(NamedTuple):
    """One Word file as Jinja text, a line for each paragraph, so that messages can quote the paragraph."""

    name: str
    source: str


class Line(NamedTuple):
    """A line of the joined document: the number of its chapter (the master is 0) and the chapter's whole line."""

    chapter: int
    text: str


class Sources(NamedTuple):
    """What a template was compiled from: each file's Jinja text, the clauses, and each file's styles.

    The chapters stand between the master's first ``head`` lines and its last section.
    """

    chapters: tuple[Chapter, ...]
    head: int
    clauses: Clauses
    styles: tuple[tuple[str, str], ...]

    def lines(self) -> list[Line]:
        """Every line of the joined document, whose program counts lines from 1."""
        found = [[Line(number, text) for text in c.source.split("\n")] for number, c in enumerate(self.chapters)]
        master, *chapters = found
        return [*master[: self.head], *(line for lines in chapters for line in lines), *master[self.head - 1 :]]


class Template:
    """A compiled edition: the programs of its document and of its clauses, its picture slots, its other parts."""

    def __init__(
        self,
        package: Package,
        body: Body,
        macros: Macros,
        slots: tuple[PictureSlot, ...],
        sources: Sources | bytes,
    ) -> None:
        self.package = package
        self.body = body
        self.macros = macros
        self.slots = slots
        self._sources = sources

    @cached_property
    def sources(self) -> Sources:
        """What it was compiled from, decoded on first use."""
        return _sources(self._sources) if isinstance(self._sources, bytes) else self._sources


def dumps(template: Template) -> bytes:
    """``template`` as two lines of JSON."""
    filled = {
        "parts": {name: b64encode(data).decode() for name, data in template.package.parts.items()},
        "body": to_data(template.body),
        "macros": to_data(template.macros),
        "slots": template.slots,
    }
    sources = template.sources._replace(clauses={})._asdict() | {"clauses": list(template.sources.clauses.values())}
    return _line(filled) + b"\n" + _line(sources)


def _line(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Template:
    """The template that ``dumps`` wrote."""
    filled, _, sources = data.partition(b"\n")
    values = json.loads(filled)
    package = Package({name: b64decode(part) for name, part in values["parts"].items()})
    slots = tuple(PictureSlot(name, (width, height)) for name, (width, height) in values["slots"])
    return Template(package, body_of(values["body"]), macros_of(values["macros"]), slots, sources)


def _sources(data: bytes) -> Sources:
    from yanbian_report.base.origin import Span
    from yanbian_report.templates.clauses import Clause

    values = json.loads(data)
    clauses = [Clause(name, tuple(args), body, Span(*span)) for name, args, body, span in values["clauses"]]
    return Sources(
        tuple(Chapter(*chapter) for chapter in values["chapters"]),
        values["head"],
        {clause.name: clause for clause in clauses},
        tuple((name, styles) for name, styles in values["styles"]),
    )
