"""Runs: where in a document's XML words are printed, and how the runs look that print them. No tree is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from yanbian_report.word.package import Package

_RUN, _RUN_END = "<w:r>", "</w:r>"
_LOOKS, _LOOKS_END = "<w:rPr>", "</w:rPr>"
_STYLE = re.compile(r"<w:rStyle [^>]*/>")
_FLOWS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


class Found(NamedTuple):
    """Words that a run prints: where they stand, where the run's contents begin, and where its looks end (where its
    contents begin when it has none of its own).
    """

    match: re.Match[str]
    begin: int
    looks_end: int


def printed(pattern: re.Pattern[str], xml: str) -> Iterator[Found]:
    """Every place where a run prints what ``pattern`` finds; in attributes and instructions of fields it is passed."""
    after = 0
    for match in pattern.finditer(xml):
        at = match.start()
        if not xml.startswith(("<w:t>", "<w:t "), xml.rfind("<", after, at)):
            continue
        begin = xml.rfind(_RUN, after, at)
        if begin >= 0:
            after = begin
            begin += len(_RUN)
            has_looks = xml.startswith(_LOOKS, begin)
            yield Found(match, begin, xml.index(_LOOKS_END, begin) + len(_LOOKS_END) if has_looks else begin)


def behind_style(looks: str, properties: str) -> str:
    """The looks of a run, or none, with ``properties`` where they belong before all others but its style."""
    if not looks:
        return f"{_LOOKS}{properties}{_LOOKS_END}"
    style = _STYLE.match(looks, len(_LOOKS))
    place = style.end() if style else len(_LOOKS)
    return f"{looks[:place]}{properties}{looks[place:]}"


def with_style(looks: str, style: str) -> str:
    """The looks of a run, or none, with the character style ``style``."""
    return behind_style(_STYLE.sub("", looks, count=1), f'<w:rStyle w:val="{style}"/>')


def in_every_flow(package: Package, change: Callable[[str], str]) -> Package:
    """``package`` with ``change`` made in its document, headers, footers and notes."""
    texts = {name: package.text(name) for name in package.names(_FLOWS)}
    changed = {name: change(text) for name, text in texts.items()}
    moved = {name: text for name, text in changed.items() if text is not texts[name]}
    return package.replaced(moved) if moved else package
