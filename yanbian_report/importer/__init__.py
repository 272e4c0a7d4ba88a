"""Importer: a workbook of the finance system read into the data file of a year, and kept beside it."""

from yanbian_report.importer.job import ImportOptions
from yanbian_report.importer.plan import Action, Row
from yanbian_report.importer.run import Imported, import_workbook

__all__ = ["Action", "ImportOptions", "Imported", "Row", "import_workbook"]
