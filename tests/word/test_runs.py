"""Runs that need to say something of themselves say it, and no word of the document is another for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yanbian_report.api import build
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.word.chinese_signs import in_chinese
from yanbian_report.word.document import printed_text
from yanbian_report.word.package import DOCUMENT, STYLES, Package, read_package
from yanbian_report.word.styles import TO_DO_MARK
from yanbian_report.word.to_do_marks import with_marks

HINT = '<w:rFonts w:hint="eastAsia"/>'
WORDS = ("【待填】", "待填", "【待改】")


def run(text: str, looks: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize("sign", "“”‘’—…·×÷±§①→※")
def test_a_sign_that_latin_fonts_have_too_makes_its_run_chinese(sign: str) -> None:
    assert in_chinese(run(f"甲{sign}乙")) == run(f"甲{sign}乙", HINT)


@pytest.mark.parametrize(
    "text", ["甲，乙。", "（甲）《乙》【丙】、", "2020–2021", "3.14%、5‰", "O’Neil", "a-b", "甲&amp;乙"]
)
def test_other_runs_stay_as_they_are(text: str) -> None:
    assert in_chinese(run(text)) == run(text)


def test_an_apostrophe_beside_a_chinese_sign_hides_none() -> None:
    assert in_chinese(run("O’Neil“甲”")) == run("O’Neil“甲”", HINT)


@pytest.mark.parametrize(
    ("looks", "hinted"),
    [
        ('<w:rStyle w:val="强"/><w:b/>', f'<w:rStyle w:val="强"/>{HINT}<w:b/>'),
        ("<w:b/>", f"{HINT}<w:b/>"),
        ('<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:hint="eastAsia" w:eastAsia="黑体"/>'),
        ('<w:rFonts w:ascii="黑体" w:hint="default"/>', '<w:rFonts w:hint="eastAsia" w:ascii="黑体"/>'),
        ('<w:rFonts w:hint="eastAsia"/>', HINT),
    ],
)
def test_how_a_run_looks_otherwise_stays(looks: str, hinted: str) -> None:
    assert in_chinese(run("甲") + run("“乙", looks) + run("丙")) == run("甲") + run("“乙", hinted) + run("丙")


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:drawing><wp:docPr descr="“甲”"/></w:drawing></w:r>',
        '<w:r><w:instrText xml:space="preserve"> TC "“甲”" </w:instrText></w:r>',
        '<w:p><w:pPr><w:pStyle w:val="“甲”"/></w:pPr></w:p>',
    ],
)
def test_what_is_not_printed_is_passed(xml: str) -> None:
    assert in_chinese(xml) == xml


def text_of(result: BuildResult, part: str = DOCUMENT) -> str:
    assert result.document is not None
    package, _ = read_package(result.document)
    assert package is not None
    return package.text(part)


def test_every_quotation_of_the_report_is_in_the_chinese_font(built: BuildResult) -> None:
    document = text_of(built)
    quoting = [r for r in re.findall("<w:r>.*?</w:r>", document) if re.search("[“”‘’—…]", printed_text(r))]
    assert len(quoting) > 20
    assert all('w:hint="eastAsia"' in quoted for quoted in quoting)
    assert any(r"<w:hyperlink" in document[: document.index(quoted)][-200:] for quoted in quoting)  # of the contents


def package(body: str, styles: str = "") -> Package:
    return Package({DOCUMENT: f"<w:body>{body}</w:body>", STYLES: f"<w:styles>{styles}</w:styles>"})


def marked(body: str, styles: str = "") -> tuple[str, str]:
    made = with_marks(package(body, styles), WORDS)
    return made.text(DOCUMENT).removeprefix("<w:body>").removesuffix("</w:body>"), made.text(STYLES)


MARK = f'<w:rStyle w:val="{TO_DO_MARK}"/>'
KEPT = '<w:t xml:space="preserve">'


def test_a_mark_stands_in_a_run_of_its_own_and_the_others_look_as_before() -> None:
    body, styles = marked(run("甲 【待填】万元，【待改】乙", "<w:b/>"))
    assert body == "".join(
        (
            f"<w:r><w:rPr><w:b/></w:rPr>{KEPT}甲 </w:t></w:r>",
            run("【待填】", f"{MARK}<w:b/>"),
            f"<w:r><w:rPr><w:b/></w:rPr>{KEPT}万元，</w:t></w:r>",
            run("【待改】", f"{MARK}<w:b/>"),
            f"<w:r><w:rPr><w:b/></w:rPr>{KEPT}乙</w:t></w:r>",
        )
    )
    assert re.search(r"<w:style w:type=\"character\"[^>]*待办标记.*<w:shd ", styles)


@pytest.mark.parametrize(
    "text", ["【待填】", "待填", "【待填】【待改】", "甲【待填】", "【待改】乙", "甲<w:br/>【待填】"]
)
def test_marking_changes_no_word(text: str) -> None:
    body, _ = marked(run(text.replace("<w:br/>", "</w:t><w:br/><w:t>"), '<w:rStyle w:val="强"/>'))
    assert printed_text(body) == text.replace("<w:br/>", "")
    found = re.findall(f"<w:rPr>{MARK}</w:rPr><w:t>([^<]*)</w:t>", body)
    assert found == re.findall("【待填】|待填|【待改】", text)
    assert re.search("<w:r>(?:<w:rPr>[^/]*/></w:rPr>)?<w:t[^>]*></w:t></w:r>", body) is None


def test_the_templates_own_style_is_used() -> None:
    own = f'<w:style w:type="character" w:styleId="a7"><w:name w:val="{TO_DO_MARK}"/></w:style>'
    body, styles = marked(run("【待填】"), own)
    assert body == run("【待填】", '<w:rStyle w:val="a7"/>')
    assert styles == f"<w:styles>{own}</w:styles>"


def test_without_marks_nothing_changes() -> None:
    before = package(run("甲"))
    assert with_marks(before, WORDS) is before


def test_a_draft_shows_every_mark_and_a_final_report_knows_none(
    built: BuildResult, project: Path, tmp_path: Path
) -> None:
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").replace("兑现人数: 794名", "兑现人数: 待填名"), "utf-8")
    draft = build(2021, project, tmp_path / "report.docx", BuildOptions(draft=True, outputs=("web",)))
    document = text_of(draft)
    looks = rf'<w:rStyle w:val="{TO_DO_MARK}"/>(?:<w:spacing [^>]*>)?'
    shown = re.findall(rf"<w:r><w:rPr>{looks}</w:rPr><w:t>([^<]*)</w:t>", document)
    assert shown == re.findall("【待填】|待填", printed_text(document)) != []
    assert TO_DO_MARK in text_of(draft, STYLES)
    page = next(file for file in draft.also if file.suffix == ".html").read_text("utf-8")
    assert len(re.findall("<mark ", page)) == len(re.findall("待填", page)) > 0
    assert TO_DO_MARK not in text_of(built) + text_of(built, STYLES)
