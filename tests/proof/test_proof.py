"""The finished document read back: what is wrong with it is found."""

from __future__ import annotations

import re

import pytest

from yanbian_report.forms.final_accounts.form import FORM
from yanbian_report.model.year import Year
from yanbian_report.options import BuildResult
from yanbian_report.proof import prove
from yanbian_report.word.namespaces import R
from yanbian_report.word.package import CONTENT_TYPES, DOCUMENT, DOCUMENT_RELATIONS, Package, read_package


@pytest.fixture(scope="module")
def package(built: BuildResult) -> Package:
    assert built.document is not None
    found, _ = read_package(built.document)
    assert found is not None
    return found


BEGUN = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
NOTE = '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
SPOILT = [
    ("W302", "完成预算100%", "完成预算{{ x }}"),
    ("W302", "名词解释</w:t>", "名词解释None</w:t>"),
    ("W303", "主要用于以下方面：", "主要用于以下方面：，"),
    ("W304", 'r:embed="rIdFigure3"', 'r:embed="rIdFigure9"'),
    ("W305", '<w:fldChar w:fldCharType="end"/>', ""),
    ("W306", 'w:anchor="_Toc00000004"', 'w:anchor="_Toc99999999"'),
    ("W305", '<w:fldChar w:fldCharType="separate"/>', ""),
    ("W305", "</w:sectPr></w:body>", f"</w:sectPr>{BEGUN}</w:body>"),
    ("W306", "PAGEREF _Toc00000004", "PAGEREF _Toc99999999"),
    ("W307", '<w:bookmarkEnd w:id="5"/>', ""),
    ("W307", 'w:name="_Toc00000005"/>', 'w:name="_Toc00000004"/>'),
    (
        "W308",
        "四、财政拨款收入支出决算总体情况说明</w:t></w:r><w:bookmarkEnd",
        "五、财政拨款收入支出决算总体情况说明</w:t></w:r><w:bookmarkEnd",
    ),
    ("W309", ">图4：", ">图5："),
    ("W310", ">三、支出决算情况说明<", ">三、支出决算情况<"),
    ("W307", 'id="2" name="图2"', 'id="1" name="图2"'),
    ("W302", 'name="图2"/>', 'name="{{ 图.收入.编号 }}"/>'),
    ("W316", 'w:pStyle w:val="正文段"', 'w:pStyle w:val="没有"'),
    ("W316", 'w:tblStyle w:val="', 'w:tblStyle w:val="没有'),
    ("W316", '<w:pStyle w:val="正文段"/>', f'<w:pStyle w:val="正文段"/>{LIST}'),
    ("W316", "<w:body>", f"<w:body>{NOTE}"),
    ("W317", "<w:body>", '<w:body><w:p><w:del w:id="1"/></w:p>'),
    ("W317", "<w:body>", "<w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>"),
    ("W318", " TOC ", " XE "),
    ("W318", "w:footerReference", "w:noReference"),
    ("W309", ">图6：", ">如图："),
    ("W301", "<w:body>", "<w:body><w:p>"),
]


@pytest.mark.parametrize(("code", "old", "new"), SPOILT, ids=[f"{c} {o[:12]}" for c, o, _ in SPOILT])
def test_a_spoilt_document_does_not_prove(code: str, old: str, new: str, package: Package) -> None:
    text = package.text(DOCUMENT)
    assert old in text
    spoilt = text.replace(old, new) if code == "W318" else text.replace(old, new, 1)
    found = prove(package.replaced({DOCUMENT: spoilt}))
    assert code in {f.code for f in found}


def test_a_picture_without_a_text_alternative_is_named(package: Package) -> None:
    text = re.sub(r'descr="[^"]*"( id="2" name="图2")', r"\1", package.text(DOCUMENT), count=1)
    assert [(f.code, f.message) for f in prove(package.replaced({DOCUMENT: text}))] == [
        ("W307", "图片“图2”没有替代文字")
    ]


def test_headers_and_footers_are_read_too(package: Package) -> None:
    name = next(part for part in package.parts if part.startswith("word/footer"))
    footer = package.text(name).replace("</w:p>", "<w:r><w:t>第{{ 页码 }}页</w:t></w:r></w:p>", 1)
    found = prove(package.replaced({name: footer}))
    assert [f.message for f in found] == ["成稿里留有“{{”：— 1 —第{{ 页码 }}页", "成稿里留有“}}”：— 1 —第{{ 页码 }}页"]


def test_what_is_no_xml_is_not_read_any_further(package: Package) -> None:
    text = package.text(DOCUMENT).replace("<w:body>", "<w:body><w:p>").replace("完成预算100%", "{{ x }}")
    assert {f.code for f in prove(package.replaced({DOCUMENT: text}))} == {"W301"}


def without(package: Package, part: str) -> Package:
    return Package({name: data for name, data in package.parts.items() if name != part})


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_part_that_is_missing_from_the_file_is_missed_where_it_should_be_seen(package: Package, ending: str) -> None:
    [found] = prove(without(package, f"word/media/figure1.{ending}"))
    assert found.code == "W304"
    assert re.fullmatch("“2021年度收、支总计.*”处的图片指向一个不在文件里的部件", found.message)


def test_a_part_that_nothing_in_the_text_refers_to_is_missed_too(package: Package) -> None:
    assert [f.code for f in prove(without(package, "word/settings.xml"))] == ["W315", "W315"]


def test_every_part_needs_its_content_type_and_a_way_to_it(package: Package) -> None:
    types = package.text(CONTENT_TYPES)
    for old, new in (
        ("footer+xml", "header+xml"),
        ("image/png", "text/png"),
        ("image/svg", "text/svg"),
        ("footer1.xml", "footer3.xml"),
    ):
        assert {f.code for f in prove(package.replaced({CONTENT_TYPES: types.replace(old, new)}))} == {"W315"}
    [found] = prove(package.replaced({"customXml/item1.xml": "<a/>"}))
    assert found.message == "成稿里有用不到的部件 customXml/item1.xml"


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [("attachedTemplate", "file:///C:/Users/a.dotx", "External"), ("comments", "footer1.xml", "Internal")],
)
def test_no_relation_leads_to_what_may_not_be_published(kind: str, target: str, mode: str, package: Package) -> None:
    row = f'<Relationship Id="rId99" Type="{R}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    links = package.text(DOCUMENT_RELATIONS).replace("</Relationships>", row)
    found = prove(package.replaced({DOCUMENT_RELATIONS: links}))
    assert {f.code for f in found} == {"W317"}


def test_a_tag_in_the_address_of_a_link_is_found_however_it_is_written(package: Package) -> None:
    row = f'<Relationship Id="rId99" Type="{R}/hyperlink" Target="http://a/%7B%7B甲" TargetMode="External"/>'
    links = package.text(DOCUMENT_RELATIONS).replace("</Relationships>", f"{row}</Relationships>")
    found = prove(package.replaced({DOCUMENT_RELATIONS: links}))
    assert [f.message for f in found] == ["链接的地址里留有标签：http://a/%7B%7B甲"]


def test_a_link_that_leads_nowhere_is_named_with_its_words(package: Package) -> None:
    link = '<w:p><w:hyperlink w:anchor="没有"><w:r><w:t>见下文</w:t></w:r></w:hyperlink></w:p>'
    text = package.text(DOCUMENT).replace("<w:body>", f"<w:body>{link}")
    [found] = prove(package.replaced({DOCUMENT: text}))
    assert found.message == "链接“见下文”指向的书签“没有”不存在"


def test_a_heading_that_the_contents_page_lacks_is_named(package: Package) -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>九、其他</w:t></w:r></w:p>'
    head, last, tail = package.text(DOCUMENT).rpartition("<w:sectPr>")
    found = [f for f in prove(package.replaced({DOCUMENT: head + heading + last + tail})) if f.code == "W310"]
    assert [f.message for f in found] == ["正文里的标题“九、其他”目录里没有"]


def test_what_stands_in_a_text_box_is_read_once_and_is_no_heading(package: Package) -> None:
    inner = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>甲，，乙</w:t></w:r></w:p>'
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    text = package.text(DOCUMENT).replace("<w:body>", f"<w:body><w:p><w:r>{twice}</w:r></w:p>")
    assert [f.message for f in prove(package.replaced({DOCUMENT: text}))] == ["成稿里“，，”重复：甲，，乙"]


def test_what_is_no_xml_is_named_by_the_words_near_it(package: Package) -> None:
    text = package.text(DOCUMENT).replace("</w:tbl>", "", 1)
    [found] = prove(package.replaced({DOCUMENT: text}))
    assert re.fullmatch("填好的文档不完整，在“[^<>]+”附近", found.message)


def test_findings_come_in_the_order_of_their_codes(package: Package) -> None:
    text = package.text(DOCUMENT).replace(">图4：", ">图5：，").replace("名词解释</w:t>", "名词解释None</w:t>")
    codes = [f.code for f in prove(package.replaced({DOCUMENT: text}))]
    assert codes == sorted(codes)
    assert {"W302", "W303", "W309"} <= set(codes)


def test_a_sound_document_proves(package: Package) -> None:
    assert prove(package) == []


def test_a_figure_that_was_typed_and_is_printed_nowhere_is_named(package: Package, year: Year) -> None:
    text = package.text(DOCUMENT).replace("3704.48万元", "若干")
    found = [f for f in prove(package.replaced({DOCUMENT: text}), year, FORM.printing) if f.code == "W320"]
    assert [f.path for f in found] == ["重点工作.1.数据.补发待遇"]


def test_a_digit_inside_another_number_does_not_count_as_printed(package: Package, year: Year) -> None:
    text = package.text(DOCUMENT).replace("247.95", "1247.95")
    found = [f for f in prove(package.replaced({DOCUMENT: text}), year, FORM.printing) if f.code == "W320"]
    assert [f.path for f in found] == ["一般公共预算基本支出.人员经费"]
