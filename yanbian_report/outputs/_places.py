"""Places: where the lines of a document's paragraphs stand, by their own properties or their styles'."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yanbian_report.outputs._web_looks import Place
from yanbian_report.word.styles import StyleSheet
from yanbian_report.word.tree import Element, W, find, style_of

_ALIGNED = {"center": "center", "right": "right", "end": "right"}
_FIRST = ("firstLineChars", "firstLine")  # the first that is there counts


class Places:
    """The places of the paragraphs of one document; those of its styles are kept."""

    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles
        self._kept: dict[str, Place] = {}

    def of(self, paragraph: Element) -> Place:
        """Where the lines of ``paragraph`` stand."""
        style = style_of(paragraph)
        if style not in self._kept:
            self._kept[style] = _place(lambda name: self._styles.find(style, "pPr", name), Place())
        return _place(lambda name: _own(paragraph, name), self._kept[style])


def _own(paragraph: Element, name: str) -> Mapping[str, str] | None:
    found = find(paragraph, "pPr", name)
    return {f"w:{key.removeprefix(W)}": value for key, value in found.items()} if found is not None else None


def _place(get: Callable[[str], Mapping[str, str] | None], other: Place) -> Place:
    """The place that the properties say, ``other`` where they do not."""
    aligned, indent = get("jc"), get("ind") or {}
    first = next((indent[f"w:{key}"] for key in _FIRST if f"w:{key}" in indent), None)
    return Place(
        _ALIGNED.get(aligned.get("w:val", ""), "") if aligned is not None else other.align,
        first.lstrip("0") != "" if first is not None else other.indented,
    )
