"""What a style has, it has itself or from the one it is based on."""

from __future__ import annotations

import pytest

from yanbian_report.word.package import STYLES, Package
from yanbian_report.word.styles import StyleSheet, style_sheet

DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'


def style(id_: str, parent: str = "", inside: str = "", name: str = "") -> str:
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name or id_}"/>{based}{inside}</w:style>'


def sheet(*styles: str) -> StyleSheet:
    return StyleSheet(f"<w:styles>{DEFAULTS}{''.join(styles)}</w:styles>")


def paragraph(properties: str) -> str:
    return f"<w:pPr>{properties}</w:pPr>"


def test_a_property_is_its_own_before_it_is_inherited() -> None:
    found = sheet(
        style("甲", inside=paragraph('<w:ind w:left="10"/>')),
        style("乙", "甲"),
        style("丙", "乙", paragraph('<w:ind w:left="30"/>')),
        style("丁", "丙"),
    )
    assert [found.find(id_, "pPr", "ind") for id_ in "甲乙丙丁"] == [{"w:left": n} for n in ("10", "10", "30", "30")]


def test_what_no_style_has_the_document_has_by_default() -> None:
    found = sheet(style("甲"), style("乙", inside='<w:rPr><w:sz w:val="44"/></w:rPr>'))
    assert [found.find(id_, "rPr", "sz") for id_ in ("甲", "乙", "", "没有")] == [
        {"w:val": size} for size in ("32", "44", "32", "32")
    ]
    assert found.find("甲", "pPr", "ind") is None


def test_a_property_of_paragraphs_is_none_of_letters_and_its_name_is_whole() -> None:
    found = sheet(style("甲", inside=paragraph('<w:spacing w:line="1"/>') + '<w:rPr><w:szCs w:val="9"/></w:rPr>'))
    assert found.find("甲", "rPr", "spacing") is None
    assert found.find("甲", "rPr", "sz") == {"w:val": "32"}


@pytest.mark.parametrize(
    ("flag", "on"),
    [
        ("<w:keepNext/>", True),
        ('<w:keepNext w:val="1"/>', True),
        ('<w:keepNext w:val="0"/>', False),
        ('<w:keepNext w:val="false"/>', False),
        ("<w:keepLines/>", False),
    ],
)
def test_a_flag_is_on_unless_it_says_that_it_is_off(flag: str, on: bool) -> None:
    assert sheet(style("甲", inside=paragraph(flag))).has("甲", "keepNext") is on


def test_styles_that_are_based_on_each_other_in_a_circle_have_what_any_of_them_has() -> None:
    found = sheet(style("甲", "乙"), style("乙", "甲", paragraph('<w:ind w:left="5"/>')), style("丙", "丙"))
    assert found.find("甲", "pPr", "ind") == {"w:left": "5"}
    assert found.find("丙", "pPr", "ind") is None


def test_outline_levels_are_inherited_and_the_tenth_is_plain_text() -> None:
    level = '<w:outlineLvl w:val="{}"/>'
    found = sheet(
        style("一", inside=paragraph(level.format(0))),
        style("二", "一", paragraph(level.format(1))),
        style("三", "一"),
        style("四", "一", paragraph(level.format(9))),
        style("五"),
    )
    assert found.outline_levels == {"一": 1, "二": 2, "三": 1}


def test_what_a_table_style_says_of_its_first_row_is_not_said_of_all_rows() -> None:
    found = sheet(style("表", inside=f'<w:tblStylePr w:type="firstRow">{paragraph("<w:keepNext/>")}</w:tblStylePr>'))
    assert not found.has("表", "keepNext")


def test_styles_are_known_by_name_whatever_their_ids_are() -> None:
    package = Package({STYLES: f"<w:styles>{style('a7', name='附件号')}</w:styles>"})
    assert style_sheet(package).name("a7") == "附件号"
    assert style_sheet(package).name("附件号") == ""
