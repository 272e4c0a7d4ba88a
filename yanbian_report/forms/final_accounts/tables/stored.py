"""Stored: tables as the cache keeps them, with what was found in them, and back in a few milliseconds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from yanbian_report.base.findings import Finding, Related, Severity
from yanbian_report.base.origin import Cell, Origin
from yanbian_report.forms.final_accounts.tables.figures import Figures, Name, Number, Spot
from yanbian_report.model.figure import Figure
from yanbian_report.model.table import Table
from yanbian_report.workbook.stored import StoredSheet, sheet_data, sheet_of

_StoredPlace = tuple[str, str, int, int]
_SPOT: Final = 6  # parts: row and column, value, decimals, place; a figure has more
_StoredFigure = tuple[str, str, str, int, int, int] | tuple[str, str, str, str, str, str, str, str, list[str] | None]


def dumps(tables: Iterable[Table], findings: Iterable[Finding]) -> bytes:
    """``tables`` and what was found in their workbooks, as JSON."""
    stored = [list(map(_table_data, tables)), list(map(_finding_data, findings))]
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> tuple[Mapping[str, Table], list[Finding]]:
    """What ``dumps`` wrote, tables by key. Raises an exception for anything else."""
    stored, findings = json.loads(data)
    tables = [_table(*parts) for parts in stored]
    return {table.key: table for table in tables}, [_finding(*parts) for parts in findings]


def _table_data(table: Table) -> list[object]:
    figures = table.figures.spots if isinstance(table.figures, Figures) else table.figures
    return [
        [table.key, table.title, table.label, table.file, table.unit, table.year, table.money],
        [*table.headings, *table.body, table.stub],
        [_figure_data(name, figure) for name, figure in figures.items()],
        dict(table.names),
        [[*name, *place] for name, place in table.blanks.items()],
        [[*name, *place] for name, place in table.gaps.items()],
        sheet_data(table.sheet),
    ]


def _table(  # noqa: PLR0913 - the parts of a table
    texts: list[str],
    rows: list[int],
    figures: list[_StoredFigure],
    names: dict[str, str],
    blanks: list[_StoredPlace],
    gaps: list[_StoredPlace],
    stored: StoredSheet,
) -> Table:
    key, title, label, file, unit, year, money = texts
    first, last, top, bottom, stub = rows
    sheet = sheet_of(stored)
    found = dict(map(_figure, figures))
    return Table(
        key=key,
        title=title,
        label=label,
        file=file,
        sheet=sheet,
        unit=unit,
        year=year,
        money=money,
        headings=(first, last),
        body=(top, bottom),
        figures=Figures(found, key, money, file, label or sheet.name, sheet.top),
        names=names,
        blanks=_places(blanks),
        gaps=_places(gaps),
        stub=stub,
    )


def _places(stored: list[_StoredPlace]) -> dict[Name, tuple[int, int]]:
    return {(row, column): (at, across) for row, column, at, across in stored}


def _figure_data(name: Name, found: Spot | Figure) -> _StoredFigure:
    if isinstance(found, Spot):
        number, row, column = found
        return *name, str(number.value), number.decimals, row, column
    value, step = str(found.value), str(found.step)
    return *name, value, found.unit, step, found.text, found.approx, found.path, _cell_data(found.origin)


def _figure(stored: _StoredFigure) -> tuple[Name, Spot | Figure]:
    if len(stored) == _SPOT:
        row, column, value, decimals, at, across = stored
        return (row, column), Spot(_number(value, decimals), at, across)
    row, column, value, unit, step, text, approx, path, place = stored
    return (row, column), Figure(Decimal(value), unit, Decimal(step), text, approx, path, _cell(place))


@lru_cache(maxsize=4_096)
def _number(value: str, decimals: int) -> Number:
    """Most of what tables hold is 0.00."""
    return Number(Decimal(value), decimals)


def _finding_data(finding: Finding) -> list[object]:
    related = [[one.message, _cell_data(one.origin)] for one in finding.related]
    code, severity, message, origin, path, _, hint, basis, _ = finding
    return [code, severity.value, message, path, hint, basis, _cell_data(origin), related]


def _finding(  # noqa: PLR0913 - the parts of a finding
    code: str,
    severity: str,
    message: str,
    path: str,
    hint: str,
    basis: str,
    place: list[str] | None,
    related: list[tuple[str, list[str] | None]],
) -> Finding:
    beside = tuple(Related(words, _cell(at)) for words, at in related)
    return Finding(code, Severity(severity), message, _cell(place), path, beside, hint, basis)


def _cell_data(origin: Origin | None) -> list[str] | None:
    """A cell, or nothing: in workbooks there is no other place."""
    return list(origin) if isinstance(origin, Cell) else None


def _cell(stored: list[str] | None) -> Cell | None:
    return None if stored is None else Cell(*stored)
