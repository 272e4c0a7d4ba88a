"""Contents: the contents page as a real field whose stored result is right already, and linked.

Headings are paragraphs whose style has outline level 1 or 2; the number of an annex (附件1) stands in the paragraph
before its title and is shown with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from yanbian_report.document.package import DOCUMENT, STYLES, Package
from yanbian_report.document.template import text_of

MARK = "【目录】"
LEVELS = 2

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = re.compile(r'<w:pStyle w:val="([^"]+)"')
_LABELS = ("附件号", "附表号")


class _Paragraph(NamedTuple):
    """A paragraph's XML and where it stands in the document's."""

    start: int
    end: int
    xml: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents page."""

    level: int
    text: str
    bookmark: str


def headings(package: Package) -> list[Heading]:
    """The document's headings of the first two levels, in order."""
    found = _headings(package.text(DOCUMENT), outline_levels(package.text(STYLES)), style_names(package.text(STYLES)))
    return [heading for heading, _ in found]


def with_contents(package: Package, pages: Mapping[str, int] | None = None) -> Package:
    """``package`` with its headings bookmarked and the contents field filled with them.

    ``pages`` gives the page of each bookmark; without it the entries are linked but have no numbers.
    """
    document, styles = package.text(DOCUMENT), package.text(STYLES)
    names = style_names(styles)
    found = _headings(document, outline_levels(styles), names)
    for number, (heading, place) in reversed(list(enumerate(found, 1))):
        document = document[: place.start] + _bookmarked(place.xml, heading, number) + document[place.end :]
    styles_by_level = {level: _style_id(names, f"toc {level}") for level in range(1, LEVELS + 1)}
    entries = [_entry(heading, pages) for heading, _ in found]
    return package.replaced({DOCUMENT: _with_entries(document, entries, [h.level for h, _ in found], styles_by_level)})


def as_before(headings: list[Heading], last: list[tuple[str, int]]) -> dict[str, int]:
    """The pages that headings had, those of the same title in their order; a new heading has none."""
    before: dict[str, list[int]] = {}
    for title, page in last:
        before.setdefault(title, []).append(page)
    return {h.bookmark: before[h.text].pop(0) for h in headings if before.get(h.text)}


@lru_cache(maxsize=4)
def outline_levels(styles: str) -> dict[str, int]:
    """Outline level of every paragraph style that has one, counted from 1, inherited ones included."""
    own: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in ElementTree.fromstring(styles).iter(_W + "style"):
        id_ = style.get(_W + "styleId", "")
        level, parent = style.find(f"{_W}pPr/{_W}outlineLvl"), style.find(_W + "basedOn")
        if level is not None:
            own[id_] = int(level.get(_W + "val", "9")) + 1
        if parent is not None:
            parents[id_] = parent.get(_W + "val", "")
    for id_ in list(parents):
        ancestor, seen = id_, {id_}
        while ancestor not in own and parents.get(ancestor, "") not in {"", *seen}:
            ancestor = parents[ancestor]
            seen.add(ancestor)
        if ancestor in own:
            own.setdefault(id_, own[ancestor])
    return {id_: level for id_, level in own.items() if level < 10}


@lru_cache(maxsize=4)
def style_names(styles: str) -> dict[str, str]:
    """The names that people see, by style id (Word changes ids when it saves, names stay)."""
    found = re.findall(r'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>\s*<w:name w:val="([^"]+)"', styles)
    return dict(found)


def _style_id(names: Mapping[str, str], wanted: str) -> str:
    return next((id_ for id_, name in names.items() if name.lower() == wanted), wanted.replace(" ", "").upper())


def _paragraphs(document: str) -> Iterator[_Paragraph]:
    """Every paragraph that holds no other, in order."""
    after, closing = 0, "</w:p>"
    while (end := document.find(closing, after)) >= 0:
        start = max(document.rfind("<w:p>", after, end), document.rfind("<w:p ", after, end))
        after = end + len(closing)
        if start >= 0:
            yield _Paragraph(start, after, document[start:after])


def _headings(document: str, levels: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[Heading, _Paragraph]]:
    found: list[tuple[Heading, _Paragraph]] = []
    label = ""
    for paragraph in _paragraphs(document):
        style = _STYLE.search(paragraph.xml)
        id_ = style[1] if style else ""
        numbered = names.get(id_, id_).startswith(_LABELS)
        if not (label or numbered or levels.get(id_, 9) <= LEVELS):
            continue
        text = text_of(paragraph.xml)
        if numbered:
            label = text.rstrip("：:")
        elif text and levels.get(id_, 9) <= LEVELS:
            title = f"{label}　{text}" if label else text
            found.append((Heading(levels[id_], title, f"_Toc{len(found) + 1:08}"), paragraph))
            label = ""
        elif text:
            label = ""
    return found


def _bookmarked(paragraph: str, heading: Heading, number: int) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>'
    inside = re.match(r"<w:p(?: [^>]*)?>(?:<w:pPr>.*?</w:pPr>)?", paragraph, re.DOTALL)
    cut = inside.end() if inside else 0
    end = f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    return paragraph[:cut] + start + paragraph[cut:].removesuffix("</w:p>") + end


def _entry(heading: Heading, pages: Mapping[str, int] | None) -> str:
    """One line: a link to the heading with its page; each piece of a field in a run of its own, as WPS needs it."""
    text = f'<w:r><w:t xml:space="preserve">{escape(heading.text, quote=False)}</w:t></w:r>'
    if pages is not None and heading.bookmark in pages:
        text += "<w:r><w:tab/></w:r>" + _field(f" PAGEREF {heading.bookmark} \\h ", str(pages[heading.bookmark]))
    return f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{text}</w:hyperlink>'


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _with_entries(document: str, entries: list[str], levels: list[int], styles: Mapping[int, str]) -> str:
    """The field's paragraph becomes the first entry, the others follow as paragraphs of their level's style."""
    place = next((p for p in _paragraphs(document) if MARK in p.xml), None)
    if place is None:
        return document
    mark = re.search(rf"<w:r>(?:(?!<w:r>).)*?{MARK}</w:t></w:r>", place.xml)
    opening = place.xml[: mark.start()] if mark else ""
    opening = opening[opening.index("<w:r>") :] if "<w:r>" in opening else ""
    paragraphs = []
    for number, (entry, level) in enumerate(zip(entries, levels, strict=True)):
        start = opening if number == 0 else ""
        paragraphs.append(f'<w:p><w:pPr><w:pStyle w:val="{styles[level]}"/></w:pPr>{start}{entry}</w:p>')
    return document[: place.start] + "".join(paragraphs) + document[place.end :]
