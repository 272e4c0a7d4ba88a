"""Form: what the engine must know of one prescribed report, as one value. Each form is a folder beside this module.

A form's own words (三公经费, 收入总计 …) stand in its folder only; the engine asks for them here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.grids.annex import Annex
from yanbian_report.model.data_file import DataFile
from yanbian_report.model.figure import Figure
from yanbian_report.model.reading import Proposal, Reading
from yanbian_report.model.requirement import Built, Requirement
from yanbian_report.model.table import Table
from yanbian_report.model.values import Tree
from yanbian_report.model.year import Year
from yanbian_report.rules.rule import Rule
from yanbian_report.workbook.sheet import Workbook
from yanbian_report.yamldoc.schema import Schema

if TYPE_CHECKING:
    from yanbian_report.rules.example import Example


class Printing(NamedTuple):
    """Which typed figures need not stand in the document themselves, by patterns of their paths.

    ``behind``: they only show in what follows from them. ``own``: only an annex or the unit's own words print them,
    so that their absence is a note.
    """

    behind: re.Pattern[str]
    own: re.Pattern[str]


class NextYear(NamedTuple):
    """What becomes of a data file in the year after it.

    ``standing`` are the paths that stay as they are, ``fixed`` those that take a value of the form's own; ``titles``
    keep their words with the new year in them, below the groups ``titled``; ``undated`` are keys of days that are not
    known yet, with what a comment says of them, ``emptied`` lists that begin anew, ``dropped`` paths that say
    something of their own year only; ``last_year`` is the group that repeats the year before; ``listed`` are entries of
    lists that belong to their year and are marked.
    """

    standing: re.Pattern[str]
    fixed: Mapping[str, str]
    titles: tuple[str, ...]
    titled: tuple[str, ...]
    undated: Mapping[str, str]
    emptied: tuple[str, ...]
    last_year: str
    dropped: tuple[str, ...] = ()
    listed: re.Pattern[str] = re.compile("(?!)")


class KeptTables(NamedTuple):
    """How a form's tables are kept in the cache, so that most builds neither read workbooks nor recognise tables.

    ``code`` names the modules that read and recognise, ``asked`` is what of a data file and its year the tables depend
    on; ``dumps`` and ``loads`` are the tables and what was found in them as data, and back.
    """

    code: tuple[str, ...]
    asked: Callable[[Tree, int], Sequence[str]]
    dumps: Callable[[Iterable[Table], Iterable[Finding]], bytes]
    loads: Callable[[bytes], tuple[Mapping[str, Table], list[Finding]]]


class FromWorkbooks(NamedTuple):
    """What a form takes from the workbooks of the finance system.

    ``tables`` are the tables in the workbooks of a year, by the form's keys, with all that is wrong with them: those
    of another unit than the data file's, or of another year, are none. ``readings`` are what a data file should say by
    the tables of its year, ``last_readings`` what by those of last year; ``proposals`` are lists that the tables of
    both years tell half of, for somebody to finish. ``unit`` is the path at which a data file says what its workbooks
    call the unit, where that is another name, ``year`` that of the year that their heads say by mistake, ``last_year``
    the same of last year's. ``kept`` is how tables are kept.
    """

    tables: Callable[[Sequence[Workbook], Tree, int], tuple[Mapping[str, Table], list[Finding]]]
    readings: Callable[[Mapping[str, Table], Year], list[Reading]]
    last_readings: Callable[[Mapping[str, Table], Year], list[Reading]]
    proposals: Callable[[Year], list[Proposal]]
    unit: str
    year: str
    last_year: str
    kept: KeptTables


class Form(NamedTuple):
    """One prescribed report.

    ``schema`` says what a data file may hold; ``derive`` makes the year of a data file (None when it cannot);
    ``tables`` are the files besides it that a year is derived from; ``repeated`` is what the next year's file says of
    a year, by the paths it has there; ``rules`` are what must be true of a year; ``title`` and ``owner`` name the
    report and whose it is; ``remark`` says what to look at in the report of a year that no edition is made for;
    ``headline`` is the path of the figure that sums a year up, ``example`` one as messages
    show it; ``derived_endings`` end the names that a year has besides those that were typed; ``annexes`` are the
    tables of the workbook that the report prints, in their order; ``workbooks`` is None where no figure comes from a
    workbook; ``names`` are what a title should not part; ``requirements`` are what inspections of published reports
    ask, with how a year and what was built of it stand to them; ``examples`` are the examples of rules by their codes.
    """

    name: str
    schema: Callable[[], Schema]
    derive: Callable[[DataFile, Project], tuple[Year, list[Finding]]]
    tables: Callable[[Project, int], list[Path]]
    repeated: Callable[[Year], dict[str, Figure]]
    rules: Callable[[], Mapping[str, Rule]]
    title: Callable[[Year], str]
    owner: Callable[[Year], str]
    headline: str
    example: str
    derived_endings: tuple[str, ...]
    printing: Printing
    next_year: NextYear
    annexes: Callable[[Year], list[Annex]] = lambda _: []
    remark: Callable[[int], str] = lambda _: ""
    names: Callable[[Year], list[str]] = lambda _: []
    workbooks: FromWorkbooks | None = None
    requirements: Callable[[Year, Built | None], list[Requirement]] = lambda _, __: []
    examples: Callable[[], Mapping[str, Example]] = dict
