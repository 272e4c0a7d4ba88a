"""Sources: the words of a paragraph cut where marks begin and end, so that each piece knows the path it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yanbian_report.outputs._inlines import Span
from yanbian_report.templates.marks import Mark

_UNCOUNTED = frozenset("\t\n\u2011\u00ad")  # signs that are elements of their own, where marks count letters


def with_sources(spans: Iterable[Span], marks: Sequence[Mark]) -> Iterator[Span]:
    """``spans`` cut where marks begin and end, each with the path of the innermost mark that it lies in."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    at = 0
    for span in spans:
        if span.note:
            yield span
            continue
        for piece, start in _pieces(span.words, at, edges):
            inner = [mark for mark in reversed(marks) if mark.start <= start < mark.end]  # of two alike the inner one
            path = min(inner, key=lambda mark: mark.end - mark.start).path if inner else ""
            yield Span(piece, span.looks._replace(source=path) if path else span.looks)
        at += _counted(span.words)


def _counted(words: str) -> int:
    return len(words) if _UNCOUNTED.isdisjoint(words) else sum(sign not in _UNCOUNTED for sign in words)


def _pieces(words: str, at: int, edges: list[int]) -> Iterator[tuple[str, int]]:
    """``words``, the first of which is counted as ``at``, cut at ``edges``; each piece with where its count begins."""
    begun, start, count = 0, at, at
    for place, sign in enumerate(words):
        if count in edges and count > start and place > begun:
            yield words[begun:place], start
            begun, start = place, count
        count += sign not in _UNCOUNTED
    yield words[begun:], start
