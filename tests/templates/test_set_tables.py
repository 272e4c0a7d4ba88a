"""Tables of a filled document are called by the title above them."""

from __future__ import annotations

import re

import pytest

from yanbian_report.templates.set_tables import set_tables
from yanbian_report.word.package import STYLES, Package

PACKAGE = Package({STYLES: "<w:styles></w:styles>"})
CELL = "<w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"


def table(properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/><w:tr>{CELL}</w:tr></w:tbl>"


def captions(body: str) -> list[str]:
    return re.findall(r'<w:tblCaption w:val="([^"]*)"/>', set_tables(f"<w:document><w:body>{body}", PACKAGE))


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_table_is_called_by_what_stands_above_it() -> None:
    body = f"{paragraph('题一')}{paragraph('')}{table()}{paragraph('&quot;题&quot;二')}{table()}"
    assert captions(body) == ["题一", "&quot;题&quot;二"]


@pytest.mark.parametrize("own", ['<w:tblCaption w:val="自己的"/>'])
def test_a_name_that_the_template_gives_stays(own: str) -> None:
    assert captions(paragraph("题") + table(own)) == ["自己的"]


def test_a_table_below_nothing_has_no_name() -> None:
    assert captions(table()) == []
