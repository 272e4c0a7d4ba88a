"""Hidden: words that nobody sees are taken out, by whatever they are hidden: themselves, their style, their row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import qualified
from yanbian_report.word.canonical.tree import child, remove, run_on, value
from yanbian_report.word.namespaces import OFF

_PARAGRAPH, _RUN, _ROW, _TABLE, _PROPERTIES = map(qualified, ("w:p", "w:r", "w:tr", "w:tbl", "w:pPr"))
_OWN_MARK = f"{_PROPERTIES}/{qualified('w:rPr')}/{qualified('w:vanish')}"
_SECTION = f"{_PROPERTIES}/{qualified('w:sectPr')}"
_TABLE_STYLE = f"{qualified('w:tblPr')}/{qualified('w:tblStyle')}"
_NO_STYLE = "\0"  # of a table; what has no style at all is hidden by the defaults of the file
_MERGED = f"{qualified('w:tc')}/{qualified('w:tcPr')}/{qualified('w:vMerge')}"
_ABOUT = qualified("wp:docPr")
_SHAPES = tuple(map(qualified, ("v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:image")))
_MARKS = tuple(map(qualified, ("w:vanish", "w:specVanish", "w:webHidden")))


def hidden_styles(styles: Element) -> frozenset[str]:
    """The ids, as the file has them, of styles that hide what they are given to, inherited ones included.

    An empty id is among them where the file hides what has no style. ``styles`` hide nothing afterwards.
    """
    default = styles.find("/".join(map(qualified, ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:vanish"))))
    own = {"": default is not None and value(default) not in OFF}
    parents: dict[str, str] = {}
    for style in styles.iter(qualified("w:style")):
        id_ = style.get(qualified("w:styleId"), "")
        looks = child(style, "w:rPr")
        mark = child(looks, "w:vanish") if looks is not None else None
        if mark is not None:
            own[id_] = value(mark) not in OFF
        parents[id_] = value(child(style, "w:basedOn"))
    _unmark(styles)
    for id_ in parents:
        _inherit(id_, own, parents)
    return frozenset(id_ for id_ in ("", *parents) if own.get(id_))


def _inherit(id_: str, own: dict[str, bool], parents: dict[str, str]) -> None:
    """Enter into ``own`` what a style and those that it is made of hide, each of which is asked once."""
    asked: dict[str, None] = {}
    while id_ and id_ not in own and id_ not in asked:
        asked[id_] = None
        id_ = parents.get(id_, "")
    hides = own.get(id_, False)
    own.update(dict.fromkeys(asked, hides))


def take_out_hidden(root: Element, hides: Callable[[str], bool]) -> list[Element | None]:
    """Take hidden words out of ``root``; the paragraphs that had some. ``hides`` tells of a style by its id."""
    touched: list[Element | None] = []
    for row in list(root.iter(_ROW)):
        mark = row.find(f"{qualified('w:trPr')}/{qualified('w:hidden')}")
        if mark is not None and value(mark) not in OFF:
            touched += row.iter(_PARAGRAPH)
            remove(row)
    for unseen in list(_unseen(root)):
        touched.append(paragraph_of(unseen))
        remove(unseen)
    in_hidden_tables = {
        run
        for table in root.iter(_TABLE)
        if hides(value(table.find(_TABLE_STYLE)) or _NO_STYLE)
        for run in table.iter(_RUN)
    }
    styles: dict[Element, str] = {}  # a paragraph may have thousands of runs, among which its properties are looked for
    for run in list(root.iter(_RUN)):
        paragraph = paragraph_of(run)
        if paragraph not in styles:
            styles[paragraph] = _style_of(paragraph)
        if _is_hidden(run, styles[paragraph], hides, by_table=run in in_hidden_tables):
            touched.append(paragraph)
            remove(run)
    for paragraph in list(root.iter(_PARAGRAPH)):
        if _ends_unseen(paragraph, hides) and not run_on(paragraph) and _is_spare(paragraph):
            remove(paragraph)
    _unmark(root)
    return touched


def _unseen(root: Element) -> Iterator[Element]:
    """What no page shows: shapes that are hidden, and what stands in a cell that is merged into the one above."""
    for about in root.iter(_ABOUT):
        if about.get("hidden", "0") not in OFF:
            yield _whole(about)
    for shape in root.iter(*_SHAPES):
        if "visibility:hidden" in shape.get("style", "").replace(" ", "").lower():
            yield _whole(shape)
    for table in root.iter(_TABLE):
        for row in list(table.iterchildren(_ROW))[1:]:
            for merge in row.findall(_MERGED):
                if value(merge) != "restart":
                    yield from merge.getparent().getparent().iter(_RUN)


def _whole(part: Element) -> Element:
    """The shape that ``part`` belongs to, with what older programs show instead."""
    found = part
    for above in part.iterancestors():
        if above.tag == _RUN:
            break
        found = above
    return found


def _ends_unseen(paragraph: Element, hides: Callable[[str], bool]) -> bool:
    """Whether the mark of ``paragraph`` is hidden, so that the next one goes on in its line."""
    mark = paragraph.find(_OWN_MARK)
    return value(mark) not in OFF if mark is not None else hides(_style_of(paragraph))


def _is_spare(paragraph: Element) -> bool:
    """Whether nothing is left of a hidden paragraph, and nothing needs it: a section, a cell, tables to be parted."""
    if any(part.tag != _PROPERTIES for part in paragraph) or paragraph.find(_SECTION) is not None:
        return False
    around = [beside.tag for beside in (paragraph.getprevious(), paragraph.getnext()) if beside is not None]
    return _PARAGRAPH in around or around.count(_TABLE) == 1


def _unmark(root: Element) -> None:
    for mark in list(root.iter(*_MARKS)):
        remove(mark)


def _style_of(paragraph: Element | None) -> str:
    properties = child(paragraph, "w:pPr") if paragraph is not None else None
    return value(child(properties, "w:pStyle")) if properties is not None else ""


def _is_hidden(run: Element, outer: str, hides: Callable[[str], bool], *, by_table: bool) -> bool:
    """Whether ``run``, in a paragraph of the style ``outer``, is hidden."""
    own = child(run, "w:rPr")
    mark = child(own, "w:vanish") if own is not None else None
    if mark is not None:
        return value(mark) not in OFF
    style = value(child(own, "w:rStyle")) if own is not None else ""
    return by_table or hides(outer) or (style != "" and hides(style))


def paragraph_of(element: Element | None) -> Element | None:
    """The paragraph that ``element`` is or stands in."""
    while element is not None and element.tag != _PARAGRAPH:
        element = element.getparent()
    return element
