"""The header that marks a draft stands on every page of every section."""

from __future__ import annotations

import re

import pytest

from yanbian_report.word import namespaces
from yanbian_report.word.header import with_header
from yanbian_report.word.package import CONTENT_TYPES, DOCUMENT, DOCUMENT_RELATIONS, Package

OWN = '<w:headerReference w:type="first" r:id="rId1"/>'
SECTIONS = ["<w:sectPr/>", "<w:sectPr><w:titlePg/></w:sectPr>", f'<w:sectPr w:a="1">{OWN}<w:titlePg/></w:sectPr>']


def package(sections: str) -> Package:
    root = f'xmlns:w="{namespaces.W}" xmlns:r="{namespaces.R}"'
    return Package(
        {
            DOCUMENT: f"<w:document {root}><w:body>{sections}</w:body></w:document>",
            CONTENT_TYPES: "<Types></Types>",
            DOCUMENT_RELATIONS: "<Relationships></Relationships>",
        }
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_first_even_and_other_pages_of_a_section_have_it_and_no_other(section: str) -> None:
    marked = with_header(package(section * 2), "草稿")
    found = re.findall(r"<w:sectPr\b[^>]*>(.*?)</w:sectPr>", marked.text(DOCUMENT))
    assert len(found) == 2
    for inside in found:
        kinds = re.findall(r'<w:headerReference w:type="(\w+)" r:id="rIdHeader0"/>', inside)
        assert sorted(kinds) == ["default", "even", "first"]
        assert inside.count("headerReference") == 3
        assert inside.index("headerReference") < inside.find("titlePg") or "titlePg" not in inside
