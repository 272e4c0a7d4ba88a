"""What a check looks at: the data, and the templates and chart files that a build would use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from yanbian_report.api import build, check, new
from yanbian_report.base.findings import Severity

CLAUSES = "templates/2020-2021/句式.txt"


def append(name: str, text: str) -> Callable[[Path], None]:
    def spoil(project: Path) -> None:
        with (project / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def cut(name: str) -> Callable[[Path], None]:
    def spoil(project: Path) -> None:
        data = (project / name).read_bytes()
        (project / name).write_bytes(data[: len(data) // 2])

    return spoil


def drop(name: str) -> Callable[[Path], None]:
    return lambda project: (project / name).unlink()


def wrong_path(project: Path) -> None:
    chart = project / "charts/收支总体情况.yaml"
    chart.write_text(chart.read_text("utf-8").replace("收支总计", "收支总记"), "utf-8")


SPOILT = {
    "a clause that names what is not there": append(CLAUSES, "\n【多余】\n{{ 没有的.名字|万元 }}\n"),
    "a template cut in half": cut("templates/2020-2021/20-决算情况说明.docx"),
    "a chart file that is missing": drop("charts/收支总体情况.yaml"),
    "a chart of an unknown path": wrong_path,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_a_build_refuses_before_it_draws_is_said_by_a_check(spoil: Callable[[Path], None], project: Path) -> None:
    assert check(2021, project).open == []
    spoil(project)
    checked, built = check(2021, project).open, build(2021, project)
    assert built.document is None
    assert checked == built.findings
    assert any(f.severity is Severity.ERROR and f.code[0] in "TP" for f in checked)


def test_a_check_draws_and_writes_nothing_but_the_cache(project: Path) -> None:
    check(2021, project)
    made = [p.relative_to(project) for p in (project / "build").rglob("*") if p.is_file()]
    assert {p.parts[1] for p in made} == {".cache"}
    assert not [p for p in made if p.name.startswith(("picture", "pages"))]


def test_a_year_still_to_be_filled_in_is_checked_with_its_templates_and_waits_for_no_chart(project: Path) -> None:
    assert new(2022, project).document is not None
    left = check(2022, project).open
    assert {f.code for f in left} == {"D215", "D216", "R123"}  # who is above the unit stays as it was
    append("templates/2022-2024/句式.txt", "\n【多余】\n{{ 没有的.名字|万元 }}\n")(project)
    assert [f for f in check(2022, project).open if f.code[0] == "T"]


def test_errors_of_the_data_are_all_said_whatever_the_templates_are(project: Path) -> None:
    data = project / "data/2021.yaml"
    spoilt = data.read_text("utf-8").replace("项目支出: 25.16", "项目支出: 二五").replace("794名", "794 名字 {{ 无 }}")
    data.write_text(spoilt, "utf-8")
    before = check(2021, project).open
    shutil.rmtree(project / "templates/2020-2021")
    assert {f.code for f in before} >= {"D210"}
    assert set(before) <= set(check(2021, project).open)
