"""The report on paper, as LibreOffice sets it. Left out where LibreOffice or poppler is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from yanbian_report.api import build

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
READER = shutil.which("pdftotext")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("pages"),  # LibreOffice is asked once
    pytest.mark.skipif(
        not (OFFICE and READER), reason="LibreOffice and poppler-utils are not installed: pages are not looked at"
    ),
]


SENTENCES = (
    "2021年度收、支总计",
    "2021年本年收入合计",
    "2021年本年支出合计",
    "2021年财政拨款收、支总计",
    "占本年支出合计的",
    "主要用于以下方面",
)


@pytest.fixture(scope="module")
def pages(whole: list[list[str]]) -> list[list[str]]:
    """Every page as its lines, the page number left out."""
    return [[line for line in page if not re.fullmatch(r"— ?\d+ ?—", line)] for page in whole]


@pytest.fixture(scope="module")
def whole(frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Every page as its lines."""
    folder = tmp_path_factory.mktemp("pages")
    result = build(2021, frozen, folder / "report.docx")
    assert result.document is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(result.document)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    read = [str(READER), "-layout", str(folder / "report.pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True).stdout.decode("utf-8")
    found = [[line.strip() for line in page.split("\n") if line.strip()] for page in text.split("\f")]
    return found[:-1]


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


def printed_number(page: list[str]) -> int | None:
    return int(page[-1].strip("— ")) if page and re.fullmatch(r"— ?\d+ ?—", page[-1]) else None


def test_the_contents_page_agrees_with_libreoffice_page_by_page(whole: list[list[str]]) -> None:
    entries = [re.fullmatch(r"(\S.*?)[ .．…·]{3,}(\d+)", line) for line in whole[1]]
    found = {m[1].replace(" ", ""): int(m[2]) for m in entries if m}
    assert len(found) > 15
    for title, number in found.items():
        page = next(p for p in whole if printed_number(p) == number)
        bare = re.sub(r"^附[件表]\d+", "", title)
        assert bare[:20] in "".join(page).replace(" ", ""), f"{title} is not on page {number}"


def test_every_picture_stands_on_the_page_of_its_sentence_or_the_next(pages: list[list[str]]) -> None:
    bare = ["".join(page).replace(" ", "") for page in pages]
    for number, sentence in enumerate(SENTENCES, 1):
        said = next(n for n, page in enumerate(bare) if sentence in page)
        shown = next(n for n, page in enumerate(bare[2:], 2) if f"图{number}：" in page)
        assert shown - said in (0, 1)


def test_the_contents_page_numbers_every_entry(pages: list[list[str]]) -> None:
    contents = " ".join(pages[1])
    assert len(re.findall(r"[.．…·]{3,}\s*\d+", contents)) == 23
