"""Contents: the contents page as a real field whose stored result is right already, and linked.

Headings are paragraphs whose style has outline level 1 or 2. The number of an annex (附件1) stands in the paragraph
before its title. A program that makes the contents page anew knows paragraphs only, and would lose it: such a title
therefore has a lower outline level, and carries its entry, number and all, in a field that is made for that (TC).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from yanbian_report.word.document import Paragraph, escaped, paragraphs, printed_text
from yanbian_report.word.package import DOCUMENT, STYLES, Package
from yanbian_report.word.styles import LABELS, StyleSheet, style_sheet

MARK = "【目录】"
LEVELS = 2
BOOKMARK = "_Toc"  # how the names of the bookmarks begin that entries lead to
ENTRY = re.compile(
    '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
    r'<w:instrText xml:space="preserve"> TC "[^"<]*" \\l 1 </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_NONE: Mapping[str, int] = {}
_LINE = re.compile(r'(<w:spacing\b(?=[^>]*w:lineRule="exact")[^>]*\bw:line=")(\d+)(")')
_TOLD = re.compile(r" PAGEREF [^<]*</w:instrText>(?:(?!<w:t>|</w:hyperlink>).)*<w:t>(\d+)</w:t>", re.DOTALL)
_COLLECTING = re.compile(r"(?<=>)\s*TOC [^<]*")


class Heading(NamedTuple):
    """One line of the contents page; ``labelled`` when its number stands in a paragraph of its own."""

    level: int
    text: str
    bookmark: str
    labelled: bool = False


class Outlined(NamedTuple):
    """A package whose headings are bookmarked, with those headings; its contents page is still to be written."""

    package: Package
    headings: list[Heading]

    @property
    def entry_styles(self) -> dict[int, str]:
        """The id of the style of entries of each level."""
        sheet = style_sheet(self.package)
        return {level: _entry_style(sheet, level) for level in range(1, LEVELS + 1)}

    @property
    def entry_line(self) -> str:
        """How high lines of entries are, in twentieths of a point; empty where a style does not say that itself, or
        styles differ.
        """
        sheet = style_sheet(self.package)
        own = [_LINE.search(sheet.styles[id_].xml) for id_ in self.entry_styles.values() if id_ in sheet.styles]
        lines = {line[2] if line else "" for line in own}
        return lines.pop() if len(lines) == 1 else ""

    def with_contents(
        self, pages: Mapping[str, int] | None = None, breaks: Mapping[str, int] = _NONE, line: int = 0
    ) -> Package:
        """The package with the contents field filled with the headings.

        ``pages`` gives the page of each bookmark; without it the entries are linked but have no numbers. ``breaks``
        says before which character an entry goes on to the next line. The styles of entries get a ``line`` of so many
        twentieths of a point where it is not 0: what makes the entries anew keeps their styles.
        """
        entries = [_entry(heading, pages, breaks.get(heading.bookmark, 0)) for heading in self.headings]
        styles = self.entry_styles
        lines = [(styles[heading.level], entry) for heading, entry in zip(self.headings, entries, strict=True)]
        document = _with_entries(self.package.text(DOCUMENT), lines)
        if any(heading.labelled for heading in self.headings):
            document = _COLLECTING.sub(_collect, document, count=1)
        styles_part = {STYLES: self._with_line(line)} if line else {}
        return self.package.replaced({DOCUMENT: document, **styles_part})

    def _with_line(self, line: int) -> str:
        """The styles with those of entries in lines of another height."""
        sheet, text = style_sheet(self.package), self.package.text(STYLES)
        for id_ in self.entry_styles.values():
            own = sheet.styles[id_].xml
            text = text.replace(own, _LINE.sub(rf"\g<1>{line}\g<3>", own, count=1))
        return text


def _collect(field: re.Match[str]) -> str:
    """A contents field that takes in entries made by fields, too."""
    return field[0] if "\\f" in field[0] else f"{field[0].rstrip()} \\f "


def last_page(document: str) -> int:
    """The largest page number that the contents page of ``document`` tells; 0 where it tells none."""
    return max(map(int, _TOLD.findall(document)), default=0)


def outlined(package: Package) -> Outlined:
    """``package`` with its headings of the first two levels bookmarked."""
    document = package.text(DOCUMENT)
    pieces: list[str] = []
    after = 0
    found = _headings(document, style_sheet(package))
    for number, (heading, place) in enumerate(found, 1):
        pieces += (document[after : place.start], _bookmarked(document[place.start : place.end], heading, number))
        after = place.end
    document = "".join((*pieces, document[after:]))
    return Outlined(package.replaced({DOCUMENT: document}), [heading for heading, _ in found])


def _entry_style(sheet: StyleSheet, level: int) -> str:
    """The id of the style of entries of ``level``; where there is none, the one that Word gives its own."""
    found = (style.id for style in sheet.styles.values() if style.name.lower() == f"toc {level}")
    return next(found, f"TOC{level}")


def _headings(document: str, sheet: StyleSheet) -> list[tuple[Heading, Paragraph]]:
    found: list[tuple[Heading, Paragraph]] = []
    levels = sheet.outline_levels
    numbering = {style.id for style in sheet.styles.values() if style.name.startswith(LABELS)} | set(LABELS)
    shown = {id_ for id_, level in levels.items() if level <= LEVELS}
    label: Paragraph | None = None
    for paragraph in paragraphs(document, sorted(levels.keys() | numbering)):
        text = paragraph.text.strip()
        if paragraph.style in numbering:
            label = paragraph if text else None
        elif text:
            follows = label is not None and not printed_text(document[label.end : paragraph.start]).strip()
            if label is not None and follows:  # nothing else came between
                text = f"{label.text.strip().rstrip('：:')}　{text}"
            if follows or paragraph.style in shown:
                labelled = paragraph.style not in shown
                level = 1 if labelled else levels[paragraph.style]
                heading = Heading(level, text, f"{BOOKMARK}{len(found) + 1:08}", labelled)
                found.append((heading, paragraph))
            label = None
    return found


def _bookmarked(paragraph: str, heading: Heading, number: int) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{heading.bookmark}"/>'
    inside = re.match(r"<w:p(?: [^>]*)?>(?:<w:pPr>.*?</w:pPr>)?", paragraph, re.DOTALL)
    cut = inside.end() if inside else 0
    end = f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    entry = _made_anew(heading.text) if heading.labelled else ""
    return paragraph[:cut] + start + entry + paragraph[cut:].removesuffix("</w:p>") + end


def _made_anew(text: str) -> str:
    """The field with the entry that a program puts on the contents page when it makes it anew.

    Word hides such fields whole; where the last mark is hidden, too, LibreOffice does not see them. Level 1 is the one
    that both put on the page: LibreOffice counts from 0.
    """
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr>"
    instruction = f' TC "{escaped(text).replace(chr(34), "”")}" \\l 1 '
    return (
        f'{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{hidden}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _entry(heading: Heading, pages: Mapping[str, int] | None, place: int) -> str:
    """One line: a link to the heading with its page; each piece of a field in a run of its own, as WPS needs it."""
    parts = [heading.text[:place], heading.text[place:]] if place else [heading.text]
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(part)}</w:t>' for part in parts)
    text = f"<w:r>{words}</w:r>"
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


def _with_entries(document: str, lines: list[tuple[str, str]]) -> str:
    """The field's paragraph becomes the first entry, the others follow as paragraphs of their level's style."""
    at = document.find(MARK)
    start = max(document.rfind("<w:p>", 0, max(at, 0)), document.rfind("<w:p ", 0, max(at, 0)))
    if start < 0:
        return document
    end = document.find("</w:p>", at) + len("</w:p>")
    paragraph = document[start:end]
    mark = re.search(rf"<w:r>(?:(?!<w:r>).)*?{MARK}</w:t></w:r>", paragraph)
    if mark is None:
        return document
    opening = paragraph[: mark.start()]
    opening = opening[opening.index("<w:r>") :] if "<w:r>" in opening else ""
    # Where the field ends stands a paragraph below, or, as LibreOffice writes it, behind the mark.
    closing = paragraph[mark.end() :].removesuffix("</w:p>")
    entries = [f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{entry}' for style, entry in lines] or [""]
    entries[0] = _behind_properties(entries[0], opening)
    entries[-1] += closing
    return document[:start] + "".join(f"<w:p>{entry}</w:p>" for entry in entries) + document[end:]


def _behind_properties(entry: str, opening: str) -> str:
    """``opening`` put in front of what an entry says."""
    properties, end, rest = entry.rpartition("</w:pPr>")
    return f"{properties}{end}{opening}{rest}"
