"""The report on paper, as LibreOffice sets it. Left out where LibreOffice or poppler is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT
from yanbian_report.make import build

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
READER = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(
    not (OFFICE and READER), reason="LibreOffice and poppler-utils are not installed: pages are not looked at"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Every page as its lines, the page number left out."""
    folder = tmp_path_factory.mktemp("pages")
    result = build(2021, ROOT, folder / "report.docx")
    assert result.document is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(result.document)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    read = [str(READER), "-layout", str(folder / "report.pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True).stdout.decode("utf-8")
    found = [[line.strip() for line in page.split("\n") if line.strip()] for page in text.split("\f")]
    return [[line for line in page if not re.fullmatch(r"— \d+ —", line)] for page in found[:-1]]


def test_the_report_has_about_as_many_pages_as_it_had(pages: list[list[str]]) -> None:
    assert 50 <= len(pages) <= 60


def test_no_page_is_empty(pages: list[list[str]]) -> None:
    pictures_only = [number for number, lines in enumerate(pages, 1) if not lines]
    assert pictures_only == []


def test_no_heading_stands_at_the_foot_of_a_page(pages: list[list[str]]) -> None:
    heading = re.compile(r"[一二三四五六七八九十]、\S{2,30}$|（[一二三四五六七八九十]）\S{2,30}$|第.部分")
    assert [lines[-1] for lines in pages[2:] if lines and heading.match(lines[-1])] == []


def test_every_part_and_annex_begins_a_page(pages: list[list[str]]) -> None:
    firsts = [lines[0].replace(" ", "") for lines in pages if lines]
    for begins in (
        "第一部分",
        "第二部分",
        "第三部分",
        "第四部分",
        "附件2",
        "附件3",
        "附件4",
        "附表1",
        "附表2",
        "附表3",
    ):
        assert any(first.startswith(begins) for first in firsts), begins


def test_the_contents_page_numbers_every_entry(pages: list[list[str]]) -> None:
    contents = " ".join(pages[1])
    assert len(re.findall(r"[.．…·]{3,}\s*\d+", contents)) == 23
