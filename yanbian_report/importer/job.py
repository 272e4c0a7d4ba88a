"""Job: what one import is asked for, and where."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.base.project import Project
from yanbian_report.forms.form import Form, FromWorkbooks


class ImportOptions(NamedTuple):
    """How to import.

    ``last`` fills in last year's figures, from last year's workbook; ``overwrite`` also changes typed figures that
    differ; ``dry_run`` writes nothing; ``unit`` is what the workbook calls the unit, where the data file has another
    name for it; ``table_year`` is the year that the workbook's heads say by mistake; ``remove`` takes codes out of the
    data file that no table has.
    """

    last: bool = False
    overwrite: bool = False
    dry_run: bool = False
    unit: str = ""
    table_year: str = ""
    remove: bool = False


class Job(NamedTuple):
    """An import for the data file of ``year``."""

    project: Project
    form: Form
    workbooks: FromWorkbooks
    year: int
    options: ImportOptions
