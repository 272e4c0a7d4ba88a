"""Pages: of 22 lines, as LibreOffice fills them, no line alone, and no heading without what it heads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from yanbian_report.layout.paginate import page_numbers
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
        styles = report.text(STYLES).replace('<w:widowControl w:val="0"/>', "<w:widowControl/>")
        assert without in styles
        package = Package(report.parts).replaced({DOCUMENT: document, STYLES: styles.replace(without, "", 1)})
        return page_numbers(package)

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


@pytest.mark.parametrize("long", [1, 2, 3, 4, A_PAGE, A_PAGE + 1, 2 * A_PAGE])
def test_a_paragraph_takes_its_lines_and_leaves_none_of_them_alone(long: int, pages: Pages) -> None:
    text = "国" * (A_LINE + 28 * (long - 1))
    for before in (0, A_PAGE - 2, A_PAGE - 1):
        found = pages([*lines(before), paragraph(PLAIN, text, "始"), paragraph(PLAIN, "国", "后")])
        assert found == ends(before, long)


def ends(before: int, long: int) -> dict[str, int]:
    """Where a paragraph of ``long`` lines begins below ``before`` others, and where the next stands."""
    room = A_PAGE - before
    begins = 1 if room >= min(long, 2) and (long <= room or long > 3) else 2
    left = long - room if begins == 1 else long
    page, filled = (1, before + long) if begins == 1 and left <= 0 else (begins + (begins == 1), left)
    if begins == 1 and left == 1:
        filled = 2  # another line goes with it
    while filled > A_PAGE:
        filled = max(filled - A_PAGE, 2)
        page += 1
    return {"始": begins, "后": page + (filled == A_PAGE)}


def test_where_lines_may_stand_alone_a_page_is_filled(pages: Pages) -> None:
    two = paragraph(PLAIN, "国" * (A_LINE + 1), "始")
    below = [paragraph(PLAIN, "国", "后")]
    assert pages([*lines(A_PAGE - 1), two, *below]) == {"始": 2, "后": 2}
    assert pages([*lines(A_PAGE - 1), two, *below], without="<w:widowControl/>") == {"始": 1, "后": 2}


def test_text_without_a_size_is_taken_for_that_of_reports(pages: Pages) -> None:
    text = "国" * (A_LINE + 28 * (A_PAGE - 2))
    for more, page in (("", 1), ("国", 2)):
        paragraphs = [paragraph(PLAIN, text + more), paragraph(PLAIN, "国", "后")]
        assert pages(paragraphs, without='<w:sz w:val="32"/>') == {"后": page}


def test_a_heading_of_two_lines_is_never_parted(pages: Pages) -> None:
    long = paragraph(SECTION, "国" * (A_LINE + 1), "章")
    for before, page in ((A_PAGE - 3, 1), (A_PAGE - 2, 2), (A_PAGE - 1, 2)):
        assert pages([*lines(before), long, paragraph(PLAIN, "国", "文")]) == {"章": page, "文": page}


@pytest.fixture(scope="module")
def portrait(built: BuildResult) -> str:
    """The section that closes the report, without footers, on any page."""
    assert built.document is not None
    report, _ = read_package(built.document)
    assert report is not None
    text = report.text(DOCUMENT)
    section = text[text.rindex("<w:sectPr>") : text.rindex("</w:body>")].replace('w:val="oddPage"', 'w:val="nextPage"')
    return re.sub(r"<w:(?:footerReference|pgNumType)[^>]*>", "", section)


def closing(section: str) -> str:
    """A paragraph of no words that closes ``section``."""
    return f'<w:p><w:pPr><w:pStyle w:val="收尾行"/>{section}</w:pPr></w:p>'


def turned(section: str) -> str:
    """The section on landscape pages."""
    size = re.sub(r"<w:pgSz[^>]*>", '<w:pgSz w:h="11906" w:orient="landscape" w:w="16838"/>', section)
    sides = 'w:bottom="1474" w:footer="850" w:gutter="0" w:header="850" w:left="1984" w:right="2098" w:top="1587"'
    return re.sub(r"<w:pgMar[^>]*>", f"<w:pgMar {sides}/>", size)


WIDE = 37  # characters of the first line of a paragraph on a landscape page, two fewer than of the others
A_WIDE_PAGE = 15


@pytest.mark.parametrize(("many", "page"), [(A_WIDE_PAGE // 3 - 1, 2), (A_WIDE_PAGE // 3, 3)])
def test_a_paragraph_is_as_wide_as_the_pages_of_its_own_section(
    many: int, page: int, portrait: str, pages: Pages
) -> None:
    three_lines = paragraph(PLAIN, "国" * (WIDE + 39 * 2))  # on a narrow page they would be five
    wide = [*[three_lines] * many, paragraph(PLAIN, "国", "后"), closing(turned(portrait))]
    assert pages([*lines(1), closing(portrait), *wide, *lines(1)]) == {"后": page}


def table(words: str, properties: str = "") -> str:
    """A table of one cell with ten letters in a line, which may be parted unless it is said otherwise."""
    inside = f'<w:p><w:pPr><w:pStyle w:val="表文"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
    cell = f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="2275"/></w:tcPr>{inside}</w:tc>'
    look = '<w:tblPr><w:tblStyle w:val="报表"/><w:tblW w:type="dxa" w:w="2275"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    grid = '<w:tblGrid><w:gridCol w:w="2275"/></w:tblGrid>'
    return f"<w:tbl>{look}{grid}<w:tr><w:trPr>{properties}</w:trPr>{cell}</w:tr></w:tbl>"


def test_a_high_row_fills_the_page_that_it_begins_on_unless_it_is_to_stay_whole(pages: Pages) -> None:
    long = "国" * 300  # thirty lines of 16 points, three quarters of a page
    half = lines(A_PAGE // 2)
    after = [*lines(A_PAGE - 9), paragraph(PLAIN, "国", "后")]
    assert pages([*half, table(long), *after]) == {"后": 2}
    assert pages([*half, table(long, "<w:cantSplit/>"), *after]) == {"后": 3}


def rows(*heights: int, heading: int = 0) -> str:
    """A table of rows so many lines high, the first ``heading`` of them repeated on each page."""
    inside = ""
    for number, high in enumerate(heights):
        texts = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t>国</w:t></w:r></w:p>' * high
        repeated = "<w:tblHeader/>" if number < heading else ""
        cell = f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="2275"/></w:tcPr>{texts}</w:tc>'
        inside += f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cell}</w:tr>"
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2275"/></w:tblGrid>{inside}</w:tbl>'


def test_the_headings_of_a_table_take_their_room_on_each_of_its_pages(pages: Pages) -> None:
    after = paragraph(PLAIN, "国", "后")
    assert pages([*lines(11), rows(*[1] * 20), *lines(8), after]) == {"后": 2}
    assert pages([*lines(11), rows(3, *[1] * 17, heading=1), *lines(7), after]) == {"后": 2}
    assert pages([*lines(11), rows(3, *[1] * 17, heading=1), *lines(8), after]) == {"后": 3}


def test_the_headings_of_a_table_never_stand_without_a_row(pages: Pages) -> None:
    marked = rows(2, 1, 1, heading=1).replace("<w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="表"/>', 1)
    assert pages([*lines(A_PAGE - 2), marked]) == {"表": 2}
    assert pages([*lines(A_PAGE - 4), marked]) == {"表": 1}


def test_pages_begin_on_the_side_and_with_the_number_that_their_section_says(portrait: str, pages: Pages) -> None:
    odd = portrait.replace('w:val="nextPage"', 'w:val="oddPage"', 1)
    assert odd != portrait
    numbered = odd.replace("</w:sectPr>", '<w:pgNumType w:start="7"/></w:sectPr>')
    for section, page in ((odd, 3), (numbered, 7)):
        found = pages([*lines(1), closing(portrait), paragraph(PLAIN, "国", "后"), closing(section)])
        assert found == {"后": page}


def test_a_page_break_in_a_paragraph_begins_a_page(pages: Pages) -> None:
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert pages([*lines(1), broken, paragraph(PLAIN, "国", "后")]) == {"后": 2}
