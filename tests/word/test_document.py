"""What is found in a document's XML without a tree is what stands there."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from yanbian_report.word.document import attributes, elements, escaped, paragraphs, printed_text, tags, words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
styles = st.sampled_from(["甲", "Heading1", "a.b"])


def paragraph(style: str, text: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'


@given(st.lists(st.tuples(styles, texts), max_size=8))
def test_styles_and_words_are_those_of_a_tree(written: list[tuple[str, str]]) -> None:
    document = f'<w:body xmlns:w="{W}">{"<w:p/>".join(paragraph(*one) for one in written)}</w:body>'
    tree = ElementTree.fromstring(document)
    told = [
        (style.get(f"{{{W}}}val"), "".join(t.text or "" for t in p.iter(f"{{{W}}}t")))
        for p in tree.iter(f"{{{W}}}p")
        for style in p.iter(f"{{{W}}}pStyle")
    ]
    assert [tuple(one) for one in words(document)] == told
    found = list(paragraphs(document, ["甲", "a.b"]))
    assert [(p.style, p.text) for p in found] == [one for one in told if one[0] != "Heading1"]
    assert [document[p.start : p.end] for p in found] == [paragraph(*one) for one in written if one[0] != "Heading1"]


def test_a_paragraph_that_holds_another_is_left_out_and_the_inner_one_found() -> None:
    inner = paragraph("甲", "里")
    outer = f'<w:p><w:pPr><w:pStyle w:val="乙"/></w:pPr><w:r><w:t>外</w:t>{inner}</w:r></w:p>'
    assert [(p.style, p.text) for p in paragraphs(outer, ["甲", "乙"])] == [("甲", "里")]
    assert words(outer)[0].style == "甲"


BOX = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"


def boxed(*inside: str) -> str:
    """A paragraph in 乙 with text boxes, written twice as Word does, between its words."""
    boxes = "".join(BOX.format(f"<w:txbxContent>{one}</w:txbxContent>") for one in inside)
    return f'<w:p><w:pPr><w:pStyle w:val="乙"/></w:pPr><w:r><w:t>外</w:t>{boxes}</w:r><w:r><w:t>边</w:t></w:r></w:p>'


def test_a_text_box_is_read_once_behind_the_paragraph_that_it_hangs_on() -> None:
    document = paragraph("甲", "前") + boxed(paragraph("甲", "一") + paragraph("甲", "二"), paragraph("甲", "三"))
    document += paragraph("甲", "后")
    assert [one.text for one in words(document)] == ["前", "外边", "一", "二", "三", "后"]
    assert [tuple(one) for one in words(document, boxes=False)] == [("甲", "前"), ("乙", "外边"), ("甲", "后")]


def test_a_paragraph_with_a_text_box_is_one_of_its_style_and_what_is_inside_is_none() -> None:
    document = boxed(paragraph("乙", "里"))
    [found] = paragraphs(document, ["乙"])
    assert (found.text, document[found.start : found.end]) == ("外边", document)


def test_a_hyphen_that_does_not_break_and_a_tab_are_printed() -> None:
    assert printed_text("<w:t>2021</w:t><w:noBreakHyphen/><w:t>2022</w:t><w:tab/><w:t>年</w:t>") == "2021\u20112022 年"


def test_tags_and_elements_are_found_with_what_they_say() -> None:
    document = '<a><b id="1" w:name="x"/><c n="2">one<d/></c><b id="3"/><b>no attributes</b></a>'
    assert [attributes(tag).get("id") for tag in tags(document, "b")] == ["1", "3"]
    assert [(attributes(tag)["n"], inside) for tag, inside in elements(document, "c")] == [("2", "one<d/>")]


def test_what_stands_first_is_found_and_what_is_not_there_is_not() -> None:
    assert list(tags('<b id="1"/>', "b")) == ['<b id="1"/']
    assert list(elements('<b id="1">x</b><b id="2">y</b>', "b")) == [('<b id="1">', "x"), ('<b id="2">', "y")]
    assert (list(tags("<c/>", "b")), list(elements("<c/>", "b"))) == ([], [])
