"""X: workbooks of the finance system: files that cannot be read, and what is in them."""

from yanbian_report.base.codes.entry import Family
from yanbian_report.base.codes.tables import TABLES

WORKBOOKS = Family(
    "X",
    "决算公开表（Excel 工作簿）读不了，或者里面的内容用不了",
    (*TABLES,),
)
