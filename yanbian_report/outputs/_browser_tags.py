"""Tags of a PDF that a browser has printed: what it leaves amiss for readers with a screen reader, put right.

It leaves page numbers and rules outside the structure, tags a table's headings again on each of its pages, says not
where links lead, and writes no metadata.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from yanbian_report.outputs._browser_letters import Code, beside, mend_letters
from yanbian_report.outputs._pdf_tags import elements, is_regular, kids, mend_headings, mend_root
from yanbian_report.word.contents import BOOKMARK
from yanbian_report.word.package import Package
from yanbian_report.word.tree import Element, W, attribute, body_of, find, parse, text_of

_OTHERS = ("/Strong", "/Em", "/Mark", "/Sub", "/Sup", "/Del")  # elements of words that are none in the file's version
_BEGINS = frozenset((b"BT", b"m", b"re", b"Do", b"sh", b"INLINE IMAGE"))
_ENDS = frozenset((b"ET", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n", b"Do", b"sh", b"INLINE IMAGE"))
_ARTIFACT = NameObject("/Artifact")
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_CLAIM = "\n<pdfuaid:part>1</pdfuaid:part>"
Marked = tuple[int, int]  # content: the object number of its page, and its own number there


def mend_printed(pdf: bytes, document: Package, title: str) -> bytes:
    """``pdf``, which a browser printed of ``document``. Raises what pypdf raises."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # browsers count their objects otherwise than the standard
    writer = PdfWriter(clone_from=BytesIO(pdf))
    mend_root(writer)
    root = writer.root_object
    body = body_of(parse(document))
    words = dict(_bookmarked(body))
    described = _describe_links(writer, words)
    tree = root.get("/StructTreeRoot")
    again: set[Marked] = set()
    if tree is not None:
        structure = tree.get_object()
        structure[NameObject("/RoleMap")] = DictionaryObject({NameObject(k): NameObject("/Span") for k in _OTHERS})
        again = _take_out_repeated(structure, [_heads(table) for table in body.iter(W + "tbl")])
        mend_headings(structure)
    letters = {number: _mark_rest(page, writer, again) for number, page in enumerate(writer.pages)}
    mend_letters(writer, letters)
    _name_bookmarks(root, list(words.values()))
    _describe(
        writer, title, claim=tree is not None and described and all(map(is_regular, elements(structure, "/Table")))
    )
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _bookmarked(body: Element) -> Iterator[tuple[str, str]]:
    """The words of every heading of the contents page, by its bookmark."""
    for paragraph in body.iter(W + "p"):
        for mark in paragraph.iterfind(W + "bookmarkStart"):
            if attribute(mark, "name").startswith(BOOKMARK):
                yield attribute(mark, "name"), " ".join(text_of(paragraph, " ").split())


def _heads(table: Element) -> int:
    """How many rows of ``table`` stand on each of its pages."""
    rows = table.findall(W + "tr")
    return next((n for n, row in enumerate(rows) if find(row, "trPr", "tblHeader") is None), 0)


# ── links, bookmarks, metadata ──


def _describe_links(writer: PdfWriter, words: Mapping[str, str]) -> bool:
    """Say of every link where it leads; whether that is known of all."""
    known = True
    for page in writer.pages:
        for one in page.get("/Annots", ArrayObject()).get_object():
            annotation = one.get_object()
            action = annotation.get("/A", DictionaryObject()).get_object()
            target = str(annotation.get("/Dest", "")).removeprefix("/")
            said = words.get(target) or str(action.get("/URI", "")) or target
            annotation[NameObject("/Contents")] = TextStringObject(said)
            known = known and bool(said)
    return known


def _describe(writer: PdfWriter, title: str, *, claim: bool) -> None:
    metadata = StreamObject()
    metadata.set_data(_METADATA.format(title=escape(title), claim=_CLAIM if claim else "").encode())
    metadata[NameObject("/Type")], metadata[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(metadata)  # noqa: SLF001 - pypdf has no other way


def _name_bookmarks(root: DictionaryObject, words: list[str]) -> None:
    """Take out of bookmarks what a heading says again on the next page of its table."""
    known = {"".join(one.split()): one for one in words}
    for entry in _outline(root.get("/Outlines")):
        said = "".join(str(entry.get("/Title", "")).split())
        whole = next((one for bare, one in known.items() if len(said) > len(bare) and _repeats(said, bare)), None)
        if whole is not None:
            entry[NameObject("/Title")] = TextStringObject(whole)


def _repeats(said: str, bare: str) -> bool:
    """Whether ``said`` is ``bare`` several times over, if line by line."""
    return bool(bare) and len(said) % len(bare) == 0 and sorted(said) == sorted(bare * (len(said) // len(bare)))


def _outline(entry: Any) -> Iterator[DictionaryObject]:
    found = entry.get_object() if entry is not None else None
    while found is not None:
        yield found
        yield from _outline(found.get("/First"))
        following = found.get("/Next")
        found = following.get_object() if following is not None else None


# ── content ──


def _take_out_repeated(tree: DictionaryObject, heads: list[int]) -> set[Marked]:
    """Leave the headings of every table in the structure once, on its first page; the rest is given back."""
    again: set[Marked] = set()
    tables = list(elements(tree, "/Table"))
    if len(tables) != len(heads):
        return again
    for table, count in zip(tables, heads, strict=True):
        for row in list(elements(table, "/TR"))[:count]:
            first = next((page for page, _, _ in _contents(row, None)), None)
            for page, element, kid in list(_contents(row, None)):
                if page is not None and first is not None and page != first:
                    again.add((page, _number(kid)))
                    left = [one for one in kids(element) if one is not kid and one.get_object() is not kid]
                    element[NameObject("/K")] = ArrayObject(left)
    return again


def _contents(element: DictionaryObject, page: int | None) -> Iterator[tuple[int | None, DictionaryObject, Any]]:
    """The marked content below ``element``: its page, the element that has it, and what it is called there."""
    page = _page_of(element, page)
    for one in kids(element):
        kid = one.get_object()
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield from _contents(kid, page)
        elif isinstance(kid, DictionaryObject) and kid.get("/Type") == "/MCR":
            yield _page_of(kid, page), element, kid
        elif not isinstance(kid, DictionaryObject):
            yield page, element, kid


def _page_of(element: DictionaryObject, page: int | None) -> int | None:
    own = element.raw_get("/Pg") if "/Pg" in element else None
    return own.idnum if own is not None else page


def _number(kid: Any) -> int:
    return int(str(kid["/MCID"] if isinstance(kid, DictionaryObject) else kid))


def _mark_rest(page: PageObject, writer: PdfWriter, again: set[Marked]) -> dict[Code, str]:
    """Mark as an artifact what no element has: page numbers, rules, a table's headings on its later pages. What is
    written beside letters is given back.
    """
    contents = page.get_contents()
    reference = page.indirect_reference
    if contents is None or reference is None:
        return {}
    mine = {number for of_page, number in again if of_page == reference.idnum}
    stream = ContentStream(contents, writer)
    letters = beside(stream.operations)
    stream.operations = list(_marked(stream.operations, mine))
    written = StreamObject()
    written.set_data(stream.get_data())
    page[NameObject("/Contents")] = writer._add_object(written.flate_encode())  # noqa: SLF001 - as above
    return letters


def _marked(operations: list[tuple[Any, bytes]], again: set[int]) -> Iterator[tuple[Any, bytes]]:
    depth, is_open = 0, False
    for operands, operator in operations:
        if not depth and not is_open and operator in _BEGINS:
            is_open = True
            yield [_ARTIFACT], b"BMC"
        if operator in (b"BDC", b"BMC") and not is_open:
            depth += 1
            if operator == b"BDC" and _mcid(operands) in again:
                yield [_ARTIFACT], b"BMC"
                continue
        yield operands, operator
        if operator == b"EMC" and not is_open:
            depth -= 1
        if is_open and operator in _ENDS:
            is_open = False
            yield [], b"EMC"


def _mcid(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
