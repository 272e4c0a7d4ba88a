"""Print tables: a table of the document as it is set on pages: widths, heights, rules, headings on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import NamedTuple

from yanbian_report.layout.look import points
from yanbian_report.layout.measure import Row
from yanbian_report.outputs import _web_tables as web
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, TableCell, W, attribute, cells, find, merge_of

_EDGES = {"top": "top", "left": "left", "start": "left", "bottom": "bottom", "right": "right", "end": "right"}
_NONE = ("nil", "none")
_LINE = "0.5pt solid #000"


class Frame(NamedTuple):
    """What a table is set with: how high its rows were measured, the space left and right in its cells together, the
    rows that begin a page, and what gives the inside of a cell so and so wide.
    """

    rows: list[Row]
    sides: float
    starts: Mapping[int, bool]
    inside: Callable[[Element, float], str]


def table_lines(table: Element, styles: StyleSheet, frame: Frame) -> list[str]:
    """``table`` as HTML."""
    elements = table.findall(W + "tr")
    _part_merged(elements, frame.starts)
    lines = cells(elements)
    scopes = web.scopes(lines, styles, workbook=web.is_workbook_table(table, styles))
    head = next((n for n, row in enumerate(frame.rows) if not row.is_heading), 0)
    columns = [points(attribute(column, "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    lined = _is_lined(table, styles)
    widths = dict(_widths(elements, columns))
    rows = []
    for number, (line, row) in enumerate(zip(lines, frame.rows, strict=True)):
        of_line = ["col" if number < head else scope for scope in scopes[number]]
        inside = (
            _cell(cell, scope, widths[cell.element], frame, lined=lined)
            for cell, scope in zip(line, of_line, strict=True)
        )
        starts = ' class="starts"' if number in frame.starts and number > head else ""
        parted = "" if row.cells else "break-inside:avoid;"
        rows.append(f'<tr{starts} style="{parted}height:{row.height:.2f}pt">{"".join(inside)}</tr>')
    grid = "".join(f'<col style="width:{width:g}pt">' for width in columns)
    aside = "" if attribute(find(table, "tblPr", "jc")) == "center" else ";margin-left:0"
    opening = f'<table style="width:{sum(columns):g}pt{aside}"><colgroup>{grid}</colgroup>'
    turn = ['<div class="starts"></div>'] if 0 in frame.starts else []
    groups = [f"<thead>{''.join(rows[:head])}</thead>"] if head else []
    return [*turn, opening, *groups, f"<tbody>{''.join(rows[head:])}</tbody></table>"]


def _part_merged(rows: list[Element], starts: Mapping[int, bool]) -> None:
    """Where a row begins a page, let what is merged into a cell above be a cell that says the same again: browsers
    break no page through merged cells, and on its page the reader would look for it in vain.
    """
    begun: dict[int, Element] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.findall(W + "tc"):
            merge = merge_of(cell)
            if merge == "restart":
                begun[column] = cell
            elif merge and number in starts and column in begun:
                find(cell, "tcPr", "vMerge").set(W + "val", "restart")  # type: ignore[union-attr]
                for paragraph in cell.findall(W + "p"):
                    cell.remove(paragraph)
                cell.extend(_without_marks(paragraph) for paragraph in begun[column].findall(W + "p"))
            column += int(attribute(find(cell, "tcPr", "gridSpan")) or 1)


def _without_marks(paragraph: Element) -> Element:
    copied = deepcopy(paragraph)
    for parent in list(copied.iter()):
        for mark in parent.findall(W + "bookmarkStart"):
            parent.remove(mark)
    return copied


def _is_lined(table: Element, styles: StyleSheet) -> bool:
    """Whether a table has lines: its own, else its style's."""
    own = find(table, "tblPr", "tblBorders")
    if own is not None:
        return any(attribute(edge) not in _NONE for edge in own)
    style = attribute(find(table, "tblPr", "tblStyle"))
    return any("<w:tblBorders>" in one.xml for one in styles.line(style))


def _widths(rows: list[Element], columns: list[float]) -> Iterator[tuple[Element, float]]:
    """How wide every cell is, by the columns that it takes; what it says itself where the table has none."""
    for row in rows:
        at = 0
        for cell in row.findall(W + "tc"):
            across = int(attribute(find(cell, "tcPr", "gridSpan")) or 1)
            yield cell, sum(columns[at : at + across]) or points(attribute(find(cell, "tcPr", "tcW"), "w"))
            at += across


def _cell(cell: TableCell, scope: str, width: float, frame: Frame, *, lined: bool) -> str:
    tag = "th" if scope else "td"
    spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    spans += f' scope="{scope}"' if scope else ""
    look = [f"padding:0 {frame.sides / 2:g}pt"]
    look += [f"border:{_LINE}"] if lined else []
    borders = find(cell.element, "tcPr", "tcBorders")
    for edge in borders if borders is not None else ():
        side = _EDGES.get(edge.tag.removeprefix(W), "")
        look += [f"border-{side}:{'none' if attribute(edge) in _NONE else _LINE}"] if side else []
    align = attribute(find(cell.element, "tcPr", "vAlign"))
    look += [f"vertical-align:{align}"] if align in ("top", "bottom") else []
    return f'<{tag}{spans} style="{";".join(look)}">{frame.inside(cell.element, width - frame.sides)}</{tag}>'
