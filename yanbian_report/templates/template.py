"""Compiled: an edition ready to be filled, as a value and as bytes, so that a build need not compile it again.

It is in two parts: what filling needs, and what only lint and messages need, which is read when it is asked for.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.word.package import Package

if TYPE_CHECKING:
    from yanbian_report.templates.clauses import Clauses
    from yanbian_report.templates.program import Body

SLOT = "图:"


class PictureSlot(NamedTuple):
    """Where a picture goes: its name and the size that the designer gave it, in millimetres."""

    name: str
    size_mm: tuple[float, float]


class Chapter(NamedTuple):
    """One Word file as Jinja text; a line of it is a paragraph, so that errors can name theirs."""

    name: str
    source: str


class Sources(NamedTuple):
    """What a template was compiled from: Jinja text of the whole and of each file, clauses, and each file's styles."""

    text: str
    chapters: tuple[Chapter, ...]
    clauses: Clauses
    styles: tuple[tuple[str, str], ...]


class Template:
    """An edition ready to be filled: the steps of the document and of its clauses, everything else as it is copied."""

    def __init__(
        self,
        package: Package,
        steps: Body,
        clause_steps: Body,
        slots: tuple[PictureSlot, ...],
        sources: Sources | bytes,
    ) -> None:
        self.package = package
        self.steps = steps
        self.clause_steps = clause_steps
        self.slots = slots
        self._sources = sources

    @cached_property
    def sources(self) -> Sources:
        """What it was compiled from."""
        return _sources(self._sources) if isinstance(self._sources, bytes) else self._sources


def dumps(template: Template) -> bytes:
    """``template`` as two lines of JSON."""
    filled = {
        "parts": {name: b64encode(data).decode() for name, data in template.package.parts.items()},
        "steps": template.steps,
        "clause_steps": template.clause_steps,
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
    return Template(package, values["steps"], values["clause_steps"], slots, sources)


def _sources(data: bytes) -> Sources:
    from yanbian_report.base.origin import Span
    from yanbian_report.templates.clauses import Clause

    values = json.loads(data)
    clauses = [Clause(name, tuple(args), body, Span(*span)) for name, args, body, span in values["clauses"]]
    return Sources(
        values["text"],
        tuple(Chapter(*chapter) for chapter in values["chapters"]),
        {clause.name: clause for clause in clauses},
        tuple((name, styles) for name, styles in values["styles"]),
    )
