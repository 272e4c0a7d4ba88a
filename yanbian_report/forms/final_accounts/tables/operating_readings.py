"""Operating readings: what 机构运行信息表 says of the counts, 机关运行经费, assets and procurement.

Counts are written with the words of the data file, whatever the table counts in: 6批次, 48人次.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.names import COUNTED
from yanbian_report.model.figure import YUAN, Figure
from yanbian_report.model.reading import Reading
from yanbian_report.model.table import Table

OPERATION = ("机关运行经费", COUNTED)

# path → the names that the row has had, and the unit of a count
_ROWS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "三公经费.因公出国境费.团组数": (("因公出国（境）团组数",), "个"),
    "三公经费.因公出国境费.人次数": (("因公出国（境）人次数", "因公出国（境）人数"), "人"),
    "三公经费.公务用车.购置数": (("公务用车购置数",), "辆"),
    "三公经费.公务用车.保有量": (("公务用车保有量",), "辆"),
    "三公经费.公务接待费.批次": (("国内公务接待批次",), "批次"),
    "三公经费.公务接待费.人次": (("国内公务接待人次",), "人次"),
    "三公经费.公务接待费.外事接待": (("外事接待费",), ""),
    "三公经费.公务接待费.外事批次": (("外事接待批次",), "批次"),
    "三公经费.公务接待费.外事人次": (("外事接待人次",), "人次"),
    "机关运行经费.决算": (OPERATION[:1], ""),
    "政府采购.合计": (("政府采购支出合计", "政府采购支出总额", "政府采购支出"), ""),
    "政府采购.货物": (("政府采购货物支出",), ""),
    "政府采购.工程": (("政府采购工程支出",), ""),
    "政府采购.服务": (("政府采购服务支出",), ""),
    "政府采购.授予中小企业合同金额": (("政府采购授予中小企业合同金额", "授予中小企业合同金额"), ""),
    "政府采购.授予小微企业合同金额": (("授予小微企业合同金额", "政府采购授予小微企业合同金额"), ""),
    "国有资产.车辆": (("车辆数合计", "车辆数"), "辆"),
    "国有资产.单价50万元以上通用设备": (("单价50万元以上通用设备",), "台"),
    "国有资产.单价100万元以上专用设备": (("单价100万元以上专用设备",), "台"),
    "国有资产.单价100万元以上设备": (("单价100万元以上设备",), "台"),
}


def of_operation(tables: Mapping[str, Table]) -> Iterator[Reading]:
    """What stands in 机构运行信息表, where a workbook has it."""
    table = tables.get("机构运行")
    if table is None:
        return
    for path, (rows, unit) in _ROWS.items():
        figure = next((figure for row in rows if (figure := table.get(row, COUNTED)) is not None), None)
        if figure is not None and isinstance(figure.origin, Cell) and (figure.unit == YUAN) == (unit == ""):
            yield Reading(path, _counted_in(unit, figure), (figure.origin,))


def _counted_in(unit: str, figure: Figure) -> Figure:
    """``figure`` as so many of ``unit``; an amount as it is."""
    if not unit or figure.unit == unit:
        return figure
    number = figure.text.removesuffix(figure.unit)
    return Figure(figure.value, unit, figure.step, number + unit, "", figure.path, figure.origin)
