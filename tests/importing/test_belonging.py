"""A year with its workbook: held against it at every check, followed to the cell, watched and batched."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.importing.material import ITEMS, UNIT, Accounts
from tests.rule_examples import example, held
from tests.workbook.books import BOOKS
from yanbian_report import Finding, Unit, check, import_workbook, init, load, new
from yanbian_report.base.origin import Cell
from yanbian_report.base.project import Project
from yanbian_report.batch_runner import own_key
from yanbian_report.cli.parser import DONE, main
from yanbian_report.forms.final_accounts.tables import read
from yanbian_report.importer import ImportOptions
from yanbian_report.options import DEFAULT
from yanbian_report.rules.example import Example


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with both years' workbooks imported."""
    root = tmp_path_factory.mktemp("belonging") / "office"
    init(root, Unit(UNIT, 2021))
    new(2022, root)
    for year in (2021, 2022):
        book = Accounts(year).file(root.parent / f"{year}.xlsx")
        import_workbook(2022, [book], root, ImportOptions(last=year == 2021, overwrite=True))
    return root


@pytest.fixture
def office(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "office"))


def put(office: Path, old: str, written: str) -> None:
    file = office / "data/2022.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, written, 1), "utf-8")


def found(office: Path, code: str) -> list[Finding]:
    return [f for f in check(2022, office).open if f.code == code]


def test_figures_that_are_as_in_their_cells_are_no_findings(office: Path) -> None:
    assert [f for f in check(2022, office).open if f.code in ("R701", "R702", "R704") or f.code.startswith("X1")] == []


@pytest.mark.parametrize("typed", ["265.60", "265.07"])  # a cent is no rounding where the cell says the cent, too
def test_a_figure_is_held_against_its_cell_and_both_places_are_named(office: Path, typed: str) -> None:
    put(office, "  基本支出: 265.06", f"  基本支出: {typed}")
    [finding] = [f for f in found(office, "R701") if f.path == "支出.基本支出"]
    assert "“公开03表!D8”为 265.06万元" in finding.message
    assert str(finding.origin).startswith("data/2022.yaml:")
    assert Cell("data/公开表/2022.xlsx", "公开03表", "D8") in [r.origin for r in finding.related]


def test_a_total_that_is_added_up_is_held_against_its_cell_too(office: Path) -> None:
    put(office, "  其他收入: 0", "  其他收入: 1.00")
    assert "收入.本年收入合计" in {f.path for f in found(office, "R701")}


def test_an_item_of_the_tables_that_the_file_lacks_is_named(office: Path) -> None:
    put(office, '    "2210201"', '    "2210202"')
    [finding] = found(office, "R702")
    assert "2210201" in finding.message and str(finding.origin).endswith("公开06表!C17")
    assert ["2210202" in f.message for f in found(office, "R703")] == [True]


def test_the_lists_are_the_items_with_an_amount(office: Path) -> None:
    put(office, "    - 办公费", "    - 印刷费")
    [finding] = found(office, "R704")
    assert "多了印刷费；少了办公费" in finding.message and "办公费、差旅费" in finding.hint


def test_a_list_that_is_to_be_revised_is_work_left_and_no_difference(office: Path) -> None:
    put(office, "    - 办公费", "    - 【待改】印刷费")
    assert found(office, "R704") == [] and found(office, "D216")


def test_a_code_with_the_name_of_another_is_named_at_its_cell(office: Path, tmp_path: Path) -> None:
    odd = {**ITEMS, "2080199": ("一般行政管理事务", *ITEMS["2080199"][1:])}
    import_workbook(2022, [Accounts(items=odd).file(tmp_path / "表.xlsx")], office, ImportOptions())
    messages = [finding.message for finding in found(office, "R705")]
    assert any("“公开06表!" in m and "“2080199”" in m and "却是科目“2080102”的" in m for m in messages), messages
    cut = {**ITEMS, "2080199": ("其他人力资源和社会保障管理事务", *ITEMS["2080199"][1:])}
    import_workbook(2022, [Accounts(items=cut).file(tmp_path / "表2.xlsx")], office, ImportOptions())
    assert found(office, "R705") == []


def test_what_the_tables_contradict_is_what_explain_shows(
    office: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cases = {
        "R701": ("  基本支出: 265.06", "  基本支出: 265.60"),
        "R702": ('    "2210201"', '    "2210202"'),
        "R703": ('    "2210201"', '    "2210202"'),
        "R704": ("    - 办公费", "    - 印刷费"),
    }
    text = (office / "data/2022.yaml").read_text("utf-8")
    assert {f.code for f in check(2022, office).open}.isdisjoint({*cases, "R705"})
    examples: dict[str, Example] = {}
    for code, (old, other) in cases.items():
        put(office, old, other)
        examples |= example(code, old, other, found(office, code))
        (office / "data/2022.yaml").write_text(text, "utf-8")
    odd = {**ITEMS, "2080199": ("一般行政管理事务", *ITEMS["2080199"][1:])}
    import_workbook(2022, [Accounts(items=odd).file(tmp_path / "表.xlsx")], office, ImportOptions())
    names = (f"公开06表　2080199　{items['2080199'][0]}" for items in (ITEMS, odd))
    examples |= example("R705", *names, found(office, "R705"))
    held("workbooks", examples, request.config.getoption("--rewrite"))


def test_an_imported_figure_counts_as_tied(office: Path) -> None:
    unchecked = {f.path for f in check(2022, office).unchecked}
    assert "一般公共预算支出.功能分类.2080101.决算" not in unchecked
    (office / "data/公开表/2022.xlsx").unlink()
    assert "三公经费.公务接待费.预算" in {f.path for f in check(2022, office).unchecked}
    assert "三公经费.公务接待费.预算" not in unchecked


def test_a_workbook_that_cannot_be_read_is_an_error_of_its_year(office: Path) -> None:
    (office / "data/公开表/2022.xlsx").write_bytes(b"%PDF-1.7")
    assert [f.code for f in check(2022, office).open if f.code[0] == "X"] == ["X106"]


def test_last_years_workbook_that_cannot_be_read_is_a_note(office: Path) -> None:
    (office / "data/公开表/2021.xlsx").write_bytes(b"%PDF-1.7")
    [finding] = found(office, "X301")
    assert "check 2021" in finding.hint


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(("kind", "code"), [("link", "X102"), ("pipe", "X102"), ("folder", "X101")])
def test_what_stands_in_the_place_of_a_workbook_and_is_none_is_named(kind: str, code: str, office: Path) -> None:
    file = office / "data/公开表/2022.xlsx"
    file.unlink()
    make = {"link": lambda: file.symlink_to("/nowhere/x"), "pipe": lambda: os.mkfifo(file), "folder": file.mkdir}[kind]
    make()
    [finding] = found(office, code)
    assert "data/公开表/2022.xlsx" in finding.message


def test_trace_ends_at_the_cell(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "2022", "收入.本年收入合计", "--project", str(office)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert "│  └─ data/公开表/2022.xlsx:公开01表!C8　288.92万元" in lines
    assert lines[-1] == "└─ data/公开表/2022.xlsx:公开01表!C34　288.92万元"


def test_diff_names_the_cells_of_both_years(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "2021", "2022", "--project", str(office)]) == DONE
    line = next(line for line in capsys.readouterr().out.splitlines() if "支出.基本支出　" in line)
    assert line.endswith("公开03表!D8 → 公开03表!D8")


def test_watch_and_batch_see_the_workbook(office: Path) -> None:
    project = Project(office)
    assert str(office / "data/公开表/2022.xlsx") in {entry.path for entry in project.content()}
    keys = [own_key(project, 2022, DEFAULT)]
    for year in (2021, 2022):
        Accounts(year, items={**ITEMS, "2210201": ("住房公积金", 21.80, 0)}).file(office / f"data/公开表/{year}.xlsx")
        keys.append(own_key(project, 2022, DEFAULT))
    assert len(set(keys)) == 3


def test_a_year_has_the_tables_of_last_year_beside_its_own(office: Path) -> None:
    year = load(2022, office).year
    assert year is not None
    assert year.tables["总表"].year == "2022" and year.last_tables["总表"].year == "2021"


def test_last_years_tables_are_there_without_last_years_file(office: Path) -> None:
    (office / "data/2021.yaml").unlink()
    year = load(2022, office).year
    assert year is not None and "总表" in year.last_tables


def test_what_the_file_has_apart_is_taken_off_the_tables_project_spending(office: Path) -> None:
    put(
        office,
        "  年初财政拨款结转和结余:",
        "  项目支出支出数: 23.86\n  财政应返还额度支出数: 1.30\n  年初财政拨款结转和结余:",
    )
    assert "财政拨款.项目支出支出数" not in {f.path for f in found(office, "R701")}
    put(office, "  项目支出支出数: 23.86", "  项目支出支出数: 25.16")
    assert "财政拨款.项目支出支出数" in {f.path for f in found(office, "R701")}


def test_the_tables_are_held_against_each_other_and_how_many_relations_is_said(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {f.code for f in check(2022, office).open if "R711" <= f.code < "R760"} == {
        "R751"
    }  # both years began with 1.30
    main(["check", "2022", "--all", "--project", str(office)])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("公开表的勾稽关系：")]
    assert "，缺数未核对 " in line and "，缺的是 " in line
    assert int(line.partition("核对 ")[2].partition(" 条")[0]) > 100


def test_a_total_of_the_workbook_that_is_added_up_wrongly_is_said_once(office: Path) -> None:
    grids = Accounts(2022).grids()
    rows = grids[0].rows
    number = next(n for n, row in enumerate(rows) if row[0] == "本年收入合计")
    rows[number][2] = "298.92"
    (office / "data/公开表/2022.xlsx").write_bytes(BOOKS["xlsx"](grids))
    told = [f for f in check(2022, office).open if f.code[:2] == "R7" and f.code != "R751"]
    assert [(f.code, f.path) for f in told] == [("R711", "公开表.总表.本年收入合计.收入")]
    assert "“公开01表!C34”（本年收入合计）为 298.92万元" in told[0].message and "应为 288.92万元" in told[0].message


def test_what_is_published_so_is_accepted_by_its_cell(office: Path) -> None:
    grids = Accounts(2022).grids()
    rows = grids[0].rows
    number = next(n for n, row in enumerate(rows) if row[0] == "本年收入合计")
    rows[number][2] = "298.92"
    (office / "data/公开表/2022.xlsx").write_bytes(BOOKS["xlsx"](grids))
    entry = "  - 规则: R711\n    项: 公开表.总表.本年收入合计.收入\n    相差: 10.00万元\n    原因: 系统导出如此\n"
    with (office / "data/2022.yaml").open("a", encoding="utf-8") as file:
        file.write(f"已知差异:\n{entry}")
    checked = check(2022, office)
    assert [f for f in checked.open if f.code in ("R711", "R701", "R901")] == []
    assert [f.path for f in checked.accepted] == ["公开表.总表.本年收入合计.收入"]


def test_tables_are_recognised_once(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(2022, office)
    monkeypatch.setattr(read, "read_tables", _unasked)
    assert check(2022, office) == first


@pytest.mark.parametrize("change", ["名称: ", "    层级: ", "workbook", "entry"])
def test_tables_are_recognised_anew_where_anything_has_changed_that_they_depend_on(
    change: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(2022, office)
    if change == "workbook":
        Accounts(2022, items=dict(list(ITEMS.items())[:3])).file(office / "data/公开表/2022.xlsx")
    elif change == "entry":
        for file in (office / "build/.cache").glob("recognised-*"):
            file.write_bytes(file.read_bytes()[:-1])
    else:
        file = office / "data/2022.yaml"
        file.write_text(re.sub(rf"(\n +{change.strip()} ?)(\S+)", _another, file.read_text("utf-8"), count=1), "utf-8")
    monkeypatch.setattr(read, "read_tables", _unasked)
    with pytest.raises(AssertionError, match="recognised"):
        check(2022, office)


def _another(match: re.Match[str]) -> str:
    return match[1] + {"单位": "部门", "部门": "单位"}.get(match[2], f"{match[2]}分局")


def _unasked(*_: object) -> None:
    raise AssertionError("recognised")
