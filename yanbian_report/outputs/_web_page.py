"""Web page: the finished document as clean HTML that survives being pasted into a web editor, and as plain text.

Numerals are literal, headings are h2 to h6 by their outline level, pictures are files beside the page with their text
alternatives, tables keep their header cells. Cover and contents page are left to the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from yanbian_report.word.package import DOCUMENT_RELATIONS, Package, relations
from yanbian_report.word.styles import CAPTION, LABELS, TABLE_HEAD, style_sheet
from yanbian_report.word.tree import WP, A, Element, R, TableCell, W, body_of, cells, find, parse, style_of, text_of

_DEEPEST = 6

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
td p, th p, p.label {{ text-indent: 0; margin: 0; }}
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
    """A page, the same as text, and the pictures that the page shows, by file name."""

    html: str
    text: str
    pictures: dict[str, bytes]


def to_web(document: Package, title: str) -> Web:
    """``document`` for the web, under ``title``."""
    return _Reader(document).web(title)


class _Reader:
    """Walks the body of one document; pictures and text gather on the way."""

    def __init__(self, document: Package) -> None:
        self.document = document
        self.styles = style_sheet(document)
        self.relations = relations(document.text(DOCUMENT_RELATIONS))
        self.pictures: dict[str, bytes] = {}
        self.text: list[str] = []

    def web(self, title: str) -> Web:
        blocks = list(body_of(parse(self.document)))
        begins = next((n for n, block in enumerate(blocks) if self._level(block) == 1), 0)
        html = "\n".join(piece for block in blocks[begins:] for piece in self._block(block))
        return Web(_PAGE.format(title=escape(title), body=html), "\n".join([title, *self.text, ""]), self.pictures)

    def _style(self, paragraph: Element) -> str:
        """The name of a paragraph's style."""
        return self.styles.name(style_of(paragraph))

    def _level(self, block: Element) -> int:
        return self.styles.outline_levels.get(style_of(block), 0) if block.tag == W + "p" else 0

    def _block(self, block: Element) -> Iterator[str]:
        if block.tag == W + "tbl":
            yield from self._table(block)
        elif block.tag == W + "p":
            yield from self._paragraph(block)

    def _paragraph(self, block: Element) -> Iterator[str]:
        drawing = block.find(f".//{WP}docPr")
        words = _words(block)
        if drawing is not None:
            yield f"<figure>{self._picture(block, drawing)}"
            return
        name = self._style(block)
        if name == CAPTION:
            yield f"<figcaption>{words}</figcaption></figure>"
        elif level := self._level(block):
            tag = f"h{min(level + 1, _DEEPEST)}"
            yield f"<{tag}>{words}</{tag}>"
        elif words:
            label = ' class="label"' if name.startswith(LABELS) else ""
            yield f"<p{label}>{words}</p>"
        self._say(block)

    def _picture(self, block: Element, drawing: Element) -> str:
        blip = block.find(f".//{A}blip")
        target = self.relations[blip.get(R + "embed", "")].target if blip is not None else ""
        name = f"{drawing.get('name', '图')}.png"
        self.pictures[name] = self.document.parts[f"word/{target}"]
        return f'<img src="{escape(name)}" alt="{escape(drawing.get("descr", ""))}">'

    def _table(self, table: Element) -> Iterator[str]:
        rows = table.findall(W + "tr")
        first = list(rows[0].iter(W + "p")) if rows else []
        if len(first) == 1 and self._level(first[0]):
            yield from self._paragraph(first[0])
            rows = rows[1:]
        yield '<div class="table"><table>'
        for row, line in zip(rows, cells(rows), strict=True):
            yield "<tr>" + "".join(map(self._cell, line)) + "</tr>"
            self.text.append("\t".join(text_of(cell, "\n") for cell in row.findall(W + "tc")))
        yield "</table></div>"

    def _cell(self, cell: TableCell) -> str:
        paragraphs = [p for p in cell.element.findall(W + "p") if _words(p)]
        head = bool(paragraphs) and all(self._style(p) == TABLE_HEAD for p in paragraphs)
        tag = "th" if head else "td"
        spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
        spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        words = "".join(f"<p>{_words(p)}</p>" for p in paragraphs)
        return f"<{tag}{spans}>{words}</{tag}>"

    def _say(self, block: Element) -> None:
        if text := text_of(block, "\n"):
            self.text.append(text)


def _words(paragraph: Element) -> str:
    """The paragraph's text as HTML; runs in bold stay so."""
    pieces = []
    for run in paragraph.iter(W + "r"):
        words = escape(text_of(run, "\n"), quote=False).replace("\n", "<br>")
        bold = words and find(run, "rPr", "rStyle") is not None
        pieces.append(f"<strong>{words}</strong>" if bold else words)
    return re.sub(r"</strong><strong>", "", "".join(pieces))
