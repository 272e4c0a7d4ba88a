"""Arranged: which paper, which size, which columns beside each other, and rows that fill their pages."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.conftest import ROOT
from tests.grids.tables import table, tables
from yanbian_report.grids.arrange import Arranged, arrange
from yanbian_report.grids.grid import Grid, grid_of
from yanbian_report.grids.looks import SMALLEST, looks_of
from yanbian_report.grids.markup import markup, places
from yanbian_report.grids.sections import papers
from yanbian_report.word.package import DOCUMENT, read_package
from yanbian_report.word.styles import style_sheet
from yanbian_report.workbook.sheet import Value

PACKAGE, _ = read_package(ROOT / "templates/2022-2024/70-附表.docx")
assert PACKAGE is not None
LOOKS = looks_of(style_sheet(PACKAGE))
SECTION = re.findall("<w:sectPr>.*?</w:sectPr>", PACKAGE.text(DOCUMENT))[-1]
PAPERS = papers(SECTION)
TABLES = tables()


def arranged(grid: Grid) -> Arranged:
    return arrange(grid, LOOKS, PAPERS)


@pytest.mark.parametrize("key", TABLES)
def test_every_table_fits_its_paper_in_letters_that_can_be_read(key: str) -> None:
    grid = grid_of(TABLES[key])
    found = arranged(grid)
    assert found.size >= SMALLEST
    for part in found.parts:
        assert sum(part.widths) <= found.paper.width
        assert min(part.widths) > LOOKS.margins
        assert len(part.heights) == len(grid.texts)


@pytest.mark.parametrize(
    ("key", "turned"),
    [
        ("总表", False),
        ("收入", True),
        ("财拨总表", False),
        ("基本", False),
        ("财拨明细", True),
        ("基金", False),
        ("三公财拨", True),
        ("支出", True),
    ],
)
def test_paper_is_turned_for_what_is_wide(key: str, turned: bool) -> None:
    found = arranged(grid_of(TABLES[key]))
    assert found.paper.turned == turned
    assert len(found.parts) == 1


@pytest.mark.parametrize("key", TABLES)
def test_every_cell_that_is_written_is_known_by_its_place_in_the_sheet(key: str) -> None:
    grid, sheet = grid_of(TABLES[key]), TABLES[key].sheet
    found = arranged(grid)
    cells = markup(grid, found, LOOKS).split("<w:tc>")[1:]
    amounts = 0
    for xml, (row, column) in zip(cells, places(grid, found), strict=True):
        value = sheet.rows[row][column] if row >= 0 and column < len(sheet.rows[row]) else ""
        if isinstance(value, Decimal) and "公开表数字" in xml:
            amounts += 1
            assert f"<w:t>{value:,.2f}</w:t>" in xml
    assert amounts or key not in ("总表", "支出", "一般明细")


def test_the_widest_is_cut_and_says_which_row_it_is_in_every_part() -> None:
    grid = grid_of(TABLES["一般明细"])
    parts = arranged(grid).parts
    assert len(parts) > 3
    assert all(part.columns[: grid.identity] == (0, 1, 2, 3) for part in parts)
    assert [c for part in parts for c in part.columns[grid.identity :]] == list(range(4, len(grid.kinds)))


def test_a_part_that_begins_within_a_group_repeats_its_heading() -> None:
    grid = grid_of(TABLES["一般明细"])
    found = arranged(grid)
    cuts = [part.columns[grid.identity] for part in found.parts[1:]]
    torn = [grid.texts[0][grid.merged[0, c].left] for c in cuts if grid.merged[0, c].left < c]
    xml = markup(grid, found, LOOKS)
    assert torn
    for name in torn:
        assert len(re.findall(f"<w:t>{name}</w:t>", xml)) > 1
    assert len(re.findall(r"<w:t>[^<]*（续", xml)) == len(found.parts) - 1
    assert (
        re.findall(r'<w:tblCaption w:val="(?:[^"（]*（续.）)"', xml)
        == re.findall(r'<w:tblCaption w:val="[^"]*"', xml)[1:]
    )


def test_columns_cut_from_one_hundred_are_about_equally_many() -> None:
    counts = [len(part.columns) for part in arranged(grid_of(TABLES["一般明细"])).parts]
    assert max(counts) - min(counts) <= 6


def test_a_long_table_does_not_leave_a_row_or_two_to_its_last_page() -> None:
    heads = [["科目编码", "科目名称", "金额"]]
    for rows in range(20, 90, 3):
        grid = grid_of(table("甲", "甲", "公开01表", heads, [["208", "甲" * 9, Decimal(n)] for n in range(1, rows)]))
        found = arranged(grid)
        (part,) = found.parts
        room, left, last = found.paper.height, found.paper.height - 1_200, 0
        for height in part.heights[1:]:
            left -= height + 10
            last += 1
            if left < 0:
                left, last = room - height - part.heights[0], 1
        assert last >= 3 or sum(part.heights) < room, rows


def test_columns_that_no_paper_holds_are_squeezed_onto_it() -> None:
    long = "9" * 60
    heads: list[list[Value]] = [["科目编码"] * 4 + ["金额"]]
    (*_, last) = arranged(grid_of(table("甲", "甲", "公开01表", heads, [[long] * 4 + [Decimal(1)]]))).parts
    assert min(last.widths) > 0
    assert sum(last.widths) <= PAPERS[-1].width


def test_letters_are_smaller_where_that_saves_a_page() -> None:
    found = arranged(grid_of(TABLES["财拨总表"]))
    assert SMALLEST <= found.size < LOOKS.size
    assert f'w:styleId="公开表数字-{found.size}"' in LOOKS.smaller(found.size)
    assert f'w:val="公开表数字-{found.size}"' in markup(grid_of(TABLES["财拨总表"]), found, LOOKS)


def test_headings_repeat_and_rows_do_not_split() -> None:
    grid = grid_of(TABLES["收入"])
    rows = re.findall("<w:tr>.*?</w:tr>", markup(grid, arranged(grid), LOOKS))
    assert all("<w:cantSplit/>" in row for row in rows)
    assert ["<w:tblHeader/>" in row for row in rows] == [n < grid.heads for n in range(len(rows))]


def test_what_stands_above_a_table_stays_in_its_lines_however_long_the_name_of_the_unit() -> None:
    grid = grid_of(TABLES["总表"])
    width, em = arranged(grid).paper.width, LOOKS.label * 10
    for signs in (4, 22, 32):
        name = "部门：" + "国" * signs
        xml = markup(grid._replace(lines=grid.lines._replace(unit=name)), arranged(grid), LOOKS)
        line = next(p for p in xml.split("</w:p>") if name in p)
        if signs == 32:
            assert grid.lines.label in line
            continue
        centre = int(re.findall(r'w:val="center" w:pos="(\d+)"', line)[0])
        assert centre >= len(name) * em + len(grid.lines.year) / 2 * em / 2
        assert (centre == width // 2) == (signs == 4)
