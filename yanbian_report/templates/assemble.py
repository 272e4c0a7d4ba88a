"""Assemble: parts, content types and relations as a package that is whole but for its document."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, relpath

from yanbian_report.word.canonical.archive import Link
from yanbian_report.word.namespaces import R
from yanbian_report.word.package import CONTENT_TYPES, DOCUMENT, Package, Relation, relations_xml

CORE = "docProps/core.xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BY_ENDING = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


def assemble(parts: Mapping[str, bytes | str], types: Mapping[str, str], links: Mapping[str, list[Link]]) -> Package:
    """The package of ``parts``. Every XML part has its type by name, every picture by its ending."""
    whole: dict[str, bytes | str] = {CONTENT_TYPES: _content_types({**types, CORE: _CORE_TYPE})}
    whole["_rels/.rels"] = relations_xml(
        {
            "rId1": Relation("rId1", f"{R}/officeDocument", DOCUMENT, external=False),
            "rId2": Relation("rId2", _CORE_RELATION, CORE, external=False),
        }
    )
    whole[DOCUMENT] = ""
    for part, found in sorted(links.items()):
        whole[relations_of(part)] = relations_xml({link.id: _relation(part, link) for link in found})
    return Package({**whole, **dict(sorted(parts.items()))})


def relations_of(part: str) -> str:
    """The name of the part with the relations of ``part``."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _relation(part: str, link: Link) -> Relation:
    target = link.target if link.external else relpath(f"/{link.target}", f"/{dirname(part)}")
    return Relation(link.id, f"{R}/{link.kind}", _escaped(target), link.external)


def _content_types(types: Mapping[str, str]) -> str:
    pictures = {part.rpartition(".")[2]: kind for part, kind in types.items() if kind.startswith("image/")}
    endings = {**_BY_ENDING, "png": "image/png", "svg": "image/svg+xml", **pictures}
    rows = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(endings.items())]
    rows += [
        f'<Override PartName="/{part}" ContentType="{kind}"/>'
        for part, kind in sorted(types.items())
        if not kind.startswith("image/")
    ]
    return f'{_HEAD}<Types xmlns="{_TYPES}">{"".join(rows)}</Types>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
