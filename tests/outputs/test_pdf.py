"""The report as PDF: tagged and with the contents page of the document, whoever sets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Edit
from yanbian_report.api import build
from yanbian_report.layout.libreoffice import find_office
from yanbian_report.options import BuildOptions, BuildResult
from yanbian_report.outputs.pdf import to_pdf

OFFICE = find_office()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
def test_a_pdf_by_libreoffice_is_tagged_and_has_the_contents_page_of_the_document(frozen: Path, tmp_path: Path) -> None:
    result = build(2021, frozen, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    assert [file.name for file in result.also] == ["报告.pdf"]
    reader = PdfReader(result.also[0])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.outline) > 3
    assert reader.metadata is not None
    assert reader.metadata.title == "2021年度盐边县社会保险事务中心部门决算"


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its page numbers are not compared")
def test_page_numbers_by_libreoffice_are_those_that_are_counted_here(
    frozen: Path, tmp_path: Path, built: BuildResult
) -> None:
    asked = build(2021, frozen, tmp_path / "报告.docx", BuildOptions(pages="libreoffice"))
    assert asked.document is not None
    assert built.document is not None
    assert asked.document.read_bytes() == built.document.read_bytes()


def test_without_libreoffice_there_is_no_pdf_and_that_is_said(
    built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanbian_report.layout.libreoffice.find_office", lambda: None)
    assert built.document is not None
    data, findings = to_pdf(built.document.read_bytes())
    assert data is None
    assert [f.code for f in findings] == ["W332"]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: its PDF is not made")
@pytest.mark.parametrize("items", [29, 30, 120])
def test_a_row_of_any_height_loses_no_word(items: int, edited: Edit, tmp_path: Path) -> None:
    words = "".join(f"第{number}条按季度采购入库。" for number in range(1, items + 1))
    project = edited("项目.社保公共服务能力建设.自评表.指标.1.预期", words)
    result = build(2021, project, tmp_path / "报告.docx", BuildOptions(outputs=("pdf",)))
    assert [f.code for f in result.findings] == []
    text = "".join(page.extract_text() for page in PdfReader(result.also[0]).pages)
    assert f"第{items}条按季度采购入库。" in "".join(text.split())
