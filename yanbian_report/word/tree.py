"""Tree: a document as XML elements, for what walks all of it: page numbers, the web page, the dump.

Names without a prefix are those of WordprocessingML.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from yanbian_report.word import namespaces
from yanbian_report.word.package import DOCUMENT, Package

__all__ = ["A", "R", "W", "WP", "TableCell", "Element", "SubElement"]

A, R, W, WP = (f"{{{space}}}" for space in (namespaces.A, namespaces.R, namespaces.W, namespaces.WP))
_IGNORABLE = f"{{{namespaces.MC}}}Ignorable"


def parse(package: Package, part: str = DOCUMENT) -> Element:
    """The root of a part of ``package``."""
    return ElementTree.fromstring(package.parts[part])


def serialize(root: Element, original: str) -> bytes:
    """``root`` as XML, with the prefixes that ``original`` declares: some readers know elements by them."""
    for prefix, space in re.findall(r'xmlns:(\w+)="([^"]+)"', original):
        ElementTree.register_namespace(prefix, space)
    root.attrib.pop(_IGNORABLE, None)  # names prefixes, of which only those in use are declared again
    return bytes(ElementTree.tostring(root, "utf-8"))


def body_of(root: Element) -> Element:
    """The body of a document; an empty one when there is none."""
    body = root.find(W + "body")
    return body if body is not None else Element("body")


def find(element: Element, *path: str) -> Element | None:
    """The element at ``path`` below ``element``; of several of one name the first is looked into."""
    found: Element | None = element
    for name in path:
        if found is None:
            return None
        found = found.find(W + name)
    return found


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute; empty when there is none."""
    return element.get(W + name, "") if element is not None else ""


def is_on(flag: Element | None) -> bool:
    """Whether something that is on or off is there, and on."""
    return flag is not None and attribute(flag) not in namespaces.OFF


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style; empty for the default."""
    return attribute(find(paragraph, "pPr", "pStyle"))


def text_of(element: Element, line_break: str = "") -> str:
    """The words printed below ``element``, with ``line_break`` for every line break."""
    return "".join(line_break if e.tag == _BREAK else e.text or "" for e in element.iter() if e.tag in _PRINTED)


_BREAK = W + "br"
_PRINTED = (W + "t", _BREAK)


class TableCell(NamedTuple):
    """A cell of a table with the columns and rows that it takes."""

    element: Element
    across: int
    down: int


def cells(rows: list[Element]) -> list[list[TableCell]]:
    """The cells of every row; those merged into one above are left out."""
    found: list[list[TableCell]] = []
    begun: dict[int, tuple[int, int]] = {}  # column → where the cell stands in ``found`` that reaches down there
    for row in rows:
        column = 0
        found.append([])
        for cell in row.findall(W + "tc"):
            across = int(attribute(find(cell, "tcPr", "gridSpan")) or 1)
            if merge_of(cell) == "continue" and column in begun:
                line, place = begun[column]
                above = found[line][place]
                found[line][place] = above._replace(down=above.down + 1)
            else:
                begun[column] = (len(found) - 1, len(found[-1]))
                found[-1].append(TableCell(cell, across, 1))
            column += across
    return found


def said_once(rows: list[Element]) -> list[Element]:
    """``rows`` as without pages: no headings that are said again, and cells that begin anew below them go on."""
    kept: list[Element] = []
    begun: dict[int, str] = {}  # column → what the cell says that reaches down there
    anew = False
    for row in rows:
        if _is_heading(row) and kept and not all(map(_is_heading, kept)):
            anew = True
            continue
        column = 0
        for cell in row.findall(W + "tc"):
            merge = find(cell, "tcPr", "vMerge")
            if merge is not None and merge_of(cell) == "restart":
                if anew and begun.get(column) == text_of(cell):
                    del merge.attrib[W + "val"]
                begun[column] = text_of(cell)
            elif merge is None:
                begun.pop(column, None)
            column += int(attribute(find(cell, "tcPr", "gridSpan")) or 1)
        kept.append(row)
        anew = False
    return kept


def _is_heading(row: Element) -> bool:
    flag = find(row, "trPr", "tblHeader")
    return is_on(flag)


def merge_of(cell: Element) -> str:
    """``restart`` where cells merged downwards begin, ``continue`` below that; else empty."""
    merge = find(cell, "tcPr", "vMerge")
    return merge.get(W + "val", "continue") if merge is not None else ""
