"""Read: the tables of a year out of its workbooks, with what is odd about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from yanbian_report.base.findings import Finding
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables import basic, items, operating, problems, sides, three_public, wide
from yanbian_report.forms.final_accounts.tables.catalogue import PRESCRIBED, Layout, public, tables_of, title_of
from yanbian_report.forms.final_accounts.tables.columns import is_identity
from yanbian_report.forms.final_accounts.tables.cover import Cover, cover
from yanbian_report.forms.final_accounts.tables.figures import Figures
from yanbian_report.forms.final_accounts.tables.grid import Grid
from yanbian_report.forms.final_accounts.tables.headings import headings
from yanbian_report.forms.final_accounts.tables.identity import identity, money_in
from yanbian_report.forms.final_accounts.tables.moneys import apart
from yanbian_report.forms.final_accounts.tables.parts import parts
from yanbian_report.forms.final_accounts.tables.recognise import Recognised, recognise
from yanbian_report.forms.final_accounts.tables.select import Found, Wanted, select
from yanbian_report.model.figure import YUAN
from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Sheet, Workbook

_LAYOUTS: Mapping[Layout, Callable[[Grid], None]] = {
    "sides": sides.read,
    "items": items.read,
    "wide": wide.read,
    "basic": basic.read,
    "three public": three_public.read,
    "operating": operating.read,
}
_TOO_MUCH = Decimal(10) ** 6  # 万元; no unit of a county has that much
_TOO_LITTLE = Decimal(10) ** 4  # 元; no unit lives a year on less
_MONEY = {"万元": "万元", "元": "元"}


def read_tables(
    workbooks: Sequence[Workbook],
    wanted: Wanted = Wanted(),  # noqa: B008 - a value
) -> tuple[Mapping[str, Table], list[Finding]]:
    """The tables in ``workbooks`` by key, those of the public set first, each once; and what is odd about them.

    Tables of another unit or year than ``wanted`` says, and those of which two could be meant, are left out and said;
    a table whose money is not known is there without figures.
    """
    found: list[Found] = []
    findings: list[Finding] = []
    for workbook in workbooks:
        sheets = [part for sheet in workbook.sheets for part in parts(sheet)]
        known = [(sheet, recognise(sheet, wanted.unit)) for sheet in sheets]
        about = cover(workbook.file, (sheet for sheet, held in known if held is None))
        here = [_table(workbook.file, sheet, held, wanted, about) for sheet, held in known if held is not None]
        if not here:
            first = next((Cell(workbook.file, sheet.name, "A1") for sheet in workbook.sheets), None)
            findings.append(problems.nothing_found(workbook.file, first))
        found += here
    chosen, said = select(found, wanted)
    findings += said
    doubts = apart({one.table.key: one.table for one in chosen})
    chosen = [one if one.table.key not in doubts else _unread(one, doubts[one.table.key]) for one in chosen]
    for one in chosen:
        findings += one.findings
    findings += _without_money(chosen)
    tables = {one.table.key: one.table for one in sorted(chosen, key=lambda one: _ORDER[one.table.key])}
    return tables, [*findings, *(_missing(tables, found, wanted) if tables else ())]


_ORDER = {key: number for number, key in enumerate([*PRESCRIBED, *(f"财决.{key}" for key in PRESCRIBED)])}


def _table(file: str, sheet: Sheet, recognised: Recognised, wanted: Wanted, about: Cover) -> Found:
    said = identity(sheet, recognised.row)
    head = headings(sheet, said.end)
    money = said.money or money_in(list(head.paths)) or wanted.money
    place = recognised.number or sheet.name
    grid = Grid(recognised.key, sheet, place, file, _MONEY.get(money, ""), head)
    _LAYOUTS[grid.prescribed.layout](grid)
    doubtful = _doubtful(grid)
    if doubtful is not None:
        grid.found.clear()
    table = Table(
        key=recognised.key,
        title=recognised.title or grid.prescribed.titles[0],
        label=recognised.number,
        file=file,
        sheet=sheet,
        unit=said.unit or about.unit,
        year=said.year or about.year or wanted.year_in(file),
        money=money,
        headings=(head.start, head.end),
        body=grid.body_range(),
        stub=_stub(grid),
        figures=Figures(grid.found, recognised.key, grid.money, file, place, sheet.top),
        blanks={} if grid.zeros or not grid.found else grid.blanks,
        gaps={**(grid.blanks if grid.zeros or not grid.found else {}), **grid.unread},
        names=grid.names,
    )
    return Found(table, said.cells, grid.findings if doubtful is None else [doubtful], about.cells)


def _unread(one: Found, why: Finding) -> Found:
    """``one`` without figures, for printing only."""
    table = one.table._replace(figures=Figures({}, one.table.key, "", one.table.file, one.table.place, 0), blanks={})
    return one._replace(table=table, findings=[why])


def _stub(grid: Grid) -> int:
    """How many columns stand before the first that holds an amount."""
    if grid.prescribed.layout == "three public" and not any(map(is_identity, grid.headings.paths)):
        return 0
    paths = grid.headings.paths
    return next((p for p, path in enumerate(paths) if path and not is_identity(path) and path[-1] not in _SIDES), 0)


_SIDES = frozenset(("收入", "支出"))


def _doubtful(grid: Grid) -> Finding | None:
    """X205 where the amounts are ten thousand times what they can be, or a year's total is next to nothing."""
    most = grid.most
    if most is None or (grid.prescribed.layout == "operating" and grid.money == YUAN):
        return None
    amount = abs(most.number.value)
    whole = public(grid.key) in ("总表", "财拨总表")
    if (grid.money != YUAN and amount > _TOO_MUCH) or (grid.money == YUAN and whole and amount < _TOO_LITTLE):
        shown = str(grid.sheet.rows[most.row][most.column])
        return problems.money_doubtful(grid.money, shown, grid.place, grid.cell(most.row, most.column))
    return None


def _without_money(chosen: Sequence[Found]) -> list[Finding]:
    """X204, once for all sheets that say the same."""
    findings: list[Finding] = []
    lacking = [one for one in chosen if one.table.money not in _MONEY]
    for said in dict.fromkeys(one.table.money for one in lacking):
        theirs = [one for one in lacking if one.table.money == said]
        findings.append(problems.money_unclear(said, [one.table.place for one in theirs], theirs[0].place("money")))
    return findings


def _missing(tables: Mapping[str, Table], found: Sequence[Found], wanted: Wanted) -> list[Finding]:
    """X208 for a public workbook that has not all tables of the year's form."""
    year = wanted.year or next((table.year for table in tables.values() if table.year), "")
    there = {one.table.key for one in found}
    if not year or not any(key in there for key in tables_of(int(year))):
        return []
    absent = [title_of(key, int(year)) for key in tables_of(int(year)) if key not in there]
    return [problems.missing_tables(absent, int(year), found[0].place())] if absent else []
