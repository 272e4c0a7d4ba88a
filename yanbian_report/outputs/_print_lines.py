"""Print lines: a paragraph's words cut into the lines that its pages were counted with, so that a browser, whatever its
fonts, breaks no line elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from yanbian_report.layout.line_breaking import Setting, broken, last_line
from yanbian_report.outputs._inlines import Span, as_html

_TAB = "\u3000\u3000"  # as it is counted


def lines_html(spans: list[Span], setting: Setting, note_mark: Mapping[str, str], *, justified: bool) -> str:
    """``spans`` as HTML, a line an element. Nothing fits behind a last line, so that no shorter one takes it in."""
    pieces: list[str] = []
    for number, part in enumerate(_split(spans)):
        words = "".join(span.words for span in part if not span.note)
        lines = broken(words, setting) if words else [""]
        shown = [as_html(line, note_mark) for line in _cut(part, [len(line) for line in lines])]
        room = setting.width - last_line(words, setting) - setting.size if justified and len(lines) > 1 else 0
        look = f' style="padding-right:{room:.0f}pt"' if room >= 1 else ""
        html = "<wbr>".join(f'<span class="l"{look if line is shown[-1] else ""}>{line}</span>' for line in shown)
        pieces.append(f"<br>{html}" if number else html)
    return "".join(pieces)


def _split(spans: list[Span]) -> list[list[Span]]:
    """``spans`` parted where a line break stands."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        if span.note:
            parts[-1].append(span)
            continue
        for number, words in enumerate(span.words.replace("\t", _TAB).split("\n")):
            if number:
                parts.append([])
            if words:
                parts[-1].append(Span(words, span.looks))
    return parts


def _cut(spans: list[Span], lengths: list[int]) -> list[list[Span]]:
    """``spans`` in lines of so many characters."""
    lines: list[list[Span]] = [[]]
    room = list(reversed(lengths))
    left = room.pop()
    for span in spans:
        words = span.words
        while words and not span.note:
            if not left and room:
                left = room.pop()
                lines.append([])
            taken = min(left, len(words)) or len(words)
            lines[-1].append(Span(words[:taken], span.looks))
            words, left = words[taken:], left - taken
        if span.note:
            lines[-1].append(span)
    return lines
