"""Tables of the workbook are found in a document's text; whatever else is a table is none of them."""

from __future__ import annotations

from yanbian_report.word.styles import WORKBOOK_TABLE, StyleSheet
from yanbian_report.word.workbook_tables import workbook_tables

STYLES = StyleSheet(
    '<w:styles><w:style w:type="table" w:styleId="a1">'
    f'<w:name w:val="{WORKBOOK_TABLE}"/></w:style>'
    '<w:style w:type="table" w:styleId="a2"><w:name w:val="别的"/></w:style></w:styles>'
)


def table(style: str, inside: str = "") -> str:
    cell = f"<w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p>{inside}</w:tc>"
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr><w:tr>{cell}</w:tr></w:tbl>'


def found(document: str, styles: StyleSheet = STYLES) -> list[str]:
    return [document[start:end] for start, end in workbook_tables(document, styles)]


def test_those_in_their_style_are_found_whole_in_their_order() -> None:
    one, other = table("a1"), table("a1").replace("1.00", "2.00")
    assert found(f"<w:p/>{one}<w:p/>{table('a2')}{other}<w:p/>") == [one, other]


def test_a_table_with_another_in_it_is_none() -> None:
    assert found(table("a1", table("a2")) + table("a1")) == [table("a1")]


def test_without_the_style_there_are_none() -> None:
    assert found(table("a1"), StyleSheet("<w:styles></w:styles>")) == []
