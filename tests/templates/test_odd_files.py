"""Word files that no program saves and that damage makes: refused by their file, or read as they are meant."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.templates.noise import DOCUMENT, Parts
from yanbian_report.base.findings import Finding
from yanbian_report.templates.compile import compile_edition
from yanbian_report.word.namespaces import R, W

MASTER, CHAPTER = "00-封面与目录.docx", "10-部门概况.docx"
RELATIONS, FOOTER = "word/_rels/document.xml.rels", "word/footer1.xml"
Change = Callable[[Parts], None]


def replaced(part: str, old: str, new: str) -> Change:
    def change(parts: Parts) -> None:
        text = parts[part]
        assert isinstance(text, str) and old in text
        parts[part] = text.replace(old, new, 1)

    return change


def put(inside: str) -> Change:
    """A change that begins the body with ``inside``."""
    return replaced(DOCUMENT, "<w:body>", f"<w:body>{inside}")


def compiled(project: Path, name: str, change: Change) -> tuple[bool, list[Finding]]:
    """Whether the edition with one file changed compiles, and what is found."""
    file = project / "templates/2020-2021" / name
    with zipfile.ZipFile(file) as archive:
        parts: Parts = {part: archive.read(part).decode() for part in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    template, findings = compile_edition(project / "templates/2020-2021")
    return template is not None, findings


RUN = "<w:r><w:t>甲</w:t></w:r>"
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
REFUSED = {
    "a footer that stands outside": (replaced(RELATIONS, 'footer1.xml"', 'footer1.xml" TargetMode="External"'), "T602"),
    "a link to a footer": (put(f'<w:p><w:hyperlink r:id="rId4">{RUN}</w:hyperlink></w:p>'), "T602"),
    "a picture of styles": (put('<w:p><w:r><w:pict r:id="rId1"/></w:r></w:p>'), "T602"),
    "a footer that is a page of styles": (replaced(RELATIONS, "footer1.xml", "styles.xml"), "T103"),
    "settings that are a page": (replaced(RELATIONS, "settings.xml", "document.xml"), "T103"),
    "a section in a footer": (replaced(FOOTER, "<w:p>", f"{SECTION}<w:p>"), "T605"),
    "a paragraph in a run": (put(f"<w:p><w:r><w:p>{RUN}</w:p></w:r></w:p>"), "T605"),
    "a field among properties": (put('<w:p><w:pPr><w:fldChar w:fldCharType="end"/></w:pPr></w:p>'), "T605"),
    "a run outside of paragraphs": (put(RUN), "T605"),
    "a name that Word does not have": (put(f"<w:p><w:nothing/>{RUN}</w:p>"), "T605"),
    "a row in a cell": (put("<w:tbl><w:tr><w:tc><w:tr><w:tc/></w:tr></w:tc></w:tr></w:tbl>"), "T605"),
    "a second body": (replaced(DOCUMENT, "</w:body>", "</w:body><w:body/>"), "T605"),
    "words outside of texts": (put("<w:p>甲</w:p>"), "T605"),
    "words behind texts": (put("<w:p><w:r><w:t>甲</w:t>乙</w:r></w:p>"), "T605"),
    "words between paragraphs": (put("<w:p/>甲"), "T605"),
    "a tag outside of texts": (replaced(DOCUMENT, "<w:pgSz ", "<w:cols>{% endif %}</w:cols><w:pgSz "), "T605"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_word_could_not_open_is_refused_by_its_file(case: str, project: Path) -> None:
    change, code = REFUSED[case]
    is_compiled, findings = compiled(project, MASTER, change)
    assert not is_compiled
    assert {f.code for f in findings} == {code}
    assert all(MASTER in f.message for f in findings)


MENDED = {
    "a cell without a paragraph": put("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"),
    "a row without cells": put("<w:tbl><w:tr/></w:tbl>"),
    "a table without rows": put("<w:tbl/>"),
    "the settings of a printer": replaced(DOCUMENT, "<w:pgSz ", '<w:printerSettings r:id="rId9"/><w:pgSz '),
}


@pytest.mark.parametrize("case", MENDED)
def test_what_holds_no_words_is_put_right(case: str, project: Path) -> None:
    assert compiled(project, CHAPTER, MENDED[case]) == (True, [])


PAGES = {
    "word/fontTable.xml": ("w:fonts", f"<w:p>{RUN}</w:p>"),
    "word/styles.xml": ("w:styles", f'<w:tbl/><w:p>{RUN}</w:p><w:altChunk r:id="rId1"/>'),
    "word/settings.xml": ("w:settings", f'<w:zoom r:id="rId1"><w:p>{RUN}</w:p><w:del/></w:zoom>'),
    "word/theme/theme1.xml": ("a:theme", '<a:blip r:embed="rId1"/><w:p/><w:nothing/>'),
}


@pytest.mark.parametrize("part", PAGES)
def test_what_only_pages_hold_is_carried_with_no_other_part(part: str, project: Path) -> None:
    root, inside = PAGES[part]

    def change(parts: Parts) -> None:
        text = str(parts[part]).replace(f"</{root}>", f"{inside}</{root}>")
        for prefix, space in (("w", W), ("r", R)):
            if f"xmlns:{prefix}=" not in text:
                text = text.replace(f"<{root} ", f'<{root} xmlns:{prefix}="{space}" ', 1)
        parts[part] = text

    assert compiled(project, MASTER, change) == (True, [])
    template, _ = compile_edition(project / "templates/2020-2021")
    assert template is not None
    assert re.search(r"<w:(?:p|tbl|altChunk|nothing|del)\b| r:\w+=", template.package.text(part)) is None


@pytest.mark.parametrize("tag", ["{{p 年度 }}", "{{r 年度 }}", "{% p if 年度 %}", "{%p if 年度 %}甲", "{{ 年度"])
def test_an_odd_tag_in_a_footer_is_named_as_in_a_page(tag: str, project: Path) -> None:
    is_compiled, findings = compiled(project, MASTER, replaced(FOOTER, "— <", f"{tag}<"))
    assert not is_compiled
    assert {f.code for f in findings} <= {"T201", "T202", "T203", "T204"}
    assert all(MASTER in f.message or "页脚" in f.message for f in findings)


def runs(number: int, *texts: str) -> str:
    """Runs that cannot be joined, as each looks otherwise than the one before."""
    looks = ('<w:rPr><w:sz w:val="21"/></w:rPr>', '<w:rPr><w:sz w:val="22"/></w:rPr>')
    return "".join(f"<w:r>{looks[k % 2]}<w:t>{texts[k % len(texts)]}</w:t></w:r>" for k in range(number))


@pytest.mark.parametrize(("number", "texts"), [(8_000, ("{", "甲", "乙")), (3_000, ("{{ ", "年度", " }}"))])
def test_a_paragraph_in_thousands_of_pieces_is_read_in_no_time(
    number: int, texts: tuple[str, ...], project: Path
) -> None:
    start = time.process_time()
    compiled(project, CHAPTER, put(f"<w:p>{runs(number, *texts)}</w:p>"))
    assert time.process_time() - start < 5


def test_a_paragraph_in_too_many_pieces_is_refused_before_they_are_looked_at(project: Path) -> None:
    start = time.process_time()
    is_compiled, findings = compiled(project, CHAPTER, put(f"<w:p>{runs(60_000, '甲', '')}</w:p>"))
    assert time.process_time() - start < 5
    assert not is_compiled
    assert [f.code for f in findings] == ["T104"]


def test_a_paragraph_of_opened_tags_is_refused_before_they_are_looked_for(project: Path) -> None:
    start = time.process_time()
    _, findings = compiled(project, CHAPTER, put(f"<w:p><w:r><w:t>{'{{ ' * 60_000}</w:t></w:r></w:p>"))
    assert time.process_time() - start < 5
    assert [f.code for f in findings] == ["T104"]


def test_a_file_of_thousands_of_pages_is_refused_before_it_is_compiled(project: Path) -> None:
    start = time.process_time()
    long = f"<w:p><w:r><w:t>{'甲' * 10_000}</w:t></w:r></w:p>" * 200
    is_compiled, [finding] = compiled(project, CHAPTER, put(long))
    assert time.process_time() - start < 5
    assert not is_compiled
    assert (finding.code, CHAPTER in finding.message) == ("T104", True)


def test_styles_that_are_made_of_each_other_by_thousands_are_read_in_no_time(project: Path) -> None:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{k}"><w:name w:val="s{k}"/><w:basedOn w:val="s{k + 1}"/></w:style>'
        for k in range(6_000)
    )
    start = time.process_time()
    assert compiled(project, CHAPTER, replaced("word/styles.xml", "</w:styles>", f"{made}</w:styles>")) == (True, [])
    assert time.process_time() - start < 6


def test_a_file_of_thousands_of_clauses_is_refused(project: Path) -> None:
    file = project / "templates/2020-2021/句式.txt"
    file.write_text("".join(f"【甲{k}】\n乙\n" for k in range(3_000)), "utf-8")
    assert [f.code for f in compile_edition(file.parent)[1]] == ["T305"]
