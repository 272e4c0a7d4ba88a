"""The report has the master's pages; a chapter has its own only where somebody gave it some."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.templates.noise import DOCUMENT, packed, unpacked
from yanbian_report.templates.compile import compile_edition

EDITION = ROOT / "templates/2020-2021"
FOOTER = "word/footer1.xml"

Change = Callable[[str], str]
Sections = list[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(EDITION, tmp_path / "版")


def change(folder: Path, chapter: str, part: str, how: Change) -> None:
    """Change a part of the chapters whose names begin with ``chapter``."""
    for file in sorted(folder.glob(f"{chapter}*.docx")):
        parts = unpacked(file.read_bytes())
        text = parts[part]
        assert isinstance(text, str)
        assert how(text) != text, file.name
        parts[part] = how(text)
        file.write_bytes(packed(parts, random.Random(0)))


def closing(properties: Change) -> Change:
    """A change of the section that closes a file."""

    def changed(text: str) -> str:
        before, last, after = text.rpartition("<w:sectPr")
        return before + properties(last + after)

    return changed


def sections(folder: Path) -> Sections:
    """Every section of the report behind the cover and the contents page."""
    template, findings = compile_edition(folder, "模板")
    assert template is not None, [f.message for f in findings]
    text = "".join(part if isinstance(part, str) else "" for part in template.body)
    return re.findall(r"<w:sectPr.*?</w:sectPr>", text)[2:]


def footers(section: str) -> set[tuple[str, str]]:
    found = re.findall(r'<w:footerReference r:id="(\w+)" w:type="(\w+)"/>', section)
    return {(pages, id_) for id_, pages in found}


def turned(section: str) -> str:
    return re.sub(r"<w:pgSz[^>]*>", '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>', section)


def test_a_report_whose_files_are_alike_has_one_section(folder: Path) -> None:
    [only] = sections(folder)
    assert 'w:start="1"' in only


@pytest.mark.parametrize("which", ["00", "[1-9]0"])
def test_a_footer_that_changes_in_the_master_or_in_all_chapters_is_the_master_s_everywhere(
    which: str, folder: Path
) -> None:
    change(folder, which, FOOTER, lambda text: text.replace("— ", "第 "))
    assert len(sections(folder)) == 1


def test_a_chapter_with_a_footer_of_its_own_is_a_section_with_it(folder: Path) -> None:
    change(folder, "20", FOOTER, lambda text: text.replace("— ", "第 "))
    before, own, after = sections(folder)
    assert footers(before) == footers(after)
    assert len(footers(own) - footers(before)) == 1
    assert len(footers(own)) == 2


def test_a_chapter_on_other_paper_is_a_section_with_the_footers_of_the_report(folder: Path) -> None:
    change(folder, "20", DOCUMENT, closing(turned))
    before, own, after = sections(folder)
    assert "landscape" in own
    assert footers(before) == footers(own) == footers(after)
    assert ['w:start="1"' in one for one in (before, own, after)] == [True, False, False]


NOISE: list[tuple[str, Change]] = [
    ("a length rounded otherwise", lambda text: text.replace('w:left="1587"', 'w:left="1588"')),
    ("what is usual said", lambda text: text.replace("<w:cols ", '<w:textDirection w:val="lrTb"/><w:cols w:num="1" ')),
    ("forms protected", lambda text: text.replace("<w:cols ", '<w:formProt w:val="false"/><w:cols ')),
    ("the paper's number", lambda text: text.replace("<w:pgSz ", '<w:pgSz w:code="9" ')),
    ("letters not spread", lambda text: text.replace("<w:docGrid ", '<w:docGrid w:charSpace="0" ')),
]


@pytest.mark.parametrize("how", [how for _, how in NOISE], ids=[name for name, _ in NOISE])
def test_what_programs_write_otherwise_makes_no_section(how: Change, folder: Path) -> None:
    change(folder, "20", DOCUMENT, closing(how))
    assert len(sections(folder)) == 1


def begins(found: Sections) -> list[str]:
    return [re.findall(r'<w:type w:val="(\w+)"', section)[0] for section in found]


def test_the_text_begins_on_a_right_hand_page(folder: Path) -> None:
    assert begins(sections(folder)) == ["oddPage"]


def test_it_does_where_the_master_says_nothing_of_it(folder: Path) -> None:
    change(folder, "00", DOCUMENT, closing(lambda s: s.replace('<w:type w:val="nextPage"/>', "")))
    [only] = sections(folder)
    assert re.search(r'<w:footerReference [^>]*/><w:type w:val="oddPage"/><w:pgSz ', only)


@pytest.mark.parametrize("master", ["nextPage", "oddPage"])
@pytest.mark.parametrize("chapter", ["10", "30", "70"])
def test_what_follows_other_paper_begins_on_any_page(chapter: str, master: str, folder: Path) -> None:
    if master == "oddPage":
        change(folder, "00", DOCUMENT, closing(lambda s: s.replace("nextPage", master)))
    change(folder, chapter, DOCUMENT, closing(turned))
    found = begins(sections(folder))
    assert found == ["oddPage", *["nextPage"] * (len(found) - 1)]
    assert len(found) > 1


def test_the_first_of_all_sections_begins_so_though_a_chapter_has_some_inside(folder: Path) -> None:
    def broken(text: str) -> str:
        section = re.findall(r"<w:sectPr.*?</w:sectPr>", text)[-1]
        return text.replace("<w:body>", f"<w:body><w:p><w:pPr>{section}</w:pPr></w:p>", 1)

    change(folder, "20", DOCUMENT, lambda text: broken(closing(turned)(text)))
    found = sections(folder)
    assert begins(found) == ["oddPage", *["nextPage"] * (len(found) - 1)]
    assert ["w:start" in section for section in found] == [True, *[False] * (len(found) - 1)]


def test_a_chapter_that_asks_for_a_side_itself_has_it(folder: Path) -> None:
    change(folder, "40", DOCUMENT, closing(lambda s: turned(s).replace("nextPage", "oddPage")))
    assert begins(sections(folder)) == ["oddPage", "oddPage", "nextPage"]


def test_a_chapter_that_says_nothing_of_its_pages_has_those_of_the_report(folder: Path) -> None:
    usual = sections(folder)
    change(folder, "10", "word/document.xml", lambda text: re.sub(r"<w:sectPr\b.*?</w:sectPr>(?=</w:body>)", "", text))
    assert sections(folder) == usual
