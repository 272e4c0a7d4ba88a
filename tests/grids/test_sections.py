"""Sections: paper turns where tables need it, pages count on, and no page is left blank behind the last table."""

from __future__ import annotations

import re

from yanbian_report.grids.sections import Laid, papers, place_in, put_in

SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
LAST = '<w:pStyle w:val="收尾行"/>'
WORDS = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
UPRIGHT, TURNED = Laid(False, "<w:p>竖</w:p>"), Laid(True, "<w:p>横</w:p>")


def put(tables: list[Laid], before: str = WORDS, after: str = "") -> str:
    document = f"<w:body>{before}\0{after}{SECTION}</w:body>"
    return put_in(place_in(document, "\0"), tables, LAST)


def shown(document: str) -> str:
    """Words and tables, with each section's end as | for upright and - for turned paper."""
    document = re.sub("<w:sectPr>.*?</w:sectPr>", lambda match: "-" if "landscape" in match[0] else "|", document)
    return re.sub("<[^>]*>", "", document)


def test_tables_on_the_same_paper_need_no_section() -> None:
    assert shown(put([UPRIGHT, UPRIGHT])) == "甲竖竖|"


def test_paper_turns_between_tables_and_the_last_ends_the_document() -> None:
    assert shown(put([UPRIGHT, TURNED, TURNED, UPRIGHT])) == "甲竖|横横-竖|"
    assert shown(put([UPRIGHT, TURNED])) == "甲竖|横-"


def test_what_follows_the_tables_stands_on_upright_paper_again() -> None:
    assert shown(put([TURNED], after=WORDS)) == "甲|横-甲|"


def test_a_section_with_nothing_before_the_tables_is_theirs() -> None:
    before = f"{WORDS}<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    assert shown(put([TURNED, UPRIGHT], before)) == "甲|横-竖|"


def test_pages_begin_with_a_number_once() -> None:
    made = put([TURNED, UPRIGHT, TURNED], after=WORDS)
    sections = re.findall("<w:sectPr>.*?</w:sectPr>", made)
    assert ["w:start" in section for section in sections] == [True, False, False, False, False]
    assert all('r:id="rId4"' in section for section in sections)


def test_a_number_format_goes_on_where_pages_count_on() -> None:
    section = SECTION.replace('<w:pgNumType w:start="1"/>', '<w:pgNumType w:fmt="decimal" w:start="1"/>')
    made = put_in(place_in(f"{WORDS}\0{section}", "\0"), [TURNED], LAST)
    assert re.findall("<w:pgNumType[^>]*>", made) == [
        '<w:pgNumType w:fmt="decimal" w:start="1"/>',
        '<w:pgNumType w:fmt="decimal"/>',
    ]


def test_a_section_that_its_own_paragraph_ends_is_the_last_tables() -> None:
    document = f'{WORDS}\0<w:p><w:pPr><w:pStyle w:val="收尾行"/>{SECTION}</w:pPr></w:p>{WORDS}'
    assert shown(put_in(place_in(document, "\0"), [TURNED], LAST)) == "甲|横-甲"


def test_turned_paper_is_wider_and_paper_that_is_turned_already_stays() -> None:
    upright, turned = papers(SECTION)
    assert (upright.width, upright.turned, turned.turned) == (8845, False, True)
    assert turned.width > upright.height
    wide = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    assert len(papers(wide)) == 1


def test_the_tables_stand_in_one_place_only() -> None:
    assert shown(put_in(place_in(f"{WORDS}\0{WORDS}\0{SECTION}", "\0"), [UPRIGHT], LAST)) == "甲竖甲|"


def test_only_the_first_section_begins_on_a_side() -> None:
    section = SECTION.replace("<w:pgSz", '<w:type w:val="oddPage"/><w:pgSz').replace('<w:pgNumType w:start="1"/>', "")
    made = put_in(place_in(f"{WORDS}\0{WORDS}{section}", "\0"), [TURNED, UPRIGHT, TURNED], LAST)
    assert re.findall(r'<w:type w:val="(\w+)"/>', made) == ["oddPage", *["nextPage"] * 4]
