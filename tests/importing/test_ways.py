"""The ways of an accountant with an import: in any order of words, again, of a year said wrong, with codes gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.material import ITEMS, UNIT, Accounts
from tests.importing.steps import actions, codes, put, ran, text
from yanbian_report import Unit, check, init, new
from yanbian_report.cli.parser import DONE, WRONG_CALL, main
from yanbian_report.importer import Action


@pytest.mark.parametrize("order", ["{year} --last {file}", "--last {year} {file}", "{year} {file} --last"])
def test_options_may_stand_anywhere(office: Path, tmp_path: Path, order: str) -> None:
    file = Accounts(2021).file(tmp_path / "2021.xlsx")
    words = order.format(year=2022, file=file).split()
    assert main(["import", *words, "--dry-run", "--project", str(office)]) == DONE


def test_an_option_that_is_none_is_said(office: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "2022", "--lst", str(book), "--project", str(office)])
    assert ended.value.code == WRONG_CALL and "没有“--lst”这个选项" in capsys.readouterr().err


def test_nothing_is_compared_with_the_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "office"
    init(root, Unit(UNIT, 2022))
    book = Accounts().file(tmp_path / "表.xlsx")
    assert main(["import", "2022", str(book), "--project", str(root)]) == DONE
    assert "与上一次导入的" not in capsys.readouterr().out
    book = Accounts(items={**ITEMS, "2210201": ("住房公积金", 21.80, 0)}).file(tmp_path / "又.xlsx")
    assert main(["import", "2022", str(book), "--project", str(root)]) == DONE
    assert "与上一次导入的工作簿相比，" in capsys.readouterr().out


def test_of_many_cells_the_first_is_shown(office: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "2022", str(book), "--dry-run", "--project", str(office)])
    lines = capsys.readouterr().out.splitlines()
    assert any("人员经费项目" in line and "公开08表!C8、公开08表!C9" in line for line in lines)
    assert all(line.count("!") < 4 for line in lines)


def test_kept_workbooks_that_are_read_again_are_not_copied(office: Path, tmp_path: Path) -> None:
    accounts = Accounts()
    grids = accounts.grids()
    for part in (grids[:-1], grids[-1:]):
        accounts.grids = lambda part=part: part  # type: ignore[method-assign, misc]
        ran(office, accounts.file(tmp_path / "表.xlsx"))
    kept = ["2022-1.xlsx", "2022.xlsx"]
    assert sorted(file.name for file in (office / "data/公开表").glob("2022*")) == kept
    done = ran(office)
    assert done.kept == () and sorted(file.name for file in (office / "data/公开表").glob("2022*")) == kept
    changed = Accounts(items={**ITEMS, "2210201": ("住房公积金", 21.80, 0)})
    whole = changed.grids()[:-1]
    changed.grids = lambda: whole  # type: ignore[method-assign]
    assert [file.name for file in ran(office, changed.file(tmp_path / "新.xlsx")).kept] == ["2022.xlsx"]


def test_the_tables_of_a_year_that_is_said_wrong_are_taken_when_somebody_says_so(office: Path, tmp_path: Path) -> None:
    book = Accounts(2020).file(tmp_path / "表.xlsx")
    refused = ran(office, book)
    assert codes(refused.findings) == {"X203"} and "--table-year 2020" in refused.findings[0].hint
    assert ran(office, book, table_year="2020").document is not None
    assert "设置:\n  决算表年度: 2020\n" in text(office) and "一般公共预算财政拨款收入: 288.92" in text(office)
    [remark] = [f for f in check(2022, office).open if f.code == "X203"]
    assert "表头写的是2020年度" in remark.message
    new(2023, office)
    assert "决算表年度" not in (office / "data/2023.yaml").read_text("utf-8")
    assert [f.code for f in check(2023, office).open if f.code in ("X203", "X301")] == []


def test_last_years_workbook_is_sent_to_last_year(office: Path, tmp_path: Path) -> None:
    [finding] = ran(office, Accounts(2021).file(tmp_path / "表.xlsx")).findings
    assert finding.code == "X203" and "加上 --last" in finding.hint


def test_last_years_tables_may_say_a_wrong_year_too(office: Path, tmp_path: Path) -> None:
    book = Accounts(2020).file(tmp_path / "表.xlsx")
    refused = ran(office, book, last=True)
    assert codes(refused.findings) == {"X203"} and "--table-year 2020" in refused.findings[0].hint
    assert ran(office, book, last=True, table_year="2020").document is not None
    assert "设置:\n  上年决算表年度: 2020\n" in text(office)
    (office / "data/2021.yaml").unlink(missing_ok=True)
    assert [f.code for f in check(2022, office).open if f.code in ("X203", "X301")] == []


def test_codes_that_no_table_has_are_taken_out_when_somebody_says_so(office: Path, book: Path) -> None:
    done = ran(office, book)
    assert [f.hint for f in done.findings if f.code == "X308" and "--remove" not in f.hint] == []
    done = ran(office, remove=True)
    gone = [path for path, action in actions(done).items() if action is Action.DROPPED]
    assert [path.rpartition(".")[2] for path in gone] == ["2010301", "2010302"]
    assert '"2010301":' not in text(office).partition("名词解释:")[0] and '"2080101":' in text(office)


def test_codes_of_a_fund_that_spent_nothing_are_named(office: Path, book: Path) -> None:
    put(office, "  功能分类: {}", '  功能分类:\n    "2120803":\n      决算: 待填')
    done = ran(office, book)
    assert actions(done)["政府性基金预算支出.功能分类.2120803"] is Action.ABSENT
    ran(office, remove=True)
    assert "2120803" not in text(office)
