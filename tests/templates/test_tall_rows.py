"""Rows that are higher than a sixth of a page may be parted; all others stay whole."""

from __future__ import annotations

import pytest

from yanbian_report.templates.tall_rows import split_tall_rows
from yanbian_report.word.styles import StyleSheet

SHEET = StyleSheet(
    '<w:style w:type="paragraph" w:styleId="表文"><w:name w:val="表文"/>'
    '<w:pPr><w:spacing w:line="320" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
)
LINE, LETTERS = 16, 10  # points; letters in a line of a cell of the width below
WIDTH = int((LETTERS * 10 + 11) * 20)
PAGE = 640  # points between the margins of the section below


def section(height: int = PAGE) -> str:
    return (
        f'<w:sectPr><w:pgSz w:h="{(height + 160) * 20}" w:w="11900"/><w:pgMar w:bottom="1600" w:top="1600"/></w:sectPr>'
    )


def cell(words: str, properties: str = "") -> str:
    looks = f'<w:tcPr><w:tcW w:type="dxa" w:w="{WIDTH}"/>{properties}</w:tcPr>'
    return f'<w:tc>{looks}<w:p><w:pPr><w:pStyle w:val="表文"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def lines(count: int) -> str:
    return "国" * (LETTERS * count)


def whole_rows(*rows: str, page: int = PAGE) -> list[bool]:
    """Of each row, whether it may not be parted."""
    document = f"<w:tbl>{''.join(rows)}</w:tbl>{section(page)}"
    made = split_tall_rows(document, SHEET)
    assert made.replace("<w:cantSplit/>", "") == document.replace("<w:cantSplit/>", "")
    return ["<w:cantSplit/>" in one for one in made.split("</w:tr>")[:-1]]


def test_a_row_of_a_sixth_of_a_page_stays_whole_and_a_higher_one_does_not() -> None:
    sixth = PAGE // 6 // LINE
    assert whole_rows(row(cell(lines(sixth))), row(cell(lines(sixth + 1))), row(cell("甲"))) == [True, False, True]


def test_the_highest_cell_counts_and_one_that_reaches_over_rows_does_not() -> None:
    long = lines(30)
    assert whole_rows(row(cell("甲"), cell(long)), row(cell(long, "<w:vMerge/>"), cell("甲"))) == [False, True]


def test_paragraphs_of_a_cell_stand_below_each_other() -> None:
    twice = cell(lines(4)).replace(
        "</w:p>", "</w:p>" + cell(lines(4)).partition("</w:tcPr>")[2].partition("</w:tc>")[0]
    )
    assert whole_rows(row(cell(lines(4))), row(twice)) == [True, False]


def test_the_page_is_that_of_the_row_s_own_section() -> None:
    tall = row(cell(lines(6)))
    assert whole_rows(tall, page=640) == [True]
    assert whole_rows(tall, page=400) == [False]


@pytest.mark.parametrize("document", ["<w:p/>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"])
def test_where_no_row_is_whole_nothing_changes(document: str) -> None:
    assert split_tall_rows(document, SHEET) is document
