"""Select: which of the tables that were found are the year's: the unit's own, of the year, each once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables import problems
from yanbian_report.forms.final_accounts.tables.identity import level_of, unit_of
from yanbian_report.forms.final_accounts.tables.problems import Doubled
from yanbian_report.model.table import Table

_IN_FILE_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度|年?(?:部门|单位)?决算)")


class Wanted(NamedTuple):
    """What the tables must be; nothing where anything will do.

    ``level`` is 部门 or 单位: a 部门 does not take the tables of its （本级）, a 单位 not those of a （汇总）.
    ``money`` is what a sheet is in that does not say it itself, when a person has been asked. ``said_year`` is the year
    that the tables' heads say by mistake, when a person has said that they are of ``year`` all the same; ``last``
    tells that it is the year before that of the data file.
    """

    unit: str = ""
    level: str = ""
    year: str = ""
    money: str = ""
    said_year: str = ""
    last: bool = False

    def year_in(self, file: str) -> str:
        """The year that a file's name says, for sheets that say none."""
        stem = PurePath(file).stem
        match = _IN_FILE_NAME.search(stem)
        return match[1] if match else stem if re.fullmatch(r"(?:19|20)\d\d", stem) else ""


class Found(NamedTuple):
    """A table, where its sheet says whose it is (``cells`` by unit, year, money), and what is odd about it.

    ``outside`` is where other sheets of the workbook say what its own does not.
    """

    table: Table
    cells: Mapping[str, tuple[int, int]]
    findings: list[Finding]
    outside: Mapping[str, Cell] = {}

    def place(self, what: str = "") -> Cell:
        """The cell that says ``what``, else the sheet's first."""
        if what not in self.cells and what in self.outside:
            return self.outside[what]
        row, column = self.cells.get(what, (0, 0))
        return Cell(self.table.file, self.table.place, self.table.sheet.address(row, column))


def select(found: Sequence[Found], wanted: Wanted) -> tuple[list[Found], list[Finding]]:
    """Those of ``found`` that are wanted, one for each key, and why others are not."""
    ours, findings = _of_year(found, wanted)
    chosen: list[Found] = []
    by_key: dict[str, list[Found]] = {}
    for one in ours:
        by_key.setdefault(one.table.key, []).append(one)
    others: list[Found] = []
    doubled: dict[str, list[Doubled]] = {}
    for several in by_key.values():
        used, why = _one_of(several)
        if len(several) > 1:
            place, others_of = (None, _shown(several)) if used is None else (_place(used), several)
            rest = tuple(_described(each) for each in others_of if each is not used)
            doubled.setdefault(why, []).append(Doubled(several[0].table.title, place, rest))
        if used is not None:
            (chosen if _is_of(used.table.unit, wanted) else others).append(used)
    findings += [problems.twice(why, tables) for why, tables in doubled.items()]
    return chosen, [*findings, *_another_unit(others, wanted)]


def _of_year(found: Sequence[Found], wanted: Wanted) -> tuple[list[Found], list[Finding]]:
    """Those of the wanted year, or that say none."""
    if not wanted.year:
        return list(found), []
    taken = [one for one in found if wanted.said_year and one.table.year == wanted.said_year != wanted.year]
    ours = [one for one in found if one.table.year in ("", wanted.year) or one in taken]
    keys = {one.table.key for one in ours}
    findings = (
        [problems.year_taken(wanted.said_year, wanted.year, wanted.last, taken[0].place("year"))] if taken else []
    )
    others = (one.table.year for one in found if one.table.year not in ("", wanted.year, wanted.said_year))
    for year in dict.fromkeys(others):
        theirs = [one for one in found if one.table.year == year]
        beside = all(one.table.key in keys for one in theirs)
        places = [one.table.place for one in theirs]
        is_last = int(year) == int(wanted.year) - 1 and not wanted.last
        findings.append(problems.another_year(year, wanted.year, places, theirs[0].place("year"), is_last, beside))
    return ours, findings


def _one_of(several: list[Found]) -> tuple[Found | None, str]:
    """The one table of a key that is used, and nothing; None where any of several could be meant, and why."""
    shown = _shown(several)
    if len({unit_of(each.table.unit) for each in shown if each.table.unit}) > 1:
        return None, "单位不同"
    if any(_values(each) != _values(shown[0]) for each in shown[1:]):
        return None, "里面的数不一样"
    return shown[0], ""


def _shown(several: list[Found]) -> list[Found]:
    """Those that are not hidden; all where all are."""
    return [one for one in several if not one.table.sheet.hidden] or several


def _place(one: Found) -> Cell:
    return one.place("unit")._replace(sheet=one.table.sheet.name)


def _values(one: Found) -> object:
    return one.table.money, {key: figure.value for key, figure in one.table.figures.items()}


def _described(one: Found) -> tuple[str, Cell]:
    sheet = one.table.sheet
    hidden = "（隐藏的）" if sheet.hidden else ""
    unit = f"，单位是“{one.table.unit}”" if one.table.unit else ""
    return f"工作表“{sheet.name}”{hidden}{unit}", _place(one)


def same_unit(one: str, other: str) -> bool:
    """Whether both are names of one unit, codes and （本级） or （汇总） left out."""
    return unit_of(one) == unit_of(other)


def _is_of(unit: str, wanted: Wanted) -> bool:
    if not unit or not wanted.unit:
        return True
    if not same_unit(unit, wanted.unit):
        return False
    level = level_of(unit)
    return not level or level == level_of(wanted.unit) or level not in _NOT_FOR.get(wanted.level, ())


_NOT_FOR: Mapping[str, tuple[str, ...]] = {"部门": ("本级", "机关"), "单位": ("汇总", "合并")}


def _another_unit(others: Sequence[Found], wanted: Wanted) -> list[Finding]:
    findings: list[Finding] = []
    for unit in dict.fromkeys(one.table.unit for one in others):
        theirs = [one for one in others if one.table.unit == unit]
        hint = ""
        if unit_of(unit) == unit_of(wanted.unit):
            whole = "汇总" if wanted.level == "部门" else "本级"
            hint = f"数据文件里的层级是“{wanted.level}”，要用{whole}的工作簿；层级填错了的，改“单位.层级”"
        places = [one.table.place for one in theirs]
        findings.append(problems.another_unit(unit, wanted.unit, places, theirs[0].place("unit"), hint))
    return findings
