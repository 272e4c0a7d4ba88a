"""Tables that go on to another page: labels said again, rows whole where that leaves few lines empty."""

from __future__ import annotations

import re

import pytest

from yanbian_report.layout.across_pages import set_across_pages
from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.word.package import DOCUMENT, STYLES, Package
from yanbian_report.word.styles import style_sheet

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLE = (
    '<w:style w:type="paragraph" w:styleId="表文"><w:name w:val="表文"/>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="新页"><w:name w:val="新页"/><w:basedOn w:val="表文"/>'
    "<w:pPr><w:pageBreakBefore/></w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="表头"><w:name w:val="表头"/><w:basedOn w:val="表文"/></w:style>'
)
PACKAGE = Package({STYLES: f'<w:styles xmlns:w="{W}">{STYLE}</w:styles>', DOCUMENT: ""})
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="8000"/><w:pgMar w:top="1000" w:bottom="1000"/></w:sectPr>'  # 300 points
HEAD = "<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>{}{}</w:tr>"
ROWS = 17  # of one line of 16 points and a rule, below a heading of one line, on a page


def cell(words: str, merge: str = "", lines: int = 1) -> str:
    paragraph = '<w:p><w:pPr><w:pStyle w:val="表文"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    merged = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/>{merged}</w:tcPr>{paragraph.format(words) * lines}</w:tc>'


def row(label: str, words: str, lines: int = 1, *, whole: bool = True) -> str:
    merge = "restart" if label else "continue"
    properties = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{properties}{cell(label, merge)}{cell(words, lines=lines)}</w:tr>"


def document(*rows: str, before: str = "", repeats: bool = True) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    plain = HEAD.format("<w:tblHeader/>" if repeats else "", cell("甲"), cell("乙"))
    head = plain if repeats else plain.replace('"表文"', '"表头"')
    table = f"<w:tbl><w:tblPr/>{grid}{head}{''.join(rows)}</w:tbl>"
    return f'<w:document xmlns:w="{W}"><w:body>{before}{table}{SECTION}</w:body></w:document>'


def labels(text: str) -> list[str]:
    """Of every row below the heading, what its first cell says; nothing where it is merged into the one above."""
    styles = style_sheet(PACKAGE)
    found = [read_table(text[start:end]) for start, end in tables_of(text, styles)]
    return [
        "" if r.cells[0].merge == "continue" else "".join(re.findall("<w:t>([^<]*)", r.cells[0].xml))
        for table in found
        for r in table.rows
        if not r.is_heading
    ]


def test_a_label_stands_again_where_its_rows_go_on() -> None:
    made = set_across_pages(document(row("组", "一"), *[row("", "行")] * (2 * ROWS)), PACKAGE)
    said = labels(made)
    assert [n for n, label in enumerate(said) if label == "组"] == [0, ROWS, 2 * ROWS]
    assert set(said) == {"组", ""}


def test_a_group_that_begins_a_page_is_not_begun_twice() -> None:
    rows = [row("组", "一"), *[row("", "行")] * (ROWS - 1), row("次", "一"), *[row("", "行")] * 3]
    text = document(*rows)
    assert set_across_pages(text, PACKAGE) == text


def test_what_stands_above_the_table_counts_from_where_its_page_begins() -> None:
    above = '<w:p><w:pPr><w:pStyle w:val="表文"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>' * 7
    begins = '<w:p><w:pPr><w:pStyle w:val="新页"/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>'
    rows = [row("组", "一"), *[row("", "行")] * ROWS]
    said = labels(set_across_pages(document(*rows, before=above + begins), PACKAGE))
    assert [n for n, label in enumerate(said) if label] == [0, ROWS - 1]


@pytest.mark.parametrize(("before", "whole"), [(ROWS - 1, True), (ROWS - 2, True), (ROWS - 6, False)])
def test_a_long_row_is_parted_only_where_it_would_leave_many_lines_empty(before: int, whole: bool) -> None:
    rows = [row("组", "一"), *[row("", "行")] * (before - 1), row("", "长", 8, whole=False), row("", "末")]
    made = set_across_pages(document(*rows), PACKAGE)
    assert made.count("<w:cantSplit/>") == len(rows) + whole
    said = [n for n, label in enumerate(labels(made)) if label]
    assert said == ([0, before] if whole else [0, before + 1])


def test_a_row_that_fills_most_of_a_page_is_parted_wherever_it_begins() -> None:
    text = document(row("组", "一"), *[row("次", "行")] * (ROWS - 3), row("末", "长", 12, whole=False))
    assert set_across_pages(text, PACKAGE) == text


def test_tables_without_merged_cells_are_left_as_they_are() -> None:
    text = document(*[f"<w:tr>{cell('甲')}{cell('乙')}</w:tr>"] * 60)
    assert set_across_pages(text, PACKAGE) is text


def heights(text: str) -> list[int]:
    """What rows are said to be high at least, in points."""
    return [int(height) // 20 for height in re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', text)]


def test_headings_that_do_not_repeat_by_themselves_are_said_again_and_the_page_above_is_filled() -> None:
    text = document(row("组", "一"), *[row("", "行")] * (ROWS - 4), row("", "长", 8), row("", "末"), repeats=False)
    made = set_across_pages(text, PACKAGE)
    assert made.count(">甲</w:t>") == made.count(">乙</w:t>") == 2
    again = made[made.rindex("<w:tr>", 0, made.rindex(">甲<")) :]
    assert again.startswith("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    assert [n for n, label in enumerate(labels(made)) if label == "组"] == [1, ROWS - 2]
    assert len(heights(made)) == ROWS - 3
    assert 290 - 14 - 20 < sum(heights(made)) + 16.5 * 2 < 300


def test_headings_stand_on_every_page_of_a_long_form() -> None:
    text = document(row("组", "一"), *[row("", "行")] * (4 * ROWS), repeats=False)
    made = set_across_pages(text, PACKAGE)
    assert made.count(">甲</w:t>") == 5
    assert labels(made).count("组") == 5


def test_headings_do_not_stand_alone_at_the_foot_of_a_page() -> None:
    heading = HEAD.format("", cell("丙"), cell("丁")).replace('"表文"', '"表头"')
    rows = [*[row("次", "行")] * (ROWS - 1), heading, row("组", "长", 3), row("", "末")]
    made = set_across_pages(document(*rows, repeats=False), PACKAGE)
    assert made.count(">丙</w:t>") == 1
    assert heights(made)


def test_a_label_beside_headings_goes_on_below_them_where_they_are_said_again() -> None:
    def three(first: str, merge: str, words: str, style: str = "表文") -> str:
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(first, merge)}{cell(words)}</w:tr>".replace("表文", style)

    rows = [three("标", "restart", "头", "表头"), *[three("", "continue", "行")] * (ROWS + 1)]
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    table = f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"
    text = f'<w:document xmlns:w="{W}"><w:body>{table}{SECTION}</w:body></w:document>'
    made = set_across_pages(text, PACKAGE)
    assert made.count(">标</w:t>") == made.count('w:val="restart"') == 2
