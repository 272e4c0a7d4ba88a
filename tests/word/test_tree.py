"""A document walked as a tree: merged cells, texts, and prefixes that stay."""

from __future__ import annotations

from xml.etree import ElementTree

from yanbian_report.word import namespaces
from yanbian_report.word.package import DOCUMENT, Package
from yanbian_report.word.tree import W, body_of, cells, merge_of, parse, said_once, serialize, style_of, text_of


def document(body: str) -> Package:
    return Package({DOCUMENT: f'<w:document xmlns:w="{namespaces.W}"><w:body>{body}</w:body></w:document>'})


def cell(properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr></w:tc>"


ACROSS, BEGINS, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def spans(*rows: tuple[str, ...]) -> list[list[tuple[int, int]]]:
    table = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    found = body_of(parse(document(f"<w:tbl>{table}</w:tbl>"))).findall(f"{W}tbl/{W}tr")
    return [[(one.across, one.down) for one in line] for line in cells(found)]


def test_cells_without_merges_take_one_place_each() -> None:
    assert spans(("", ""), ("", "")) == [[(1, 1), (1, 1)]] * 2


def test_a_cell_reaches_down_over_those_that_are_merged_into_it() -> None:
    assert spans((BEGINS, ""), (GOES_ON, ""), (GOES_ON, ""), ("", "")) == [
        [(1, 3), (1, 1)],
        [(1, 1)],
        [(1, 1)],
        [(1, 1), (1, 1)],
    ]


def test_columns_are_counted_over_cells_that_are_wide() -> None:
    assert spans((ACROSS, BEGINS), ("", "", GOES_ON)) == [[(2, 1), (1, 2)], [(1, 1), (1, 1)]]


def test_a_cell_that_goes_on_below_nothing_is_a_cell() -> None:
    assert spans((GOES_ON,)) == [[(1, 1)]]


def test_a_merge_that_says_nothing_goes_on() -> None:
    found = [
        merge_of(ElementTree.fromstring(f'<x xmlns:w="{namespaces.W}">{cell(p)}</x>')[0]) for p in ("", BEGINS, GOES_ON)
    ]
    assert found == ["", "restart", "continue"]


def test_line_breaks_stand_in_a_text_as_they_are_asked_for() -> None:
    package = document('<w:p><w:pPr><w:pStyle w:val="甲"/></w:pPr><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>')
    paragraph = body_of(parse(package))[0]
    assert (text_of(paragraph), text_of(paragraph, "\n"), style_of(paragraph)) == ("一二", "一\n二", "甲")


def test_what_is_written_again_has_the_prefixes_that_it_had() -> None:
    package = document("<w:p/>")
    assert b"<w:body><w:p /></w:body>" in serialize(parse(package), package.text(DOCUMENT))


def test_headings_said_again_are_left_out_and_what_begins_anew_below_them_goes_on() -> None:
    def said(words: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    again = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{said('头')}{said('头')}</w:tr>"
    rows = [
        f"<w:tr>{said('头')}{said('头')}</w:tr>",
        f"<w:tr>{said('组', BEGINS)}{said('一', BEGINS)}</w:tr>",
        again,
        f"<w:tr>{said('组', BEGINS)}{said('二', BEGINS)}</w:tr>",
        f"<w:tr>{said('', GOES_ON)}{said('', GOES_ON)}</w:tr>",
    ]
    table = body_of(parse(document(f"<w:tbl>{''.join(rows)}</w:tbl>"))).findall(f"{W}tbl/{W}tr")
    found = [[(text_of(one.element), one.down) for one in line] for line in cells(said_once(table))]
    assert found == [[("头", 1), ("头", 1)], [("组", 3), ("一", 1)], [("二", 2)], []]


def test_headings_at_the_head_of_a_table_stay() -> None:
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell()}</w:tr>"
    table = body_of(parse(document(f"<w:tbl>{head}{head}<w:tr>{cell()}</w:tr></w:tbl>"))).findall(f"{W}tbl/{W}tr")
    assert said_once(table) == table
