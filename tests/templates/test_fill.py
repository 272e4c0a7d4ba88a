"""Filled documents: ids of drawings count through all flows, and a picture that one of them needs stays."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.conftest import ROOT
from yanbian_report.charts.pictures import Picture
from yanbian_report.templates.compile import compile_edition
from yanbian_report.templates.fill import Content, Properties, fill
from yanbian_report.templates.template import Programs, Sources, Template
from yanbian_report.word.namespaces import R
from yanbian_report.word.package import CONTENT_TYPES, DOCUMENT_RELATIONS, Package, relations

NO_PICTURES: Mapping[str, Picture] = {}
SEAL = "word/media/seal.jpg"


@pytest.fixture(scope="module")
def package() -> Package:
    template, _ = compile_edition(ROOT / "templates/2020-2021", "模板")
    assert template is not None
    row = f'<Relationship Id="rId99" Type="{R}/image" Target="media/seal.jpg"/></Relationships>'
    links = template.package.text(DOCUMENT_RELATIONS).replace("</Relationships>", row)
    return template.package.replaced({SEAL: b"jpg", DOCUMENT_RELATIONS: links})


def drawing(id_: int) -> str:
    return f'<w:drawing><wp:docPr id="{id_}" name="图片"/><pic:cNvPr id="{id_}" name="a"/></w:drawing>'


def filled(
    package: Package, document: str, flows: dict[str, str], pictures: Mapping[str, Picture] = NO_PICTURES
) -> Package:
    """What comes of a template that says ``document`` and, beside it, ``flows``."""
    programs = Programs((document,), {part: (text,) for part, text in flows.items()}, {})
    template = Template(package, programs, (), (), Sources((), (), {}, ()))
    made, findings = fill(template, Content({}, {}, pictures), Properties("甲", "乙"))
    assert made is not None, findings
    return made


def test_drawings_are_numbered_through_the_body_and_what_stands_beside_it(package: Package) -> None:
    made = filled(package, drawing(7) * 2, {"word/header1.xml": drawing(7)})
    texts = [made.text("word/document.xml"), made.text("word/header1.xml")]
    assert [re.findall(r'docPr id="(\d+)"', text) for text in texts] == [["1", "2"], ["3"]]


def test_a_picture_that_no_part_needs_any_more_is_left_out(package: Package) -> None:
    assert SEAL not in filled(package, "", {}).parts
    assert SEAL in filled(package, '<a:blip r:embed="rId99"/>', {}).parts
    assert SEAL in filled(package, '<v:fill r:pict="rId99"/>', {}).parts


def test_a_picture_that_only_a_header_needs_stays(package: Package) -> None:
    links = f'<Relationships><Relationship Id="rId1" Type="{R}/image" Target="media/seal.jpg"/></Relationships>'
    beside = package.replaced({"word/_rels/header1.xml.rels": links})
    assert SEAL in filled(beside, "", {"word/header1.xml": '<a:blip r:embed="rId1"/>'}).parts


PLACE = (
    '<w:drawing><wp:docPr id="7" name="a" descr="b"/><pic:cNvPr id="7" name="a"/><a:blip r:embed="图:甲"/></w:drawing>'
)


def test_a_picture_stands_in_its_place_with_a_vector_beside_it(package: Package) -> None:
    pictures = {"甲": Picture(b"png", 2, "柱状图：“甲”<1", b"<svg/>")}
    made = filled(package, PLACE, {}, pictures)
    document, links = made.text("word/document.xml"), relations(made.text(DOCUMENT_RELATIONS))
    assert 'descr="柱状图：“甲”&lt;1"' in document
    shown, vector = re.findall(r'<(a:blip|asvg:svgBlip)\b[^>]*?r:embed="(\w+)"', document)
    assert (shown[0], links[shown[1]].target) == ("a:blip", "media/figure2.png")
    assert (vector[0], links[vector[1]].target) == ("asvg:svgBlip", "media/figure2.svg")
    assert (made.parts["word/media/figure2.png"], made.parts["word/media/figure2.svg"]) == (b"png", b"<svg/>")
    assert '<Default Extension="svg" ContentType="image/svg+xml"/>' in made.text(CONTENT_TYPES)


def test_a_picture_without_a_vector_stands_alone(package: Package) -> None:
    made = filled(package, PLACE, {}, {"甲": Picture(b"png", 1, "甲")})
    assert "svg" not in made.text("word/document.xml")
    assert not [name for name in made.parts if name.endswith(".svg")]
