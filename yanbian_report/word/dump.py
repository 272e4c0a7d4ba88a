"""Dump: a .docx as lines of text, so that a change of a template can be reviewed.

``python -m yanbian_report.word.dump FILE.docx`` prints it; git shows differences of Word files through it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from yanbian_report.word.package import DOCUMENT, STYLES, Package, read_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
Element = ElementTree.Element


def dump(path: Path) -> str:
    """The file's styles, sections, paragraphs, tables and pictures, a line each."""
    package, findings = read_package(path)
    if package is None:
        return "\n".join(f.message for f in findings) + "\n"
    return "\n".join([*_styles(package), *_body(package), *_margins(package)]) + "\n"


def _styles(package: Package) -> Iterator[str]:
    yield "== 样式"
    for style in ElementTree.fromstring(package.parts[STYLES]).iter(_W + "style"):
        name = style.find(_W + "name")
        facts = [
            _fact(e) for group in ("pPr", "rPr", "tblPr") for part in style.findall(_W + group) for e in part.iter()
        ]
        yield f"{_value(name)}: {' '.join(filter(None, facts))}"


def _fact(element: Element) -> str:
    """An element with its attributes; a bare group says nothing."""
    values = " ".join(f"{_local(k)}={v}" for k, v in sorted(element.attrib.items()))
    if not values and len(element):
        return ""
    return f"{_local(element.tag)}({values})" if values else _local(element.tag)


def _body(package: Package) -> Iterator[str]:
    yield "== 正文"
    names = {
        style.get(_W + "styleId", ""): _value(style.find(_W + "name"))
        for style in ElementTree.fromstring(package.parts[STYLES]).iter(_W + "style")
    }
    body = ElementTree.fromstring(package.parts[DOCUMENT]).find(_W + "body")
    for block in body if body is not None else []:
        yield from _block(block, names, "")


def _block(block: Element, names: dict[str, str], margin: str) -> Iterator[str]:
    if block.tag == _W + "p":
        yield margin + _paragraph(block, names)
        yield from (margin + _section(s) for s in block.iter(_W + "sectPr"))
    elif block.tag == _W + "tbl":
        widths = [g.get(_W + "w", "") for g in block.iter(_W + "gridCol")]
        yield f"{margin}表 {' '.join(widths)}"
        for row in block.iter(_W + "tr"):
            yield f"{margin}  行{' 表头' if row.find(f'{_W}trPr/{_W}tblHeader') is not None else ''}"
            for cell in row.findall(_W + "tc"):
                yield f"{margin}    格{_merges(cell)}"
                for inner in cell:
                    yield from _block(inner, names, margin + "      ")
    elif block.tag == _W + "sectPr":
        yield margin + _section(block)


def _paragraph(paragraph: Element, names: dict[str, str]) -> str:
    style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
    pieces: list[str] = []
    for run in paragraph.iter():
        if run.tag in (_W + "t", _W + "instrText"):
            pieces.append(run.text or "")
        elif run.tag == _W + "tab":
            pieces.append("\\t" if run.get(_W + "pos") is None else "")
        elif run.tag == _W + "br":
            pieces.append("\\n")
        elif run.tag == _W + "rStyle":
            pieces.append(f"〈{names.get(_value(run), _value(run))}〉")
        elif run.tag in (_WP + "inline", _WP + "anchor"):
            pieces.append(_picture(run))
    return f"[{names.get(style, style)}] {''.join(pieces)}"


def _picture(drawing: Element) -> str:
    extent, about = drawing.find(_WP + "extent"), drawing.find(_WP + "docPr")
    size = [int(extent.get(k, "0")) / 36000 for k in ("cx", "cy")] if extent is not None else [0, 0]
    return f"〔图片 {about.get('descr') if about is not None else ''} {size[0]:.0f}×{size[1]:.0f}毫米〕"


def _merges(cell: Element) -> str:
    span, merge = cell.find(f"{_W}tcPr/{_W}gridSpan"), cell.find(f"{_W}tcPr/{_W}vMerge")
    words = f" 跨{_value(span)}列" if span is not None else ""
    if merge is not None:
        words += " 合并起" if _value(merge) == "restart" else " 并入上格"
    return words


def _section(section: Element) -> str:
    return "节 " + " ".join(filter(None, (_fact(e) for e in section)))


def _margins(package: Package) -> Iterator[str]:
    for name in sorted(package.parts):
        if name.startswith(("word/header", "word/footer")):
            text = "".join(ElementTree.fromstring(package.parts[name]).itertext()).strip()
            yield f"== {name} {text}"


def _value(element: Element | None) -> str:
    return element.get(_W + "val", "") if element is not None else ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(dump(Path(sys.argv[1])), end="")
