"""Drawings: the pictures and text boxes of a document, for the web page. Shapes without words are left out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape

from yanbian_report.base.findings import Finding, Severity
from yanbian_report.outputs._web_looks import image
from yanbian_report.word.package import DOCUMENT_RELATIONS, Package, relations
from yanbian_report.word.tree import WP, A, Element, R, W

_VML = "{urn:schemas-microsoft-com:vml}"
_CHART = re.compile(r"media/figure(\d+)\.png")
_SHOWN = ("png", "jpg", "jpeg", "gif", "bmp")  # what browsers show
_QUOTED = 20
_PIXEL = 9525  # units of a drawing, of which an inch has 914400, in one of the 96 pixels of an inch


Source = Callable[[str, bytes], str]  # where a page finds the picture of a name, which has these bytes


def embedded(name: str, data: bytes) -> str:
    """The picture itself, so that it goes where the page goes, through the clipboard too."""
    kind = name.rpartition(".")[2].replace("jpg", "jpeg")
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


class Drawings:
    """The drawings of one document; pictures gather by the names of their files, which are the program's own."""

    def __init__(self, document: Package, source: Source) -> None:
        self.document = document
        self.source = source
        self.relations = relations(document.text(DOCUMENT_RELATIONS))
        self.pictures: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self._names: dict[str, str] = {}

    def images(self, drawings: list[Element], near: str) -> str:
        """The pictures in ``drawings`` as HTML; ``near`` is what messages call the place."""
        pieces = []
        for drawing in drawings:
            about = drawing.find(f".//{WP}docPr")
            described = about.get("descr", "") if about is not None else ""
            for id_, words in _embedded(drawing, described):
                target = self.relations[id_].target if id_ in self.relations else ""
                pieces.append(self._image(target, words, _size(drawing), near))
        return "".join(pieces)

    def _image(self, target: str, described: str, size: str, near: str) -> str:
        name = self._names.get(target) or self._named(target)
        if name.rpartition(".")[2] not in _SHOWN or f"word/{target}" not in self.document.parts:
            words = f"网页里“{near[:_QUOTED]}”附近的图片是浏览器不能显示的格式，没有放进网页"
            hint = "在 Word 里把它换成 PNG 或 JPG 图片"
            self.findings.append(Finding("W341", Severity.INCONSISTENCY, words, hint=hint))
            return escape(f"［图：{described or '没有说明'}］")
        data = self.pictures[name] = self.document.parts[f"word/{target}"]
        source = escape(self.source(name, data))
        return f'<img src="{source}" alt="{escape(described)}"{size}>'

    def _named(self, target: str) -> str:
        chart = _CHART.fullmatch(target)
        others = sum(not _CHART.fullmatch(known) for known in self._names)
        ending = target.rpartition(".")[2].lower()
        self._names[target] = f"图{chart[1]}.png" if chart else f"图片{others + 1}.{ending}"
        return self._names[target]

    def unknown(self, drawings: list[Element]) -> Iterator[str]:
        """What shows words or figures that are no text: called as people call it."""
        for drawing in drawings:
            if drawing.find(f".//{_VML}textpath") is not None:
                yield "艺术字"

    def boxes(self, drawings: list[Element]) -> Iterator[Element]:
        """The text boxes in ``drawings``."""
        for drawing in drawings:
            yield from drawing.iter(W + "txbxContent")


def _size(drawing: Element) -> str:
    """The attributes for its size, which is that on paper, whatever the resolution of the picture."""
    extent = drawing.find(f".//{WP}extent")
    sides = [extent.get(side, "") for side in ("cx", "cy")] if extent is not None else []
    if not sides or not all(side.isdecimal() and int(side) >= _PIXEL for side in sides):
        return f' style="{image()}"'
    width, height = (round(int(side) / _PIXEL) for side in sides)
    return f' width="{width}" height="{height}" style="{image(width)}"'


def _embedded(drawing: Element, described: str) -> Iterator[tuple[str, str]]:
    """The relation of every picture in ``drawing``, with its text alternative."""
    for blip in drawing.iter(A + "blip"):
        yield blip.get(R + "embed", ""), described
    for shape in drawing.iter():
        if shape.tag.startswith(_VML) and (image := shape.find(_VML + "imagedata")) is not None:
            yield image.get(R + "id", ""), shape.get("alt", "")
