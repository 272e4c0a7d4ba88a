"""Tables below each other in one sheet are tables, at the cells where they stand."""

from __future__ import annotations

from tests.forms.tables.grids import GENERAL, INCOME, SPENDING, book, sheet, whole
from tests.forms.tables.test_tables import WANTED
from yanbian_report.base.origin import Cell
from yanbian_report.forms.final_accounts.tables.parts import parts
from yanbian_report.forms.final_accounts.tables.read import read_tables
from yanbian_report.workbook.sheet import Merge, Sheet

PIECES = [whole(), INCOME, SPENDING, GENERAL]


def stacked(*pieces: str) -> Sheet:
    """``pieces`` below each other in a sheet, two blank rows between."""
    return sheet("Sheet1", "\n\n\n".join(piece.strip("\n") for piece in pieces))


def test_tables_below_each_other_are_read_as_in_sheets_of_their_own() -> None:
    alone, _ = read_tables([book(*(sheet(f"表{n}", piece) for n, piece in enumerate(PIECES)))], WANTED)
    tables, findings = read_tables([book(stacked(*PIECES))], WANTED)
    assert [f.code for f in findings if f.code != "X208"] == [] and list(tables) == list(alone)
    for key, table in tables.items():
        assert {name: f.text for name, f in table.figures.items()} == {n: f.text for n, f in alone[key].figures.items()}


def test_their_cells_are_those_of_the_whole_sheet() -> None:
    one = stacked(*PIECES)
    table = read_tables([book(one)], WANTED)[0]["支出"]
    figure = table.get("合计", "基本支出")
    assert figure is not None and isinstance(figure.origin, Cell)
    row = int("".join(filter(str.isdecimal, figure.origin.cell))) - 1
    column = "ABCDEFGHIJKL".index(figure.origin.cell[0])
    assert figure.text in str(one.rows[row][column]).replace(",", "") and row > 40


def test_a_part_is_as_wide_as_what_stands_in_it() -> None:
    narrow, wide = parts(stacked(whole(), INCOME))
    assert (len(narrow.rows[0]), len(wide.rows[0])) == (6, 11)
    assert max(m.right for m in narrow.merges) <= 5 and all(m.bottom < len(wide.rows) for m in wide.merges)
    assert Merge(0, 0, 0, 10) in wide.merges or wide.rows[0][0] == "收入决算表"


def test_a_number_alone_above_a_title_belongs_to_it() -> None:
    rows = stacked(whole(), INCOME).rows
    title = next(n for n, row in enumerate(rows) if row[0] == "收入决算表")
    numbered = Sheet("表", (*rows[:title], ("公开02表", *[""] * 10), *rows[title:]))
    assert [part.top for part in parts(numbered)] == [0, title]


def test_a_list_of_tables_is_no_row_of_tables() -> None:
    listed = Sheet("目录", tuple((f"{title}",) for title in ("收入支出决算总表", "收入决算表", "支出决算表")))
    assert [*parts(listed)] == [listed]


def test_a_title_without_lines_of_its_own_is_still_refused() -> None:
    one = sheet("表", SPENDING)
    blank = ("",) * len(one.rows[0])
    below = one._replace(rows=(*one.rows, ("收入决算表", *blank[1:]), *[blank] * 5))
    assert "X215" in [f.code for f in read_tables([book(below)], WANTED)[1]]
