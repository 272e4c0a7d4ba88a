"""An import: what is to be filled in comes from the workbook, cell by cell, and nothing else in the file is touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.material import ITEMS, UNIT, Accounts
from tests.importing.steps import actions, codes, put, ran, text
from yanbian_report import Unit, build, check, init, load, new
from yanbian_report.base.findings import error
from yanbian_report.cli.parser import DONE, ERRORS, main
from yanbian_report.importer import Action, import_workbook, run
from yanbian_report.model.figure import TO_FILL
from yanbian_report.model.values import EXAMPLE
from yanbian_report.options import BuildOptions


def test_what_is_to_be_filled_in_is_filled_in_and_no_other_line_is_touched(office: Path, book: Path) -> None:
    before = text(office)
    done = ran(office, book)
    assert done.document == office / "data/2022.yaml"
    lost = [line for line in before.split("\n") if line not in text(office).split("\n")]
    assert [line for line in lost if TO_FILL not in line and EXAMPLE not in line] == []
    assert "\n  一般公共预算财政拨款收入: 288.92\n" in text(office)
    assert "\n  事业收入: 0\n" in text(office), "a nil is written as nil"


def test_every_written_path_names_its_cell(office: Path, book: Path) -> None:
    rows = {row.path: row for row in ran(office, book).rows}
    assert rows["收入.一般公共预算财政拨款收入"][1:5] == ("待填", "288.92", "公开01表!C8", Action.FILLED)
    assert all(row.place for row in rows.values() if row.action is not Action.ABSENT)


def test_new_items_find_their_place_with_their_names_and_what_is_left_to_fill_in(office: Path, book: Path) -> None:
    ran(office, book)
    entry = '    "2080101":                      # 行政运行\n      决算: 200.00\n      预算: 待填\n'
    assert entry in text(office)
    assert text(office).index('"2010302"') < text(office).index(entry) < text(office).index('"2080505"')


@pytest.mark.parametrize("typed", ["265.60", "265.07"])
def test_a_typed_figure_that_differs_stays_and_is_named_with_its_cell(office: Path, book: Path, typed: str) -> None:
    put(office, "  基本支出: 待填", f"  基本支出: {typed}")
    done = ran(office, book)
    [finding] = [f for f in done.findings if f.path == "支出.基本支出"]
    assert finding.code == "X307" and typed in finding.message and "公开03表!D8 是 265.06" in finding.message
    assert f"  基本支出: {typed}\n" in text(office) and actions(done)["支出.基本支出"] is Action.KEPT
    assert actions(ran(office, overwrite=True))["支出.基本支出"] is Action.CHANGED
    assert "  基本支出: 265.06\n" in text(office)


@pytest.mark.parametrize("first", ["办公费", "印刷费"])
def test_a_list_that_is_to_be_revised_is_filled_in(first: str, office: Path, book: Path) -> None:
    ran(office, book)
    assert "    - 办公费\n" in text(office)
    put(office, "    - 办公费\n", f"    - 【待改】{first}\n")
    done = ran(office, book)
    assert "    - 办公费\n" in text(office) and "【待改】" + first not in text(office)
    assert actions(done)["一般公共预算基本支出.公用经费项目"] is Action.FILLED
    assert not [f for f in done.findings if f.code == "X307"]


def test_an_item_that_somebody_wrote_beside_one_to_be_revised_stays(office: Path, book: Path) -> None:
    ran(office, book)
    put(office, "    - 办公费\n", "    - 【待改】办公费\n    - 自己写的\n")
    assert actions(ran(office, book))["一般公共预算基本支出.公用经费项目"] is Action.KEPT
    assert "    - 自己写的\n" in text(office)


def test_a_figure_that_is_the_same_but_for_rounding_is_left_as_it_was_typed(office: Path, book: Path) -> None:
    put(office, "  基本支出: 待填", "  基本支出: 2650568.24元")
    done = ran(office, book, overwrite=True)
    assert actions(done)["支出.基本支出"] is Action.SAME and "2650568.24元" in text(office)


def test_a_blank_cell_is_never_nil(office: Path, tmp_path: Path) -> None:
    accounts = Accounts()
    sheet = accounts.whole()
    rows = [["" if n == 10 and c == 2 else cell for c, cell in enumerate(row)] for n, row in enumerate(sheet.rows)]
    accounts.whole = lambda: sheet._replace(rows=rows)  # type: ignore[method-assign]
    assert rows[10][0] == "四、上级补助收入"
    ran(office, accounts.file(tmp_path / "表.xlsx"))
    assert "  上级补助收入: 待填\n" in text(office) and "  事业收入: 0\n" in text(office)


def test_a_code_of_last_year_that_is_in_no_table_is_named_and_left(office: Path, book: Path) -> None:
    done = ran(office, book)
    absent = [f for f in done.findings if f.code == "X308"]
    assert [f.path.rpartition(".")[2] for f in absent] == ["2010301", "2010302"]
    assert '"2010301"' in text(office)


def test_totals_that_the_program_adds_up_are_typed_only_where_they_print_otherwise(
    office: Path, tmp_path: Path
) -> None:
    accounts = Accounts()
    accounts.opening = 0
    ran(office, accounts.file(tmp_path / "表.xlsx"))
    assert "本年收入合计" not in text(office).partition("收入:")[2].partition("支出:")[0]
    accounts.items["2080199"] = (*accounts.items["2080199"][:2], 25.17)
    grid = accounts.spending()
    rows = [[cell if cell != "290.22" else "290.23" for cell in row] for row in grid.rows]
    accounts.spending = lambda: grid._replace(rows=rows)  # type: ignore[method-assign]
    ran(office, accounts.file(tmp_path / "表2.xlsx"))
    assert "  本年支出合计: 290.23\n" in text(office)
    assert "  支出总计: 290.22\n" in text(office), "a total of a total that has just been typed"


def test_a_dry_run_writes_nothing_and_shows_a_table(
    office: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text(office)
    assert main(["import", "2022", str(book), "--dry-run", "--project", str(office)]) == DONE
    said = capsys.readouterr().out
    assert text(office) == before and not [*(office / "data/公开表").glob("2022*")]
    assert "项" in said and "数据文件里" in said and "工作簿里" in said and "单元格" in said
    assert "收入.一般公共预算财政拨款收入" in said and "公开01表!C8" in said
    assert f"import 2022 {book} --project {office}" in said, "what to run next stands there whole"


def test_the_workbook_belongs_to_the_year_from_then_on(office: Path, book: Path) -> None:
    done = ran(office, book)
    assert [file.name for file in done.kept] == ["2022.xlsx"]
    assert (office / "data/公开表/2022.xlsx").read_bytes() == book.read_bytes()
    year = load(2022, office).year
    assert year is not None and "总表" in year.tables


def test_a_second_import_of_the_same_workbook_changes_nothing(office: Path, book: Path) -> None:
    ran(office, book)
    before = text(office)
    done = ran(office, book)
    assert (done.document, done.kept, done.aside, text(office)) == (None, (), (), before)
    assert ran(office).document is None, "without a file the kept one is read"


def test_a_workbook_has_the_ending_that_it_is(office: Path, book: Path) -> None:
    renamed = book.rename(book.with_name("表.XLS"))
    assert [file.name for file in ran(office, renamed).kept] == ["2022.xlsx"]


@pytest.mark.parametrize("form", ["xls", "ods", "html", "xml"])
def test_the_figures_are_the_same_from_any_format(office: Path, tmp_path: Path, form: str) -> None:
    done = ran(office, Accounts().file(tmp_path / f"表.{form}"))
    assert done.rows and "\n  一般公共预算财政拨款收入: 288.92\n" in text(office)


def test_an_exported_workbook_that_is_new_shows_what_moved_and_the_old_one_steps_aside(
    office: Path, book: Path, tmp_path: Path
) -> None:
    ran(office, book)
    again = Accounts(items={**ITEMS, "2210201": ("住房公积金", 21.80, 0)}).file(tmp_path / "重新导出.xlsx")
    done = ran(office, again, dry_run=True)
    assert any(m.place == "公开06表!C17" and (m.before, m.after) == ("21.82", "21.80") for m in done.moved)
    done = ran(office, again)
    assert [file.name for file in done.aside] == ["2022.xlsx.bak"]
    assert (office / "data/公开表/2022.xlsx.bak").read_bytes() == book.read_bytes()
    assert "21.82" in text(office), "a figure that was typed, or imported, is not changed unasked"


def test_several_files_and_folders_are_one_set(office: Path, tmp_path: Path) -> None:
    accounts = Accounts()
    folder = tmp_path / "导出"
    grids = accounts.grids()
    for name, part in (("一.xlsx", grids[:5]), ("二.xls", grids[5:])):
        accounts.grids = lambda part=part: part  # type: ignore[method-assign, misc]
        accounts.file(folder / name)
    (folder / "~$一.xlsx").write_bytes(b"locked")
    done = ran(office, folder)
    assert [file.name for file in done.kept] == ["2022-1.xlsx", "2022-2.xls"]
    assert len(done.tables) == 10


def test_a_workbook_with_other_tables_stands_beside_the_first(office: Path, tmp_path: Path) -> None:
    accounts = Accounts()
    grids = accounts.grids()
    accounts.grids = lambda: grids[:-1]  # type: ignore[method-assign]
    ran(office, accounts.file(tmp_path / "一.xlsx"))
    accounts.grids = lambda: grids[-1:]  # type: ignore[method-assign]
    done = ran(office, accounts.file(tmp_path / "三公.xlsx"))
    assert [file.name for file in done.kept] == ["2022-1.xlsx"] and not done.aside
    year = load(2022, office).year
    assert year is not None and len(year.tables) == 10


def test_a_part_of_the_kept_tables_is_refused(office: Path, book: Path, tmp_path: Path) -> None:
    ran(office, book)
    accounts = Accounts()
    grids = accounts.grids()
    accounts.grids = lambda: grids[:3]  # type: ignore[method-assign]
    assert codes(ran(office, accounts.file(tmp_path / "一部分.xlsx")).findings) >= {"X303"}


def test_last_years_workbook_fills_in_last_years_figures(office: Path, tmp_path: Path) -> None:
    done = ran(office, Accounts(2021).file(tmp_path / "2021.xlsx"), last=True)
    assert "上年:\n  收入总计: 290.22\n" in text(office)
    assert [file.name for file in done.kept] == ["2021.xlsx"]
    assert all(row.path.startswith("上年.") for row in done.rows)
    year = load(2022, office).year
    assert year is not None and "总表" in year.last_tables and not year.tables


def test_another_units_workbook_is_refused_unless_the_name_is_said(office: Path, tmp_path: Path) -> None:
    before, other = text(office), Accounts(unit="盐边县社保局").file(tmp_path / "表.xlsx")
    done = ran(office, other)
    assert "X202" in codes(done.findings) and text(office) == before and not [*(office / "data/公开表").glob("2022*")]
    assert ran(office, other, unit="盐边县社保局").document is not None
    assert "设置:\n  决算表单位: 盐边县社保局\n" in text(office)
    assert "X202" not in codes(check(2022, office).open)


def test_another_years_workbook_is_refused(office: Path, tmp_path: Path) -> None:
    before = text(office)
    done = ran(office, Accounts(2021).file(tmp_path / "表.xlsx"))
    assert "X203" in codes(done.findings) and text(office) == before


@pytest.mark.parametrize(
    ("year", "words"), [(2023, "用 new 2023 建"), (2030, "用 init 新建一个项目")], ids=["next", "far"]
)
def test_without_a_data_file_it_says_how_to_come_by_one(office: Path, book: Path, year: int, words: str) -> None:
    [finding] = ran(office, book, year=year).findings
    assert finding.code == "X304" and words in finding.hint


@pytest.mark.parametrize(
    "saved",
    [
        lambda t: t.replace("\n", "\r\n").encode(),
        lambda t: b"\xef\xbb\xbf" + t.encode(),
        lambda t: t.encode("gb18030"),
        lambda t: b"\xff\xfe" + t.encode("utf-16-le"),
    ],
    ids=["CRLF", "mark", "GBK", "UTF-16"],
)
def test_a_file_keeps_its_encoding_its_mark_and_its_line_ends(
    office: Path, book: Path, saved: Callable[[str], bytes]
) -> None:
    before = text(office)
    ran(office, book)
    filled, file = text(office), office / "data/2022.yaml"
    shutil.rmtree(office / "data/公开表")
    file.write_bytes(saved(before))
    assert ran(office, book).document is not None
    assert file.read_bytes() == saved(filled)


def test_a_data_file_with_an_error_is_not_written_to(office: Path, book: Path) -> None:
    put(office, "  事业收入: 待填", "  事业收入：待填")
    before = text(office)
    done = ran(office, book)
    assert codes(done.findings) == {"S112"} and text(office) == before and not [*(office / "data/公开表").glob("2022*")]


def test_what_is_no_workbook_is_said_and_nothing_is_done(office: Path, tmp_path: Path) -> None:
    (tmp_path / "说明.xlsx").write_bytes(b"%PDF-1.7")
    assert codes(ran(office, tmp_path / "说明.xlsx").findings) == {"X106"}
    assert codes(ran(office, tmp_path / "没有.xlsx").findings) == {"X101"}
    assert codes(ran(office).findings) == {"X302"}
    (tmp_path / "空").mkdir()
    assert codes(ran(office, tmp_path / "空").findings) == {"X302"}


def test_when_the_data_file_cannot_be_written_the_workbooks_stay_as_they_were(
    office: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(office, book)
    put(office, "  基本支出: 265.06", "  基本支出: 待填")
    before = sorted(file.name for file in (office / "data/公开表").iterdir())
    monkeypatch.setattr(run, "write_file", lambda *_: [error("B511", "写不了")])
    done = ran(office, Accounts(items={**ITEMS, "2210201": ("住房公积金", 21.80, 0)}).file(tmp_path / "新.xlsx"))
    assert codes(done.findings) == {"B511"} and not done.rows
    assert sorted(file.name for file in (office / "data/公开表").iterdir()) == before
    assert (office / "data/公开表/2022.xlsx").read_bytes() == book.read_bytes()


def test_the_command_tells_what_was_done_and_what_to_run_next(
    office: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "2022", str(book), "--project", str(office)]) == DONE
    said = capsys.readouterr().out
    assert "读到 10 张表：公开01表" in said and "填上" in said and "2022.xlsx" in said
    assert f"check 2022 --project {office}" in said
    assert main(["import", "2022", str(book.with_name("没有.xlsx")), "--project", str(office)]) == ERRORS
    assert "没有导入，文件都没有动" in capsys.readouterr().err


def test_an_option_that_is_misspelt_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["import", "2022", "--overwite"])
    assert "是不是 --overwrite？" in capsys.readouterr().err


def test_a_units_first_year_has_no_made_up_amount_left_that_stands_in_a_table(tmp_path: Path) -> None:
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2022))
    done = ran(root, Accounts().file(tmp_path / "表.xlsx"))
    assert Action.KEPT not in actions(done).values()
    removed = {path for path, action in actions(done).items() if action is Action.REMOVED}
    assert removed == {f"一般公共预算支出.功能分类.{code}" for code in ("2010301", "2010302")}
    left = text(root).partition("收入:")[2].partition("机关运行经费:")[0].split("\n")
    made_up = [line.strip().partition(":")[0] for line in left if "示例" in line and "【示例】" not in line]
    assert set(made_up) <= {"预算", "团组数", "人次数", "购置数", "保有量", "批次", "人次", "外事接待"}, left
    assert "20103" not in "".join(left)


def test_a_whole_year_from_an_empty_folder(tmp_path: Path) -> None:
    """init, last year's and this year's workbook, and a draft: nobody types an amount that stands in a table."""
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2021))
    new(2022, root)
    ran(root, Accounts(2021).file(tmp_path / "2021.xlsx"), last=True, overwrite=True)
    done = ran(root, Accounts().file(tmp_path / "2022.xlsx"), overwrite=True)
    assert not {Action.KEPT, Action.CHANGED} & {*actions(done).values()}, "lists of an example are filled in"
    left = {f.path for f in check(2022, root).open if f.code == "D215"}
    groups = {path.partition(".")[0] for path in left}
    assert groups <= {
        "公开日期",
        "重点工作",
        "一般公共预算支出",
        "三公经费",
        "机关运行经费",
        "政府采购",
        "国有资产",
        "项目",
    }
    assert not [path for path in left if path.endswith(".决算") and "机关运行" not in path and "20103" not in path]
    draft = build(2022, root, options=BuildOptions(draft=True))
    assert draft.document is not None, draft.findings


def test_the_workbook_of_the_example_is_replaced_whatever_tables_the_new_one_has(tmp_path: Path) -> None:
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2022))
    assert {f.code for f in check(2022, root).open} == {"D217"}
    made_up = root / "data/公开表/2022.xlsx"
    before = made_up.read_bytes()
    done = ran(root, Accounts().file(tmp_path / "表.xlsx"))
    assert "X303" not in codes(done.findings)
    assert made_up.read_bytes() != before
    assert done.moved == ()
    assert not [f for f in check(2022, root).open if f.path == "公开表"]


def test_the_workbook_of_an_example_is_not_imported(tmp_path: Path) -> None:
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2022))
    before = text(root)
    assert codes(import_workbook(2022, project=root).findings) == {"X309"}
    assert text(root) == before


def test_this_year_is_not_held_against_last_years_example_tables(tmp_path: Path) -> None:
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2021))
    new(2022, root)
    ran(root, Accounts().file(tmp_path / "2022.xlsx"), overwrite=True)
    year = load(2022, root).year
    assert year is not None and year.last_tables and year.tables
    assert not year.without_example_tables().last_tables
    assert year.without_example_tables().tables
