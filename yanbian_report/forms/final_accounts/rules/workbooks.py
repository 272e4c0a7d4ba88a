"""决算表：数据文件里的数与工作簿里的表一致。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.spending import FUNDS
from yanbian_report.forms.final_accounts.workbooks import WORKBOOKS
from yanbian_report.model.figure import Figure
from yanbian_report.model.formats import spoken
from yanbian_report.model.reading import Reading
from yanbian_report.model.values import TO_REVISE, look_up, text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.relations import copied_from
from yanbian_report.rules.rule import Outcome, Violation, rule

_LISTS = ("一般公共预算基本支出.人员经费项目", "一般公共预算基本支出.公用经费项目")


@lru_cache(maxsize=2)
def _read(year: Year) -> tuple[Reading, ...]:
    """What the tables say; asked for by every rule here."""
    return tuple(WORKBOOKS.readings(year.tables, year)) if year.tables else ()


def _wrong(year: Year) -> set[str]:
    """The cells of the tables that are known to be added up wrongly, by the paths of their figures."""
    if not year.tables:
        return set()
    from yanbian_report.forms.final_accounts.relations.examine import examine

    return examine(year).wrong


@rule("R701", basis="决算公开表；机构运行信息表")
def as_in_its_cell(year: Year) -> Iterator[Outcome]:
    """填写的每个数与决算表里它那一格的数相同。

    照抄的数，位数一样的，末位也不能差；合计由程序相加的，也与表里的合计核对。
    表里空着的格不当作 0，不核对；表里的合计自己加错了的，只在勾稽关系里说。
    """
    wrong = _wrong(year)
    for reading in _read(year):
        figure = year.get(reading.path)
        if reading.figure is None or (figure is not None and not figure.origin and reading.figure.path in wrong):
            continue
        yield copied_from(figure, reading.figure._replace(path=reading.place))


@rule("R702", basis="一般公共预算、政府性基金预算、国有资本经营预算财政拨款支出决算表")
def every_item_of_the_tables(year: Year) -> Iterator[Outcome]:
    """决算表里有支出的项，数据文件里都有。"""
    for reading in _read(year):
        figure, code = reading.figure, reading.path.split(".")[-2]
        if figure is None or not figure.value or len(code) < 7 or not code.isdecimal() or year.get(reading.path):
            continue
        words = f"{reading.place} 有科目“{code}”，支出 {spoken(figure)}，数据文件里没有这一项"
        hint = f"用 import {year.text('年度')} 再导入一次，会补上这一项；或者手工填上"
        yield Violation(words, (figure,), origin=reading.cells[0], path=reading.path, hint=hint)


@rule("R703", basis="一般公共预算、政府性基金预算、国有资本经营预算财政拨款支出决算表")
def no_item_besides(year: Year) -> Iterator[Outcome]:
    """数据文件里有支出的项，决算表里都有。"""
    for fund in FUNDS:
        group = f"{fund}.功能分类"
        read = {one.path.split(".")[2] for one in _read(year) if one.path.startswith(f"{group}.")}
        typed = look_up(year.tree, group.split("."))
        for code in typed if read and isinstance(typed, dict) else ():
            figure = year.get(f"{group}.{code}.决算")
            if figure is not None and figure and len(code) == 7 and code not in read:
                words = f"“{figure.path}”为 {spoken(figure)}，决算表里没有这个科目"
                yield Violation(words, (figure,), hint="核对科目编码；今年没有这一项支出的，删去这一项")


@rule("R704", basis="一般公共预算财政拨款基本支出决算表")
def names_of_the_items(year: Year) -> Iterator[Outcome]:
    """人员经费、公用经费“主要包括”所列的，就是基本支出决算表里有数的款。"""
    for reading in _read(year):
        listed, named = look_up(year.tree, reading.path.split(".")), reading.said
        if reading.path not in _LISTS or isinstance(named, (Figure, str)) or not isinstance(listed, list):
            continue
        typed = [text_of(item) for item in listed]
        if any(TO_REVISE in item for item in typed):  # that is said as work left
            continue
        more = [name for name in typed if name not in named]
        less = [name for name in named if name not in typed]
        if more or less:
            said = [f"多了{'、'.join(more)}"] * bool(more) + [f"少了{'、'.join(less)}"] * bool(less)
            words = f"“{reading.path}”与表里有数的款不同：{'；'.join(said)}"
            origin = getattr(listed[0], "origin", None) if listed else None
            hint = f"以表为准的，改成：{'、'.join(named)}"
            yield Violation(words, origin=origin or reading.cells[0], path=reading.path, hint=hint)


@rule("R705", basis="政府收支分类科目")
def name_of_another_code(year: Year) -> Iterator[Outcome]:
    """决算表里科目的编码和名称，是同一个科目的。

    只核对名称正好是同一款里另一个科目的；截断的名称、科目表里没有的科目，不算。
    """
    for table in year.tables.values():
        for code, said in table.names.items():
            official = year.names.get(code, "") if len(code) == 7 and code.startswith("2") else ""
            if not official or official.startswith(said):
                continue
            other = next((c for c, name in year.names.items() if name == said and c[:5] == code[:5]), "")
            figure = next((f for (row, _), f in table.figures.items() if row == code), None) if other else None
            if figure is not None and isinstance(figure.origin, Cell):
                place = f"{figure.origin.sheet}!{figure.origin.cell}"
                words = f"“{place}”那一行的科目编码是“{code}”（{official}），名称“{said}”却是科目“{other}”的"
                hint = "在系统里核对这一行是哪一个科目，改好后重新导出、再导入"
                yield Violation(words, (figure._replace(path=place),), origin=figure.origin, path=place, hint=hint)
