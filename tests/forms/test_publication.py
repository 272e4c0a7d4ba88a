"""The list of ``check --publish``: what is asked is found where it is written, and missed where it is not."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FROZEN, copy_project
from yanbian_report import BuildResult, State, Unit, init, inspect
from yanbian_report.cli.parser import DONE, ERRORS, WRONG_CALL, main
from yanbian_report.forms.final_accounts.publication.document import size
from yanbian_report.model.requirement import Built
from yanbian_report.word.contents import last_page
from yanbian_report.word.package import DOCUMENT, read_package

ITEMS = 33


@pytest.fixture
def office(tmp_path: Path) -> Callable[[str, str], Path]:
    """A project of 2022 whose data file has one piece replaced; without the example's workbook."""

    def changed(old: str, new: str) -> Path:
        folder = tmp_path / "项目"
        assert init(folder, Unit("大邑县文体旅服务中心", 2022)) == []
        shutil.rmtree(folder / "data/公开表")
        data = folder / "data/2022.yaml"
        text = re.sub("【示例】|示例", "", data.read_text("utf-8"))
        assert old in text
        data.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return changed


def states(project: Path, year: int) -> dict[str, State]:
    inspected = inspect(year, project)
    assert inspected.findings == []
    return {one.item: one.answer.state for one in inspected.requirements}


PUBLISHED = "公开日期: 2023年9月1日"
UNPUBLISHED = "# 公开日期: 不知道"
CASES = [
    ("写明公开日期", PUBLISHED, UNPUBLISHED, State.MISSING),
    ("写明公开日期", PUBLISHED, "公开日期: 2023年9月1日", State.MET),
    ("在批复后二十日内公开", PUBLISHED, "公开日期: 2023年9月1日", State.FOR_A_PERSON),
    ("在批复后二十日内公开", PUBLISHED, "公开日期: 2023年9月1日\n批复日期: 2023年8月20日", State.MET),
    ("在批复后二十日内公开", PUBLISHED, "公开日期: 2023年9月30日\n批复日期: 2023年8月20日", State.MISSING),
    ("部门决算、单位决算分清，名称一致", "  层级: 单位", "  层级: 部门", State.MET),
    (
        "上年决算数",
        "  三公经费:\n    因公出国境费: 0\n    公务用车: 0\n",
        "  三公经费:\n    公务用车: 0\n",
        State.MISSING,
    ),
    ("收支增减变化的原因", "  收支总计: 人员增加，工资福利支出相应增加\n", "", State.MISSING),
    ("收支增减变化的原因", "年度: 2022", "年度: 2022", State.MET),
    ("支出按功能分类公开到项", '    "2080505":', '    "20805":', State.MISSING),
    ("支出按功能分类公开到项", "年度: 2022", "年度: 2022", State.MET),
    ("各项的预算数或完成预算", "      预算: 235.10\n", "", State.MISSING),
    ("决算与预算不同的原因", "      原因: 厉行节约，压减了会议和差旅支出\n", "", State.MISSING),
    ("各项预算数", "    预算: 0.80\n    预算原因: 严格控制了接待标准和批次\n", "", State.MISSING),
    ("外事接待批次、人次", "    外事接待: 0\n", "    外事接待: 0.10\n", State.MISSING),
    (
        "外事接待批次、人次",
        "    外事接待: 0\n",
        "    外事接待: 0.10\n    外事批次: 1批次\n    外事人次: 3人次\n",
        State.MET,
    ),
    ("比上年增减的原因", "    原因: 接待批次减少\n", "", State.MISSING),
    ("不超过预算，不高于上年", "    公务接待费: 0.75", "    公务接待费: 0.55", State.FOR_A_PERSON),
    ("机关运行经费和增减原因", "  原因: 办公用品和差旅支出增加\n", "", State.MISSING),
    ("机关运行经费和增减原因", "  性质: 行政单位", "  性质: 事业单位", State.NOT_APPLICABLE),
    ("授予中小企业、小微企业的合同金额", "  授予小微企业合同金额: 9.00\n", "", State.MISSING),
    ("车辆按用途列出", "  车辆: 0辆", "  车辆: 2辆", State.MISSING),
    ("车辆按用途列出", "  车辆: 0辆", "  车辆: 2辆\n  车辆清单:\n    - 类别: 其他用车\n      数量: 2辆", State.MET),
    ("公开表齐全，次序按规定", "年度: 2022", "年度: 2022", State.FOR_A_PERSON),
    ("主要职责", "年度: 2022", "年度: 2022", State.MET),
    ("成品的页数和大小", "年度: 2022", "年度: 2022", State.FOR_A_PERSON),
    ("全部支出与财政拨款支出的差额说得清", "年度: 2022", "年度: 2022", State.NOT_APPLICABLE),
    ("全部支出与财政拨款支出的差额说得清", "  其他收入: 0\n", "  其他收入: 12.88\n", State.NOT_APPLICABLE),
    ("全部支出与财政拨款支出的差额说得清", "  项目支出: 40.20\n", "  项目支出: 53.08\n", State.MISSING),
]


@pytest.mark.parametrize(("item", "old", "new", "state"), CASES, ids=[f"{n} {c[0]}" for n, c in enumerate(CASES)])
def test_a_requirement_is_answered_from_the_data(
    item: str, old: str, new: str, state: State, office: Callable[[str, str], Path]
) -> None:
    assert states(office(old, new), 2022)[item] is state


def test_every_line_says_who_asks_it_and_where_it_is_written(frozen: Path) -> None:
    asked = inspect(2021, frozen).requirements
    assert len(asked) == ITEMS
    assert len({one.item for one in asked}) == ITEMS
    assert all(one.source and one.section and one.answer.found for one in asked)
    assert all(one.where for one in asked if one.answer.state is State.MISSING)


def test_a_department_with_another_above_it_is_asked_about(frozen: Path) -> None:
    assert states(frozen, 2021)["部门决算、单位决算分清，名称一致"] is State.FOR_A_PERSON


def test_what_is_an_example_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    assert init(folder, Unit("大邑县文体旅服务中心", 2022)) == []
    said = states(folder, 2022)
    assert said["公开表齐全，次序按规定"] is State.MISSING
    assert said["政府采购总额，货物、工程、服务"] is State.MISSING


def test_projects_without_any_step_are_missed(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    text = FROZEN.read_text("utf-8")
    start, end = text.index("\n项目:\n"), text.index("# ────────── 上年（")
    cut = text[:start] + "\n项目: {}\n" + text[end:].partition("\n勾稽:")[0]
    cut = re.sub(r"(?m)^整体评价:\n(?:[ #].*\n|\n)*", "", cut)
    (project / "data/2021.yaml").write_text(cut + "\n", "utf-8")
    said = states(project, 2021)
    assert said["绩效目标、监控、自评的项目个数"] is State.MISSING
    assert said["项目绩效自评结果"] is State.MISSING


def test_spending_of_other_money_is_explained_by_what_was_carried_over(office: Callable[[str, str], Path]) -> None:
    """As a department published it: 12.88 more than 财政拨款, of 112.88 that was there and 100.00 that is left."""
    project = office("  项目支出: 40.20\n", "  项目支出: 53.08\n")
    data = project / "data/2022.yaml"
    text = data.read_text("utf-8").replace("  年初结转和结余: 0", "  年初结转和结余: 112.88", 1)
    data.write_text(text.replace("  年末结转和结余: 0", "  年末结转和结余: 100.00", 1), "utf-8")
    [answer] = [r.answer for r in inspect(2022, project).requirements if r.item.startswith("全部支出")]
    assert answer.state is State.MET
    assert (
        answer.found == "支出合计比财政拨款支出多 12.88万元＝其他资金年初结转 112.88万元－其他资金年末结转 100.00万元"
    )


BUILT = Built("决算.docx", 160_000, 52, is_older=False)
SIZES = [
    (BUILT, State.MET),
    (BUILT._replace(last_page=5), State.MISSING),
    (BUILT._replace(last_page=301), State.FOR_A_PERSON),
    (BUILT._replace(size=60 * 1024 * 1024), State.FOR_A_PERSON),
    (BUILT._replace(is_older=True), State.FOR_A_PERSON),
]


@pytest.mark.parametrize(("document", "state"), SIZES, ids=["whole", "few pages", "many pages", "large", "older"])
def test_the_document_is_looked_at_as_it_was_built(document: Built, state: State) -> None:
    assert size(document).state is state


def test_the_pages_of_the_document_are_those_of_its_contents_page(built: BuildResult) -> None:
    assert built.document is not None
    package, _ = read_package(built.document)
    assert package is not None
    told = re.findall(
        r">(\d+)</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>", package.text(DOCUMENT)
    )
    assert last_page(package.text(DOCUMENT)) == int(told[-1]) > 8
    assert last_page("<w:t>300</w:t>") == 0


def test_the_list_on_the_command_line(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["check", "2021", "--publish", "--project", str(frozen)]
    assert main(call) == DONE
    listed = capsys.readouterr().out
    assert "【缺】写明公开日期" in listed and "依据：预算法实施条例第六条" in listed and f"共 {ITEMS} 条" in listed
    assert main([*call, "--strict"]) == ERRORS
    capsys.readouterr()
    assert main([*call, "--format", "json"]) == DONE
    records = json.loads(capsys.readouterr().out)["requirements"]
    assert {one["state"] for one in records} <= {"met", "missing", "not_applicable", "for_a_person"}
    assert records[0]["path"] == "公开日期"
    assert main([*call, "--format", "short"]) == WRONG_CALL
