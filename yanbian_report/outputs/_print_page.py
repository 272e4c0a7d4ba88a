"""Print page: the finished document as a web page that a browser prints as Word sets it: the same paper, lines and
pages, cover and contents too.

Pages begin where they were counted to begin; lines are as long as they were counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from yanbian_report.layout.line_breaking import broken
from yanbian_report.layout.look import points
from yanbian_report.layout.measure import Measure
from yanbian_report.layout.paginate import Laid, lay_out
from yanbian_report.layout.sections import flow
from yanbian_report.outputs._drawings import embedded
from yanbian_report.outputs._inlines import Content, Span
from yanbian_report.outputs._print_lines import lines_html
from yanbian_report.outputs._print_looks import PrintLooks
from yanbian_report.outputs._print_sheet import Paper, Papers, first_sheets
from yanbian_report.outputs._print_tables import Frame, table_lines
from yanbian_report.outputs._web_page import Made, Reader
from yanbian_report.word.package import Package
from yanbian_report.word.tree import Element, W, attribute, body_of, find, parse, style_of

_DEEPEST = 6
_SHEET = """\
* { box-sizing: border-box; print-color-adjust: exact; }
body { margin: 0; text-autospace: normal; text-spacing-trim: space-all; orphans: 2; widows: 2; color: #000; }
p, h1, h2, h3, h4, h5, h6 { margin: 0; font-weight: inherit; }
.l { white-space: pre; }
.picture { line-height: 0 !important; }
.row { display: flex; align-items: baseline; text-indent: 0; white-space: pre; }
.gap { flex: 1; }
.side { flex: 1 1 0; }
.end { text-align: right; }
.dots { flex: 1; border-bottom: 0.1em dotted; margin: 0 0.2em; }
a { color: inherit; text-decoration: none; }
table { border-collapse: collapse; table-layout: fixed; margin: 0 auto; font-size: 1pt; }
th, td { vertical-align: middle; font-weight: inherit; text-align: left; padding: 0; }
td > :last-child, th > :last-child { margin-bottom: -0.25pt; }
.starts { break-before: page; }
.ends { break-after: page; }
.empty { page: empty; height: 1pt; }"""
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
{sheet}
</style>
</head>
<body>
{body}
</body>
</html>
"""


class PrintPage(NamedTuple):
    """The page, where its pages begin, and what stands in the margin of the last one."""

    html: str
    laid: Laid
    last_edge: str


def to_print(document: Package, title: str) -> PrintPage:
    """``document`` as a page to be printed. Raises SyntaxError for what is no XML."""
    return Printed(document).page(title)


class Printed(Reader):
    """Walks the body as the reader of the web page does; blocks are counted to know which begin a page."""

    breaks_titles = True

    def __init__(self, document: Package) -> None:
        super().__init__(document, embedded)
        self.measure = Measure(self.styles)
        self.looks = PrintLooks(self.styles, self.measure)
        self.laid: Laid = lay_out(document)
        self.number = -1  # of the block at hand, as pages were counted
        self.width = 0.0  # between the margins, or in the cell at hand
        self.in_table = False

    def page(self, title: str) -> PrintPage:
        papers = Papers(self.document, self.styles, self.looks)
        rules: list[str] = []
        body: list[str] = []
        sections = list(self.sections())
        for number, (blocks, end) in enumerate(sections):
            first, pages = self.laid.sections[number]
            sheet, empty = first_sheets(self.laid.sections)[number]
            rules += papers.rules(f"p{number}", Paper(end, first, pages, sheet))
            self.width = width_of(end)
            made = self._blocks(blocks)
            body += ['<div class="empty"></div>'] if empty else []
            body += [f'<div style="page:p{number}">', *made.html, "</div>"]
        body += self._all_notes().html
        sheet_ = "\n".join([_SHEET, self.looks.sheet(), *rules])
        html = _PAGE.format(title=escape(title), sheet=sheet_, body="\n".join(body))
        return PrintPage(html, self.laid, papers.last_edge)

    def sections(self) -> Iterator[tuple[list[Element], Element]]:
        begun: list[Element] = []
        for block in flow(body_of(parse(self.document))):
            end = block if block.tag == W + "sectPr" else find(block, "pPr", "sectPr")
            begun += [block] if block is not end else []
            if end is not None:
                yield begun, end
                begun = []
        if begun:
            yield begun, Element("none")

    def _blocks(self, blocks: list[Element]) -> Made:
        if self.in_table:
            return super()._blocks(blocks)
        made = Made([], [])
        for block in blocks:
            self.number += 1
            part = super()._blocks([block])
            made.html.extend(part.html)
        return made

    # ── paragraphs ──

    def _paragraph(self, block: Element, made: Made, *, captioned: bool) -> None:  # noqa: ARG002 - captions need nothing here
        content = self._read(block)
        images = self.drawings.images(content.drawings, self.near)
        stops = list(self._stops(block)) if "\t" in content.words else []
        html = self._stopped(block, content, stops) if stops else self._lines(block, content)
        made.html.append(self._set(block, images + html, "stops" if stops else "picture" if images else ""))
        for box in self.drawings.boxes(content.drawings):
            outer, self.in_table = self.in_table, True
            made.html.extend(self._blocks(list(box)).html)
            self.in_table = outer

    def _set(self, block: Element, html: str, kind: str) -> str:
        """``html`` in the element of its paragraph."""
        starts = None if self.in_table else self.laid.starts.get((self.number, 0))
        own = self.measure.look(block)._replace(letters=self.measure.setting(block, self.width).spacing)
        look = self.looks.of(block, own, starts=bool(starts), flows=not self.in_table)
        classes = [self.looks.class_of(style_of(block)), kind, "starts" if starts is not None else ""]
        breaks = next((b for b in block.iter(W + "br") if attribute(b, "type") == "page"), None)
        classes += ["ends"] if breaks is not None and not self.in_table else []
        level = self._level(block)
        tag = f"h{min(self._depth(level), _DEEPEST)}" if level and html else "p"
        marks = [attribute(mark, "name") for mark in block.iter(W + "bookmarkStart")]
        id_ = f' id="{escape(marks[0])}"' if marks else ""
        more = "".join(f'<span id="{escape(mark)}"></span>' for mark in marks[1:])
        return f'<{tag}{id_} class="{" ".join(filter(None, classes))}" style="{look}">{more}{html}</{tag}>'

    def _lines(self, block: Element, content: Content) -> str:
        setting = self.measure.setting(block, self.width)
        label = self.lists.label(block)
        links = {key: f'<sup id="r{n}"><a href="#n{n}">［{n}］</a></sup>' for key, n in self.notes.items()}
        spans = [Span(label.text), *content.spans] if label is not None and content.spans else content.spans
        justified = self.looks.is_justified(block)
        if not spans:
            return "&nbsp;" if self.in_table else ""  # browsers leave a cell without words out of the table's structure
        return lines_html(spans, setting, links, justified=justified)

    def _stops(self, block: Element) -> Iterator[str]:
        """What every tab stop is: ``dots`` that lead to it, or where words stand at it."""
        own = find(block, "pPr", "tabs")
        if own is not None:
            yield from ("dots" if attribute(tab, "leader") == "dot" else attribute(tab) for tab in own)
            return
        tab = self.styles.find(style_of(block), "pPr", "tab")
        if tab is not None:
            yield "dots" if tab.get("w:leader") == "dot" else tab.get("w:val", "")

    def _stopped(self, block: Element, content: Content, stops: list[str]) -> str:
        """Lines of which the last has tab stops: what stands before and behind them; a link where all of it leads
        somewhere.
        """
        begin, *behind = content.words.split("\t")
        setting = self.measure.setting(block, self.width)
        lines = [escape(line) for part in begin.split("\n") for line in broken(part, setting)]
        row = _row(lines.pop(), [escape(piece) for piece in behind], stops)
        rows = [*lines, row]
        look = f' style="margin-left:{setting.indent:g}pt"' if setting.indent else ""
        html = "".join(f'<span class="row"{"" if n else look}>{line}</span>' for n, line in enumerate(rows))
        link = next((a for link in block.iter(W + "hyperlink") if (a := attribute(link, "anchor"))), "")
        return f'<a href="#{escape(link)}">{html}</a>' if link else html

    # ── tables ──

    def _table(self, table: Element, made: Made) -> None:
        outer = self.in_table, self.width
        self.in_table = True
        number = self.number
        starts = {row: flows for (block, row), flows in self.laid.starts.items() if block == number and not outer[0]}
        sides, _ = self.measure.cell_margins(table)
        frame = Frame(self.measure.rows(table, self.width), sides, starts, self._inside)
        made.html.extend(table_lines(table, self.styles, frame))
        self.in_table, self.width = outer

    def _inside(self, cell: Element, width: float) -> str:
        outer, self.width = self.width, width
        made = self._blocks(list(cell))
        self.width = outer
        return "".join(made.html)


def _row(first: str, behind: list[str], stops: list[str]) -> str:
    """Pieces of a line at their tab stops; what stands at both sides of a middle has as much room."""
    if stops == ["center", "right"] and len(behind) == len(stops):
        return f'<span class="side">{first}</span><span>{behind[0]}</span><span class="side end">{behind[1]}</span>'
    row = f"<span>{first}</span>"
    for number, piece in enumerate(behind):
        gap = "dots" if stops[min(number, len(stops) - 1)] == "dots" else "gap"
        row += f'<span class="{gap}"></span><span>{piece}</span>'
    return row


def width_of(end: Element) -> float:
    size, margins = end.find(W + "pgSz"), end.find(W + "pgMar")
    width = points(attribute(size, "w")) or 595.3
    return width - sum(points(attribute(margins, side)) for side in ("left", "right", "gutter"))
