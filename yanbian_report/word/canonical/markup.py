"""Markup: XML parsed safely, and written in one way: own prefixes, attributes in order, no blanks between elements."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from yanbian_report.word.canonical.namespaces import declarations, prefixed, transitional

Element = Any  # lxml is not typed
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBERED_DEEP = 200  # elements in elements; a real page has some thirty
_MOST_ATTRIBUTES, _LONGEST_ATTRIBUTE = 1_000, 1_000_000  # lxml looks for each among all; an old drawing's data is long
_CROWDED = etree.XPath(f"boolean(//*[@*[{_MOST_ATTRIBUTES + 1}]] | //@*[string-length() > {_LONGEST_ATTRIBUTE}])")
_SIXTEEN_BITS = (b"\xff\xfe", b"\xfe\xff")  # in which a name is not to be found byte by byte
_PRESERVED = ("w:t", "w:instrText", "w:delText")
_SPECIAL = re.compile('[&<>"]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class MarkupError(ValueError):
    """A part that is no XML that may be read; the message is Chinese."""


def parse(data: bytes) -> Element:
    """The root of a part, in transitional names. Raises MarkupError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise MarkupError(f"不成 XML（{_plain(str(problem))}）") from None
    if root.getroottree().docinfo.doctype:
        raise MarkupError("里有 DOCTYPE，Word 文件里不该有")
    if _depth(root) > _NUMBERED_DEEP:
        raise MarkupError(f"套得太深，超过 {_NUMBERED_DEEP} 层")
    if _CROWDED(root):
        raise MarkupError("里一处的属性太多或太长，不像 Word 存的")
    if b"purl.oclc.org" in data or data.startswith(_SIXTEEN_BITS):
        _to_transitional(root)
    return root


def _plain(problem: str) -> str:
    """libxml2's complaint, short."""
    return problem.partition(", line")[0][:80]


def _depth(root: Element) -> int:
    """How deep the tree is, counted without going down it."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _to_transitional(root: Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _renamed(element.tag)
        if element.get("uri"):  # of a drawing's data
            element.set("uri", transitional(element.get("uri")))
        for name, value in list(element.attrib.items()):
            other = _renamed(name)
            if other != name:
                del element.attrib[name]
                element.set(other, value)


def _renamed(name: str) -> str:
    space, brace, local = name[1:].rpartition("}") if name[:1] == "{" else ("", "", name)
    return f"{{{transitional(space)}}}{local}" if brace else name


def serialise(root: Element) -> str:
    """A part's text from its root: the same for the same content, whoever wrote it."""
    pieces: list[str] = []
    used: set[str] = set()
    for child in root:
        _write(child, pieces, used)
    name = prefixed(root.tag)
    used.add(name.partition(":")[0])
    own = _attributes(root, used)
    return f"{DECLARATION}<{name}{declarations(used)}{own}>{''.join(pieces)}</{name}>"


def fragment(element: Element) -> str:
    """An element's text without declarations, to be compared or put into a part."""
    pieces: list[str] = []
    _write(element, pieces, set())
    return "".join(pieces)


def _write(element: Element, pieces: list[str], used: set[str]) -> None:
    name = prefixed(element.tag)
    used.add(name.partition(":")[0])
    attributes = _attributes(element, used)
    if name == "mc:Choice":
        used.update(element.get("Requires", "").split())
    if name in _PRESERVED:
        attributes = ' xml:space="preserve"'
    if len(element):
        pieces.append(f"<{name}{attributes}>")
        for child in element:
            _write(child, pieces, used)
        pieces.append(f"</{name}>")
    elif element.text:
        pieces.append(f"<{name}{attributes}>{_escaped(element.text).replace('&quot;', chr(34))}</{name}>")
    else:
        pieces.append(f"<{name}{attributes}/>")


def _attributes(element: Element, used: set[str]) -> str:
    found = []
    for name, value in element.attrib.items():
        known = prefixed(name)
        if known:
            used.add(known.partition(":")[0] if ":" in known else "")
            found.append(f' {known}="{_escaped(value)}"')
    return "".join(sorted(found))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text) if _SPECIAL.search(text) else text
