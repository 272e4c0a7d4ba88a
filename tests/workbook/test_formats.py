"""The same tables are the same sheets, whichever format they are saved in and whatever the file is called."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.workbook.books import BOOKS, Formula, Grid, book, converted, write_book
from yanbian_report.workbook.read import read_workbook
from yanbian_report.workbook.sheet import Merge, Sheet, Workbook

TOTALS = Grid(
    "公开01表",
    [
        ["收入支出决算总表", None, None, None],
        [None, None, None, "公开01表"],
        ["部门：盐边县社会保险事务中心", None, "2022年度", "金额单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算财政拨款收入", 290.22, "一、一般公共服务支出", None],
        ["2080505", 2080505, " 缩进", "1,234.50"],
        ["  1．因公出国（境）费", 43.120000000000005, "两行\n文字", 0.1 + 0.2],
        ["<总计> & “合计”", -12.5, "总计", 0],
        ["注：本表反映…", 1e-7, True, 123456789012.34],
    ],
    ["A1:D1", "A4:B4", "C4:D4", "A10:A11"],
)
HIDDEN = Grid("公开01表 (2)", [["旧表", 1]], hidden=True)
EMPTY = Grid("封面", [])


def read(path: Path) -> Workbook:
    book_, findings = read_workbook(path, path.name)
    assert book_ is not None, findings
    assert findings == []
    return book_


@pytest.mark.parametrize("form", BOOKS)
def test_a_sheet_is_read_alike_from_every_format(form: str, tmp_path: Path) -> None:
    def indented(text: str, by: int) -> str:
        return text if form == "html" else " " * by + text  # a page shows no blanks before a text

    sheet, hidden, empty = read(write_book(tmp_path / f"表.{form}", TOTALS, HIDDEN, EMPTY)).sheets
    wide = (Merge(0, 0, 0, 3), Merge(3, 0, 3, 1), Merge(3, 2, 3, 3))
    assert (sheet.name, sheet.hidden, sheet.merges) == ("公开01表", False, wide)
    assert sheet.rows[:3] == (
        ("收入支出决算总表", "", "", ""),
        ("", "", "", "公开01表"),
        ("部门：盐边县社会保险事务中心", "", "2022年度", "金额单位：万元"),
    )
    assert sheet.rows[5:] == (
        ("一、一般公共预算财政拨款收入", Decimal("290.22"), "一、一般公共服务支出", ""),
        ("2080505", Decimal(2080505), "缩进" if form == "html" else " 缩进", "1,234.50"),
        (
            "1．因公出国（境）费" if form == "html" else "  1．因公出国（境）费",
            Decimal("43.12"),
            "两行\n文字",
            Decimal("0.3"),
        ),
        ("<总计> & “合计”", Decimal("-12.5"), "总计", Decimal(0)),
        ("注：本表反映…", Decimal("1E-7"), "TRUE", Decimal("123456789012.34")),
    )
    assert hidden == Sheet("公开01表 (2)", (("旧表", Decimal(1)),), (), hidden=True)
    assert empty == Sheet("封面", ())


TEXTS = [("项目" if n % 3 else "item ") * (n % 97 + 1) + str(n) for n in range(900)]  # more than a record of .xls holds


@pytest.mark.parametrize("form", BOOKS)
def test_many_long_texts_are_whole(form: str, tmp_path: Path) -> None:
    (sheet,) = read(write_book(tmp_path / f"表.{form}", Grid("项目", [[text] for text in TEXTS]))).sheets
    assert [row[0] for row in sheet.rows] == TEXTS


@pytest.mark.slow
def test_many_long_texts_are_whole_as_libreoffice_saves_them(tmp_path: Path) -> None:
    path = write_book(tmp_path / "表.xlsx", Grid("项目", [[text] for text in TEXTS]))
    assert [row[0] for row in read(converted(path, "xls")).sheets[0].rows] == TEXTS


@pytest.mark.parametrize("form", BOOKS)
@pytest.mark.parametrize("suffix", [".xls", ".XLSX", ".et", ""])
def test_the_name_of_a_file_says_nothing_of_its_format(form: str, suffix: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / f"决算公开表{suffix}", TOTALS, form=form)
    assert read(path).sheets[0].rows[5][1] == Decimal("290.22")


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_cells_are_those_that_another_reader_finds(form: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / f"表.{form}", TOTALS._replace(merges=TOTALS.merges[:3]), HIDDEN)
    other = CalamineWorkbook.from_path(path)
    for sheet in read(path).sheets:
        theirs = other.get_sheet_by_name(sheet.name)
        merges = [(*first, *last) for first, last in theirs.merged_cell_ranges or []]
        assert [tuple(merge) for merge in sheet.merges] == sorted(merges)
        rows = theirs.to_python(skip_empty_area=False)
        assert [[str(value) for value in row] for row in sheet.rows] == [
            [shown(value) for value in row] for row in rows
        ]


def shown(value: object) -> str:
    """What another reader says a cell holds, as this one puts it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value).upper() if isinstance(value, bool) else str(value)
    return str(Decimal(f"{value:.15g}"))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "fods", "html"])
def test_what_libreoffice_saves_is_read_as_what_it_was_given(form: str, tmp_path: Path) -> None:
    rows = [[None if cell is True else cell for cell in row] for row in TOTALS.rows]  # which it saves as 1
    grid = TOTALS._replace(rows=[*rows, [None, Formula("=B6+B9", 277.72)]])
    given = read(write_book(tmp_path / "表.xlsx", grid, HIDDEN)).sheets
    found = read(converted(tmp_path / "表.xlsx", form)).sheets
    if form == "html":  # which has texts, and no hidden sheets
        assert [len(sheet.rows) for sheet in found] == [11]
        assert found[0].rows[0] == ("收入支出决算总表", "", "", "")
    else:
        assert found == given


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xml", "ods", "xls"])
def test_a_book_is_read_as_libreoffice_reads_it(form: str, tmp_path: Path) -> None:
    grid = TOTALS._replace(rows=[[None if cell is True else cell for cell in row] for row in TOTALS.rows])
    path = write_book(tmp_path / f"表.{form}", grid, HIDDEN._replace(hidden=False))  # it shows those of XML
    assert read(converted(path, "xlsx")).sheets == read(path).sheets


def test_bytes_of_a_book_are_those_of_its_format() -> None:
    assert [book(form, TOTALS)[:4] for form in BOOKS] == [b"PK\3\4", b"\xd0\xcf\x11\xe0", b"PK\3\4", b"<?xm", b"<htm"]
