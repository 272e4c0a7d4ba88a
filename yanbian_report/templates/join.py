"""Join: an edition's Word files, each in canonical form, as one package and one body.

The first file is the master: its paper, margins, headers, footers and styles are the report's. What a chapter brings
of its own (styles, lists, notes, pictures, links, sections with their headers) is carried whole, under ids of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.templates.carry import Carrier
from yanbian_report.templates.sections import Sections
from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.canonical.markup import fragment
from yanbian_report.word.canonical.namespaces import declarations, prefixes_in
from yanbian_report.word.canonical.read import WordFile


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
    carrier.point()
    sections = Sections(files)
    bodies = [sections.body(number) for number in range(len(files))]
    tail = fragment(sections.last())
    carrier.finish()
    head = f"<w:document{declarations({'w', 'r', *prefixes_in(''.join((*bodies, tail)))})}><w:body>"
    end = f"{tail}</w:body></w:document>"
    return Joined(head, bodies, end, carrier.flows, carrier.parts, carrier.types, carrier.links), carrier.findings
