"""Answers on “三公”经费, 机关运行经费, 政府采购, 国有资产 and performance (第二部分 七、十)."""

from __future__ import annotations

from yanbian_report.forms.final_accounts.evaluation import STEPS
from yanbian_report.forms.final_accounts.publication.answers import all_written, change_reasons, found, origin
from yanbian_report.model.requirement import Answer, State
from yanbian_report.model.values import branch
from yanbian_report.model.year import Year

_KINDS = ("因公出国境费", "公务用车", "公务接待费")


def public_budgets(year: Year) -> Answer:
    if not year.figure("三公经费.合计") and year.get("三公经费.预算") is None:
        return Answer(State.FOR_A_PERSON, "没有支出，也没有写预算：预算也是 0 的不用写", "三公经费.预算")
    paths = [f"三公经费.{kind}.预算" for kind in _KINDS if year.get(f"三公经费.{kind}.决算")]
    return all_written(year, paths, "有支出的各项都有预算数")


def public_against_budget(year: Year) -> Answer:
    over = [
        path for path in ("三公经费", *(f"三公经费.{k}" for k in _KINDS)) if year.text(f"{path}.预算关系") == "大于"
    ]
    rises = [path for path in (f"三公经费.{k}" for k in _KINDS) if year.text(f"{path}.方向") == "增加"]
    if not over and not rises:
        return Answer(State.MET, "没有超过预算，也没有比上年增加")
    said = [f"{'、'.join(over)}超过预算"] * bool(over) + [f"{'、'.join(rises)}比上年增加"] * bool(rises)
    return Answer(State.FOR_A_PERSON, f"{'；'.join(said)}：原因要站得住", (over or rises)[0])


def public_reasons(year: Year) -> Answer:
    return change_reasons(year, {f"三公经费.{kind}": f"三公经费.{kind}.原因" for kind in _KINDS})


def public_counts(year: Year) -> Answer:
    wanted = {
        "因公出国境费.决算": ("因公出国境费.团组数", "因公出国境费.人次数"),
        "公务用车.决算": ("公务用车.购置数", "公务用车.保有量"),
        "公务接待费.国内接待": ("公务接待费.批次", "公务接待费.人次"),
    }
    paths = [f"三公经费.{name}" for amount, names in wanted.items() if year.get(f"三公经费.{amount}") for name in names]
    return all_written(year, paths, "都写了") if paths else Answer(State.NOT_APPLICABLE, "没有“三公”经费支出")


def foreign(year: Year) -> Answer:
    if not year.figure("三公经费.公务接待费.外事接待"):
        return Answer(State.NOT_APPLICABLE, "没有外事接待", "三公经费.公务接待费.外事接待")
    return all_written(year, [f"三公经费.公务接待费.{name}" for name in ("外事批次", "外事人次")], "都写了")


def operating(year: Year) -> Answer:
    if year.text("单位.性质") == "事业单位":
        return Answer(State.NOT_APPLICABLE, "事业单位没有机关运行经费", "机关运行经费")
    spent = found(year, "机关运行经费.决算")
    if spent.state is State.MISSING or year.get("机关运行经费.增减额") is None:
        return spent
    if year.text("机关运行经费.增减因素.1.说明"):
        return spent
    return found(year, "机关运行经费.原因")


def bought(year: Year) -> Answer:
    return all_written(year, [f"政府采购.{kind}" for kind in ("货物", "工程", "服务")], "三种都写了")


def small_firms(year: Year) -> Answer:
    if not year.figure("政府采购.合计"):
        return Answer(State.NOT_APPLICABLE, "没有政府采购", "政府采购")
    paths = [f"政府采购.授予{kind}企业合同金额" for kind in ("中小", "小微")]
    if int(year.text("年度")) > 2021:
        kinds = [kind for kind in ("货物", "工程", "服务") if year.figure(f"政府采购.{kind}")]
        paths += [f"政府采购.{kind}授予中小企业合同金额" for kind in kinds]
    return all_written(year, paths, "都写了")


def cars(year: Year) -> Answer:
    if not year.get("国有资产.车辆"):
        return Answer(State.NOT_APPLICABLE, "没有车辆", "国有资产.车辆")
    return found(year, "国有资产.车辆清单.1.类别", "按用途列出")


def equipment(year: Year) -> Answer:
    old = ["国有资产.单价50万元以上通用设备", "国有资产.单价100万元以上专用设备"]
    return all_written(year, old if int(year.text("年度")) < 2022 else ["国有资产.单价100万元以上设备"], "都写了")


def goals(year: Year) -> Answer:
    counts = [f"{step}{year.text(f'绩效管理.{step}.个数') or 0}个" for step in STEPS]
    if year.text("绩效管理.绩效目标.个数") not in ("", "0"):
        return Answer(State.MET, "、".join(counts), "绩效管理")
    if not year.figure("支出.项目支出"):
        return Answer(State.NOT_APPLICABLE, "没有项目支出", "项目")
    return Answer(
        State.MISSING, "有项目支出，报告却会说没有纳入绩效管理的项目", "绩效管理", origin(year, "支出.项目支出")
    )


def results(year: Year) -> Answer:
    projects = branch(year.tree.get("项目"))
    shown = [
        key for key, project in projects.items() if {"评价", "自评表"} & {n for n, v in branch(project).items() if v}
    ]
    if shown:
        return Answer(State.MET, f"{len(shown)} 个项目有自评表或评价报告", f"项目.{shown[0]}")
    if not year.figure("支出.项目支出"):
        return Answer(State.NOT_APPLICABLE, "没有项目支出", "项目")
    return Answer(State.MISSING, "没有自评表，也没有评价报告", "项目")


def glossary(year: Year) -> Answer:
    return Answer(State.MET, f"{len(branch(year.tree['名词解释']))} 条", "名词解释")
