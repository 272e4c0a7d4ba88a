"""Styles by name: programs give them ids of their own (Heading1, 1, Style14); a name means the same in all of them."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.word.canonical.markup import Element, fragment
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, remove, value

_STYLE = qualified("w:style")
_ID = qualified("w:styleId")
_VAL = qualified("w:val")
_REFERENCES = tuple(
    map(qualified, ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link", "w:numStyleLink"))
)
_OF_STYLE = tuple(map(qualified, ("w:basedOn", "w:next", "w:link")))
_LOOKS = ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr")
_KNOWN = {"normal table": "NormalTable", "table normal": "NormalTable", "no list": "NoList"}
_IN_WORDS = {"toc": "TOC", "heading": "Heading"}


class Style(NamedTuple):
    """A style under its canonical id."""

    id: str
    name: str
    element: Element

    @property
    def looks(self) -> str:
        """What it says of how things look, to be compared with the same style of another file."""
        return "".join(fragment(part) for name in _LOOKS if (part := child(self.element, name)) is not None)

    @property
    def references(self) -> set[str]:
        """The ids of the styles that it is made of."""
        return {value(part) for tag in _OF_STYLE for part in self.element.iter(tag)}


def canonical_id(name: str, custom: bool) -> str:
    """The id of the style called ``name``: Word's English one for its own styles, else the name itself."""
    lower = " ".join(name.lower().split())
    if lower in _KNOWN:
        return _KNOWN[lower]
    kind, _, number = lower.rpartition(" ")
    if kind in _IN_WORDS and number.isdecimal():
        return _IN_WORDS[kind] + number
    return name if custom else "".join(word[:1].upper() + word[1:] for word in lower.split())


def rename_styles(styles: Element) -> tuple[dict[str, Style], dict[str, str]]:
    """Give the styles of a part canonical ids; they by those, and the canonical id of each id that the file used."""
    names: dict[str, str] = {}
    found: dict[str, Style] = {}
    for element in list(styles.iter(_STYLE)):
        name = value(child(element, "w:name"))
        id_ = canonical_id(name, element.get(qualified("w:customStyle")) in ("1", "true", "on")) or element.get(_ID, "")
        names[element.get(_ID, "")] = id_
        if id_ in found:
            remove(element)
            continue
        element.set(_ID, id_)
        found[id_] = Style(id_, name, element)
    for style in found.values():
        point_to_styles(style.element, names)
    return found, names


def point_to_styles(root: Element, names: dict[str, str]) -> list[Element]:
    """Let every reference below ``root`` use canonical ids; the elements whose style the file does not have."""
    lost: list[Element] = []
    for reference in list(root.iter(*_REFERENCES)):
        if value(reference) in names:
            reference.set(_VAL, names[value(reference)])
        else:
            if reference.tag not in _OF_STYLE:
                lost.append(reference.getparent())
            remove(reference)
    return lost
