"""Places: which elements may stand in which, of those that hold the words of a page, as the standard has it.

Word opens no file in which something stands elsewhere, or has a name that Word's own namespace does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, remove

_MARKS = "bookmarkStart bookmarkEnd"
_BLOCKS = f"p tbl {_MARKS}"
_IN_LINE = f"r hyperlink fldSimple bdo dir {_MARKS}"
_IN_RUN = (
    "rPr t tab br cr sym ptab noBreakHyphen softHyphen fldChar instrText drawing pict ruby pgNum footnoteReference "
    "endnoteReference footnoteRef endnoteRef separator continuationSeparator"
)
_MAY_HOLD = {
    qualified(f"w:{holder}"): frozenset(qualified(f"w:{name}") for name in names.split())
    for holder, names in {
        "document": "body",
        "body": f"{_BLOCKS} sectPr",
        **dict.fromkeys(("hdr", "ftr", "footnote", "endnote", "txbxContent"), _BLOCKS),
        "tbl": f"tblPr tblGrid tr {_MARKS}",
        "tr": f"trPr tblPrEx tc {_MARKS}",
        "tc": f"tcPr {_BLOCKS}",
        "p": f"pPr {_IN_LINE}",
        **dict.fromkeys(("hyperlink", "bdo", "dir", "rt", "rubyBase"), _IN_LINE),
        "fldSimple": f"fldData {_IN_LINE}",
        "r": _IN_RUN,
    }.items()
}
_ROOTS = {
    **{kind: qualified(f"w:{kind}") for kind in ("styles", "settings", "numbering", "footnotes", "endnotes")},
    "header": qualified("w:hdr"),
    "footer": qualified("w:ftr"),
    "fontTable": qualified("w:fonts"),
    "theme": qualified("a:theme"),
}
_DOCUMENT, _PARAGRAPH, _SECTION = map(qualified, ("w:document", "w:p", "w:sectPr"))
_PAGES_ONLY = (
    f"body sectPr {_BLOCKS} {_IN_LINE} t tr tc fldChar instrText altChunk subDoc object control drawing "
    "ins del moveFrom moveTo commentReference commentRangeStart commentRangeEnd"
)
_OF_PAGES = frozenset(qualified(f"w:{name}") for name in _PAGES_ONLY.split())
_ANYWHERE = frozenset(map(qualified, ("w:sectPr", "w:bookmarkStart", "w:bookmarkEnd")))
_OF_RELATIONS, _OF_DRAWINGS = qualified("r:"), qualified("a:")
_OF_WORD = qualified("w:")


def is_root(root: Element, kind: str) -> bool:
    """Whether ``root`` is that of a part which a relation of ``kind`` leads to."""
    return bool(root.tag == _ROOTS[kind])


def misplaced(root: Element) -> Iterator[Element]:
    """The elements below ``root`` that stand where Word has none such."""
    for holder in root.iter(*_MAY_HOLD):
        names = _MAY_HOLD[holder.tag]
        yield from (part for part in holder if part.tag not in names and part.tag.startswith(_OF_WORD))
    for element in root.iter(*_OF_PAGES - _ANYWHERE):  # in what holds no page: in properties, in a border
        holder = element.getparent()
        if holder.tag not in _MAY_HOLD and holder.tag.startswith(_OF_WORD):
            yield element
    yield from list(root.iter(_SECTION)) if root.tag != _DOCUMENT else root.findall(qualified("w:body"))[1:]


def take_out_pages(root: Element) -> None:
    """Take out of a part that has no words of its own (styles, settings, fonts, the theme) what only pages hold, and
    relations, which such a part has none of here.
    """
    own = _OF_DRAWINGS if is_root(root, "theme") else ""
    for element in list(root.iter()):
        if element.tag in _OF_PAGES or not element.tag.startswith(own):
            remove(element)
        for name in [name for name in element.attrib if name.startswith(_OF_RELATIONS)]:
            del element.attrib[name]


def complete_tables(root: Element) -> None:
    """A cell ends with a paragraph; rows without cells and tables without rows are none."""
    for cell in root.iter(qualified("w:tc")):
        if not len(cell) or cell[-1].tag != _PARAGRAPH:
            cell.append(cell.makeelement(_PARAGRAPH))
    for holder, needed in (("w:tr", "w:tc"), ("w:tbl", "w:tr")):
        for element in list(root.iter(qualified(holder))):
            if child(element, needed) is None and not any(True for _ in element.iter(_PARAGRAPH)):
                remove(element)
