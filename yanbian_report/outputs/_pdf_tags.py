"""Tags of a PDF: what programs leave amiss for readers with a screen reader, put right.

LibreOffice makes a link of every piece of a contents entry, cells of a parted row again for the page that they go on
to, and names the language of the program rather than of the text. Cells are held against the document's own tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from yanbian_report.outputs._web_tables import is_workbook_table, scopes
from yanbian_report.word.package import Package
from yanbian_report.word.styles import StyleSheet, style_sheet
from yanbian_report.word.tree import Element, TableCell, W, body_of, cells, parse, text_of

_LANGUAGE = "zh-CN"
_CLAIM = re.compile(rb"<pdfuaid:part>.*?</pdfuaid:part>|\s+pdfuaid:part=\"\d\"", re.DOTALL)
_PRINT = 4  # the flag of an annotation that is printed
_DEEPEST = 200
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


def mend_tags(pdf: bytes, document: Package) -> bytes:
    """``pdf``, which LibreOffice made of ``document``, for readers who hear it. Raises what pypdf raises."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    mend_root(writer)
    _mend_bookmarks(writer.root_object.get("/Outlines"), _in_one_line(document))
    tree = writer.root_object.get("/StructTreeRoot")
    if tree is not None:
        tables = list(elements(tree.get_object(), "/Table"))
        styles = style_sheet(document)
        laid = [_laid(table, styles) for table in body_of(parse(document)).iter(W + "tbl")]
        if len(tables) == len(laid):
            for table, rows in zip(tables, laid, strict=True):
                _close(table, rows)
        _join_links(tree.get_object())
        mend_headings(tree.get_object())
        if not all(map(is_regular, tables)):
            _withdraw_claim(writer.root_object)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _withdraw_claim(root: DictionaryObject) -> None:
    """Take out that the file is PDF/UA."""
    metadata = root.get("/Metadata")
    if metadata is not None:
        found = metadata.get_object()
        found.set_data(_CLAIM.sub(b"", found.get_data()))


def mend_root(writer: PdfWriter) -> None:
    """Say the language and the title, and go through links in the order of the text."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(_LANGUAGE)
    preferences = root.setdefault(NameObject("/ViewerPreferences"), DictionaryObject()).get_object()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    for page in writer.pages:
        if "/Annots" in page:
            page[NameObject("/Tabs")] = NameObject("/S")
            for annotation in page["/Annots"].get_object():  # type: ignore[union-attr]
                _print(annotation.get_object())


def _in_one_line(document: Package) -> dict[str, str]:
    """Paragraphs with a line break as LibreOffice makes bookmarks of them, with a blank there, and without."""
    broken = [p for p in body_of(parse(document)).iter(W + "p") if p.find(f"{W}r/{W}br") is not None]
    return {text_of(p, " "): text_of(p) for p in broken}


def _mend_bookmarks(entry: Any, known: Mapping[str, str], depth: int = 0) -> None:
    """Bookmarks below ``entry`` as their headings read: a line break is none of their words."""
    below = entry.get_object().get("/First") if entry is not None and depth < _DEEPEST else None
    while below is not None:
        bookmark = below.get_object()
        words = str(bookmark.get("/Title", ""))
        if words in known:
            bookmark[NameObject("/Title")] = TextStringObject(known[words])
        _mend_bookmarks(bookmark, known, depth + 1)
        below = bookmark.get("/Next")


def mend_headings(tree: DictionaryObject) -> None:
    """Leave no level of headings out: those of an annex stand deeper in the document than below its heading."""
    above: list[int] = []
    for heading in elements(tree, *_HEADINGS):
        level = _HEADINGS.index(heading["/S"]) + 1
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading[NameObject("/S")] = NameObject(_HEADINGS[len(above) - 1])


def _print(annotation: DictionaryObject) -> None:
    annotation[NameObject("/F")] = NumberObject(int(annotation.get("/F", 0)) | _PRINT)


def kids(element: DictionaryObject) -> list[Any]:
    """What stands right below ``element``: elements, marked content, annotations."""
    if "/K" not in element:
        return []
    below = element["/K"].get_object()
    return list(below) if isinstance(below, ArrayObject) else [below]


def inside(element: DictionaryObject) -> list[DictionaryObject]:
    """The elements of structure below ``element``."""
    found = (kid.get_object() for kid in kids(element))
    return [kid for kid in found if isinstance(kid, DictionaryObject) and "/S" in kid]


def elements(element: DictionaryObject, *kinds: str, depth: int = 0) -> Iterator[DictionaryObject]:
    """Every element of one of ``kinds`` in its order; one in another is behind it."""
    for kid in inside(element):
        if kid.get("/S") in kinds:
            yield kid
        if depth < _DEEPEST:
            yield from elements(kid, *kinds, depth=depth + 1)


def _join_links(element: DictionaryObject, depth: int = 0) -> None:
    """Make one link of the pieces that lead to the same place one after another."""
    joined: list[Any] = []
    last: Any = None
    for kid in kids(element):
        target = _target(kid.get_object())
        if target is not None and last is not None and target == _target(last):
            known = [_annotation(piece) for piece in kids(last) if _is_annotation(piece)]
            pieces = kids(kid.get_object())
            _take_in(last, [piece for piece in pieces if not (_is_annotation(piece) and _annotation(piece) in known)])
            continue
        joined.append(kid)
        last = kid.get_object() if target is not None else None
    if len(joined) < len(kids(element)):
        element[NameObject("/K")] = ArrayObject(joined)
    if depth < _DEEPEST:
        for kid in inside(element):
            _join_links(kid, depth + 1)


def _target(element: Any) -> str | None:
    """What a link leads to, with where it stands; None for anything else."""
    if not isinstance(element, DictionaryObject) or element.get("/S") != "/Link":
        return None
    for kid in kids(element):
        if _is_annotation(kid):
            annotation = _annotation(kid)
            return f"{annotation.get('/Contents')}{annotation.get('/Dest')}{annotation.get('/A')}"
    return None


def _is_annotation(kid: Any) -> bool:
    found = kid.get_object()
    return isinstance(found, DictionaryObject) and found.get("/Type") == "/OBJR"


def _annotation(kid: Any) -> Any:
    return kid.get_object()["/Obj"].get_object()


def _take_in(element: DictionaryObject, more: list[Any]) -> None:
    """Put ``more`` behind those of ``element``."""
    for kid in more:
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found and element.indirect_reference is not None:
            found[NameObject("/P")] = element.indirect_reference
    element[NameObject("/K")] = ArrayObject([*kids(element), *more])


def _laid(table: Element, styles: StyleSheet) -> list[list[tuple[TableCell, str]]]:
    """The cells of every row of ``table``, each with what it heads."""
    lines = cells(table.findall(W + "tr"))
    heads = scopes(lines, styles, workbook=is_workbook_table(table, styles))
    return [list(zip(line, of_line, strict=True)) for line, of_line in zip(lines, heads, strict=True)]


def _close(table: DictionaryObject, laid: list[list[tuple[TableCell, str]]]) -> None:
    """Give the rows of ``table`` the cells that the document's have, with the columns and rows they take."""
    rows = list(elements(table, "/TR"))
    if len(rows) != len(laid):
        return
    for row, wanted in zip(rows, laid, strict=True):
        found = inside(row)
        kept, again = found[: len(wanted)], found[len(wanted) :]
        for cell, more in zip(reversed(kept), reversed(again), strict=False):
            _take_in(cell, kids(more))  # the same cell on the next page
        if again:
            row[NameObject("/K")] = ArrayObject([cell.indirect_reference or cell for cell in kept])
        for cell, ((_, across, down), heads) in zip(kept, wanted, strict=False):
            if heads:
                cell[NameObject("/S")] = NameObject("/TH")
            _span(cell, across, down, "/Row" if heads == "row" else "/Column")


def is_regular(table: DictionaryObject) -> bool:
    """Whether the rows of ``table`` are equally wide with what reaches into them, and each head says what it heads."""
    taken: dict[tuple[int, int], bool] = {}
    rows = list(elements(table, "/TR"))
    for number, row in enumerate(rows):
        column = 0
        for cell in inside(row):
            said = _said_of(cell)
            if cell.get("/S") == "/TH" and "/Scope" not in said:
                return False
            while (number, column) in taken:
                column += 1
            across, down = int(said.get("/ColSpan", 1)), int(said.get("/RowSpan", 1))
            area = [(r, c) for r in range(number, number + down) for c in range(column, column + across)]
            if any(place in taken for place in area):
                return False
            taken |= dict.fromkeys(area, True)
    width = max((c for _, c in taken), default=-1) + 1
    return set(taken) == {(r, c) for r in range(len(rows)) for c in range(width)}


def _said_of(cell: DictionaryObject) -> dict[str, Any]:
    """The attributes of a cell as one."""
    attributes = cell.get("/A")
    had = attributes.get_object() if attributes is not None else ArrayObject()
    found: dict[str, Any] = {}
    for one in had if isinstance(had, ArrayObject) else [had]:
        if isinstance(one.get_object(), DictionaryObject):
            found |= {str(name): value for name, value in one.get_object().items()}
    return found


def _span(cell: DictionaryObject, across: int, down: int, scope: str) -> None:
    attributes = cell.get("/A")
    had = attributes.get_object() if attributes is not None else ArrayObject()
    others = [one for one in (had if isinstance(had, ArrayObject) else [had]) if one.get_object().get("/O") != "/Table"]
    own = DictionaryObject({NameObject("/O"): NameObject("/Table")})
    if across > 1:
        own[NameObject("/ColSpan")] = NumberObject(across)
    if down > 1:
        own[NameObject("/RowSpan")] = NumberObject(down)
    if cell.get("/S") == "/TH":
        own[NameObject("/Scope")] = NameObject(scope)
    cell[NameObject("/A")] = ArrayObject([*others, own] if len(own) > 1 else others)
