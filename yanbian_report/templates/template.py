"""Template: a compiled edition, as a value and as bytes for the cache.

The bytes are in two parts: what filling needs, and the sources, which only lint and messages read.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.templates.program import Body, Macros, body_of, macros_of, to_data
from yanbian_report.templates.program_shape import are_macros, is_body
from yanbian_report.word.package import CONTENT_TYPES, DOCUMENT, DOCUMENT_RELATIONS, STYLES, Package

if TYPE_CHECKING:
    from yanbian_report.templates.clauses import Clauses

SLOT = "图:"
_NEEDED = frozenset((CONTENT_TYPES, DOCUMENT, DOCUMENT_RELATIONS, "_rels/.rels", STYLES))


class PictureSlot(NamedTuple):
    """Where a picture goes: its name, the size that the designer gave it, in millimetres, and the file."""

    name: str
    size_mm: tuple[float, float]
    file: str


class Chapter(NamedTuple):
    """One Word file as Jinja text, a line for each paragraph, so that messages can quote the paragraph."""

    name: str
    source: str


class Flow(NamedTuple):
    """A part that has text of its own beside the document: a header, a footer, the notes; ``name`` for messages."""

    part: str
    name: str
    source: str


class Line(NamedTuple):
    """A line of the joined document: the number of its chapter (the master is 0) and the chapter's whole line."""

    chapter: int
    text: str


class Sources(NamedTuple):
    """What a template was compiled from: each file's and flow's Jinja text, the clauses, and how the styles of every
    file look, by their names.
    """

    chapters: tuple[Chapter, ...]
    flows: tuple[Flow, ...]
    clauses: Clauses
    styles: tuple[tuple[str, dict[str, str]], ...]

    def lines(self) -> list[Line]:
        """Every line of the joined document, whose program counts from 1; its root and its end are a line each."""
        found = [Line(number, text) for number, c in enumerate(self.chapters) for text in c.source.split("\n")]
        return [Line(0, ""), *found, Line(0, "")]


class Programs(NamedTuple):
    """The programs of an edition: of its document, of its other flows by part, and of its clauses."""

    body: Body
    flows: Mapping[str, Body]
    macros: Macros


class Template:
    """A compiled edition: the programs of its document, of other flows by part, and of its clauses; its picture
    slots; its other parts; and what is to be said of its files at every build.
    """

    def __init__(
        self,
        package: Package,
        programs: Programs,
        slots: tuple[PictureSlot, ...],
        notes: tuple[Finding, ...],
        sources: Sources | bytes,
    ) -> None:
        self.package = package
        self.body, self.flows, self.macros = programs
        self.notes = notes
        self.slots = slots
        self._sources = sources

    @cached_property
    def sources(self) -> Sources:
        """What it was compiled from, decoded on first use."""
        return _sources(self._sources) if isinstance(self._sources, bytes) else self._sources


def flow_name(part: str) -> str:
    """How messages call a part that is no chapter."""
    kinds = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
    return next((words for kind, words in kinds.items() if part.startswith(f"word/{kind}")), part)


def dumps(template: Template) -> bytes:
    """``template`` as two lines of JSON."""
    filled = {
        "parts": {name: b64encode(data).decode() for name, data in template.package.parts.items()},
        "body": to_data(template.body),
        "flows": {part: to_data(body) for part, body in template.flows.items()},
        "notes": [[n.code, n.severity.value, n.message, n.hint] for n in template.notes],
        "macros": to_data(template.macros),
        "slots": template.slots,
    }
    sources = template.sources._replace(clauses={})._asdict() | {"clauses": list(template.sources.clauses.values())}
    return _line(filled) + b"\n" + _line(sources)


def _line(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Template:
    """The template that ``dumps`` wrote. Raises for anything else."""
    filled, _, sources = data.partition(b"\n")
    values = json.loads(filled)
    package = Package({name: b64decode(part, validate=True) for name, part in values["parts"].items()})
    slots = tuple(PictureSlot(name, (w + 0.0, h + 0.0), file + "") for name, (w, h), file in values["slots"])
    flows = {part: body_of(body) for part, body in values["flows"].items()}
    notes = tuple(Finding(code, Severity(word), message, hint=hint) for code, word, message, hint in values["notes"])
    programs = Programs(body_of(values["body"]), flows, macros_of(values["macros"]))
    template = Template(package, programs, slots, notes, sources)
    if not _is_whole(template):
        raise ValueError("no template")
    return template


def _is_whole(template: Template) -> bool:
    """Whether what was decoded can be filled: the parts of every document, each under a name of its own, programs
    from the beginning of a document to its end, places for pictures.
    """
    parts = template.package.parts
    return (
        parts.keys() >= _NEEDED
        and not any(name.startswith("/") or ".." in name or "\\" in name for name in (*parts, *template.flows))
        and all(map(is_body, (template.body, *template.flows.values())))
        and are_macros(template.macros)
        and f"{template.body[0]}".startswith("<w:document ")
        and f"{template.body[-1]}".endswith("</w:document>")
        and all(isinstance(slot.name, str) and min(slot.size_mm) > 0 for slot in template.slots)
    )


def _sources(data: bytes) -> Sources:
    from yanbian_report.base.origin import Span
    from yanbian_report.templates.clauses import Clause

    values = json.loads(data)
    clauses = [Clause(name, tuple(args), body, Span(*span)) for name, args, body, span in values["clauses"]]
    return Sources(
        tuple(Chapter(*chapter) for chapter in values["chapters"]),
        tuple(Flow(*flow) for flow in values["flows"]),
        {clause.name: clause for clause in clauses},
        tuple((name, styles) for name, styles in values["styles"]),
    )
