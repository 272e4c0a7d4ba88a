"""Revisions: tracked changes taken as they show: what was put in stays, what was taken out goes, marks vanish.

That is what the designer sees on the page ("simple markup"), and nothing of what was deleted, or of who did it, may
stand in a published file.
"""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import remove, run_on, unwrap, value

_KEPT = tuple(map(qualified, ("w:ins", "w:moveTo")))
_GONE = tuple(map(qualified, ("w:del", "w:moveFrom")))
_MARKS = tuple(
    map(
        qualified,
        (
            *("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblPrExChange", "w:trPrChange"),
            *("w:tcPrChange", "w:tblGridChange", "w:numberingChange", "w:cellIns"),
            *("w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
            *("w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart"),
            *("w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd"),
            *("w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd"),
        ),
    )
)
_PARAGRAPH, _ROW, _CELL = map(qualified, ("w:p", "w:tr", "w:tc"))
_PROPERTIES = tuple(map(qualified, ("w:pPr", "w:rPr", "w:trPr", "w:tcPr")))
_CELL_GONE, _CELL_MERGED = qualified("w:cellDel"), qualified("w:cellMerge")
_RUNS = tuple(map(qualified, ("w:r", "m:r")))


def accept_revisions(body: Element) -> list[Element | None]:
    """Accept every tracked change below ``body``; the paragraphs that had one (None for one outside of any)."""
    touched: list[Element] = []
    _accept_rows(body, touched)
    _accept_paragraph_marks(body, touched)
    _accept_runs(body, touched)
    for element in list(body.iter(*_GONE)):
        touched.append(_paragraph_of(element))
        remove(element)
    for element in list(body.iter(*_KEPT)):
        touched.append(_paragraph_of(element))
        if element.getparent().tag in _PROPERTIES:
            remove(element)
        else:
            unwrap(element)
    for element in list(body.iter(*_MARKS)):
        touched.append(_paragraph_of(element))
        remove(element)
    return touched


def _paragraph_of(element: Element) -> Element | None:
    while element is not None and element.tag != _PARAGRAPH:
        element = element.getparent()
    return element


def _accept_rows(body: Element, touched: list[Element]) -> None:
    """Rows and cells that were taken out go as wholes."""
    gone = f"{qualified('w:trPr')}/{qualified('w:del')}"
    for row in list(body.iter(_ROW)):
        if row.find(gone) is not None:
            touched += row.iter(_PARAGRAPH)
            remove(row)
    for mark in list(body.iter(_CELL_GONE)):
        cell = mark.getparent().getparent()
        if cell is not None and cell.tag == _CELL:
            touched += cell.iter(_PARAGRAPH)
            remove(cell)
    _accept_merges(body, touched)


def _accept_merges(body: Element, touched: list[Element]) -> None:
    """Cells that were merged downwards are."""
    for mark in list(body.iter(_CELL_MERGED)):
        touched += [*mark.getparent().getparent().iter(_PARAGRAPH)][:1]
        state = value(mark, "w:vMerge")
        if state in ("rest", "cont"):
            merge = mark.makeelement(qualified("w:vMerge"))
            if state == "rest":
                merge.set(qualified("w:val"), "restart")
            mark.addnext(merge)
        remove(mark)


def _accept_runs(body: Element, touched: list[Element]) -> None:
    """Runs that say themselves that they were taken out, as those of formulas do, go."""
    for run in list(body.iter(*_RUNS)):
        if any(run.find(f"{qualified('w:rPr')}/{name}") is not None for name in _GONE):
            touched.append(_paragraph_of(run))
            remove(run)


def _accept_paragraph_marks(body: Element, touched: list[Element]) -> None:
    """A paragraph whose mark was taken out runs on into the next one."""
    for paragraph in list(body.iter(_PARAGRAPH)):
        mark = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:rPr')}")
        if mark is None or not any(mark.find(name) is not None for name in _GONE):
            continue
        touched.append(paragraph)
        content = [child for child in paragraph if child.tag != qualified("w:pPr")]
        ends_section = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:sectPr')}") is not None
        if run_on(paragraph):
            continue
        if not ends_section and all(child.tag in _GONE for child in content):
            remove(paragraph)
        else:
            _unmark(mark)


def _unmark(mark: Element) -> None:
    """The mark of a paragraph that has nothing to run on into stays."""
    for name in _GONE:
        found = mark.find(name)
        if found is not None:
            remove(found)
