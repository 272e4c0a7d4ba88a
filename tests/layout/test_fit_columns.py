"""Tables that Word may fit are given widths; those of fixed widths keep them."""

from __future__ import annotations

import re

import pytest

from yanbian_report.layout.fit_columns import fit_columns
from yanbian_report.layout.table_text import read_table, tables_of
from yanbian_report.word.styles import StyleSheet

SHEET = StyleSheet(
    '<w:style w:type="paragraph" w:styleId="表文"><w:name w:val="表文"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="报表"><w:name w:val="报表"/><w:tblPr><w:tblCellMar>'
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
WHOLE = 8000


def cell(words: str, properties: str = '<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>') -> str:
    return f'<w:tc>{properties}<w:p><w:pPr><w:pStyle w:val="表文"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'


def table(layout: str, *rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    properties = f'<w:tblStyle w:val="报表"/><w:tblW w:w="{WHOLE}" w:type="dxa"/>{layout}<w:tblLook w:val="0000"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(f'<w:tr>{r}</w:tr>' for r in rows)}</w:tbl>"


def widths(xml: str) -> list[int]:
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]


@pytest.mark.parametrize("layout", ["", '<w:tblLayout w:type="autofit"/>'])
def test_columns_that_word_may_fit_are_fitted_and_then_fixed(layout: str) -> None:
    xml = table(layout, cell("甲") + cell("国" * 200), cell("乙") + cell("国" * 300))
    made = fit_columns(read_table(xml), SHEET).xml
    narrow, wide = widths(made)
    assert narrow + wide == WHOLE
    assert narrow < 1000 < wide
    assert '<w:tblLayout w:type="fixed"/><w:tblLook' in made
    assert re.findall(r'<w:tcW w:w="(\d+)"', made) == [str(narrow), str(wide)] * 2


def test_fixed_columns_stay() -> None:
    xml = table('<w:tblLayout w:type="fixed"/>', cell("甲") + cell("国" * 200))
    assert fit_columns(read_table(xml), SHEET).xml == xml


def test_a_cell_over_both_columns_is_as_wide_as_both_and_one_without_properties_gets_a_width() -> None:
    over = '<w:tcPr><w:tcW w:w="1" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
    made = fit_columns(read_table(table("", cell("题", over), cell("甲", "") + cell("国" * 90))), SHEET).xml
    assert f'<w:tcW w:w="{WHOLE}" w:type="dxa"/><w:gridSpan' in made
    assert made.count("<w:tcPr>") == 3


def test_a_table_whose_rows_do_not_fill_its_columns_is_left_alone() -> None:
    xml = table("", cell("甲") + cell("乙"), cell("甲"))
    assert fit_columns(read_table(xml), SHEET).xml == xml


def test_tables_are_found_and_those_that_hold_others_are_not() -> None:
    plain = table("", cell("甲") + cell("乙"))
    holding = plain.replace("</w:p></w:tc>", f"</w:p>{plain}<w:p/></w:tc>", 1)
    document = f"<w:p/>{plain}<w:p/>{holding}<w:p/>{plain}"
    assert [document[start:end] for start, end in tables_of(document, SHEET)] == [plain, plain]
