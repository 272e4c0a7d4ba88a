"""The data that is shipped: whatever its figures and sentences are, every year of it makes a sound report.

The one test file that reads ``data/``; nothing here may depend on what a figure or a sentence is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.api import build, check
from yanbian_report.base.findings import Severity
from yanbian_report.base.project import Project
from yanbian_report.cli.render import as_short
from yanbian_report.forms.final_accounts import schema
from yanbian_report.inputs import data_years
from yanbian_report.proof import prove
from yanbian_report.word.package import read_package

YEARS = data_years(Project(ROOT))


def test_there_is_a_year() -> None:
    assert YEARS


@pytest.mark.parametrize("year", YEARS)
def test_every_difference_of_a_shipped_year_is_accepted_with_its_reason(year: int) -> None:
    found = check(year, ROOT).open
    assert [f for f in found if f.severity is not Severity.NOTE] == [], as_short(found)


@pytest.mark.parametrize("year", YEARS)
def test_a_shipped_year_builds_and_its_report_proves_clean(year: int, tmp_path: Path) -> None:
    result = build(year, ROOT, tmp_path / "报告.docx")
    assert result.document is not None, as_short(result.findings)
    assert [f for f in result.findings if f.severity is not Severity.NOTE] == [], as_short(result.findings)
    package, _ = read_package(result.document)
    assert package is not None
    assert prove(package) == []


@pytest.mark.parametrize("year", YEARS)
def test_the_editor_is_told_where_the_schema_of_a_shipped_year_is(year: int) -> None:
    file = Project(ROOT).data(year)
    name = file.read_text("utf-8").split("\n", 1)[0].partition("$schema=")[2]
    assert (file.parent / name).resolve() == Path(schema.__file__).with_name("schema.json")
