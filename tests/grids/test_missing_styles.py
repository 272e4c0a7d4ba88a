"""A master made before there were styles for tables serves every year that has no tables to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.codes.bench import Bench, paragraph
from yanbian_report.base.findings import Severity


def test_a_year_without_tables_needs_no_styles_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path, monkeypatch)
    bench.whole().template(paragraph("{{ 公开表 }}"))
    findings = bench.renamed("公开表题", "表题之一").build()
    assert "T509" not in {finding.code for finding in findings}
    assert Severity.ERROR not in {finding.severity for finding in findings}
