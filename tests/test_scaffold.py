"""A new project for another unit, from the repository and from an installed wheel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT
from yanbian_report.api import build, check, new
from yanbian_report.base.findings import EXAMPLE
from yanbian_report.cli.parser import DONE, ERRORS, WRONG_CALL, main
from yanbian_report.forms.final_accounts.naming import LEVELS, NATURES
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.forms.final_accounts.starter.xlsx import to_xlsx
from yanbian_report.scaffold import init
from yanbian_report.workbook.read import read_workbook

Capture = pytest.CaptureFixture[str]


def unmarked(project: Path, year: int) -> None:
    """Take the marks off the example, as a unit might whose figures and words are just those."""
    file = project / f"data/{year}.yaml"
    head, sign, rest = file.read_text("utf-8").partition("\n版本:")
    file.write_text(head + sign + rest.replace("【示例】", "").replace("示例", ""), "utf-8")
    book = project / f"data/公开表/{year}.xlsx"
    workbook, _ = read_workbook(book, book.name)
    if workbook is not None:
        rows = [
            [[str(v).replace("【示例】", "") if isinstance(v, str) else v for v in r] for r in s.rows]
            for s in workbook.sheets
        ]
        sheets = zip(workbook.sheets, rows, strict=True)
        plain = tuple(sheet._replace(rows=tuple(map(tuple, cells))) for sheet, cells in sheets)
        book.write_bytes(to_xlsx(workbook._replace(sheets=plain), "【示例】"))


@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("year", [2021, 2023])
def test_the_example_of_a_new_project_is_sound(nature: str, year: int, tmp_path: Path) -> None:
    assert init(tmp_path / "项目", Unit("甲县乙局", year, LEVELS[0], nature)) == []
    assert {f.code for f in check(year, tmp_path / "项目").open} == {"D217"}
    unmarked(tmp_path / "项目", year)
    assert check(year, tmp_path / "项目").open == []


# What is not known of a year is said: no form of its own, no table of codes of its own.
KNOWN_TO_LACK = {2018: {"B524", "D306"}, 2019: {"B524", "D306"}, 2025: {"B524"}, 2026: {"B524", "D306"}}


@pytest.mark.parametrize("year", range(2018, 2027))
def test_a_project_may_begin_with_any_year_from_2018(year: int, tmp_path: Path) -> None:
    assert init(tmp_path / "项目", Unit("甲县乙局", year)) == []
    result = build(year, tmp_path / "项目")
    assert {f.code for f in result.findings} == {"B525"} | KNOWN_TO_LACK.get(year, set())
    assert result.edition == ("2020-2021" if year < 2022 else "2022-2024")
    assert result.document is not None
    assert [f.code for f in new(year + 1, tmp_path / "项目").findings] == []


def test_years_before_the_tables_of_codes_are_refused(tmp_path: Path) -> None:
    assert [f.code for f in init(tmp_path / "项目", Unit("甲县乙局", 2017))] == ["B523"]


def test_the_year_after_the_last_form_is_begun_with_a_word_about_it(tmp_path: Path, capsys: Capture) -> None:
    init(tmp_path / "项目", Unit("甲县乙局", 2024))
    assert main(["new", "2025", "--project", str(tmp_path / "项目")]) == DONE
    assert "没有 2025 年度单独的模板，用的是 2022-2024 的" in capsys.readouterr().err


def test_a_new_project_builds_at_once(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "项目"), "--unit", "甲县乙中心", "--year", "2022", "--level", "单位"]) == DONE
    result = build(2022, tmp_path / "项目")
    assert result.document is not None
    assert result.document.name == "2022年度甲县乙中心单位决算（示例）.docx"
    assert [f.code for f in result.findings] == ["B525"]
    left = sum(f.code == EXAMPLE for f in check(2022, tmp_path / "项目").open)
    assert f"还有示例 {left} 处（数和文字 {left - 1} 处、公开表 1 处）" in result.findings[0].message


def test_no_mark_of_the_starter_is_left(tmp_path: Path) -> None:
    init(tmp_path / "项目", Unit("甲县乙局", 2022))
    texts = [p.read_text("utf-8") for p in (tmp_path / "项目").rglob("*") if p.suffix in (".yaml", ".md")]
    assert not any(re.search(r"«\w*»", text) for text in texts)


def test_chart_files_of_a_new_project_name_the_schemas_beside_them(tmp_path: Path) -> None:
    init(tmp_path / "项目", Unit("甲县乙局", 2022))
    files = sorted((tmp_path / "项目/charts").glob("*.yaml"))
    schemas = [file.read_text("utf-8").split("\n")[0].partition("$schema=")[2] for file in files]
    assert len(files) > 7
    assert set(schemas) == {"图.schema.json", "样式.schema.json"}
    assert all((tmp_path / "项目/charts" / schema).is_file() for schema in schemas)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("留着", "utf-8")
    assert main(["init", str(tmp_path), "--unit", "甲县乙局", "--year", "2022"]) == ERRORS
    assert [p.name for p in tmp_path.iterdir()] == ["信.txt"]


@pytest.mark.parametrize("options", [["--year", "2022"], ["--unit", "甲县乙局"], ["--unit", "甲", "--year", "22"]])
def test_without_name_or_year_nothing_is_begun(options: list[str], tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "项目"), *options]) == WRONG_CALL
    assert not (tmp_path / "项目").exists()


@pytest.mark.slow
def test_the_round_trip_works_from_an_installed_wheel(tmp_path: Path) -> None:
    """The wheel is unpacked into an environment that sees this one's libraries, outside the repository."""
    wheel = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path / "w"),
        str(ROOT),
    ]
    made = subprocess.run(wheel, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    venv.create(tmp_path / "v", with_pip=False, symlinks=os.name != "nt")
    python = tmp_path / ("v/Scripts/python.exe" if os.name == "nt" else "v/bin/python")
    libraries = [p for p in sys.path if p.endswith("site-packages")]
    home = Path(
        subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[0])"], text=True).strip()
    )
    subprocess.run([sys.executable, "-m", "zipfile", "-e", *map(str, (tmp_path / "w").glob("*.whl")), home], check=True)
    (home / "libraries.pth").write_text("\n".join(libraries), "utf-8")

    def run(*arguments: str) -> str:
        folder = tmp_path / "办公"
        folder.mkdir(exist_ok=True)
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONIOENCODING": "utf-8"}
        call = [python, "-m", "yanbian_report", *arguments]
        done = subprocess.run(call, cwd=folder, capture_output=True, encoding="utf-8", env=environment, check=False)
        assert done.returncode == DONE, done.stdout + done.stderr
        return done.stdout

    run("init", "决算", "--unit", "甲县乙局", "--year", "2021")
    run("build", "2021", "--project", "决算")
    run("new", "2022", "--project", "决算")
    data = tmp_path / "办公/决算/data"
    before, after = ((data / f"{year}.yaml").read_text("utf-8").split("\n") for year in (2021, 2022))
    kept = [b if "待填" not in b and "待改" not in b else a for a, b in zip(before, after, strict=False)]
    # Published a year later; that the figures are last year's is said of every reason for a change (R518).
    (data / "2022.yaml").write_text("\n".join(kept).replace("2022年9月1日", "2023年9月1日"), "utf-8")
    unmarked(tmp_path / "办公/决算", 2021)
    unmarked(tmp_path / "办公/决算", 2022)
    said = run("check", "2022", "--project", "决算")
    assert "R518" in said and "不一致" not in said and "错误" not in said
    assert run("build", "2022", "--project", "决算").strip().endswith("2022年度甲县乙局单位决算.docx")
    run("new", "2023", "--project", "决算")
