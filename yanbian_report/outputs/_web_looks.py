"""Looks: what the page's elements look like, written into the elements themselves.

A web editor keeps what stands in an element and throws away the sheet of the page, so borders, indents, alignment and
sizes stand here and are repeated with every element. Sizes are relative to the text of the site.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

_LINE = "1px solid #555"
DEEPEST = 4  # h5 and h6 are smaller than the text in most sites and unknown to most editors
_HEADINGS = {
    2: (1.5, "line-height:1.4;margin:1.5em 0 0.75em"),
    3: (1.25, "line-height:1.5;margin:1.25em 0 0.5em"),
    4: (1.1, "line-height:1.6;margin:1em 0 0.4em"),
}
_INDENT = 2  # characters of the text
_PARAGRAPH = "line-height:1.8;margin:0.4em 0"
_CELL = f"border:{_LINE};padding:0.3em 0.5em"
_KINDS = {"head": ";background:#f2f2f2;font-weight:bold", "name": ";font-weight:normal;min-width:8em", "": ""}
FIGURE = "margin:1em 0;text-align:center"
TO_DO = "background:#ffe699;color:#9c0006"
CAPTION = "line-height:1.8;text-align:center"
TABLE = f"border:{_LINE};border-collapse:collapse;width:100%"
BOX = f"border:{_LINE};margin:1em 0;padding:0.3em 0.5em"


class Place(NamedTuple):
    """Where the lines of a paragraph stand: ``align`` (``center``, ``right``, or empty), and whether the first one is
    indented.
    """

    align: str = ""
    indented: bool = False

    def look(self, size: float = 1) -> str:
        """As it is written for letters of ``size``, of which the text has 1. That there is no indent is said too: a
        site's own sheet indents every paragraph.
        """
        aligned = f"text-align:{self.align};" if self.align else ""
        return f"{aligned}text-indent:{f'{_INDENT / size:.3g}em' if self.indented and not self.align else '0'}"


def heading(level: int, place: Place) -> str:
    """The look of a heading of HTML's ``level``."""
    size, look = _HEADINGS[level]
    return f"font-size:{size}em;{look};{place.look(size)}"


def paragraph(place: Place) -> str:
    """The look of a paragraph."""
    return f"{_PARAGRAPH};{place.look()}"


def image(width: int = 0) -> str:
    """The look of a picture ``width`` pixels wide, of its own width where that is not known."""
    return f"width:{width}px;max-width:100%;height:auto" if width else "max-width:100%;height:auto"


def cell(align: str, kind: Literal["head", "name", ""] = "") -> str:
    """The look of a cell of a table: of a head, of the name of a row of amounts, or of another one. Browsers make what
    heads something bold and centre it unless it says otherwise.
    """
    aligned = f";text-align:{align or 'left'}" if align or kind else ""
    return f"{_CELL}{_KINDS[kind]}{aligned}"
