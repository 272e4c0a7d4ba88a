"""The shipped tables of codes: one a year, without holes, and what a code is called that they do not know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.api import load
from yanbian_report.base.findings import Severity
from yanbian_report.base.origin import Cell
from yanbian_report.base.project import Project
from yanbian_report.forms.final_accounts.classification import table_for
from yanbian_report.forms.final_accounts.derive import derive
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.inputs.yaml.read import read
from yanbian_report.model.parse_figure import parse_amount
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Sheet
from yanbian_report.yamldoc.parse import Mapping as Node
from yanbian_report.yamldoc.parse import Scalar, parse

FOLDER = ROOT / "data/科目"
YEARS = range(2020, 2026)


def table(year: int) -> dict[str, str]:
    """The table of ``year`` as the YAML parser reads it."""
    node, findings = parse((FOLDER / f"{year}.yaml").read_text("utf-8"), f"{year}.yaml")
    assert findings == []
    assert isinstance(node, Node)
    return {code: name.text for code, (_, name) in node.entries.items() if isinstance(name, Scalar)}


TABLES = {year: table(year) for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_own_table(year: int) -> None:
    assert table_for(FOLDER, str(year)) == FOLDER / f"{year}.yaml"


@pytest.mark.parametrize("year", [2018, 2019])
def test_years_before_the_first_table_use_it(year: int) -> None:
    assert table_for(FOLDER, str(year)) == FOLDER / "2020.yaml"


@pytest.mark.parametrize("year", YEARS)
def test_every_code_has_the_codes_that_it_belongs_to(year: int) -> None:
    codes = TABLES[year]
    assert [c for c in codes if len(c) > 3 and not {c[:3], c[:5]} <= set(codes)] == []
    assert list(codes) == sorted(codes)


@pytest.mark.parametrize("year", YEARS[1:-1])
def test_a_code_known_before_and_after_a_year_is_known_in_it(year: int) -> None:
    before = {code for other in YEARS if other < year for code in TABLES[other]}
    after = {code for other in YEARS if other > year for code in TABLES[other]}
    assert sorted((before & after) - set(TABLES[year])) == []


# Names that were seen in published accounts, budgets and pages of the books.
SEEN = {
    (2023, "20809"): "退役安置",
    (2023, "2296011"): "用于巩固脱贫攻坚成果衔接乡村振兴的彩票公益金支出",
    (2024, "21305"): "巩固脱贫攻坚成果衔接乡村振兴",
    (2024, "2130508"): "“三西”农业建设专项补助",
    (2024, "2130550"): "事业运行",
    (2024, "20139"): "社会工作事务",
    (2025, "2110105"): "环境保护法规、规划及标准",
    (2025, "22198"): "超长期特别国债安排的支出",
    (2025, "2219899"): "其他住房保障支出",
}


@pytest.mark.parametrize(("year", "code"), SEEN)
def test_what_was_seen_is_in_the_tables(year: int, code: str) -> None:
    assert TABLES[year][code] == SEEN[year, code]


def workbook(names: Mapping[str, str]) -> dict[str, Table]:
    """A 支出决算表 that calls codes by ``names``."""
    origin = Cell("data/公开表/2021.xlsx", "公开03表", "C9")
    figures = {(code, "本年支出合计"): parse_amount("1.00", "", None)._replace(origin=origin) for code in names}
    sheet = Sheet("Z03", (("支出决算表",),))
    return {
        "支出": Table(
            "支出", "支出决算表", "公开03表", "甲.xlsx", sheet, "", "", "万元", (0, 0), (1, 1), figures, names
        )
    }


def with_workbook(project: Path, names: Mapping[str, str]) -> tuple[list[str], list[str], dict[str, str]]:
    """The codes of errors, of notes and the names of items that the year 2021 has beside ``workbook(names)``."""
    data_file, _ = read(project / "data/2021.yaml", schema(), "data/2021.yaml")
    assert data_file is not None
    year, findings = derive(data_file._replace(tables=workbook(names)), Project(project))
    assert year.tables
    spoken = {
        f"{year.text(f'一般公共预算支出.类.{a}.项.{b}.代码')}": year.text(f"一般公共预算支出.类.{a}.项.{b}.项名")
        for a in range(1, 4)
        for b in range(1, 12)
    }
    told = [f for f in findings if f.severity is Severity.ERROR], [f for f in findings if f.severity is Severity.NOTE]
    return [f.code for f in told[0]], [f.code for f in told[1]], spoken


def without_a_code(project: Path) -> Path:
    file = project / "data/科目/2021.yaml"
    lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith('"2080199"')]
    file.write_text("\n".join(lines), "utf-8")
    assert [f.code for f in load(2021, project).findings] == ["D301"]
    return project


def test_a_code_that_no_table_knows_is_called_as_the_workbook_calls_it(project: Path) -> None:
    errors, notes, spoken = with_workbook(without_a_code(project), {"2080199": "其他人力事务支出"})
    assert (errors, notes) == ([], ["D308"])
    assert spoken["2080199"] == "其他人力事务支出"


def test_of_two_names_the_classification_tables_is_kept_and_both_are_said(project: Path) -> None:
    errors, notes, spoken = with_workbook(project, {"2080199": "其他人力事务支出"})
    assert (errors, notes) == ([], ["D307"])
    assert spoken["2080199"] == "其他人力资源和社会保障管理事务支出"


@pytest.mark.parametrize(
    "name", ["其他人力资源和社会保障", " 其他人力资源和社会保障管理事务 支出", "其他人力资源和社会保障管理事务支出"]
)
def test_a_name_whose_end_was_cut_off_is_the_same_name(name: str, project: Path) -> None:
    assert with_workbook(project, {"2080199": name})[:2] == ([], [])
