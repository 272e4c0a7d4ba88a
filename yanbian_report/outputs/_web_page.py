"""Web page: the finished document as clean HTML that survives being pasted into a web editor, and as plain text.

Numerals are literal, headings are h2 to h6 by their outline level, pictures are files beside the page with their text
alternatives, tables keep their header cells, notes stand at the end. Cover and contents page are left to the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.outputs._drawings import Drawings
from yanbian_report.outputs._inlines import Content, InlineReader, as_html, as_text
from yanbian_report.outputs._lists import Lists
from yanbian_report.word.package import DOCUMENT_RELATIONS, Package, Relation, relations
from yanbian_report.word.styles import (
    CAPTION,
    LABELS,
    TABLE_HEAD,
    WORKBOOK_AMOUNT,
    WORKBOOK_HEAD,
    WORKBOOK_TABLE,
    WORKBOOK_TEXT,
    style_sheet,
)
from yanbian_report.word.tree import Element, TableCell, W, attribute, body_of, cells, find, parse, style_of

_DEEPEST = 6
_QUOTED = 20  # characters of a paragraph that a message quotes
_LABELLED = 40  # characters of a heading that a table is called by
_BLOCKS = (W + "p", W + "tbl")
_PASSED = tuple(W + name for name in ("sectPr", "bookmarkStart", "bookmarkEnd", "tcPr", "tblPr", "tblGrid"))
_HEADS = (TABLE_HEAD, WORKBOOK_HEAD)  # smaller ones have the size behind their names
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 46em; margin: 0 auto; padding: 1em; line-height: 1.8; color: #222; background: #fff; }}
h1, h2 {{ text-align: center; line-height: 1.4; }}
p {{ text-indent: 2em; margin: 0.3em 0; }}
figure {{ margin: 1em 0; text-align: center; }}
img {{ max-width: 100%; height: auto; }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #555; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }}
td.n {{ text-align: right; white-space: nowrap; }}
td p, th p, p.label, .notes p {{ text-indent: 0; margin: 0; }}
.box {{ border: 1px solid #555; margin: 1em 0; padding: 0.3em 0.5em; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


class Web(NamedTuple):
    """A page, the same as text, the pictures that the page shows by file name, what is not on it as it is in the
    document, and with which block of the body it begins.
    """

    html: str
    text: str
    pictures: dict[str, bytes]
    findings: list[Finding]
    begins: int


class Made(NamedTuple):
    """A block as HTML and as text, a line each."""

    html: list[str]
    text: list[str]


def to_web(document: Package, title: str) -> Web:
    """``document`` for the web, under ``title``."""
    return _Reader(document).web(title)


class _Reader:
    """Walks the body of one document; pictures, notes and findings gather on the way."""

    def __init__(self, document: Package) -> None:
        self.document = document
        self.styles = style_sheet(document)
        bold = ((id_, self.styles.find(id_, "rPr", "b")) for id_ in self.styles.styles)
        self.bold = frozenset(id_ for id_, found in bold if found is not None and found.get("w:val", "1") != "0")
        self.inlines = InlineReader(relations(document.text(DOCUMENT_RELATIONS)), self.bold)
        self.drawings = Drawings(document)
        self.lists = Lists(document, self.styles)
        self.heading = ""  # the words of the last heading
        self.near = ""  # the words of the last paragraph that had some
        self.notes: dict[str, int] = {}  # the number of every note by its kind and id
        self.findings: list[Finding] = []
        self.figure_waits = False  # for its caption
        self.above: list[int] = []  # the levels of the headings that the text at hand stands below

    def web(self, title: str) -> Web:
        blocks = list(body_of(parse(self.document)))
        begins = next((n for n, block in enumerate(blocks) if self._level(block) == 1), 0)
        for block in blocks[:begins]:  # their lists count, their words are left to the site
            self.lists_of(block)
        made = self._blocks(blocks[begins:])
        notes = self._all_notes()
        html = _PAGE.format(title=escape(title), body="\n".join([*made.html, *notes.html]))
        text = "\n".join([title, *made.text, *notes.text, ""])
        return Web(html, text, self.drawings.pictures, self.findings + self.drawings.findings, begins)

    def lists_of(self, block: Element) -> None:
        """Count the list paragraphs of a block that is left out."""
        for paragraph in block.iter(W + "p"):
            self.lists.label(paragraph)

    def _level(self, block: Element) -> int:
        return self.styles.outline_levels.get(style_of(block), 0) if block.tag == W + "p" else 0

    def _is_caption(self, block: Element) -> bool:
        return block.tag == W + "p" and self.styles.name(style_of(block)) == CAPTION

    def _say(self, what: str) -> None:
        words = f"网页里“{self.near[:_QUOTED]}”处的{what}，不能照原样显示"
        hint = "在 Word 里改成文字或者 PNG、JPG 图片；报告本身不受影响"
        self.findings.append(Finding("W341", Severity.INCONSISTENCY, words, hint=hint))

    # ── blocks ──

    def _blocks(self, blocks: list[Element]) -> Made:
        made = Made([], [])
        for number, block in enumerate(blocks):
            if block.tag == W + "tbl":
                self._table(block, made)
            elif block.tag == W + "p":
                captioned = number + 1 < len(blocks) and self._is_caption(blocks[number + 1])
                self._paragraph(block, made, captioned=captioned)
            elif block.tag not in _PASSED:
                self._say(f"“{block.tag.rpartition('}')[2]}”")
        return made

    def _paragraph(self, block: Element, made: Made, *, captioned: bool) -> None:
        content = self._read(block)
        html, text = self._label(block, content)
        for what in self.drawings.unknown(content.drawings):
            self._say(what)
        images = self.drawings.images(content.drawings, self.near)
        if images and not html:
            self.figure_waits = captioned
            made.html.append(f"<figure>{images}" + ("" if captioned else "</figure>"))
        elif html or images:
            made.html.append(self._element(block, html + images))
        if text:
            made.text.append(text)
        for box in self.drawings.boxes(content.drawings):
            inner = self._blocks(list(box))
            made.html.extend(['<div class="box">', *inner.html, "</div>"] if inner.html else [])
            made.text.extend(inner.text)

    def _read(self, block: Element) -> Content:
        content = self.inlines.read(block)
        self.near = content.words.strip() or self.near
        if self._level(block):
            self.heading = content.words.strip() or self.heading
        for unknown in dict.fromkeys(content.unknown):
            self._say(unknown)
        for span in content.spans:
            if span.note:
                self.notes.setdefault(f"{span.words} {span.note}", len(self.notes) + 1)
        return content

    def _label(self, block: Element, content: Content) -> tuple[str, str]:
        """The words of a paragraph as HTML and as text, with the number that Word counts."""
        links = {key: f'<sup id="r{n}"><a href="#n{n}">［{n}］</a></sup>' for key, n in self.notes.items()}
        html = as_html(content.spans, links)
        text = as_text(content.spans, {key: f"［{n}］" for key, n in self.notes.items()})
        label = self.lists.label(block)
        if label is None or not html:
            return html, text
        if not label.known:
            self._say("自动编号")
        return escape(label.text) + html, label.text + text

    def _element(self, block: Element, html: str) -> str:
        name = self.styles.name(style_of(block))
        if name == CAPTION and self.figure_waits:
            self.figure_waits = False
            return f"<figcaption>{html}</figcaption></figure>"
        if level := self._level(block):
            tag = f"h{min(self._depth(level) + 1, _DEEPEST)}"
            return f"<{tag}>{html}</{tag}>"
        label = ' class="label"' if name.startswith(LABELS) else ""
        return f"<p{label}>{html}</p>"

    def _depth(self, level: int) -> int:
        """How many headings a heading of ``level`` stands below, itself included: a web page has no level left out."""
        while self.above and self.above[-1] >= level:
            self.above.pop()
        self.above.append(level)
        return len(self.above)

    # ── tables ──

    def _table(self, table: Element, made: Made) -> None:
        rows = table.findall(W + "tr")
        first = list(rows[0].iter(W + "p")) if rows else []
        if len(first) == 1 and self._level(first[0]):
            self._paragraph(first[0], made, captioned=False)
            rows = rows[1:]
        own = self.styles.name(attribute(find(table, "tblPr", "tblStyle"))) == WORKBOOK_TABLE
        name = escape((self.heading if own else self.near)[: _LABELLED if own else _QUOTED])
        made.html.append(f'<div class="table" tabindex="0" role="region" aria-label="表：{name}"><table>')
        lines = cells(rows)
        heads = [[self._is_head(cell.element) for cell in line] for line in lines]
        for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
            read = {id(cell.element): self._blocks(list(cell.element)) for cell in line}
            if own:
                scopes = [
                    self._workbook_scope(cell, is_head) for cell, is_head in zip(line, heads[number], strict=True)
                ]
            else:
                wide = (_scope(heads[number : number + cell.down]) for cell in line)
                scopes = [scope if head else "" for scope, head in zip(wide, heads[number], strict=True)]
            whole = [self._cell(cell, read[id(cell.element)], s) for cell, s in zip(line, scopes, strict=True)]
            made.html.append("<tr>" + "".join(whole) + "</tr>")
            made.text.append(
                "\t".join(" ".join(_text_of(read.get(id(c)))).replace("\n", " ") for c in row.findall(W + "tc"))
            )
        made.html.append("</table></div>")

    def _is_head(self, cell: Element) -> bool:
        """Whether a cell has words, all of them in the style of heads."""
        spoken = [p for p in cell.findall(W + "p") if any(t.text for t in p.iter(W + "t"))]
        return bool(spoken) and all(self.styles.name(style_of(p)).startswith(_HEADS) for p in spoken)

    def _workbook_scope(self, cell: TableCell, is_head: bool) -> str:
        """What a cell of a table of the workbook heads: its columns, or, where it names something, its row."""
        if is_head:
            return "col" if cell.across == 1 else "colgroup"
        first = cell.element.find(W + "p")
        named = first is not None and self.styles.name(style_of(first)).startswith(WORKBOOK_TEXT)
        return "row" if named and any(text.text for text in cell.element.iter(W + "t")) else ""

    def _cell(self, cell: TableCell, made: Made, scope: str) -> str:
        tag = "th" if scope else "td"
        first = cell.element.find(W + "p")
        amount = first is not None and self.styles.name(style_of(first)).startswith(WORKBOOK_AMOUNT)
        spans = ' class="n"' if amount else ""
        spans += f' colspan="{cell.across}"' if cell.across > 1 else ""
        spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        spans += f' scope="{scope}"' if scope else ""
        return f"<{tag}{spans}>{''.join(made.html)}</{tag}>"

    # ── notes ──

    def _all_notes(self) -> Made:
        """The notes that the page refers to, in the order of their numbers."""
        parts = {kind: self._notes_of(kind) for kind in _NOTES}
        made = Made([], [])
        for key, number in self.notes.items():
            kind, id_ = key.split(" ")
            notes, known = parts[kind]
            self.inlines = InlineReader(known, self.bold)
            inner = self._blocks(notes.get(id_, []))
            words = "".join(inner.html).removeprefix("<p>")
            made.html.append(f'<p id="n{number}"><a href="#r{number}">［{number}］</a>{words}')
            made.text.append(f"［{number}］{' '.join(inner.text)}")
        if made.html:
            made.html[:] = ['<section class="notes" aria-label="注释">', *made.html, "</section>"]
        return made

    def _notes_of(self, kind: str) -> tuple[dict[str, list[Element]], Mapping[str, Relation]]:
        """The notes of a part by their ids, and its relations."""
        part, links = f"word/{kind}.xml", f"word/_rels/{kind}.xml.rels"
        if part not in self.document.parts:
            return {}, {}
        known = relations(self.document.text(links)) if links in self.document.parts else {}
        notes = parse(self.document, part).iter(W + _NOTES[kind])
        return {attribute(note, "id"): list(note) for note in notes}, known


def _scope(heads: list[list[bool]]) -> str:
    """Whether a head that stands beside these rows heads columns (they are all heads) or a row."""
    return "col" if all(map(all, heads)) else "row"


def _text_of(made: Made | None) -> list[str]:
    return made.text if made is not None else []
