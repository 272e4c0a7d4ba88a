"""Next year from this year's file: what is carried over, what is left to fill in, and back again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.rule_examples import example, held
from yanbian_report.api import build, check, load, new
from yanbian_report.base.findings import Severity
from yanbian_report.cli.parser import DONE, ERRORS, main
from yanbian_report.model.figure import TO_FILL
from yanbian_report.model.values import TO_REVISE
from yanbian_report.model.year import Year
from yanbian_report.options import BuildOptions
from yanbian_report.word.document import printed_text


@pytest.fixture
def begun(project: Path) -> Path:
    """A project in which ``new 2022`` was run."""
    assert new(2022, project).document == project / "data/2022.yaml"
    return project


def data(project: Path, year: int) -> str:
    return (project / f"data/{year}.yaml").read_text("utf-8")


def filled(project: Path) -> None:
    """Fill 2022 with what 2021 had, as an accountant might whose year was just the same."""
    before, after = data(project, 2021).split("\n"), data(project, 2022).split("\n")
    kept = [
        new if TO_FILL not in new and TO_REVISE not in new else old for old, new in zip(before, after, strict=False)
    ]
    (project / "data/2022.yaml").write_text("\n".join(kept), "utf-8")


def test_all_that_is_left_to_do_is_listed_and_nothing_else(begun: Path) -> None:
    found = check(2022, begun).open
    assert {f.code for f in found} == {"D215", "D216", "R123"}
    assert len([f for f in found if f.to_do]) == data(begun, 2022).count(TO_FILL) + data(begun, 2022).count(TO_REVISE)


def test_comments_and_order_survive(begun: Path) -> None:
    old, new_one = data(begun, 2021), data(begun, 2022)
    assert [line for line in new_one.split("\n") if line.startswith("# ──")] == [
        line for line in old.split("\n") if line.startswith("# ──")
    ]
    keys = re.compile(r"^ *[^\s#:{【-]+:(?= |$)", re.MULTILINE)
    found = keys.findall(new_one.partition("\n已知差异")[0])
    found.remove("公开日期:")  # which the old one has as a comment
    assert found == keys.findall(old.partition("\n已知差异")[0])


def test_the_file_of_next_year_reads_as_its_golden(begun: Path, same_as_golden: Callable[[str, str], None]) -> None:
    same_as_golden("2022.yaml", data(begun, 2022))


ENDS = {"": "", "\n": "\n", "\n\n\n": "\n", "\n# 完\n": "\n# 完\n"}


@pytest.mark.parametrize("end", ENDS)
def test_a_file_may_end_as_it_likes(end: str, project: Path) -> None:
    text = data(project, 2021)
    assert "\n已知差异:" in text
    (project / "data/2021.yaml").write_text(text.rstrip() + end, "utf-8")
    assert new(2022, project).document is not None
    assert data(project, 2022).endswith(f"\n已知差异: []{ENDS[end]}")


def test_this_year_becomes_last_year(begun: Path, year: Year) -> None:
    loaded = load(2022, begun).year
    assert loaded is not None
    assert loaded.figure("上年.收入总计").value == year.figure("收入.收入总计").value
    assert loaded.figure("上年.机关运行经费").text == "17.11"
    assert loaded.figure("财政拨款.年初财政拨款结转和结余").value == 0
    assert loaded.text("版本") == "2022-2024"
    assert loaded.text("项目.金保网.名称") == "2022年乡镇金保网网络运行维护费"
    assert loaded.text("单位.机构沿革") == year.text("单位.机构沿革")


DATED = {
    "a day": "公开日期: 2022年9月1日    # 局里定的",
    "a day in quotes": '"公开日期": "2022年9月1日"',
    "a day on the next line": "公开日期:\n  2022年9月1日",
    "a day that is still to be filled in": "公开日期: 待填",
    "an example": "公开日期: 【示例】2022年9月1日",
    "with the day of approval": "公开日期: 2022年9月1日\n批复日期: 2022年8月20日",
    "a comment": "# 公开日期: 2022年9月1日",
    "nothing": "",
}


@pytest.mark.parametrize("case", DATED)
@pytest.mark.parametrize("published", ["", "2023年8月31日"])
def test_the_day_of_publication_is_never_last_years(published: str, case: str, project: Path) -> None:
    before = data(project, 2021)
    changed = re.sub(r"^# 公开日期:.*$", lambda _: DATED[case], before, count=1, flags=re.MULTILINE)
    (project / "data/2021.yaml").write_text(changed, "utf-8")
    assert new(2022, project, published=published).document is not None
    text = data(project, 2022)
    assert "2022年9月1日" not in text and text.count("公开日期") == 1 and "批复日期" not in text
    loaded = load(2022, project)
    assert loaded.year is not None
    assert loaded.year.text("公开日期") == (published or TO_FILL)
    unfilled = [f for f in check(2022, project).open if f.path == "公开日期"]
    assert [f.code for f in unfilled] == ([] if published else ["D215"])
    assert ("局里定的" in text) == (case == "a day")


def test_a_day_that_there_is_not_begins_no_year(project: Path) -> None:
    assert [f.code for f in new(2022, project, published="2023年2月30日").findings] == ["D213"]
    assert not (project / "data/2022.yaml").exists()


def test_nothing_is_overwritten(begun: Path) -> None:
    before = data(begun, 2022)
    found = new(2022, begun)
    assert found.document is None
    assert found.findings[0].code == "B516"
    assert data(begun, 2022) == before


def test_a_year_without_the_year_before_cannot_begin(project: Path) -> None:
    assert [f.code for f in new(2024, project).findings] == ["B517"]


def test_an_unfinished_year_is_built_only_as_a_draft(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "2022", "--project", str(begun)]) == ERRORS
    said = capsys.readouterr().err
    assert "收入：待填 9" in said
    assert "--draft" in said
    assert not (begun / "build").exists()
    result = build(2022, begun, options=BuildOptions(draft=True))
    assert result.document is not None
    assert result.document.name == "2022年度盐边县社会保险事务中心部门决算（草稿）.docx"
    with zipfile.ZipFile(result.document) as archive:
        document = archive.read("word/document.xml").decode()
        header = archive.read("word/header0.xml").decode()
    assert "【待填】万元" in printed_text(document)
    assert "草稿" in header
    assert document.count("headerReference") == 3 * document.count("<w:sectPr")


def test_a_filled_year_is_held_against_what_last_year_printed(begun: Path, request: pytest.FixtureRequest) -> None:
    filled(begun)
    assert "R601" not in {f.code for f in check(2022, begun).open}
    moved = data(begun, 2022).replace("  机关运行经费: 17.11", "  机关运行经费: 17.31")
    (begun / "data/2022.yaml").write_text(moved, "utf-8")
    found = [f for f in check(2022, begun).open if f.code == "R601"]
    assert [f.path for f in found] == ["上年.机关运行经费"]
    assert {r.origin.file for r in found[0].related if r.origin} == {"data/2021.yaml"}
    pieces = (f"上年:\n  机关运行经费: {amount}" for amount in ("17.11", "17.31"))
    held("last_year", example("R601", *pieces, found), request.config.getoption("--rewrite"))


def test_new_fill_check_build_and_new_again(begun: Path) -> None:
    filled(begun)
    assert not [f for f in check(2022, begun).open if f.to_do]
    assert build(2022, begun).document is not None
    assert new(2023, begun).document is not None
    assert {f.code for f in check(2023, begun).open if f.severity is Severity.ERROR} == {"D215", "D216"}


def test_a_unit_in_its_second_year_gets_a_last_year(project: Path) -> None:
    text = re.sub(r"(?m)^上年:\n(?:[ #].*\n)*", "", data(project, 2021))
    (project / "data/2021.yaml").write_text(text, "utf-8")
    assert new(2022, project).document is not None
    loaded = load(2022, project).year
    assert loaded is not None
    assert loaded.text("上年.机关运行经费") == "17.11"
    assert loaded.text("上年.三公经费.公务用车") == "0"


def test_years_are_listed_with_their_state(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--project", str(begun)]) == DONE
    first, second = capsys.readouterr().out.strip().split("\n")
    assert "2021年度盐边县社会保险事务中心部门决算" in first
    assert "没有问题" in first
    assert "待填" in second


def test_what_changed_between_two_years_comes_with_large_swings_first(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(begun)
    moved = data(begun, 2022).replace("决算: 9.09", "决算: 8.09")
    moved = moved.replace("决算: 4.02", "决算: 4.52").replace("退休人员: 4人", "退休人员: 5人")
    (begun / "data/2022.yaml").write_text(moved, "utf-8")
    assert main(["diff", "2021", "2022", "--project", str(begun)]) == DONE
    said = capsys.readouterr().out
    assert "人员.退休人员　4人 → 5人　+1人（+25.00%）" in said
    assert said.index("2101101.决算　9.09万元 → 8.09万元　-1.00万元（-11.00%）") < said.index("2101102.决算")
    assert "增减" not in said


def test_what_cannot_be_compared_is_counted(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "2021", "2022", "--project", str(begun)]) == DONE
    said, year = capsys.readouterr().out, load(2022, begun).year
    assert year is not None
    left = sum(f.unknown for f in year.figures().values() if f.origin)
    assert f"2022年还有待填的数 {left} 个，由它们算的也不能比" in said
    assert "能比的数 2 个，变动的 2 个" in said  # what was carried over is known; totals that wait for figures are not
    assert "收支总计" not in said


@pytest.mark.parametrize("style", [None, '"', "'", "|", ">"], ids=["plain", "double", "single", "literal", "folded"])
def test_the_file_may_be_written_in_any_style_of_yaml(style: str | None, project: Path) -> None:
    typed = yaml.load(data(project, 2021), yaml.BaseLoader)
    text = yaml.safe_dump(typed, allow_unicode=True, sort_keys=False, default_style=style, width=10_000)
    (project / "data/2021.yaml").write_text(text, "utf-8")
    assert new(2022, project).document is not None
    found = check(2022, project).open
    assert {f.code for f in found} == {"D215", "D216", "R123"}
    assert len([f for f in found if f.to_do]) == 420
