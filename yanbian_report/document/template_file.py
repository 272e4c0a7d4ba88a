"""Template file: a compiled edition as bytes and back, so that a build need not compile what has not changed."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from yanbian_report.document.clauses import Clause
from yanbian_report.document.package import Package
from yanbian_report.document.template import Chapter, Place, Template
from yanbian_report.findings import Span


def to_file(template: Template) -> bytes:
    """``template`` as JSON."""
    values = {
        "parts": {name: b64encode(data).decode() for name, data in template.package.parts.items()},
        "source": template.source,
        "chapters": template.chapters,
        "clauses": list(template.clauses.values()),
        "steps": template.steps,
        "clause_steps": template.clause_steps,
        "places": template.places,
        "styles": [(name, b64encode(styles).decode()) for name, styles in template.styles],
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def from_file(data: bytes) -> Template:
    """The template that ``to_file`` wrote."""
    values = json.loads(data)
    clauses = [Clause(name, tuple(args), body, Span(*span)) for name, args, body, span in values["clauses"]]
    return Template(
        Package({name: b64decode(part) for name, part in values["parts"].items()}),
        values["source"],
        tuple(Chapter(*chapter) for chapter in values["chapters"]),
        {clause.name: clause for clause in clauses},
        values["steps"],
        values["clause_steps"],
        tuple(Place(name, (width, height)) for name, (width, height) in values["places"]),
        tuple((name, b64decode(styles)) for name, styles in values["styles"]),
    )
