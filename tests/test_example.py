"""The example of a new project: every made-up figure and text is marked, and nothing made up can be published."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.test_scaffold import unmarked
from yanbian_report.api import build, check, load, new
from yanbian_report.cli.parser import DONE, ERRORS, main
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.model.figure import Figure
from yanbian_report.model.values import Text
from yanbian_report.options import BuildOptions
from yanbian_report.scaffold import init

YEAR = 2023
# What a new unit says of itself, and what every unit may say: choices, codes, relations, general definitions.
OWN = re.compile(
    r"^(版本|年度|单位\.(名称|自称|层级|性质)|名词解释\..+|重点工作\.1\.勾稽\..+|项目\.[^.]+\.(功能科目|绩效管理\..+)"
    r"|项目\..+\.(一级|二级))$"
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, its example built."""
    folder = tmp_path_factory.mktemp("示") / "项目"
    assert init(folder, Unit("甲县乙局", YEAR)) == []
    assert build(YEAR, folder).document is not None
    return folder


@pytest.fixture
def begun(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "项目")


def data(project: Path, year: int = YEAR) -> str:
    return (project / f"data/{year}.yaml").read_text("utf-8")


def typed(project: Path, old: str, new_text: str) -> None:
    """Type ``new_text`` over ``old`` in the data file."""
    assert old in data(project)
    (project / f"data/{YEAR}.yaml").write_text(data(project).replace(old, new_text, 1), "utf-8")


def header(document: Path) -> str:
    with zipfile.ZipFile(document) as archive:
        return archive.read("word/header0.xml").decode()


def test_all_that_is_made_up_is_marked(made: Path) -> None:
    loaded = load(YEAR, made)
    assert loaded.year is not None
    assert loaded.data_file is not None
    read = {p for p, leaf in loaded.year.leaves.items() if isinstance(leaf, (Figure, Text)) and leaf.origin}
    own = {path for path in read if path in loaded.data_file.spans} - set(loaded.data_file.examples)
    assert sorted(path for path in own if not OWN.match(path)) == []


def test_what_is_marked_reads_without_its_mark(made: Path) -> None:
    year = load(YEAR, made).year
    assert year is not None
    assert year.figure("收入.一般公共预算财政拨款收入").text == "320.50"
    assert year.text("变动原因.收支总计") == "人员增加，工资福利支出相应增加"
    assert year.is_example(year.figure("收入.收入总计"))
    assert not any("示例" in str(leaf) for leaf in year.leaves.values() if isinstance(leaf, Text))


def test_its_report_says_on_every_page_and_in_its_name_what_it_is(made: Path) -> None:
    document = made / "build/2023/2023年度甲县乙局单位决算（示例）.docx"
    assert "<w:t>示例</w:t>" in header(document)
    assert not (made / "build/2023/2023年度甲县乙局单位决算.docx").exists()
    assert [p.name for p in (made / "build/2023/示例").iterdir()]
    with zipfile.ZipFile(document) as archive:
        words = archive.read("word/document.xml").decode()
    assert words.count("headerReference") == 3 * words.count("<w:sectPr")


@pytest.mark.parametrize("left", ["款收入: 示例320.50", ": 【示例】人员增加"])
def test_one_mark_that_is_left_keeps_the_report_from_its_name(left: str, begun: Path) -> None:
    assert left in data(begun)
    unmarked(begun, YEAR)
    typed(begun, left.replace("【示例】", "").replace("示例", ""), left)
    result = build(YEAR, begun)
    assert result.document is not None
    assert result.document.name == "2023年度甲县乙局单位决算（示例）.docx"
    assert [f.code for f in result.findings] == ["B525"]
    assert "1 处" in result.findings[0].message


def test_without_marks_the_report_has_its_name_and_no_header(begun: Path) -> None:
    unmarked(begun, YEAR)
    result = build(YEAR, begun)
    assert result.findings == []
    assert result.document is not None
    assert result.document.name == "2023年度甲县乙局单位决算.docx"
    with zipfile.ZipFile(result.document) as archive:
        assert "word/header0.xml" not in archive.namelist()


def test_strict_refuses_an_example(begun: Path) -> None:
    result = build(YEAR, begun, options=BuildOptions(strict=True))
    assert result.document is None
    assert {f.code for f in result.findings} == {"D217"}


def test_a_draft_of_an_example_is_called_both(begun: Path) -> None:
    typed(begun, "示例320.50", "待填")
    assert build(YEAR, begun).document is None
    result = build(YEAR, begun, options=BuildOptions(draft=True))
    assert result.document is not None
    assert result.document.name.endswith("（草稿）.docx")
    assert "草稿　示例" in header(result.document)


def test_what_is_made_of_it_besides_is_called_so_too(begun: Path) -> None:
    result = build(YEAR, begun, options=BuildOptions(outputs=("web",)))
    page = next(path for path in result.also if path.suffix == ".html")
    assert page.parent.name == "2023年度甲县乙局单位决算（示例）网页"
    assert "<h1>2023年度甲县乙局单位决算（示例）</h1>" in page.read_text("utf-8")


def test_figures_of_the_unit_are_not_held_against_those_of_the_example(begun: Path) -> None:
    typed(begun, "一般公共预算财政拨款收入: 示例320.50", "一般公共预算财政拨款收入: 412.07")
    assert {f.code for f in check(YEAR, begun).open} == {"D217"}
    unmarked(begun, YEAR)
    assert {f.code for f in check(YEAR, begun).open} >= {"R105"}


def test_what_is_left_is_told_section_by_section(begun: Path, capsys: Capture) -> None:
    assert main(["check", str(YEAR), "--project", str(begun)]) == ERRORS
    said = capsys.readouterr().out
    assert "收入：示例 10\n  data/2023.yaml:" in said
    assert "一般公共预算财政拨款收入、政府性基金预算财政拨款收入、" in said
    assert len(said.split("\n")) < 50


def test_the_place_of_a_citation_behind_a_mark_is_its_own(begun: Path) -> None:
    typed(begun, "【示例】人员增加，", "【示例】人员增加{{ 没有 }}，")
    [found] = [f for f in check(YEAR, begun).open if f.code == "C401"]
    assert found.origin is not None
    line, column = map(int, str(found.origin).split(":")[1:])
    assert data(begun).split("\n")[line - 1][column - 1 :].startswith("{{ 没有")


def test_lists_traces_and_differences_say_what_is_made_up(begun: Path, capsys: Capture) -> None:
    assert new(YEAR + 1, begun).document is not None
    for call in (["list"], ["trace", str(YEAR), "收入.收入总计"], ["diff", str(YEAR), str(YEAR + 1)]):
        assert main([*call, "--project", str(begun)]) == DONE
        assert "示例" in capsys.readouterr().out


def test_the_next_year_is_to_be_filled_in_and_says_which_of_last_years_figures_are_made_up(begun: Path) -> None:
    typed(begun, "机关运行经费: 示例28.70", "机关运行经费: 28.70")
    typed(begun, "决算: 示例30.20", "决算: 31.20")
    assert new(YEAR + 1, begun).document is not None
    text = data(begun, YEAR + 1)
    assert "\n  一般公共预算财政拨款收入: 待填\n" in text
    assert "\n  收入总计: 示例320.50\n" in text
    assert "\n  机关运行经费: 31.20\n" in text
    assert "【待改】【示例】" not in text
    assert {f.code for f in check(YEAR + 1, begun).open} == {"D215", "D217"}


def test_last_years_example_is_not_held_against_this_year(begun: Path) -> None:
    new(YEAR + 1, begun)
    text = re.sub("示例|【示例】", "", data(begun, YEAR + 1)).replace("机关运行经费: 30.20", "机关运行经费: 99.99")
    (begun / "data/2024.yaml").write_text(text, "utf-8")
    assert "R601" not in {f.code for f in check(YEAR + 1, begun).open}


@pytest.mark.parametrize("mark", ["示例待填", "示例 3.00", "示例示例3.00", "【示例】3.00", "示例三"])
def test_a_mark_before_what_is_no_figure_is_no_figure(mark: str, begun: Path) -> None:
    typed(begun, "示例320.50", mark)
    assert {f.code for f in check(YEAR, begun).open} >= ({"D215"} if mark == "示例待填" else {"D210"})


@pytest.mark.parametrize(("text", "is_amount"), [("示例320.50", True), ("示例-3.00元", True), ("3.00示例", False)])
def test_an_editor_takes_a_marked_figure(text: str, is_amount: bool) -> None:
    assert (re.search(schema().root["$defs"]["amount"]["pattern"], text) is not None) == is_amount
