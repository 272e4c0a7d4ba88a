"""Planted slips of text are named at their place; a clean file, and sentences that only look odd, stay silent."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import FROZEN, copy_project
from tests.forms.text_slips import SLIPS, Slip
from yanbian_report.api import check
from yanbian_report.scaffold import Unit, init

OFFICE = "大邑县文体旅服务中心"
YEARS = {"frozen": 2021, "begun": 2022}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """The projects that slips are planted in, with the text of their data files."""
    frozen = copy_project(tmp_path_factory.mktemp("frozen"))
    begun = tmp_path_factory.mktemp("begun") / "项目"
    assert init(begun, Unit(OFFICE, YEARS["begun"])) == []
    shutil.rmtree(begun / "data/公开表")
    data = begun / "data/2022.yaml"
    return {
        "frozen": (frozen, FROZEN.read_text("utf-8")),
        "begun": (begun, re.sub("【示例】|示例", "", data.read_text("utf-8"))),
    }


def lines_said(project: Path, year: int, text: str) -> dict[int, str]:
    """The lines that findings stand at when the year's file reads ``text``, each with a code."""
    (project / f"data/{year}.yaml").write_text(text, "utf-8")
    return {getattr(f.origin, "line", 0): f.code for f in check(year, project).open}


@pytest.mark.parametrize("name", YEARS)
def test_a_clean_file_is_silent(name: str, clean: dict[str, tuple[Path, str]]) -> None:
    project, text = clean[name]
    assert lines_said(project, YEARS[name], text) == {}


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{n} {s.kind}" for n, s in enumerate(SLIPS)])
def test_a_slip_is_named_at_its_place(slip: Slip, clean: dict[str, tuple[Path, str]]) -> None:
    project, text = clean[slip.file]
    assert slip.old in text
    said = lines_said(project, YEARS[slip.file], text.replace(slip.old, slip.new, 1))
    at = text[: text.index(slip.old)].count("\n") + 1
    begins = next(n for n, (a, b) in enumerate(zip(slip.old + "\0", slip.new + "\0", strict=False)) if a != b)
    # What makes a reason needless is typed elsewhere: the reason is named.
    assert at + slip.old[:begins].count("\n") in said or (slip.kind in ("持平", "无上年数") and "R518" in said.values())


FINE = [
    "老年人优待定期发放，群众等待定点医院结算，企业取得暂定资质，民办学校不以营利为目的的占多数。",
    "工作人员常常下乡，人人参与，种种困难慢慢化解，一件一件办好，一步一步推进，研究目的的确定也一样。",
    "按照“十四五”规划（2021—2025年），到2025年基本建成；项目计划2026年底前完工，2030年前达到目标。",
    "网址为https://www.example.cn/a,b，时间为9:30至17:30，型号为MF-2.5(A)，比例为1:3，版本为V1.2。",
    "二〇〇八年以来，三公里以内每3个月巡查一次，1-12月共巡查1000次，6月1日、12月31日各汇总一次。",
    "为了了解情况，参与与支持的群众不少，基本支出支出数和项目支出支出数都按规定核对。",
    "落实《某市关于〈条例〉的意见》（市办发〔2021〕5号）要求，“两不愁、三保障”基本实现；1）登记；2）核对。",
    "一是做好登记；二是做好核对。群众关心的有两类：一是待遇；二是资格。三是不足的地方还有待完善。",
    "全县、各县、贫困县和人口大县都有任务，县委、县政府和县级财政给予支持，农业大县另行安排。",
    "本办法所称本部门，我省、我市、本年度、成本所占比重，基本局面稳定，样本站位准确。",
    "2018年出台的政策继续执行，自2019年起提高标准，2017年12月印发的办法废止。",
    "全年补助12.5万元、3600元和1.2亿元三笔，惠及1250户、98.6%的群众。",
    "整体推进、推进有序，填写申请表（填写时间见通知）的有关数据已删除；办公室（电话见公告）待填报人核对。",
    "支出10万元，比上年增加1.20万元；接待支出0万元，比上年减少2.00万元；上百万元元器件入库，2021年年底下降2-3个百分点。",
    "3月至9月共6个月，2021年11月至次年3月供暖，6-12月龄婴儿优先；网厅办件占比比上年提高5个百分点。",
    "既使群众得到实惠，又因该项目选拔人才；海拔较高的乡镇发放帐篷，自己在年末发放，不予算入，高效宜居，报名于6月截止。",
    "截止日期以前持续推进，决算与预算、调和和平衡、参与与支持、总和和差额、合并并入，现在在建的有两处；做为期一周的培训。",
    "全县12个乡镇中，3个乡镇试点，其余9个乡镇明年开展；全县200个村、5个百分点、人均补助646.64元，补发金额的标准为每人37.05元。",
    "赴攀枝花市区、米易县、仁和区联防，自2023年起全面细化；参保、缴费和待遇三个环节，向老人、儿童、残疾人发放三个月补贴。",
    "覆盖养老、工伤等五个险种，围绕服务、效率、作风、纪律四个方面；社区委员会、自治区党委，以及园区财政的支持，单位各、某些、某项。",
    "既比2020年绩效评价的结果好，也按《2019年绩效评价办法》办理，2020年的绩效评价办法出台后照此执行。",
    "研究的目的的确定，标的的价格，办法于2020年印发后执行；要加强资金监管，监管要到位。",
    "依据文件附件3的标准执行，地图2幅，如图所示的流程已经公布。",
]


@pytest.mark.parametrize("sentence", FINE)
def test_what_only_looks_odd_is_left_alone(sentence: str, clean: dict[str, tuple[Path, str]]) -> None:
    project, text = clean["frozen"]
    place = "网上办理能力继续增强。"
    assert place in text
    assert lines_said(project, 2021, text.replace(place, sentence, 1)) == {}


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("累计补发3704.84万元", "重点工作.1.数据.补发待遇"),
        ("累计补发3704.48元", "重点工作.1.数据.补发待遇"),
        ("累计补发0.370448亿元", ""),
        ("累计补发5000.00万元", ""),
    ],
)
def test_the_figure_that_a_typed_number_is_near_is_named(
    typed: str, near: str, clean: dict[str, tuple[Path, str]]
) -> None:
    project, text = clean["frozen"]
    changed = text.replace("累计补发{{ 数据.补发待遇 }}", typed, 1)
    assert changed != text
    (project / "data/2021.yaml").write_text(changed, "utf-8")
    said = [f.message for f in check(2021, project).open if f.code == "R531"]
    assert [near in message for message in said] == [True] * bool(near)
