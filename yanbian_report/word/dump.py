"""Dump: a .docx as lines of text, so that a change of a template can be reviewed.

``python -m yanbian_report.word.dump FILE.docx`` prints it; git shows differences of Word files through it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from yanbian_report.word.package import STYLES, Package, read_package
from yanbian_report.word.styles import StyleSheet, style_sheet
from yanbian_report.word.tree import WP, Element, W, attribute, body_of, find, merge_of, parse, style_of


def dump(path: Path) -> str:
    """The file's styles, sections, paragraphs, tables and pictures, a line each."""
    package, findings = read_package(path)
    if package is None:
        return "\n".join(f.message for f in findings) + "\n"
    return "\n".join([*_styles(package), *_body(package), *_margins(package)]) + "\n"


def _styles(package: Package) -> Iterator[str]:
    yield "== 样式"
    for style in parse(package, STYLES).iter(W + "style"):
        facts = [
            _fact(e) for group in ("pPr", "rPr", "tblPr") for part in style.findall(W + group) for e in part.iter()
        ]
        yield f"{attribute(find(style, 'name'))}: {' '.join(filter(None, facts))}"


def _fact(element: Element) -> str:
    """An element with its attributes; a bare group says nothing."""
    values = " ".join(f"{_local(k)}={v}" for k, v in sorted(element.attrib.items()))
    if not values and len(element):
        return ""
    return f"{_local(element.tag)}({values})" if values else _local(element.tag)


def _body(package: Package) -> Iterator[str]:
    yield "== 正文"
    sheet = style_sheet(package)
    for block in body_of(parse(package)):
        yield from _block(block, sheet, "")


def _block(block: Element, sheet: StyleSheet, margin: str) -> Iterator[str]:
    if block.tag == W + "p":
        yield margin + _paragraph(block, sheet)
        yield from (margin + _section(s) for s in block.iter(W + "sectPr"))
    elif block.tag == W + "tbl":
        widths = [g.get(W + "w", "") for g in block.iter(W + "gridCol")]
        yield f"{margin}表 {' '.join(widths)}"
        for row in block.iter(W + "tr"):
            head = find(row, "trPr", "tblHeader") is not None
            yield f"{margin}  行{' 表头' if head else ''}"
            for cell in row.findall(W + "tc"):
                yield f"{margin}    格{_merges(cell)}"
                for inner in cell:
                    yield from _block(inner, sheet, margin + "      ")
    elif block.tag == W + "sectPr":
        yield margin + _section(block)


def _paragraph(paragraph: Element, sheet: StyleSheet) -> str:
    style = style_of(paragraph)
    pieces: list[str] = []
    for run in paragraph.iter():
        if run.tag in (W + "t", W + "instrText"):
            pieces.append(run.text or "")
        elif run.tag == W + "tab":
            pieces.append("\\t" if run.get(W + "pos") is None else "")
        elif run.tag == W + "br":
            pieces.append("\\n")
        elif run.tag == W + "rStyle":
            pieces.append(f"〈{sheet.name(attribute(run)) or attribute(run)}〉")
        elif run.tag in (WP + "inline", WP + "anchor"):
            pieces.append(_picture(run))
    return f"[{sheet.name(style) or style}] {''.join(pieces)}"


def _picture(drawing: Element) -> str:
    extent, about = drawing.find(WP + "extent"), drawing.find(WP + "docPr")
    size = [int(extent.get(k, "0")) / 36000 for k in ("cx", "cy")] if extent is not None else [0, 0]
    return f"〔图片 {about.get('descr') if about is not None else ''} {size[0]:.0f}×{size[1]:.0f}毫米〕"


def _merges(cell: Element) -> str:
    span, merge = find(cell, "tcPr", "gridSpan"), merge_of(cell)
    words = f" 跨{attribute(span)}列" if span is not None else ""
    return words + (" 合并起" if merge == "restart" else " 并入上格" if merge else "")


def _section(section: Element) -> str:
    return "节 " + " ".join(filter(None, (_fact(e) for e in section)))


def _margins(package: Package) -> Iterator[str]:
    for name in sorted(package.parts):
        if name.startswith(("word/header", "word/footer")):
            text = "".join(parse(package, name).itertext()).strip()
            yield f"== {name} {text}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(dump(Path(sys.argv[1])), end="")
