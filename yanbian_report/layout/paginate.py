"""Pages: on which page every heading stands, as a layout engine sets the document.

rdocx sets pages well, but breaks Chinese lines otherwise than Word and LibreOffice, never parts a paragraph of two
lines, and keeps a heading with the next block only, not with a whole chain. So it is given a copy to measure in which
the lines are counted already: a plain paragraph is as many paragraphs of one line (widow control is off in these
reports, for pages of 22 lines), headings that follow each other are one. LibreOffice is asked where that is wanted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from copy import deepcopy
from importlib.resources import as_file, files
from typing import Any, NamedTuple
from xml.etree import ElementTree

from yanbian_report.base.findings import Finding, note
from yanbian_report.layout.engine import PageEngine
from yanbian_report.layout.libreoffice import find_office, office_pdf
from yanbian_report.layout.line_breaking import Setting, count_lines
from yanbian_report.word.package import DOCUMENT, STYLES, Package, from_bytes, to_bytes

Numbers = dict[str, int]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_ALONE = ("drawing", "sectPr", "fldChar")
_PLAIN = 32  # half-points: 三号
_HINT = "在 Word 里打开报告，点目录按 F9 就能补上页码"


def pages(data: bytes, engine: PageEngine = "rdocx") -> tuple[Numbers | None, list[Finding]]:
    """The printed page number of every bookmark in a finished document; None with a note when it cannot be told."""
    return _by_libreoffice(data) if engine == "libreoffice" else _by_rdocx(data)


def _by_rdocx(data: bytes) -> tuple[Numbers | None, list[Finding]]:
    try:
        import rdocx
    except ImportError:
        return None, [note("W311", "没有安装排版软件包 rdocx，目录里没有页码", hint=_HINT)]
    try:
        copy = _Copy(data)
        copy.count()
        fragments = _layout(copy.bytes())
    except (rdocx.RdocxError, rdocx.LayoutError, OSError, ValueError) as problem:
        return None, [note("W312", f"没能排出页码：{problem}", hint=_HINT)]
    first: dict[int, int] = {}
    for fragment in fragments:
        first.setdefault(fragment.block, fragment.printed)
    return {name: first[index] for name, index in _places(copy.body).items() if index in first}, []


class _Fragment(NamedTuple):
    """A piece of a block of the body on one page, with the number printed there."""

    block: int
    printed: int


def _layout(data: bytes) -> list[_Fragment]:
    import rdocx

    with as_file(files("yanbian_report.charts").joinpath("fonts")) as fonts:
        found = rdocx.Document.from_bytes(data).layout(font_dirs=[fonts])
    return [_Fragment(f.body_index, f.displayed_page) for f in found]


def _places(body: ElementTree.Element) -> dict[str, int]:
    """Which block of the body every bookmark stands in."""
    return {
        str(mark.get(_W + "name")): index
        for index, block in enumerate(body)
        for mark in block.iter(_W + "bookmarkStart")
    }


class _Copy:
    """A copy of the document that is only measured."""

    def __init__(self, data: bytes) -> None:
        self.parts = from_bytes(data).parts
        for prefix, space in re.findall(r'xmlns:(\w+)="([^"]+)"', self.parts[DOCUMENT].decode()):
            ElementTree.register_namespace(prefix, space)  # rdocx knows elements by the prefixes that Word writes
        self.root = ElementTree.fromstring(self.parts[DOCUMENT])
        self.root.attrib.pop("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", None)
        body = self.root.find(_W + "body")
        self.body = body if body is not None else ElementTree.Element("body")
        self.styles = Styles(ElementTree.fromstring(self.parts[STYLES]))

    def bytes(self) -> bytes:
        return to_bytes(Package({**self.parts, DOCUMENT: ElementTree.tostring(self.root, "utf-8")}))

    def count(self) -> None:
        """Put lines in the place of texts, and join headings that follow each other."""
        width = self._width()
        for index in range(len(self.body) - 1, -1, -1):
            block = self.body[index]
            if block.tag != _W + "p" or any(block.find(f".//{_W}{name}") is not None for name in _LEFT_ALONE):
                continue
            style = _style(block)
            if self._is_heading(style):
                _fill(block, self._lines(block, style, width))
                self._join(index)
            elif self.styles.is_plain(style):
                self._part(index, self._lines(block, style, width))

    def _lines(self, block: ElementTree.Element, style: str, width: float) -> int:
        text = "".join(t.text or "" for t in block.iter(_W + "t"))
        return count_lines(text, self.styles.setting(style, width))

    def _is_heading(self, style: str) -> bool:
        return all(self.styles.has(style, flag) for flag in ("keepNext", "keepLines"))

    def _join(self, index: int) -> None:
        """Join the heading at ``index`` with the one below it."""
        if index + 1 >= len(self.body):
            return
        above, below = self.body[index], self.body[index + 1]
        if self._is_heading(_style(below)) and not self.styles.has(_style(below), "pageBreakBefore"):
            ElementTree.SubElement(ElementTree.SubElement(above, _W + "r"), _W + "br")
            above.extend(child for child in below if child.tag != _W + "pPr")
            self.body.remove(below)

    def _part(self, index: int, lines: int) -> None:
        """Make as many paragraphs of one line."""
        first = self.body[index]
        _fill(first, 1)
        if self.styles.has(_style(first), "widowControl"):
            _fill(first, lines)
            return
        for _ in range(lines - 1):
            again = deepcopy(first)
            for mark in [*again.findall(_W + "bookmarkStart"), *again.findall(_W + "bookmarkEnd")]:
                again.remove(mark)
            self.body.insert(index + 1, again)

    def _width(self) -> float:
        """Between the margins, in points."""
        size, margins = self.root.find(f".//{_W}pgSz"), self.root.find(f".//{_W}pgMar")
        if size is None or margins is None:
            return 0
        return (_number(size, "w") - _number(margins, "left") - _number(margins, "right")) / 20


class Styles:
    """The paragraph styles of a document, each with what it takes from the one that it is based on."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.own = {s.get(_W + "styleId", ""): s for s in root.iter(_W + "style")}
        self.defaults = root.find(_W + "docDefaults")

    def find(self, style: str, where: str, name: str) -> ElementTree.Element | None:
        """The property ``name`` of ``style`` (``where`` is pPr or rPr), its own or an inherited one."""
        at, seen = self.own.get(style), {style}
        while at is not None:
            found = at.find(f"{_W}{where}/{_W}{name}")
            parent = at.find(_W + "basedOn")
            up = parent.get(_W + "val", "") if parent is not None else ""
            if found is not None or up in seen:
                return found
            seen.add(up)
            at = self.own.get(up)
        default = f"{_W}{where}Default/{_W}{where}/{_W}{name}"
        return self.defaults.find(default) if self.defaults is not None else None

    def has(self, style: str, flag: str) -> bool:
        """Whether a flag is on."""
        found = self.find(style, "pPr", flag)
        return found is not None and found.get(_W + "val", "1") not in ("0", "false")

    def is_plain(self, style: str) -> bool:
        """Whether paragraphs of the style can be parted without a trace: no space around them, no frame."""
        spacing = self.find(style, "pPr", "spacing")
        around = spacing is None or not (_number(spacing, "before") or _number(spacing, "after"))
        kept = any(self.has(style, flag) for flag in ("keepLines", "keepNext", "pageBreakBefore"))
        return around and not kept and spacing is not None and spacing.get(_W + "lineRule") == "exact"

    def setting(self, style: str, width: float) -> Setting:
        """How a paragraph of the style is set between margins ``width`` apart."""
        indent, size, letters = (self.find(style, w, n) for w, n in (("pPr", "ind"), ("rPr", "sz"), ("rPr", "spacing")))
        sides = _number(indent, "left") + _number(indent, "right")
        points = (_number(size, "val") or _PLAIN) / 2
        first = _number(indent, "firstLineChars") / 100 * points or _number(indent, "firstLine") / 20
        return Setting(width - sides / 20, points, first, _number(letters, "val") / 20)


def _fill(paragraph: ElementTree.Element, lines: int) -> None:
    """Let the paragraph have so many lines of one character, with its bookmarks."""
    for run in [*paragraph.findall(_W + "r"), *paragraph.findall(_W + "hyperlink")]:
        paragraph.remove(run)
    run = ElementTree.SubElement(paragraph, _W + "r")
    for number in range(lines):
        if number:
            ElementTree.SubElement(run, _W + "br")
        ElementTree.SubElement(run, _W + "t").text = "国"


def _number(element: ElementTree.Element | None, name: str) -> float:
    value = element.get(_W + name, "0") if element is not None else "0"
    return float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else 0


def _style(block: ElementTree.Element) -> str:
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return style.get(_W + "val", "") if style is not None else ""


def _by_libreoffice(data: bytes) -> tuple[Numbers | None, list[Finding]]:
    """Page numbers from the bookmarks of LibreOffice's PDF, in the order of the headings."""
    office = find_office()
    if office is None:
        hint = "安装 LibreOffice，或者不写 --pages libreoffice"
        return None, [note("W313", "没有找到 LibreOffice，目录里没有页码", hint=hint)]
    pdf, findings = office_pdf(office, data)
    if pdf is None:
        return None, findings
    return _outlined(pdf, _Copy(data).body), []


def _outlined(pdf: bytes, body: ElementTree.Element) -> Numbers:
    """The headings of the PDF's outline matched one by one to the bookmarked paragraphs of the document."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    outline = [(_bare(str(o.title)), reader.get_destination_page_number(o)) for o in _flat(reader.outline)]
    headings = [
        (str(mark.get(_W + "name")), _bare("".join(t.text or "" for t in paragraph.iter(_W + "t"))))
        for paragraph in body.iter(_W + "p")
        for mark in paragraph.iter(_W + "bookmarkStart")
    ]
    found: Numbers = {}
    start = 0
    for name, title in headings:
        number = next((n for n in range(start, len(outline)) if outline[n][0] == title), None)
        page = outline[number][1] if number is not None else None
        if number is not None and page is not None:
            found[name] = page
            start = number + 1
    front = found[headings[0][0]] if headings and headings[0][0] in found else 0
    return {name: page - front + 1 for name, page in found.items()}


def _flat(outline: Iterable[Any]) -> Iterable[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _bare(text: str) -> str:
    return "".join(text.split())
