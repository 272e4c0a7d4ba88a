"""rdocx: sets pages without an office program, for page numbers and for a PDF.

rdocx sets pages well, but breaks Chinese lines otherwise than Word and LibreOffice, and never parts a paragraph of two
lines. So it counts the pages of a copy in which the lines are counted already: a plain paragraph is as many
paragraphs of one line (widow control is off in these reports, for pages of 22 lines).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from yanbian_report.base.findings import Finding, error, note
from yanbian_report.layout.counted_lines import fill, number, of, part_rows, setting
from yanbian_report.layout.line_breaking import count_lines
from yanbian_report.word.package import DOCUMENT, Package, to_bytes
from yanbian_report.word.styles import StyleSheet, style_sheet
from yanbian_report.word.tree import (
    Element,
    W,
    attribute,
    body_of,
    parse,
    serialize,
    style_of,
    text_of,
)

_LEFT_ALONE = ("drawing", "sectPr", "fldChar")
_LINES = 5_000  # 220 pages and more
_LINE = 26  # characters
_HINT = "在 Word 里打开报告，点目录按 F9 就能补上页码"


def count_pages(document: Package) -> tuple[dict[str, int] | None, list[Finding]]:
    """The printed page number of every bookmark; None with a note (W311, W312) when it cannot be told."""
    try:
        import rdocx  # noqa: F401 - whether it is there
    except ImportError:
        return None, [note("W311", "没有安装排版软件包 rdocx，目录里没有页码", hint=_HINT)]
    try:
        copy = _Copy(document)
        copy.count()
        if copy.too_long():
            return None, [note("W312", f"报告超过 {_LINES} 行，rdocx 排不了页码", hint=_HINT)]
        fragments = _fragments(copy.bytes())
    except BaseException as problem:
        if not _is_own(problem):
            raise
        return None, [note("W312", f"没能排出页码：{problem}", hint=_HINT)]
    first: dict[int, int] = {}
    for fragment in fragments:
        first.setdefault(fragment.block, fragment.printed)
    return {name: first[index] for name, index in _places(copy.body).items() if index in first}, []


def to_pdf(document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a PDF, all of it in the font that the program brings along; else W332."""
    import rdocx

    try:
        with _fonts() as fonts:
            return bytes(rdocx.Document.from_bytes(document).to_pdf(font_dirs=[fonts])), []
    except BaseException as problem:
        if not _is_own(problem):
            raise
        return None, [error("W332", f"没能转成 PDF：{problem}", hint="安装 LibreOffice，或者在 Word 里另存为 PDF")]


def _is_own(problem: BaseException) -> bool:
    """Whether it is rdocx that failed: with an error, or in Rust itself, which is told by no Exception."""
    import rdocx

    known = (rdocx.RdocxError, rdocx.LayoutError, OSError, ValueError)
    return isinstance(problem, known) or type(problem).__name__ == "PanicException"


class _Fragment(NamedTuple):
    """A piece of a block of the body on one page, with the number printed there."""

    block: int
    printed: int


def _fragments(document: bytes) -> list[_Fragment]:
    import rdocx

    with _fonts() as fonts:
        found = rdocx.Document.from_bytes(document).layout(font_dirs=[fonts])
    return [_Fragment(f.body_index, f.displayed_page) for f in found]


@contextmanager
def _fonts() -> Iterator[Path]:
    """The folder of the fonts that the program brings along."""
    with as_file(files("yanbian_report.charts").joinpath("fonts")) as folder:
        yield folder


def _places(body: Element) -> dict[str, int]:
    """Which block of the body every bookmark stands in."""
    return {
        str(mark.get(W + "name")): index for index, block in enumerate(body) for mark in block.iter(W + "bookmarkStart")
    }


class _Copy:
    """A copy of the document that is only measured."""

    def __init__(self, document: Package) -> None:
        self.document = document
        self.root = parse(document)
        self.body = body_of(self.root)
        self.styles = style_sheet(document)

    def bytes(self) -> bytes:
        return to_bytes(self.document.replaced({DOCUMENT: serialize(self.root, self.document.text(DOCUMENT))}))

    def count(self) -> None:
        """Put lines in the place of texts."""
        width = 0.0
        for index in range(len(self.body) - 1, -1, -1):
            if len(self.body) > _LINES:
                return
            block = self.body[index]
            closed = block if block.tag == W + "sectPr" else block.find(f"{W}pPr/{W}sectPr")
            if closed is not None:  # what stands before it, and its own paragraph, is of this section
                width = _width(closed) or width
            if block.tag == W + "tbl":
                part_rows(block, self.styles)
            elif block.tag != W + "p" or any(block.find(f".//{W}{name}") is not None for name in _LEFT_ALONE):
                continue
            elif self._is_heading(style := style_of(block)):
                fill(block, self._lines(block, style, width))
            elif _is_plain(self.styles, style):
                self._part(index, self._lines(block, style, width))

    def _lines(self, block: Element, style: str, width: float) -> int:
        return count_lines(text_of(block), setting(self.styles, style, width))

    def too_long(self) -> bool:
        """Whether there are more lines than rdocx has the memory for: some 80 KB each."""
        lines = sum(1 + len(text_of(paragraph)) // _LINE for paragraph in self.body.iter(W + "p"))
        return lines > _LINES

    def _is_heading(self, style: str) -> bool:
        return all(self.styles.has(style, flag) for flag in ("keepNext", "keepLines"))

    def _part(self, index: int, lines: int) -> None:
        """Make as many paragraphs of one line."""
        first = self.body[index]
        fill(first, 1)
        if self.styles.has(style_of(first), "widowControl"):
            fill(first, lines)
            return
        for _ in range(lines - 1):
            again = deepcopy(first)
            for mark in [*again.findall(W + "bookmarkStart"), *again.findall(W + "bookmarkEnd")]:
                again.remove(mark)
            self.body.insert(index + 1, again)


def _width(section: Element) -> float:
    """Between the margins of a section, in points."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        return 0
    sides = sum(number(attribute(margins, side)) for side in ("left", "right", "gutter"))
    return (number(attribute(size, "w")) - sides) / 20


def _is_plain(styles: StyleSheet, style: str) -> bool:
    """Whether paragraphs of the style can be parted without a trace: no space around them, no frame."""
    spacing = styles.find(style, "pPr", "spacing")
    around = spacing is None or not (of(spacing, "before") or of(spacing, "after"))
    kept = any(styles.has(style, flag) for flag in ("keepLines", "keepNext", "pageBreakBefore"))
    return around and not kept and spacing is not None and spacing.get("w:lineRule") == "exact"
