"""What an edition's file cannot bring into the report is refused by its name; what it can is carried."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.templates.noise import DOCUMENT, packed, unpacked
from yanbian_report.base.findings import Finding
from yanbian_report.templates.compile import compile_edition
from yanbian_report.templates.own_bookmarks import OwnBookmarks
from yanbian_report.templates.template import Template
from yanbian_report.word import namespaces
from yanbian_report.word.canonical.markup import fragment, parse

EDITION = ROOT / "templates/2020-2021"
RELATIONS = "word/_rels/document.xml.rels"
NUMBERING = (
    f'<w:numbering xmlns:w="{namespaces.W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(EDITION, tmp_path / "版")


def change(folder: Path, chapter: str, how: Callable[[str], str], numbering: str = "") -> None:
    [file] = folder.glob(f"{chapter}-*.docx")
    parts = unpacked(file.read_bytes())
    text, relations = parts[DOCUMENT], parts[RELATIONS]
    assert isinstance(text, str)
    assert isinstance(relations, str)
    assert how(text) != text
    parts[DOCUMENT] = how(text)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f'<Relationship Id="rIdFile" Type="{kind}/hyperlink" Target="file:///甲.docx" TargetMode="External"/>'
    if numbering:
        parts["word/numbering.xml"] = numbering
        links += f'<Relationship Id="rIdList" Type="{kind}/numbering" Target="numbering.xml"/>'
    parts[RELATIONS] = relations.replace("</Relationships>", f"{links}</Relationships>")
    file.write_bytes(packed(parts, random.Random(0)))


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, shown: str = "甲") -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{run(shown)}{mark('end')}"
    )


def put(inside: str) -> Callable[[str], str]:
    """A paragraph at the end of a chapter."""

    def changed(text: str) -> str:
        before, last, after = text.rpartition("<w:sectPr>")
        return f"{before}<w:p>{inside}</w:p>{last}{after}"

    return changed


def compiled(folder: Path) -> tuple[Template | None, list[Finding]]:
    return compile_edition(folder, "模板")


WAITING = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>"
)
SHAPE = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///甲.docx"/></w:pict></w:r>'
NOTE = "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
IN_BOX = '<v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
REFUSED = [
    ("T602", "脚注", f"<w:r><w:pict>{IN_BOX}{NOTE}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"),
    ("T107", "{{ 目录 }}", run("{{ 目录 }}")),
    ("T201", "只有一个", run("甲{ 年度 }")),
    ("T602", "没有填", WAITING),
    (
        "T605",
        "最多 63 列",
        '</w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p>',
    ),
    ("T603", "又有一个目录", field(' TOC \\o "1-3" ')),
    ("T603", "页码域", field(" NUMPAGES ")),
    ("T603", "计算域", field(" =SUM(ABOVE) ")),
    ("T603", "没有结束", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
    ("T604", "本机的文件", field(' HYPERLINK "file:///甲.docx" ')),
    ("T604", "本机的文件", SHAPE),
    ("T607", "书签“没有”不存在", f'<w:hyperlink w:anchor="没有">{run("甲")}</w:hyperlink>'),
    ("T607", "书签“_Ref9”不存在", field(" REF _Ref9 \\h ")),
]


@pytest.mark.parametrize(("code", "words", "inside"), REFUSED, ids=[f"{code} {words}" for code, words, _ in REFUSED])
def test_what_the_report_cannot_have_is_refused_by_the_file_s_name(
    code: str, words: str, inside: str, folder: Path
) -> None:
    change(folder, "30", put(inside))
    template, findings = compiled(folder)
    assert template is None
    assert [f.code for f in findings] == [code]
    assert words in findings[0].message
    assert "30-名词解释.docx" in findings[0].message


def test_a_heading_that_word_numbers_is_refused_and_a_list_is_carried(folder: Path) -> None:
    change(folder, "30", put(f"<w:pPr>{LIST}</w:pPr>{run('项')}"), NUMBERING)
    assert compiled(folder)[0] is not None
    change(folder, "10", lambda text: text.replace('"Heading2"/>', f'"Heading2"/>{LIST}', 1), NUMBERING)
    _, [finding] = compiled(folder)
    assert (finding.code, "基本职能" in finding.message) == ("T602", True)


PICTURE_MARK = ("</w:lvl>", '<w:lvlPicBulletId w:val="0"/></w:lvl>')


TAG_MARK, LATE_START = ('"%1."', '"{{ 年度 }}%1"'), ('w:start w:val="1"', 'w:start w:val="1000000000"')


@pytest.mark.parametrize("mark", [PICTURE_MARK, TAG_MARK, LATE_START], ids=["pictures", "tags", "start"])
def test_a_list_whose_marks_cannot_be_printed_is_refused(mark: tuple[str, str], folder: Path) -> None:
    marked = NUMBERING.replace(*mark)
    change(folder, "30", put(f"<w:pPr>{LIST}</w:pPr>{run('项')}"), marked)
    _, [finding] = compiled(folder)
    assert (finding.code, "“项”" in finding.message) == ("T602", True)


def test_a_file_that_says_what_another_says_is_a_copy(folder: Path) -> None:
    shutil.copy(folder / "30-名词解释.docx", folder / "35-别的.docx")
    _, findings = compiled(folder)
    assert [f.code for f in findings] == ["T106"]
    assert all(name in findings[0].message for name in ("30-名词解释", "35-别的"))


def test_a_number_in_full_width_is_none(folder: Path) -> None:
    shutil.copy(folder / "30-名词解释.docx", folder / "３５-别的.docx")
    assert [f.code for f in compiled(folder)[1]] == ["T106"]


@pytest.mark.parametrize("said", ['descr="图：收支总体情况"', 'descr=" 图: 收支总体情况 "', 'title="图:收支总体情况"'])
def test_the_name_of_a_chart_s_place_may_be_typed_in_several_ways(said: str, folder: Path) -> None:
    change(folder, "20", lambda text: text.replace('descr="图:收支总体情况"', said))
    template, findings = compiled(folder)
    assert template is not None, findings
    assert "收支总体情况" in {slot.name for slot in template.slots}
    assert all(slot.file.endswith("20-决算情况说明.docx") for slot in template.slots)


def test_links_lead_to_the_bookmarks_of_their_own_file() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="甲"/><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="甲"/>'
    field_ = "<w:r><w:instrText> REF 甲 \\h </w:instrText></w:r>"
    roots = [parse(f'<w:p xmlns:w="{namespaces.W}">{marks}{field_}</w:p>'.encode()) for _ in range(2)]
    bookmarks = OwnBookmarks()
    for number, root in enumerate(roots):
        bookmarks.take(number, root)
    assert [list(bookmarks.point(number, root)) for number, root in enumerate(roots)] == [[], []]
    for root in roots:
        made = fragment(root)
        [name] = set(re.findall(r'w:name="([^"]*)"', made))
        assert f'w:anchor="{name}"' in made
        assert f" REF {name} " in made
    assert fragment(roots[0]) != fragment(roots[1])


def test_shapes_of_a_loop_have_no_ids_to_double(folder: Path) -> None:
    shape = SHAPE.replace(' href="file:///甲.docx"', ' id="_x0000_s1"')
    change(folder, "30", put(shape))
    template, findings = compiled(folder)
    assert template is not None, findings
    assert "_x0000_s1" not in "".join(part for part in template.body if isinstance(part, str))


def test_what_else_is_wrong_in_a_file_with_an_odd_tag_is_not_said(folder: Path) -> None:
    change(folder, "10", put(f"{run('{{ 单位.名称')}</w:p><w:p>{run('{%p endif %}')}"))
    _, findings = compiled(folder)
    assert [finding.code for finding in findings] == ["T203"]


def test_a_tag_that_is_no_tag_is_quoted_with_its_own_paragraph_only(folder: Path) -> None:
    change(folder, "10", put(f"{run('{{ 单位。名称 }}')}</w:p><w:p>{run('{%p if 年度 %}')}"))
    _, findings = compiled(folder)
    assert "“{{ 单位。名称 }}”" in findings[0].message
