"""Content: what a paragraph holds that takes room on a page."""

from __future__ import annotations

from yanbian_report.layout.look import number, points
from yanbian_report.word.tree import WP, Element, W, attribute

_EMU = 12_700  # to a point
_BESIDE = frozenset(W + name for name in ("pict", "object", "del", "moveFrom", "pPr", "rPr"))
_BREAKS = (W + "br", W + "cr")
_PLAIN = frozenset(
    W + name for name in ("t", "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "fldChar", "instrText")
)


class Content:
    """What a paragraph holds: words, the height of a picture, bookmarks. What a text box says is none of it."""

    def __init__(self, paragraph: Element) -> None:
        self.picture = self.size = 0.0
        self.letters: float | None = None
        self.breaks_page = False
        self.is_plain = True  # nothing but words
        self._words: list[str] = []
        self._marks: list[str] = []
        self._read(paragraph)
        self.text, self.marks = "".join(self._words), tuple(self._marks)

    def _read(self, element: Element) -> None:
        for part in element:
            tag = part.tag
            if tag == W + "r":
                self._read_run(part)
                continue
            self.is_plain = self.is_plain and tag in _PLAIN
            if tag == W + "t":
                self._words.append(part.text or "")
            elif tag == W + "tab":
                self._words.append("\u3000\u3000")
            elif tag in _BREAKS:
                self._break(attribute(part, "type"))
            elif tag == W + "drawing":
                self._see(part)
            elif tag == W + "bookmarkStart":
                self._marks.append(attribute(part, "name"))
            elif tag not in _BESIDE:
                self._read(part)

    def _read_run(self, run: Element) -> None:
        """The words of ``run``; the first runs say how large they are and how far apart they stand."""
        own = run.find(W + "rPr")
        if own is not None:
            self.size = self.size or points(attribute(own.find(W + "sz"))) * 10
            apart = own.find(W + "spacing")
            if self.letters is None and apart is not None:
                self.letters = points(attribute(apart))
        self._read(run)

    def _break(self, kind: str) -> None:
        if kind == "page":
            self.breaks_page = True
        elif kind != "column":
            self._words.append("\n")

    def _see(self, drawing: Element) -> None:
        """A picture that stands in the line is as high as it says; one beside the text takes no room."""
        for extent in drawing.iterfind(f"{WP}inline/{WP}extent"):
            self.picture = max(self.picture, number(extent.get("cy", "")) / _EMU)
