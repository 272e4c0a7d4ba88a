"""Web: the finished document as clean HTML that survives being pasted into a web editor, and as plain text.

Numerals are literal, headings are h2 to h6 by their outline level, pictures are files beside the page with their text
alternatives, tables keep their header cells. Cover and contents page are left to the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from yanbian_report.word.contents import outline_levels, style_names
from yanbian_report.word.package import DOCUMENT, DOCUMENT_RELATIONS, STYLES, from_bytes, relations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LABELS = ("附件号", "附表号")
_HEADS = ("表头",)
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


def to_web(document: bytes, title: str) -> Web:
    """``document`` (.docx) for the web, under ``title``."""
    return _Reader(from_bytes(document).parts).web(title)


class _Reader:
    """Walks the body of one document; pictures gather on the way."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        styles = parts[STYLES].decode()
        self.parts = parts
        self.levels = outline_levels(styles)
        self.names = style_names(styles)
        self.relations = relations(parts[DOCUMENT_RELATIONS].decode())
        self.pictures: dict[str, bytes] = {}
        self.text: list[str] = []

    def web(self, title: str) -> Web:
        body = ElementTree.fromstring(self.parts[DOCUMENT]).find(_W + "body")
        blocks = list(body if body is not None else [])
        begins = next((n for n, block in enumerate(blocks) if self._level(block) == 1), 0)
        html = "\n".join(piece for block in blocks[begins:] for piece in self._block(block))
        return Web(_PAGE.format(title=escape(title), body=html), "\n".join([title, *self.text, ""]), self.pictures)

    def _style(self, block: ElementTree.Element) -> str:
        style = block.find(f"{_W}pPr/{_W}pStyle")
        return style.get(_W + "val", "") if style is not None else ""

    def _level(self, block: ElementTree.Element) -> int:
        return self.levels.get(self._style(block), 0) if block.tag == _W + "p" else 0

    def _block(self, block: ElementTree.Element) -> Iterator[str]:
        if block.tag == _W + "tbl":
            yield from self._table(block)
        elif block.tag == _W + "p":
            yield from self._paragraph(block)

    def _paragraph(self, block: ElementTree.Element) -> Iterator[str]:
        drawing = block.find(f".//{_WP}docPr")
        words = _words(block)
        if drawing is not None:
            yield f"<figure>{self._picture(block, drawing)}"
            return
        name = self.names.get(self._style(block), "")
        if name == "图题":
            yield f"<figcaption>{words}</figcaption></figure>"
        elif level := self._level(block):
            tag = f"h{min(level + 1, _DEEPEST)}"
            yield f"<{tag}>{words}</{tag}>"
        elif words:
            label = ' class="label"' if name.startswith(_LABELS) else ""
            yield f"<p{label}>{words}</p>"
        self._say(block)

    def _picture(self, block: ElementTree.Element, drawing: ElementTree.Element) -> str:
        blip = block.find(f".//{_A}blip")
        target = self.relations[blip.get(_R + "embed", "")].target if blip is not None else ""
        name = f"{drawing.get('name', '图')}.png"
        self.pictures[name] = self.parts[f"word/{target}"]
        return f'<img src="{escape(name)}" alt="{escape(drawing.get("descr", ""))}">'

    def _table(self, table: ElementTree.Element) -> Iterator[str]:
        rows = table.findall(_W + "tr")
        first = list(rows[0].iter(_W + "p")) if rows else []
        if len(first) == 1 and self._level(first[0]):
            yield from self._paragraph(first[0])
            rows = rows[1:]
        yield '<div class="table"><table>'
        for row, cells in zip(rows, _spans(rows), strict=True):
            yield "<tr>" + "".join(self._cell(*cell) for cell in cells) + "</tr>"
            self.text.append("\t".join(_plain(cell) for cell in row.findall(_W + "tc")))
        yield "</table></div>"

    def _cell(self, cell: ElementTree.Element, across: int, down: int) -> str:
        paragraphs = [p for p in cell.findall(_W + "p") if _words(p)]
        head = bool(paragraphs) and all(self.names.get(self._style(p), "") in _HEADS for p in paragraphs)
        tag = "th" if head else "td"
        spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
        words = "".join(f"<p>{_words(p)}</p>" for p in paragraphs)
        return f"<{tag}{spans}>{words}</{tag}>"

    def _say(self, block: ElementTree.Element) -> None:
        if text := _plain(block):
            self.text.append(text)


def _plain(block: ElementTree.Element) -> str:
    return "".join("\n" if part.tag == _W + "br" else part.text or "" for part in block.iter() if part.tag in _TEXT)


_TEXT = (_W + "t", _W + "br")


def _words(paragraph: ElementTree.Element) -> str:
    """The paragraph's text as HTML; runs in bold stay so."""
    pieces = []
    for run in paragraph.iter(_W + "r"):
        words = escape(_plain(run), quote=False).replace("\n", "<br>")
        style = run.find(f"{_W}rPr/{_W}rStyle")
        pieces.append(f"<strong>{words}</strong>" if words and style is not None else words)
    return re.sub(r"</strong><strong>", "", "".join(pieces))


def _spans(rows: list[ElementTree.Element]) -> list[list[tuple[ElementTree.Element, int, int]]]:
    """The cells of every row with how many columns and rows they take; those merged into one above are left out."""
    found: list[list[tuple[ElementTree.Element, int, int]]] = []
    begun: dict[int, tuple[int, int]] = {}  # column → where the cell stands in ``found`` that reaches down there
    for row in rows:
        column = 0
        found.append([])
        for cell in row.findall(_W + "tc"):
            properties = cell.find(_W + "tcPr")
            if _merge(properties) == "continue" and column in begun:
                line, place = begun[column]
                above, across, down = found[line][place]
                found[line][place] = (above, across, down + 1)
            else:
                begun[column] = (len(found) - 1, len(found[-1]))
                found[-1].append((cell, _across(properties), 1))
            column += _across(properties)
    return found


def _across(properties: ElementTree.Element | None) -> int:
    span = properties.find(_W + "gridSpan") if properties is not None else None
    return int(span.get(_W + "val", "1")) if span is not None else 1


def _merge(properties: ElementTree.Element | None) -> str:
    merge = properties.find(_W + "vMerge") if properties is not None else None
    return merge.get(_W + "val", "continue") if merge is not None else ""
