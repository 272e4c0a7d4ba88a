"""Every rule is silent on figures that agree and speaks where one figure is moved beyond rounding."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FROZEN
from tests.rule_examples import example, held
from tests.told import told
from yanbian_report.api import check
from yanbian_report.cli.explain import explanation
from yanbian_report.forms.final_accounts.form import FORM
from yanbian_report.model.values import text_of
from yanbian_report.model.year import Year
from yanbian_report.rules.example import Example

MOVED = [
    ("R105", "收入.一般公共预算财政拨款收入", "289.92"),
    ("R105", "上年.支出总计", "2146.25"),
    ("R107", "一般公共预算基本支出.人员经费", "247.97"),
    ("R201", "财政拨款.项目支出收入数", "238690.00元"),
    ("R202", "财政拨款.财政应返还额度支出数", "13010.00元"),
    ("R203", "财政拨款.收入总计", "2902168.24元"),
    ("R204", "财政拨款.年初财政拨款结转和结余", "13100.00元"),
    ("R205", "支出.项目支出", "25.18"),
    ("R206", "上年.财政拨款支出总计", "2145.23"),
    ("R206", "上年.支出总计", "2146.00"),
    ("R206", "上年.一般公共预算财政拨款支出", "2146.24"),
    ("R207", "上年.一般公共预算财政拨款支出", "2140.23"),
    ("R111", "政府采购.工程", "-1.00"),
    ("R111", "重点工作.1.数据.兑现人数", "-794名"),
    ("R112", "重点工作.1.数据.兑现人数", "79.4名"),
    ("R112", "人员.退休人员", "0.4人"),
    ("R112", "重点工作.7.数据.自助办理", "200.0余件"),
    ("R113", "国有资产.车辆", "0人"),
    ("R113", "政府采购.采购清单.1.数量", "12"),
    ("R113", "重点工作.6.数据.追回率", "0.6364"),
    ("R113", "重点工作.7.数据.川渝通办", "50"),
    ("R218", "一般公共预算基本支出.公用经费项目.8", "公务接待费"),
    ("R519", "变动原因.数据.职业年金", "2900.00万元"),
    ("R519", "变动原因.数据.职业年金", "600.00万元"),
    ("R519", "变动原因.数据.职业年金", "1271.00元"),
    ("R519", "变动原因.数据.职业年金", "逾127.1万元"),
    ("R219", "一般公共预算支出.功能分类.2080101.完成预算", "10%"),
    ("R307", "国有资产.车辆", "5辆"),
    ("R211", "一般公共预算支出.功能分类.2080101.决算", "142.14"),
    ("R212", "一般公共预算支出.合计", "290.42"),
    ("R214", "一般公共预算支出.完成预算", "99%"),
    ("R301", "三公经费.公务用车.购置数", "1辆"),
    ("R301", "三公经费.公务接待费.批次", "2批次"),
    ("R302", "三公经费.公务接待费.外事接待", "1.00"),
    ("R311", "机关运行经费.决算", "17.21"),
    ("R312", "机关运行经费.增减因素.1.增减", "-0.52"),
    ("R302", "三公经费.合计", "1.00"),
    ("R321", "政府采购.工程", "3.00"),
    ("R403", "重点工作.8.数据.群众好评率", "107%"),
    ("R404", "重点工作.8.数据.群众好评率", "10%"),
    ("R321", "政府采购.授予小微企业合同金额", "9.99"),
    ("R321", "政府采购.授予中小企业合同金额", "9.99"),
    ("R331", "人员.核定编制数", "11人"),
    ("R341", "整体评价.特定目标类支出", "25.26"),
    ("R351", "项目.金保网.执行", "0.91"),
    ("R352", "项目.金保网.执行", "2.91"),
    ("R321", "政府采购.合计", "995.00"),
    ("R332", "一般公共预算基本支出.人员经费", "24.80"),
    ("R332", "重点工作.4.数据.代缴金额", "3924500.00万元"),
    ("R355", "项目.社保公共服务能力建设.执行", "299490.00元"),
    ("R356", "项目.金保网.预算", "8.40"),
    ("R359", "项目.金保网.数据.满意度", "90%"),
    ("R359", "项目.金保网.数据.满意度目标", "≥59%"),
    ("R360", "项目.金保网.数据.满意度目标", "≥59%"),
    ("R602", "上年.机关运行经费", "1511.00"),
    ("R401", "重点工作.3.数据.残疾人员", "578人"),
    ("R501", "单位.机构沿革", "增加（减少）了人员"),
    ("R502", "单位.机构沿革", "改革，，更名"),
    ("R503", "机关运行经费.增减因素.1.说明", "2019年减少{{ 增减额|万元 }}"),
    ("R313", "机关运行经费.增减因素.1.说明", "办公费较上年增加{{ 增减额|万元 }}"),
    ("R313", "机关运行经费.增减因素.1.增减", "0.50元"),
    ("R504", "重点工作.2.标题", "2020年全县退休人员待遇调整工作圆满完成"),
    ("R504", "单位.机构沿革", "2035年已经撤并"),
    ("R505", "单位.机构沿革", "编制数待定。"),
    ("R506", "单位.机构沿革", "本单位（参公单位由县局主管。"),
    ("R507", "单位.机构沿革", "本单位由县局主管,属参公单位。"),
    ("R508", "单位.机构沿革", "本单位由县局主管主管，属参公单位。"),
    ("R509", "单位.机构沿革", "编制核定后没有变动，全年历行节约。"),
    ("R510", "单位.机构沿革", "在编人员占98.765%。"),
    ("R516", "变动原因.收支总计", "主要原因是职业年金减少"),
    ("R517", "三公经费.公务接待费.原因", "同上"),
    ("R518", "三公经费.公务接待费.原因", "接待批次减少"),
    ("R519", "变动原因.收支总计", "职业年金减少2856.01万元"),
    ("R531", "重点工作.7.正文", "全部办件为64646件。"),
    ("R532", "单位.机构沿革", "2020年2月30日更名。"),
    ("R533", "项目.金保网.评价.资金使用", "2021年3月全额支付。"),
    ("R535", "重点工作.7.正文", "2019年，网上办理能力增强。"),
    ("R541", "重点工作.7.正文", "米易县社会保险事务中心全年办件不少。"),
    ("R542", "重点工作.7.正文", "盐边县社会保险事物中心全年办件不少。"),
    ("R543", "重点工作.7.正文", "我局全年办件不少。"),
    ("R544", "重点工作.7.正文", "用2021年乡镇金保网网络运维护费支付。"),
    ("R551", "重点工作.7.正文", "一是做好窗口办件，三是做好网上办件。"),
    ("R552", "重点工作.7.正文", "办件情况详见附件9。"),
    ("R553", "单位.主要职能.1", "1.核定基金征收计划。"),
    ("R554", "单位.主要职能.1", "核定基金征收计划"),
    ("R555", "重点工作.7.正文", "办件覆盖企业养老、机关养老、城乡居保四个险种。"),
    ("R512", "一般公共预算支出.功能分类.2080101.完成预算", "98%"),
    ("R513", "单位.机构沿革", "经费列入一般行政管理事务（2080101）"),
    ("R521", "一般公共预算基本支出.公用经费项目.8", "其他交通费"),
    ("R522", "一般公共预算基本支出.公用经费项目.8", "抚恤金"),
]


@pytest.mark.parametrize(("code", "path", "text"), MOVED, ids=[f"{c} {p}" for c, p, _ in MOVED])
def test_a_figure_moved_beyond_rounding_is_found_and_its_place_named(
    code: str, path: str, text: str, edited: Callable[[str, str], Path], year: Year
) -> None:
    place = getattr(year.leaves[path], "origin", None)
    findings = [f for f in check(2021, edited(path, text)).open if f.code == code]
    assert findings, f"{code} says nothing"
    assert place is not None
    assert any(place.line in {s.line for s in (f.origin, *(r.origin for r in f.related)) if s} for f in findings)


RETIRED = """      渔民已退休人数: 2人
      渔民补贴金额: 15.25万元
    勾稽:
      - 划转人数 <= 失地农民人数
"""
RETYPED = [
    ("R534", "# 公开日期: 尚未填写，不填则不印", "公开日期: 2021年9月1日"),
    ("R534", "# 公开日期: 尚未填写，不填则不印", "公开日期: 2022年9月30日\n批复日期: 2022年9月1日"),
    ("R123", "  - 规则: R123\n", "  - 规则: R999\n"),
    ("R316", "  性质: 参照公务员法管理的事业单位 #", "  性质: 事业单位 #"),
    ("R358", "  - 规则: R358\n", "  - 规则: R999\n"),
    ("R360", "      满意度: 大于95%\n", "      满意度: 90%\n"),
    ("R523", "      决算: 21.82\n", "      决算: 21.82\n      用途: 事业单位医疗保险支出\n"),
    ("R536", "当年1月至6月调增", "当年6月至1月调增"),
    ("R208", "政府性基金预算财政拨款收入: 0\n", "政府性基金预算财政拨款收入: 100.00\n"),
    ("R215", '"2101103":                    #', '"2120803":                    #'),
    ("R216", "  功能分类: {}   ", '  功能分类: {"21208": {决算: 1.00}}   '),
    ("R217", "    - 住房公积金\n", "    - 退休费\n"),
    ("R217", "    - 奖励金\n", "    - 职业年金缴费\n"),
    ("R305", "  合计: 0\n  因公出国境费:\n", "  合计: 0\n  预算: 9.00\n  因公出国境费:\n    预算: 9.90\n"),
    ("R306", "    决算: 0\n    批次: 0批次\n", "    决算: 1.20\n    预算: 1.00\n    批次: 0批次\n"),
    ("R307", "    运行维护费: 0\n", "    运行维护费: 1.00\n"),
    ("R322", "  服务: 0\n", "  服务: 0\n  货物授予中小企业合同金额: 9.50\n"),
    ("R323", "      数量: 12台\n", "      数量: 0台\n"),
    ("R357", "\n项目:\n", "\n绩效管理:\n  绩效目标: 4个\n  绩效自评: 3个\n\n项目:\n"),
    ("R359", "  - 规则: R359\n", "  - 规则: R999\n"),
    ("R603", "\n变动原因:\n", "\n公布的增减率:\n  收入总计: 86.40%\n\n变动原因:\n"),
    ("R602", "  - 规则: R602\n", "  - 规则: R999\n"),
    ("R101", "  上级补助收入: 0\n", "  上级补助收入: 0\n  本年收入合计: 289.92\n"),
    ("R102", "  上级补助收入: 0\n", "  上级补助收入: 0\n  收入总计: 291.22\n"),
    ("R103", "  上缴上级支出: 0\n", "  上缴上级支出: 0\n  本年支出合计: 291.22\n"),
    ("R104", "  上缴上级支出: 0\n", "  上缴上级支出: 0\n  支出总计: 291.22\n"),
    ("R106", "  - 规则: R106\n    项: 收支总计.本年\n", "  - 规则: R999\n    项: 收支总计.本年\n"),
    ("R108", "一般公共预算财政拨款收入: 288.92", "一般公共预算财政拨款收入: 2889158.24"),
    ("R213", "      决算: 142.34\n", "      决算: 142.34\n      预算: 150.00\n"),
    ("R353", "    预算: 13.07\n", "    预算: 12.07\n"),
    ("R402", "  - 政府采购.货物 = 项目", "  - 政府采购.货品 = 项目"),
    ("R402", "  - 政府采购.货物 = 项目", "  - 政府采购.货物 等于 项目"),
    ("R303", "    保有量: 0辆\n", "    保有量: 0辆\n    保有清单:\n      - 车型: 轿车\n        数量: 1辆\n"),
    ("R405", RETIRED + "      - 渔民已退休人数 <= 渔民参保人数\n", RETIRED.replace("2人", "82人")),
    ("R304", "    批次: 0批次\n    人次: 0人次", "    批次: 3批次\n    人次: 2人次"),
    ("R304", "  服务: 0\n", "  服务: 0\n  服务授予中小企业合同金额: 1.00\n"),
    ("R354", "\n项目:\n", "\n绩效管理:\n  绩效目标: 2个\n  绩效自评: 5个\n\n项目:\n"),
    ("R303", "  下属单位: []", "  下属单位分类:\n    行政单位: 1个\n  下属单位: []"),
    ("R314", "收支金额比上年减少较多", "收支金额比上年增加较多"),
    ("R511", '  "2210201": 指', '  "2210203": 指'),
    ("R514", "科目名称: {}", '科目名称: {"2210201": 公积金}'),
    ("R522", "    - 办公费\n", "    - 办公费\n    - 办公费\n"),
]


@pytest.mark.parametrize(("code", "old", "new"), RETYPED, ids=[f"{c} {n.strip()[:20]}" for c, _, n in RETYPED])
def test_a_line_typed_otherwise_is_found(code: str, old: str, new: str, project: Path) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8")
    assert old in text
    data.write_text(text.replace(old, new, 1), "utf-8")
    found = [f for f in check(2021, project).open if f.code == code]
    assert found
    assert all(f.origin for f in found)


LEFT_OUT = [("R371", "上年"), ("R371", "项目"), ("R315", "机关运行经费"), ("R515", "变动原因"), ("R361", "人员")]
# R601 needs two years (tests/inputs/test_next_year.py), R701 to R705 a workbook (tests/importing/test_belonging.py),
# the relations between tables every table of a year (tests/forms/relations).
ELSEWHERE = {"R601", "R701", "R702", "R703", "R704", "R705"} | {
    code for code in FORM.rules() if "R711" <= code < "R760"
}


def without(section: str, text: str) -> str:
    """``text`` of a data file without one section."""
    return re.sub(rf"(?m)^{section}:.*\n(?:[ #].*\n|\n)*", "", text)


@pytest.mark.parametrize(("code", "section"), LEFT_OUT)
def test_a_section_that_should_be_there_is_missed(code: str, section: str, project: Path) -> None:
    data = project / "data/2021.yaml"
    data.write_text(without(section, data.read_text("utf-8")), "utf-8")
    assert code in {f.code for f in check(2021, project).open}


WITHIN_ROUNDING = [
    ("收入.一般公共预算财政拨款收入", "288.92万元"),
    ("支出.项目支出", "25.16万元"),
    ("支出.基本支出", "265.06"),
    ("一般公共预算支出.功能分类.2210201.决算", "21.83"),
    ("政府采购.货物", "9.95万元"),
]


@pytest.mark.parametrize(("path", "text"), WITHIN_ROUNDING)
def test_what_rounding_explains_stays_silent(
    path: str, text: str, edited: Callable[[str, str], Path], frozen: Path
) -> None:
    before = {(f.code, f.path) for f in check(2021, frozen).open}
    moved = {(f.code, f.path) for f in check(2021, edited(path, text)).open}
    assert moved <= before


def test_the_published_contradictions_are_found_from_the_data_alone(project: Path) -> None:
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").partition("\n已知差异:")[0] + "\n", "utf-8")
    found = {(f.code, f.path) for f in check(2021, project).open}
    assert {
        ("R106", "收支总计.本年"),
        ("R123", "单位.主管部门.名称"),
        ("R206", "上年.一般公共预算财政拨款支出"),
        ("R217", "一般公共预算支出.功能分类.2101101.决算"),
        ("R359", "项目.社保公共服务能力建设.自评表.指标.4.实际"),
        ("R359", "项目.困难群众代缴.自评表.指标.1.实际"),
        ("R359", "项目.金保网.自评表.指标.1.实际"),
        ("R359", "项目.金保网.自评表.指标.9.实际"),
        ("R602", "收入.收入总计"),
        ("R211", "一般公共预算支出.功能分类.208.决算"),
        ("R312", "机关运行经费.决算"),
        ("R331", "人员.在职人数"),
        ("R341", "整体评价.人员类支出"),
        ("R341", "整体评价.运转类支出"),
        ("R351", "整体评价.特定目标类支出"),
        ("R358", "项目.社保公共服务能力建设.评价.分配原则"),
        ("R401", "重点工作.3.数据.代缴人数"),
        ("R401", "重点工作.7.数据.办件总数"),
        ("R401", "项目.社保公共服务能力建设.数据.采购实付"),
    } == found


def test_a_difference_that_equals_another_figure_is_said_to(project: Path) -> None:
    data = project / "data/2021.yaml"
    data.write_text(data.read_text("utf-8").partition("\n已知差异:")[0] + "\n", "utf-8")
    hints = {f.path: f.hint for f in check(2021, project).open}
    assert "2080102" in hints["整体评价.运转类支出"]
    assert "13000.00元" in hints["整体评价.特定目标类支出"]


def test_two_digits_turned_round_are_named(edited: Callable[[str, str], Path]) -> None:
    hints = [f.hint for f in check(2021, edited("财政拨款.项目支出收入数", "283590.00元")).open if f.code == "R201"]
    assert any("“财政拨款.项目支出收入数”的 283590.00 如果是 238590.00，就对上了" in hint for hint in hints)


def test_an_amount_in_the_other_unit_is_asked_about(edited: Callable[[str, str], Path]) -> None:
    found = check(2021, edited("收入.一般公共预算财政拨款收入", "2889200")).open
    hints = {f.code: f.hint for f in found}
    assert "正好大一万倍：是不是 2889200元" in hints["R105"]
    assert all(r.message[-1:] != "0" or "”0" not in r.message for f in found if f.code == "R105" for r in f.related)


UNEQUAL = [
    ("支出.项目支出", "20.03", "“收入.收入总计”与财政拨款的总计 2902158.24元相同，先看“支出”各项"),
    ("收入.一般公共预算财政拨款收入", "298.75", "“支出.支出总计”与财政拨款的总计 2902158.24元相同，先看“收入”各项"),
]


@pytest.mark.parametrize(("path", "typed", "hint"), UNEQUAL)
def test_of_two_unequal_totals_the_side_is_named_that_the_slip_is_on(
    path: str, typed: str, hint: str, edited: Callable[[str, str], Path]
) -> None:
    assert [f.hint for f in check(2021, edited(path, typed)).open if f.code == "R105"] == [hint]


MENDED = [
    ("R213", "142.34\n      完成预算: 100%", "142.34\n      预算: 1499900.00元\n      完成预算: 94.89%", "94.90%"),
    ("R112", "2000余件", "200.0余件", "200余件"),
    ("R332", "392.45万元", "3924500.00万元", "3924500.00元"),
]


@pytest.mark.parametrize(("code", "old", "new", "meant"), MENDED, ids=["cut off", "pieces", "元 for 万元"])
def test_what_a_number_may_have_been_meant_as_is_what_mends_it(
    code: str, old: str, new: str, meant: str, project: Path
) -> None:
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8")
    assert old in text
    data.write_text(text.replace(old, new, 1), "utf-8")
    [finding] = [f for f in check(2021, project).open if f.code == code]
    assert [repair.meant for repair in finding.repairs] == [meant]


@pytest.mark.parametrize(
    ("path", "typed", "balance"),
    [
        ("支出.项目支出", "20.03", "支出.年末结转和结余"),
        ("收入.一般公共预算财政拨款收入", "268.75", "收入.年初结转和结余"),
    ],
)
def test_what_may_be_a_missing_carryover_is_said_to_be_one(
    path: str, typed: str, balance: str, edited: Callable[[str, str], Path]
) -> None:
    """Where 财政拨款 does not tell which side is right, the smaller one may lack what was carried over."""
    project = edited(path, typed)
    data = project / "data/2021.yaml"
    text = data.read_text("utf-8").replace("总计: 2902158.24元", "总计: 2702158.24元")
    data.write_text(text.replace("  年初结转和结余: 13000.00元", "  年初结转和结余: 0", 1), "utf-8")
    hints = [f.hint for f in check(2021, project).open if f.code == "R105"]
    assert hints == [f"总计＝本年合计＋结转和结余；“{balance}”填的是 0，看看差额是不是它"]


def test_a_difference_of_one_digit_is_not_said_to_be_another_figure(edited: Callable[[str, str], Path]) -> None:
    assert not [f.hint for f in check(2021, edited("支出.项目支出", "28.16")).open if "先看这一处" in f.hint]


def test_an_accepted_difference_that_moves_by_its_last_digit_is_reported_again(
    edited: Callable[[str, str], Path],
) -> None:
    codes = {f.code for f in check(2021, edited("一般公共预算支出.功能分类.208.决算", "253.60")).open}
    assert {"R211", "R901"} <= codes


def test_an_accepted_difference_that_has_changed_is_reported_again(edited: Callable[[str, str], Path]) -> None:
    codes = {f.code for f in check(2021, edited("重点工作.7.数据.川渝通办", "60件")).open}
    assert {"R401", "R901"} <= codes


def test_every_published_figure_that_is_accepted_is_still_listed(frozen: Path) -> None:
    assert len(check(2021, frozen).accepted) == 19


def test_what_is_found_reads_as_its_golden(
    edited: Callable[[str, str], Path],
    project: Path,
    year: Year,
    same_as_golden: Callable[[str, str], None],
    request: pytest.FixtureRequest,
) -> None:
    """Every finding of the cases above, in words: how far off, what rounding explains, what to write instead.

    The first case of each rule is the example that ``explain`` shows, beside the frozen file, on which it is silent.
    """
    data, typed = project / "data/2021.yaml", FROZEN.read_text("utf-8")
    silent = {f.code for f in check(2021, project).open}
    said: list[str] = []
    examples: dict[str, Example] = {}

    def hold(case: str, code: str = "", holds: str = "", breaks: str = "") -> None:
        found = check(2021, project).open
        said.append(f"━━ {case.strip()}\n\n{told(found)}\n")
        if code:
            assert code not in silent
            examples.update({} if code in examples else example(code, holds, breaks, found))
        data.write_text(typed, "utf-8")

    for code, path, text in MOVED:
        edited(path, text)
        hold(f"{code}　{path}: {text}", code, f"{path}: {text_of(year.leaves[path])}", f"{path}: {text}")
    for code, old, new in RETYPED:
        data.write_text(typed.replace(old, new, 1), "utf-8")
        hold(f"{code}　{new}", code, old, new)
    for code, section in LEFT_OUT:
        data.write_text(without(section, typed), "utf-8")
        hold(f"{code}　{section}", code, f"{section}:\n  ……", f"（没有“{section}”这一组）")
    data.write_text(without("已知差异", typed), "utf-8")
    hold("已知差异")
    same_as_golden("findings.txt", "\n".join(said))
    held("figures_and_texts", examples, request.config.getoption("--rewrite"))


def test_explain_has_an_example_of_every_rule() -> None:
    examples = FORM.examples()
    assert set(examples) == set(FORM.rules())
    assert all(one.holds != one.breaks and one.says for one in examples.values())
    words = explanation("R105", FORM.rules(), examples)
    assert words is not None
    assert "这样写，不提示：\n  收入.一般公共预算财政拨款收入: 288.92" in words
    assert "这样写，会提示：\n  收入.一般公共预算财政拨款收入: 289.92\n  → “收入.收入总计”为 291.22万元" in words


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert set(FORM.rules()) == {code for code, *_ in [*MOVED, *RETYPED, *LEFT_OUT]} | ELSEWHERE


def test_every_rule_says_itself_in_one_chinese_sentence() -> None:
    for rule in FORM.rules().values():
        assert rule.sentence.endswith("。"), rule.code
        assert rule.basis, rule.code
