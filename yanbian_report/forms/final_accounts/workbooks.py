"""Workbooks: what the final accounts take from the workbooks of the finance system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from yanbian_report.base.findings import Finding
from yanbian_report.forms.form import FromWorkbooks, KeptTables
from yanbian_report.model.figure import difference
from yanbian_report.model.reading import Proposal, Reading
from yanbian_report.model.table import Table
from yanbian_report.model.values import Tree, branch, text_of
from yanbian_report.model.year import Year
from yanbian_report.workbook.sheet import Workbook

UNIT, YEAR, LAST_YEAR = "设置.决算表单位", "设置.决算表年度", "设置.上年决算表年度"
RECOGNITION = (
    "base.findings",
    "base.origin",
    "forms.final_accounts.tables",
    "model.agreement",
    "model.figure",
    "model.reading",
    "model.table",
    "model.values",
    "workbook",
    "yamldoc.tree",
)
_PROJECTS, _RETURNED = "财政拨款.项目支出支出数", "财政拨款.财政应返还额度支出数"


def _asked(tree: Tree, year: int) -> tuple[str, str, str, str, str]:
    """The unit that the tables must be of, its level, the year, the one that their heads say by mistake, and whether
    the year is last year to the data file.
    """
    unit = branch(tree.get("单位"))
    settings = branch(tree.get("设置"))
    name = settings.get("决算表单位") or unit.get("名称")
    own, last = (text_of(tree.get("年度")) == str(each) for each in (year, year + 1))
    said = settings.get("上年决算表年度") if last else settings.get("决算表年度") if own else ""
    return text_of(name), text_of(unit.get("层级")), str(year), text_of(said), "上年" if last else ""


def _tables(workbooks: Sequence[Workbook], tree: Tree, year: int) -> tuple[Mapping[str, Table], list[Finding]]:
    from yanbian_report.forms.final_accounts.tables.read import read_tables
    from yanbian_report.forms.final_accounts.tables.select import Wanted

    unit, level, wanted, said, last = _asked(tree, year)
    return read_tables(workbooks, Wanted(unit, level, wanted, said_year=said, last=bool(last)))


def _dumps(tables: Iterable[Table], findings: Iterable[Finding]) -> bytes:
    from yanbian_report.forms.final_accounts.tables.stored import dumps

    return dumps(tables, findings)


def _loads(data: bytes) -> tuple[Mapping[str, Table], list[Finding]]:
    from yanbian_report.forms.final_accounts.tables.stored import loads

    return loads(data)


def _readings(tables: Mapping[str, Table], year: Year) -> list[Reading]:
    from yanbian_report.forms.final_accounts.tables.cars import of_cars
    from yanbian_report.forms.final_accounts.tables.readings import readings

    found = [_less_returned(reading, year) for reading in readings(tables, year.names, year.text("年度"))]
    return [*found, *of_cars(tables, year.tree)]


def _less_returned(reading: Reading, year: Year) -> Reading:
    """The tables count what was spent of 财政应返还额度 among the projects; a data file that has it apart does not."""
    returned = year.get(_RETURNED)
    if reading.path != _PROJECTS or reading.figure is None or not returned or returned.unknown:
        return reading
    return reading._replace(
        said=difference(reading.figure, returned, _PROJECTS, "表里的项目支出 − 财政应返还额度支出数")
    )


def _last_readings(tables: Mapping[str, Table], year: Year) -> list[Reading]:
    from yanbian_report.forms.final_accounts.tables.readings import readings_of_last_year

    return readings_of_last_year(tables, int(year.text("年度")))


def _proposals(year: Year) -> list[Proposal]:
    from yanbian_report.forms.final_accounts.factors import proposals

    return proposals(year)


WORKBOOKS = FromWorkbooks(
    tables=_tables,
    readings=_readings,
    last_readings=_last_readings,
    proposals=_proposals,
    unit=UNIT,
    year=YEAR,
    last_year=LAST_YEAR,
    kept=KeptTables(RECOGNITION, _asked, _dumps, _loads),
)
