"""Web page: the finished document as clean HTML that survives being pasted into a web editor, and as plain text.

Numerals are literal, headings are h2 to h4 by their outline level and bold paragraphs below that, looks stand in the
elements, pictures have their text alternatives, tables keep their header cells, notes stand at the end. Cover and
contents page are left to the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.outputs import _web_looks as looks
from yanbian_report.outputs import _web_tables as tables
from yanbian_report.outputs._drawings import Drawings, Source, embedded
from yanbian_report.outputs._inlines import Content, InlineReader, as_html, as_text, word_styles
from yanbian_report.outputs._lists import Lists
from yanbian_report.outputs._places import Places
from yanbian_report.outputs._web_frame import Entry, page
from yanbian_report.word.package import DOCUMENT_RELATIONS, Package, Relation, relations
from yanbian_report.word.styles import CAPTION, LABELS, style_sheet
from yanbian_report.word.tree import Element, TableCell, W, attribute, body_of, cells, parse, said_once, style_of

_QUOTED = 20  # characters of a paragraph that a message quotes
_LABELLED = 40  # characters of a heading that a table is called by
_PASSED = tuple(W + name for name in ("sectPr", "bookmarkStart", "bookmarkEnd", "tcPr", "tblPr", "tblGrid"))
_DRAWN = (W + "drawing", W + "pict")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_LISTED = 2  # levels of headings that the contents have


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


def to_web(document: Package, title: str, source: Source = embedded) -> Web:
    """``document`` for the web, under ``title``; its pictures stand in the page or, with another ``source``, where that
    says, and the page is then one to be published as it is, without buttons that copy it.
    """
    return Reader(document, source).web(title, copied=source is embedded)


class Reader:
    """Walks the body of one document; pictures, notes and findings gather on the way."""

    breaks_titles = False  # where the document has it; a page on a screen is not as wide as one on paper

    def __init__(self, document: Package, source: Source) -> None:
        self.document = document
        self.styles = style_sheet(document)
        self.meanings = word_styles(self.styles)
        self.inlines = InlineReader(relations(document.text(DOCUMENT_RELATIONS)), self.meanings)
        self.drawings = Drawings(document, source)
        self.places = Places(self.styles)
        self.lists = Lists(document, self.styles)
        self.heading = ""  # the words of the last heading
        self.near = ""  # the words of the last paragraph that had some
        self.notes: dict[str, int] = {}  # the number of every note by its kind and id
        self.findings: list[Finding] = []
        self.figure_waits = False  # for its caption
        self.above: list[int] = []  # the levels of the headings that the text at hand stands below
        self.entries: list[Entry] = []
        self.label = ""  # the line above the title of an annex, until the title comes
        self.named: Counter[str] = Counter()  # tables by what they are called
        self.bare = False  # paragraphs are words of a cell or a note and no elements

    def web(self, title: str, *, copied: bool) -> Web:
        blocks = list(body_of(parse(self.document)))
        begins = next((n for n, block in enumerate(blocks) if self._level(block) == 1), 0)
        for block in blocks[:begins]:  # their lists count, their words are left to the site
            self.lists_of(block)
        made = self._blocks(blocks[begins:])
        notes = self._all_notes()
        html = page(title, [*made.html, *notes.html], self.entries, copied=copied)
        text = "\n".join([title, *_apart(made.text), *notes.text, ""])
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
        finding = Finding("W341", Severity.INCONSISTENCY, words, hint=hint)
        if finding not in self.findings:
            self.findings.append(finding)

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
            made.html.append(f'<figure class="image" style="{looks.FIGURE}">{images}' + "</figure>" * (not captioned))
        elif html or images:
            made.html.append(self._element(block, html + images))
        if text:
            made.text.append(text)
        for box in self.drawings.boxes(content.drawings):
            inner = self._blocks(list(box))
            made.html.extend([f'<div style="{looks.BOX}">', *inner.html, "</div>"] if inner.html else [])
            made.text.extend(inner.text)

    def _read(self, block: Element) -> Content:
        content = self.inlines.read(block)
        self.near = content.words.strip() or self.near
        if self._level(block):
            self.heading = content.in_one_line().words.strip() or self.heading
            content = content if self.breaks_titles else content.in_one_line()
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
            return f'<figcaption style="{looks.CAPTION}">{html}</figcaption></figure>'
        if level := self._level(block):
            return self._headed(self._depth(level), html, self.places.of(block))
        if self.bare:
            return html
        if name.startswith(LABELS):
            self.label = self.near.rstrip("：:") + "\u3000"
        return f'<p style="{looks.paragraph(self.places.of(block))}">{html}</p>'

    def _headed(self, depth: int, html: str, place: looks.Place) -> str:
        """A heading, and its line of the contents."""
        label, self.label = self.label, ""
        tag = depth + 1
        if tag > looks.DEEPEST:
            return f'<p class="heading" style="{looks.paragraph(place)}"><strong>{html}</strong></p>'
        id_ = ""
        if depth <= _LISTED:
            self.entries.append(Entry(depth, f"s{len(self.entries) + 1}", label + self.heading))
            id_ = f' id="{self.entries[-1].id}"'
        return f'<h{tag}{id_} style="{looks.heading(tag, place)}">{html}</h{tag}>'

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
        own = tables.is_workbook_table(table, self.styles)
        name = self._called((self.heading if own else self.near)[: _LABELLED if own else _QUOTED])
        lines = cells(said_once(rows))
        scopes = tables.scopes(lines, self.styles, workbook=own)
        whole = [
            [self._cell(cell, scope) for cell, scope in zip(line, of_line, strict=True)]
            for line, of_line in zip(lines, scopes, strict=True)
        ]
        made.html.extend(tables.html_lines(whole, name, workbook=own))
        made.text.extend(tables.text_lines(whole))

    def _called(self, words: str) -> str:
        """The name of a table, which no other has."""
        self.named[words] += 1
        again = f"（{self.named[words]}）" if self.named[words] > 1 else ""
        return f"表：{words}{again}"

    def _cell(self, cell: TableCell, scope: str) -> tables.WebCell:
        html, text = self._words(list(cell.element))
        spoken = (p for p in cell.element.findall(W + "p") if any(t.text for t in p.iter(W + "t")))
        first = next(spoken, None)
        align = self.places.of(first).align if first is not None else ""
        return tables.WebCell(cell, html, text.replace("\n", " "), scope, align)

    def _words(self, blocks: list[Element]) -> tuple[str, str]:
        """What a cell or a note holds, as HTML and as text: words alone, a line each, where there is no more."""
        outer, self.bare = self.bare, all(self._is_plain(block) for block in blocks)
        made = self._blocks(blocks)
        html = "<br>".join(made.html) if self.bare else "".join(made.html)
        self.bare = outer
        return html, " ".join(line for line in made.text if line)

    def _is_plain(self, block: Element) -> bool:
        if block.tag != W + "p":
            return block.tag in _PASSED
        return not self._level(block) and all(next(block.iter(tag), None) is None for tag in _DRAWN)

    # ── notes ──

    def _all_notes(self) -> Made:
        """The notes that the page refers to, in the order of their numbers."""
        parts = {kind: self._notes_of(kind) for kind in _NOTES}
        made = Made([], [])
        for key, number in self.notes.items():
            kind, id_ = key.split(" ")
            notes, known = parts[kind]
            self.inlines = InlineReader(known, self.meanings)
            html, text = self._words(notes.get(id_, []))
            look = looks.paragraph(looks.Place())
            made.html.append(f'<div id="n{number}" style="{look}"><a href="#r{number}">［{number}］</a>{html}</div>')
            made.text.append(f"［{number}］{text}")
        if made.html:
            made.html[:] = ['<section aria-label="注释">', *made.html, "</section>"]
        return made

    def _notes_of(self, kind: str) -> tuple[dict[str, list[Element]], Mapping[str, Relation]]:
        """The notes of a part by their ids, and its relations."""
        part, links = f"word/{kind}.xml", f"word/_rels/{kind}.xml.rels"
        if part not in self.document.parts:
            return {}, {}
        known = relations(self.document.text(links)) if links in self.document.parts else {}
        notes = parse(self.document, part).iter(W + _NOTES[kind])
        return {attribute(note, "id"): list(note) for note in notes}, known


def _apart(lines: list[str]) -> list[str]:
    """``lines`` with one blank line, and no more, where tables stand apart."""
    return [line for before, line in zip(["", *lines], lines, strict=False) if line or before]
