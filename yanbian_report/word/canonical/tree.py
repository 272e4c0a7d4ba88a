"""Tree: the few moves that canonical reading makes in a tree of elements, and the words of a paragraph."""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified

_FALLBACK = qualified("mc:Fallback")
_TEXT, _TAB, _BREAK, _RETURN = map(qualified, ("w:t", "w:tab", "w:br", "w:cr"))
_HYPHEN = qualified("w:noBreakHyphen")
_PARAGRAPH, _PROPERTIES = map(qualified, ("w:p", "w:pPr"))
_SECTION = f"{_PROPERTIES}/{qualified('w:sectPr')}"


def remove(element: Element) -> None:
    """Take ``element`` with all it holds out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what ``element`` holds in its place."""
    parent = element.getparent()
    at = parent.index(element)
    for number, child in enumerate(list(element)):
        parent.insert(at + number, child)
    parent.remove(element)


def child(element: Element, name: str) -> Element | None:
    """The first child called ``name`` (``w:pPr``)."""
    return element.find(qualified(name))


def value(element: Element | None, name: str = "w:val") -> str:
    """An attribute of ``element``, empty where there is neither."""
    return "" if element is None else element.get(qualified(name), "")


def rename_attribute(element: Element, old: str, new: str) -> None:
    """Let ``element`` say under the name ``new`` what it says under ``old``, unless it says that already."""
    if old in element.attrib:
        said = element.attrib.pop(old)
        if new not in element.attrib:
            element.set(new, said)


def run_on(paragraph: Element) -> bool:
    """Let ``paragraph`` run on into the one that follows it; whether there is one, and no section ends in between."""
    following = paragraph.getnext()
    if paragraph.find(_SECTION) is not None or following is None or following.tag != _PARAGRAPH:
        return False
    at = 1 if len(following) and following[0].tag == _PROPERTIES else 0
    for number, part in enumerate([part for part in paragraph if part.tag != _PROPERTIES]):
        following.insert(at + number, part)
    remove(paragraph)
    return True


def paragraph_text(paragraph: Element) -> str:
    """The words that a paragraph shows, tags of the template included; text boxes and their doubles left out."""
    pieces: list[str] = []
    for element in paragraph.iter(_TEXT, _TAB, _BREAK, _RETURN, _HYPHEN):
        if _own(element, paragraph):
            pieces.append((element.text or "") if element.tag == _TEXT else "-" if element.tag == _HYPHEN else " ")
    return "".join(pieces).strip()


def _own(element: Element, paragraph: Element) -> bool:
    """Whether ``element`` belongs to ``paragraph`` itself and not to one inside it."""
    above = element.getparent()
    while above is not None and above is not paragraph:
        if above.tag in (_PARAGRAPH, _FALLBACK):
            return False
        above = above.getparent()
    return True
