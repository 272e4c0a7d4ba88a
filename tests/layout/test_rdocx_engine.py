"""Pages that rdocx sets: of 22 lines, as LibreOffice fills them, and no heading without what it heads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from yanbian_report.layout.rdocx_engine import count_pages
from yanbian_report.options import BuildResult
from yanbian_report.word.package import DOCUMENT, STYLES, Package, read_package

A_PAGE = 22  # lines
A_LINE = 26  # characters of the first line of a paragraph
PLAIN, PART, SECTION, ITEM, POINT = "正文段", "Heading1", "Heading2", "Heading3", "Heading4"

Pages = Callable[..., dict[str, int]]


def paragraph(style: str, text: str, mark: str = "") -> str:
    """A paragraph that begins with the bookmark ``mark``."""
    own = f'w:id="{ord(mark[0])}"' if mark else ""
    begin = f'<w:bookmarkStart {own} w:name="{mark}"/><w:bookmarkEnd {own}/>' if mark else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{properties}{begin}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(count: int) -> list[str]:
    """So many paragraphs of one line."""
    return [paragraph(PLAIN, "国")] * count


@pytest.fixture(scope="module")
def pages(built: BuildResult) -> Pages:
    """The page of every bookmark of these paragraphs, set in the styles of the report."""
    assert built.document is not None
    report, _ = read_package(built.document)
    assert report is not None
    text = report.text(DOCUMENT)
    before, after = text[: text.index("<w:body>") + 8], text[text.rindex("<w:sectPr>") :]

    def count(paragraphs: list[str], without: str = "") -> dict[str, int]:
        """The pages of the bookmarks; ``without`` is left out of the styles."""
        document = re.sub(r"<w:footerReference[^>]*>", "", before + "".join(paragraphs) + after)
        styles = report.text(STYLES)
        assert without in styles
        package = Package(report.parts).replaced({DOCUMENT: document, STYLES: styles.replace(without, "", 1)})
        found, findings = count_pages(package)
        assert found is not None, findings
        return found

    return count


@pytest.mark.parametrize("before", range(A_PAGE - 6, A_PAGE + 2))
def test_headings_that_follow_each_other_stand_on_the_page_of_what_they_head(before: int, pages: Pages) -> None:
    headings = [paragraph(SECTION, "一", "章"), paragraph(ITEM, "二", "节"), paragraph(POINT, "三", "条")]
    found = pages([*lines(before), *headings, paragraph(PLAIN, "国", "文"), *lines(3)])
    page = 1 if before + len(headings) < A_PAGE else 2
    assert found == dict.fromkeys(("章", "节", "条", "文"), page)


def test_a_part_begins_a_page_and_leaves_the_heading_above_it_where_it_is(pages: Pages) -> None:
    assert pages([paragraph(SECTION, "一", "章"), paragraph(PART, "二", "部分")]) == {"章": 1, "部分": 2}


def test_a_heading_at_the_very_end_is_counted(pages: Pages) -> None:
    assert pages([*lines(A_PAGE), paragraph(SECTION, "一", "章")]) == {"章": 2}


@pytest.mark.parametrize("long", [1, 2, 3, A_PAGE, A_PAGE + 1, 2 * A_PAGE])
def test_a_paragraph_takes_its_lines_and_is_parted_anywhere(long: int, pages: Pages) -> None:
    text = "国" * (A_LINE + 28 * (long - 1))
    for before in (0, A_PAGE - 2, A_PAGE - 1):
        found = pages([*lines(before), paragraph(PLAIN, text, "始"), paragraph(PLAIN, "国", "后")])
        assert found == {"始": 1, "后": (before + long) // A_PAGE + 1}


def test_text_without_a_size_is_taken_for_that_of_reports(pages: Pages) -> None:
    text = "国" * (A_LINE + 28 * (A_PAGE - 2))
    for more, page in (("", 1), ("国", 2)):
        paragraphs = [paragraph(PLAIN, text + more), paragraph(PLAIN, "国", "后")]
        assert pages(paragraphs, without='<w:sz w:val="32"/>') == {"后": page}


def test_a_heading_of_two_lines_is_never_parted(pages: Pages) -> None:
    long = paragraph(SECTION, "国" * (A_LINE + 1), "章")
    for before, page in ((A_PAGE - 3, 1), (A_PAGE - 2, 2), (A_PAGE - 1, 2)):
        assert pages([*lines(before), long, paragraph(PLAIN, "国", "文")]) == {"章": page, "文": page}
