"""Relations: which part points to which, under which id, and of what type every part is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import quoteattr

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
IMAGE = _OFFICE + "image"
HYPERLINK = _OFFICE + "hyperlink"
HEADERS = (_OFFICE + "header", _OFFICE + "footer")
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "word/document.xml": _WORD + "document.main+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_WORD_PARTS = ("styles", "settings", "fontTable", "numbering", "footnotes", "endnotes", "header", "footer", "webSettings")
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_EXTENSIONS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part. ``target`` is a part's name, or an address when ``external``."""

    id: str
    type: str
    target: str
    external: bool = False


def relations_part(part: str) -> str:
    """The name of the part that holds the relations of ``part``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def read_relations(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """The relations of ``part``."""
    text = parts.get(relations_part(part), b"").decode("utf-8-sig", "replace")
    return [_relation(attributes, part) for attributes in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)", text)]


def relations_xml(relations: Iterable[Relation], part: str) -> bytes:
    """The part that holds ``relations`` of ``part``."""
    folder = posixpath.dirname(part)
    lines = [_written(r, folder) for r in relations]
    return (
        f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(lines)
        + "</Relationships>"
    ).encode()


def content_types_xml(names: Iterable[str]) -> bytes:
    """The part that says of what type every part is."""
    names = sorted(names)
    extensions = sorted({_extension(name) for name in names} | {"rels", "xml"})
    defaults = "".join(
        f'<Default Extension="{e}" ContentType="{_EXTENSIONS[e]}"/>' for e in extensions if e in _EXTENSIONS
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in names if (kind := _type_of(name))
    )
    return (
        f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{defaults}{overrides}</Types>"
    ).encode()


def is_known(name: str) -> bool:
    """Whether a part of this name is of a type that belongs in a report."""
    return bool(_type_of(name)) or (name.startswith("word/media/") and _extension(name) in _EXTENSIONS)


def _type_of(name: str) -> str:
    if name in _TYPES:
        return _TYPES[name]
    match = re.fullmatch(r"word/([A-Za-z]+?)\d*\.xml", name)
    if match and match[1] in _WORD_PARTS:
        return f"{_WORD}{match[1]}+xml"
    return _THEME if re.fullmatch(r"word/theme/theme\d*\.xml", name) else ""


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _relation(attributes: str, part: str) -> Relation:
    found = {key: unescape(value) for key, _, value in re.findall(r"""(\w+)\s*=\s*(["'])(.*?)\2""", attributes)}
    external = found.get("TargetMode") == "External"
    target = found.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relation(found.get("Id", ""), found.get("Type", ""), target, external)


def _written(relation: Relation, folder: str) -> str:
    target = relation.target if relation.external or not folder else posixpath.relpath(relation.target, folder)
    mode = ' TargetMode="External"' if relation.external else ""
    return (
        f"<Relationship Id={quoteattr(relation.id)} Type={quoteattr(relation.type)} "
        f"Target={quoteattr(target)}{mode}/>"
    )
