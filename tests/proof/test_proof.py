"""The finished document read back: what is wrong with it is found."""

from __future__ import annotations

import re

import pytest

from yanbian_report.forms.final_accounts.form import FORM
from yanbian_report.model.year import Year
from yanbian_report.options import BuildResult
from yanbian_report.proof import prove
from yanbian_report.word.package import DOCUMENT, Package, read_package


@pytest.fixture(scope="module")
def package(built: BuildResult) -> Package:
    assert built.document is not None
    found, _ = read_package(built.document)
    assert found is not None
    return found


SPOILT = [
    ("W302", "完成预算100%", "完成预算{{ x }}"),
    ("W302", "名词解释</w:t>", "名词解释None</w:t>"),
    ("W303", "主要用于以下方面：", "主要用于以下方面：，"),
    ("W304", 'r:embed="rIdFigure3"', 'r:embed="rIdFigure9"'),
    ("W305", '<w:fldChar w:fldCharType="end"/>', ""),
    ("W306", 'w:anchor="_Toc00000004"', 'w:anchor="_Toc99999999"'),
    ("W307", '<w:bookmarkEnd w:id="5"/>', ""),
    (
        "W308",
        "四、财政拨款收入支出决算总体情况说明</w:t></w:r><w:bookmarkEnd",
        "五、财政拨款收入支出决算总体情况说明</w:t></w:r><w:bookmarkEnd",
    ),
    ("W309", ">图4：", ">图5："),
    ("W310", ">三、支出决算情况说明<", ">三、支出决算情况<"),
    ("W307", '<wp:docPr id="2"', '<wp:docPr id="1"'),
    ("W309", ">图6：", ">如图："),
    ("W301", "<w:body>", "<w:body><w:p>"),
]


@pytest.mark.parametrize(("code", "old", "new"), SPOILT, ids=[f"{c} {o[:12]}" for c, o, _ in SPOILT])
def test_a_spoilt_document_does_not_prove(code: str, old: str, new: str, package: Package) -> None:
    text = package.text(DOCUMENT)
    assert old in text
    found = prove(package.replaced({DOCUMENT: text.replace(old, new, 1)}))
    assert code in {f.code for f in found}


def test_a_picture_without_a_text_alternative_is_named(package: Package) -> None:
    text = re.sub(r'(name="图2"[^>]*?) descr="[^"]*"', r"\1", package.text(DOCUMENT), count=1)
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


def test_a_part_that_is_missing_from_the_file_is_missed(package: Package) -> None:
    parts = {name: part for name, part in package.parts.items() if name != "word/media/figure1.png"}
    assert [f.code for f in prove(Package(parts))] == ["W304"]


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
