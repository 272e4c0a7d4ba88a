"""The tables of the final accounts in a workbook: which sheet is which, what stands in it, what the report takes of it.

``read_tables`` makes tables of sheets, ``readings`` and ``readings_of_last_year`` what of them belongs where in a data
file. ``catalogue`` says what tables there are, for whoever prints or checks them.
"""

from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.forms.final_accounts.tables.readings import readings, readings_of_last_year
from yanbian_report.forms.final_accounts.tables.select import Wanted, same_unit

__all__ = ["Wanted", "read_tables", "readings", "readings_of_last_year", "same_unit"]
